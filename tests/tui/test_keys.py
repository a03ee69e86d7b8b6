"""Which key does what, and what may a learner change?"""

from srs.tui.key_bar import fitting
from srs.tui.keys import KEYS, on, remapped, shown


def test_ids_are_unique_and_no_place_has_a_key_twice() -> None:
    """An id names one thing, and on one screen a key does one thing."""
    ids = [key.id for key in KEYS]
    assert len(ids) == len(set(ids))
    for place in ("home", "review", "done"):
        keys = [
            name
            for key in on(place, "everywhere", "scroll")
            for name in key.keys.split(",")
        ]
        assert sorted(keys) == sorted(set(keys)), place


def test_a_wish_is_met() -> None:
    """A known id takes the keys that the learner names."""
    assert remapped({"show": "space, l"}) == ({"show": "space,l"}, [])


def test_an_unknown_id_is_named_with_the_nearest() -> None:
    """A misspelt id is told, with what it may have meant."""
    good, wrong = remapped({"suspnd": "x"})

    assert good == {}
    assert wrong == ["[keys] names no suspnd. Did you mean suspend?"]


def test_a_clash_keeps_the_usual_key() -> None:
    """A key that means something on the same screen already is refused."""
    good, wrong = remapped({"bury": "e"})

    assert good == {}
    assert wrong == ["[keys] bury = e already means edit; bury keeps b,minus."]


def test_two_wishes_may_swap_keys() -> None:
    """Two things that swap their keys do not clash."""
    wishes = {"bury": "e", "edit": "b"}

    assert remapped(wishes) == (wishes, [])


def test_the_bar_drops_light_hints_and_cuts_none() -> None:
    """In a narrow bar the lightest hints go first; the order of the others stays."""
    keys = on("review", "everywhere")
    wide, narrow = fitting(keys, 200), fitting(keys, 40)

    assert [key.id for key in wide] == [key.id for key in keys if key.label]
    assert [key for key in wide if key in narrow] == narrow
    assert {key.id for key in narrow} >= {"show", "back"}
    width = sum(len(f"{key.first} {key.label}") for key in narrow) + 2 * (
        len(narrow) - 1
    )
    assert width <= 40


def test_keys_are_shown_as_people_write_them() -> None:
    """A question mark is shown as one."""
    assert shown("question_mark") == "?"


def test_signs_are_named_as_textual_names_them() -> None:
    """A sign may be written as itself; Textual gets its name."""
    wishes = {"flag": "%", "info": ";, ctrl+t", "bury": "underscore"}

    assert remapped(wishes) == (
        {"flag": "percent_sign", "info": "semicolon,ctrl+t", "bury": "underscore"},
        [],
    )


def test_a_name_of_no_key_is_told() -> None:
    """A misspelt key is told, and the usual one stays."""
    good, wrong = remapped({"show": "spcae", "flag": "", "info": "ctrl+"})

    assert good == {}
    assert wrong == [
        "[keys] show = spcae is no key; show keeps space,enter.",
        "[keys] flag =  is no key; flag keeps f.",
        "[keys] info = ctrl+ is no key; info keeps i.",
    ]


def test_while_a_match_is_asked_about_its_key_may_add_no_card() -> None:
    """`a` settles all or adds, in turn; these two never clash."""
    assert remapped({"add": "a", "settle-all": "a"})[1] == []
    assert remapped({"add": "y"})[1] == [
        "[keys] add = y already means sure; add keeps a."
    ]
