"""Problems while one types equal those of the whole check."""

from hypothesis import given, settings
from hypothesis import strategies as st

from srs.study.check import check_pages, page_of
from srs.study.check_again import Again

CARDS = (
    "Q: Which number is the largest prime below ten, counted from the smallest?\nA: 7",
    "Q: Is it true?\nA: Yes",
    "Q: List all the primes below ten and what follows from them?\nA: 2, 3, 5, 7",
    "Q: Which is currently the fastest?\nA: It \nS: nobody",
    "C: The [mitochondria] of [a [cell]",
    "Q: Who is lost?\n<!-- lint: allow R14 (short) -->",
    "Q: Which number is the largest prime below ten, counted from the first?\nA: 5",
    "## A concept {#a}",
    "See [[nowhere]].",
    "T: Prime\nD: Divided by one and itself\n<!-- lint: allow R77 (none) -->",
)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(CARDS), max_size=8), min_size=2, max_size=4))
def test_every_state_of_a_text_is_judged_as_if_it_were_new(
    states: list[list[str]],
) -> None:
    """After any edits, quick and rested together equal one check of the last text."""
    again = Again()
    other = page_of("other.md", "## B {#b}\n\n" + "\n\n".join(CARDS[:3]))
    for blocks in states:
        page = page_of("deck.md", "\n\n".join(blocks) + "\n")
        again.quick(page, None)
        again.rested(page, beside=[other], whole=True, facts=None)
        found = again.quick(page, None)
        whole = check_pages([page], beside=[other], whole=True).problems
        assert {str(it) for it in found} == {str(it) for it in whole}
        assert len(found) == len(set(found))


def test_a_problem_moves_with_its_note() -> None:
    """Lines above a note move what was found in it, without a new look at it."""
    again = Again()
    first = again.quick(page_of("d.md", CARDS[1] + "\n"), None)
    later = again.quick(page_of("d.md", "Prose.\n\n" + CARDS[1] + "\n"), None)
    assert [it.line for it in first]
    assert [it.line + 2 for it in first] == [it.line for it in later]
