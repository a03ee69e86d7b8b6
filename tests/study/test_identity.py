"""What the learner, or another device, decides about texts and cards."""

from srs.study.identity import carry_overs, confirm, doubts, reject, undo
from tests.study.conftest import Desk

CELLS = """# Cells

Q: What does the mitochondrion make?
A: Most of the ATP of the cell.

Q: What is a ribosome made of?
A: RNA and protein.

T: Osmosis
D: Water moving through a membrane.

C: The [nucleus] holds the [DNA] of the cell.
"""


def test_two_machines_that_see_the_same_edit_agree(
    desk: Desk, other_desk: Desk
) -> None:
    """Their events say the same, so nothing is to be reconciled."""
    edited = CELLS.replace("RNA and protein.", "Mostly RNA, and some protein.")
    for one in (desk, other_desk):
        one.scan(cells=CELLS)
        one.learn()
        one.scan(cells=edited)

    assert desk.cards() == other_desk.cards()
    assert [e.event for e in desk.store.log.of_kinds("linked")] == [
        e.event for e in other_desk.store.log.of_kinds("linked")
    ]


def test_a_link_from_elsewhere_moves_the_card(desk: Desk, other_desk: Desk) -> None:
    """One machine saw the edit, the other only the result; the history follows."""
    edited = CELLS.replace("RNA and protein.", "Mostly RNA, and some protein.")
    desk.scan(cells=CELLS)
    before = set(desk.learn().values())
    desk.scan(cells=edited)
    other_desk.scan(cells=edited)
    loser = set(other_desk.learn().values()) - before

    other_desk.store.log.add(desk.store.log.all())
    report = other_desk.scan()

    assert set(other_desk.cards().values()) == before
    followers = other_desk.store.cards.followers()
    assert set(followers) == loser
    assert report.regrouped == tuple(followers.values())


DOUBTFUL = (
    "Q: Why do enzymes speed up a reaction?\nA: They lower the barrier.\n",
    "Q: Why does heat speed up a reaction?\nA: More hits pass the barrier.\n",
)


def test_a_doubtful_note_waits_and_nothing_is_lost(desk: Desk) -> None:
    """Neither side is asked, however many scans pass."""
    desk.scan(a=DOUBTFUL[0])
    desk.learn()

    assert desk.counts(a=DOUBTFUL[1]) == "0 unchanged, 1 doubtful"
    assert desk.cards() == {}
    assert desk.counts() == "1 unchanged, 1 doubtful"
    (doubt,) = doubts(desk.store)
    assert doubt.before == (
        "Why do enzymes speed up a reaction?",
        "They lower the barrier.",
    )
    assert doubt.reviews == 1


def test_a_confirmed_doubt_is_the_old_card(desk: Desk) -> None:
    """And confirming can be taken back, which asks again."""
    desk.scan(a=DOUBTFUL[0])
    (card,) = desk.learn().values()
    desk.scan(a=DOUBTFUL[1])

    confirm(desk.store, doubts(desk.store), at=desk.at, calendar=desk.calendar)
    assert list(desk.cards().values()) == [card]
    assert desk.counts() == "1 unchanged"

    (over,) = carry_overs(desk.store)
    undo(desk.store, over.target, at=desk.at, calendar=desk.calendar)
    assert desk.cards() == {}
    assert len(doubts(desk.store)) == 1


def test_a_rejected_doubt_starts_fresh(desk: Desk) -> None:
    """The old history stays for the day the old text comes back."""
    desk.scan(a=DOUBTFUL[0])
    (card,) = desk.learn().values()
    desk.scan(a=DOUBTFUL[1])

    reject(desk.store, doubts(desk.store), at=desk.at, calendar=desk.calendar)
    (fresh,) = desk.cards().values()
    assert fresh != card
    assert desk.counts() == "1 unchanged"

    desk.scan(b=DOUBTFUL[0])
    assert set(desk.cards().values()) == {card, fresh}


def test_a_doubt_ends_when_the_old_text_is_back(desk: Desk) -> None:
    """Then the new text is simply new."""
    desk.scan(a=DOUBTFUL[0])
    before = desk.learn()
    desk.scan(a=DOUBTFUL[1])

    desk.scan(b=DOUBTFUL[0])

    assert doubts(desk.store) == []
    assert before.items() < desk.cards().items()


def test_an_edit_of_a_doubtful_note_is_held_against_the_old_text(desk: Desk) -> None:
    """What nobody has learnt is no history."""
    desk.scan(a=DOUBTFUL[0])
    before = set(desk.learn().values())
    desk.scan(a=DOUBTFUL[1])

    desk.scan(a=DOUBTFUL[0].replace("barrier", "energy barrier"))

    assert set(desk.cards().values()) == before
    assert doubts(desk.store) == []


def test_a_carry_over_that_is_taken_back_stays_so(desk: Desk) -> None:
    """The next scan does not do it again."""
    desk.scan(cells=CELLS)
    before = desk.learn()
    edited = CELLS.replace("RNA and protein.", "Mostly RNA, and some protein.")
    desk.scan(cells=edited)

    (over,) = carry_overs(desk.store)
    undo(desk.store, over.target, at=desk.at, calendar=desk.calendar)

    ribosome = "Q: What is a ribosome made of?"
    assert desk.cards()[ribosome] != before[ribosome]
    assert desk.counts(cells=edited + "\n") == "4 unchanged"
    assert desk.cards()[ribosome] != before[ribosome]
    desk.scan(cells=CELLS)
    assert desk.cards() == before


def test_a_doubt_survives_the_loss_of_the_cache(desk: Desk) -> None:
    """It has no time limit, so it outlives a new version of the program too."""
    desk.scan(a=DOUBTFUL[0], b="Q: One?\nA: Two.\n")
    (card,) = (it for q, it in desk.learn().items() if "enzymes" in q)
    desk.scan(a=DOUBTFUL[1])
    desk.store.cache.recreate()

    assert desk.counts() == "2 unchanged, 1 doubtful"
    confirm(desk.store, doubts(desk.store), at=desk.at, calendar=desk.calendar)
    assert card in desk.cards().values()
