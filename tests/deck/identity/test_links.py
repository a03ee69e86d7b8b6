"""What links, rejections and undos come to, in any order of arrival."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

from srs.core.card import CardId, Fingerprint
from srs.core.log import (
    BatchId,
    Event,
    EventId,
    Linked,
    LinkRejected,
    Logged,
    Undone,
)
from srs.deck.identity.links import Links, carry_batch, confirm_batch, fold
from srs.deck.identity.mint import mint

A, B = Fingerprint("a" * 32), Fingerprint("b" * 32)
ONE, TWO = CardId(1), CardId(2)
START = datetime(2026, 1, 1, tzinfo=UTC)


def logged(*events: Event) -> list[Logged]:
    """Return events, one a second."""
    return [
        Logged(
            id=EventId(f"{number:032x}"),
            device="00000001",
            at=START + timedelta(seconds=number),
            offset_min=0,
            day=date(2026, 1, 1),
            event=event,
        )
        for number, event in enumerate(events)
    ]


def link(card: CardId, *, batch: BatchId | None = None) -> Linked:
    """Return a carry-over of a card from A to B."""
    return Linked(
        card=card, fingerprint=B, key="", origin=A, batch=batch or carry_batch(A, B)
    )


def folded(entries: list[Logged]) -> Links:
    """Return what events come to, whatever their order."""
    found = [fold(order) for order in permutations(entries)]
    assert all(links == found[0] for links in found)
    return found[0]


def test_without_links_a_text_is_the_card_it_mints() -> None:
    """Nothing has to be written for a new card."""
    links = folded([])

    assert links.candidates(A, "") == [mint(A, "")]
    assert not links


def test_a_linked_text_is_the_card_it_was() -> None:
    """What others learnt under the new text follows."""
    links = folded(logged(link(ONE)))

    assert links.decided(B, "") == ONE
    assert links.followers(B, "") == [mint(B, "")]


def test_the_first_of_two_links_wins() -> None:
    """The loser's reviews follow."""
    links = folded(logged(link(ONE), link(TWO)))

    assert links.decided(B, "") == ONE
    assert links.followers(B, "") == [TWO, mint(B, "")]


def test_a_new_start_wins_over_a_carry_over() -> None:
    """For it was written while the other card was alive elsewhere."""
    start = Linked(card=TWO, fingerprint=B, key="")
    links = folded(logged(link(ONE), start))

    assert links.decided(B, "") == TWO
    assert links.followers(B, "") == []


def test_a_carry_over_that_was_taken_back_is_barred() -> None:
    """On all machines, for they name its batch alike."""
    links = folded(logged(link(ONE), Undone(target=carry_batch(A, B)), link(ONE)))

    assert links.decided(B, "") == mint(B, "")
    assert links.barred == {(A, B)}


def test_a_confirmation_that_was_taken_back_is_asked_again() -> None:
    """It was a slip of the finger, no judgement."""
    batch = confirm_batch(5)
    links = folded(logged(link(ONE, batch=batch), Undone(target=batch)))

    assert links.decided(B, "") == mint(B, "")
    assert links.barred == set()
    assert links.reopened == {(A, B): {"": ONE}}


def test_a_confirmation_after_an_undo_stands() -> None:
    """The learner may think again."""
    undo = Undone(target=carry_batch(A, B))
    links = folded(logged(link(ONE), undo, link(ONE, batch=confirm_batch(9))))

    assert links.decided(B, "") == ONE
    assert links.barred == set()


def test_of_a_link_and_a_rejection_the_first_counts() -> None:
    """Two machines may judge differently."""
    no = LinkRejected(card=ONE, fingerprint=B, key="", origin=A)

    assert folded(logged(no, link(ONE))).decided(B, "") == mint(B, "")
    assert folded(logged(link(ONE), no)).decided(B, "") == ONE
