"""Numbers of cards follow from their texts."""

from srs.core.card import Fingerprint, Note, Sides, Span
from srs.deck.identity.mint import handle, handle_of_id, keys, mint

TEXT = Fingerprint("0" * 32)


def test_a_number_depends_on_text_key_and_counter_alone() -> None:
    """63 bits, the same on every machine, for ever."""
    numbers = [mint(TEXT, ""), mint(TEXT, "forward"), mint(TEXT, "", 1)]

    assert numbers == [mint(TEXT, ""), mint(TEXT, "forward"), mint(TEXT, "", 1)]
    assert len(set(numbers)) == 3
    assert all(0 <= number < 2**63 for number in numbers)


def test_numbers_never_change() -> None:
    """Whole histories hang on them."""
    assert mint(TEXT, "") == 688451934028111996
    assert handle_of_id("k7f3") == "96dd33b696fe3455c63e7cca07edfa34"


def note(kind: str, *sides: str, explicit_id: str = "") -> Note:
    """Return a note with sides of these keys."""
    return Note(
        kind=kind,
        span=Span(path="a.md", line=1, end_line=2),
        fingerprint=TEXT,
        asked="a",
        answered="b",
        sides=tuple(Sides(key=key, front="", back="") for key in sides),
        explicit_id=explicit_id,
    )


def test_a_note_without_sides_has_the_keys_it_will_have() -> None:
    """So a draft keeps the cards of the note that it was."""
    assert keys(note("cloze", "one", "two")) == ("one", "two")
    assert keys(note("basic")) == ("",)
    assert keys(note("term")) == ("forward", "back")
    assert keys(note("cloze")) == ()


def test_an_id_stands_for_the_text() -> None:
    """A note with an id is known by it."""
    assert handle(note("basic")) == TEXT
    assert handle(note("basic", explicit_id="k7f3")) == handle_of_id("k7f3")
