"""Does what is counted agree with what comes?"""

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from srs.core.log import Rating
from srs.core.schedule import New
from srs.study.agenda import Scope, build_queue
from srs.study.collection import Collection, open_collection
from srs.study.overview import overview
from srs.study.review import ReviewSession
from srs.study.scan import scan
from tests.conftest import Clock

HEADS = (
    "",
    "---\nnew_per_day: 1\n---\n",
    "---\npreset: other\n---\n",
    "---\nstart: manual\n---\n",
    '+++\n[requires]\nconcept-1 = ["concept-2"]\n+++\n',
)

decks = st.lists(
    st.tuples(
        st.sampled_from(HEADS),
        st.lists(st.sampled_from("QTC"), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=5,
)
wishes = st.fixed_dictionaries(
    {
        "new_per_day": st.integers(0, 6),
        "bury_siblings": st.booleans(),
        "gate": st.booleans(),
    }
)
answers = st.lists(
    st.sampled_from([Rating.AGAIN, Rating.GOOD, Rating.EASY]), max_size=4
)


def note(kind: str, name: str) -> str:
    """Return a note, with a name that no other note has."""
    if kind == "T":
        return f"T: Term {name}\nD: Meaning {name}\n"
    if kind == "C":
        return f"C: One [gap {name}] and [another {name}].\n"
    return f"Q: Question {name}?\nA: Answer\n"


def write(root: Path, made: list[tuple[str, list[str]]]) -> None:
    """Write decks, each with a concept of its own."""
    for number, (head, kinds) in enumerate(made):
        notes = [note(kind, f"{number} {at}") for at, kind in enumerate(kinds)]
        text = f"{head}# Deck\n\n## Concept {number}\n\n" + "\n".join(notes)
        (root / f"deck{number}.md").write_text(text, encoding="utf-8")


def new_cards(collection: Collection) -> dict[str, int]:
    """Return how many new cards of each deck the queue gives."""
    queue = build_queue(collection, Scope(), collection.today())
    store = collection.store
    of_deck = store.schedules.deck_of_cards()
    state = store.schedules.state
    unmet = [it for it in queue.cards() if isinstance(state(it).schedule, New)]
    counted = Counter(of_deck[card] for card in unmet)
    return {
        entry.deck.name: counted.get(number, 0)
        for number, entry in collection.decks.items()
    }


WISH = {"new_per_day": 2, "bury_siblings": True, "gate": False}


@example(made=[("", ["C"]), ("", ["Q"])], wish=WISH, given_answers=[])
@example(
    made=[("", ["Q"]), (HEADS[4], ["Q"]), ("", ["Q"])], wish=WISH, given_answers=[]
)
@given(made=decks, wish=wishes, given_answers=answers)
@settings(max_examples=20, deadline=None)
def test_home_counts_the_new_cards_that_come(
    made: list[tuple[str, list[str]]],
    wish: dict[str, int | bool],
    given_answers: list[Rating],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """For any decks, limits and answers, the overview says what the queue gives."""
    folder = tmp_path_factory.mktemp("agenda")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        file = folder / "config/srs/config.toml"
        file.parent.mkdir(parents=True)
        lines = [f"{key} = {str(value).lower()}" for key, value in wish.items()]
        file.write_text("\n".join(["[presets.default]", *lines]), encoding="utf-8")
        root = folder / "decks"
        root.mkdir()
        write(root, made)
        clock = Clock(datetime(2026, 3, 2, 8, tzinfo=UTC))
        with closing(open_collection(root, clock=clock)) as collection:
            scan(collection)
            session = ReviewSession(collection)
            for rating in given_answers:
                if session.current is not None:
                    session.answer(rating, duration_ms=1000)
            rows = overview(collection).decks
            told = {it.name: it.new for it in rows if not (it.is_all or it.is_folder)}

            assert told == new_cards(collection)
