"""Links to concepts."""

from srs.deck.links import Link, concept_of, links


def test_links_are_found_outside_of_code() -> None:
    """Targets, with or without a deck and a shown text; images are none."""
    text = "[[a]] [[a|shown]] [[deck#B c]] `[[no]]` ![[no.png]] [[x\ny]]"

    assert list(links(text)) == [
        Link("a", "a", 0),
        Link("a", "shown", 6),
        Link("deck#B c", "B c", 18),
    ]


def test_a_target_is_an_id_or_a_heading() -> None:
    """An id wins; else the text's slug, behind a deck's name or alone."""
    known = {"error-threshold", "Own"}

    assert [
        concept_of(target, known)
        for target in (
            "error-threshold",
            "Error threshold",
            "d#Error threshold",
            "Own",
            "x",
        )
    ] == ["error-threshold", "error-threshold", "error-threshold", "Own", None]
