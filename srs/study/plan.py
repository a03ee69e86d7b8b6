"""How does the learner come back after a pause, or go away without a wall after it?

Each plan is first proposed, with a forecast of both choices, and changes nothing.
Adopted, it is one batch of events that one undo takes back.
"""

from dataclasses import dataclass
from datetime import date

from srs.core.day import milliseconds
from srs.core.interval import day_after
from srs.core.log import BatchId, BreakSet, DueSet, Event
from srs.core.plan import Plan
from srs.core.plan import catch_up as plan_of_backlog
from srs.core.plan import take_break as plan_of_break
from srs.study.collection import Collection
from srs.study.plan_scene import Scene
from srs.study.replay import presets_of, refresh
from srs.study.words import number

KEPT_FREE = " What you review from now on keeps clear of these days too."
"""Why a break is worth setting even if nothing is due in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A plan that the learner may adopt or leave."""

    plan: Plan
    today: date
    """The study day for which it was made."""
    away: tuple[date, date] | None = None
    """The first and the last day of a break; None for a backlog."""
    days: int | None = None
    """Over how many days a backlog was to be spread."""


def propose_catch_up(
    collection: Collection, *, days: int, cap: int | None = None
) -> Proposal:
    """Return a plan that spreads what is due over some days from today on.

    Args:
        collection: The collection.
        days: Over how many days, today included.
        cap: The most reviews a day; None for the lowest that the days allow.

    Raises:
        ValueError: If there are no days, or the cap is below 1.
    """
    today = collection.today()
    scene = Scene(collection)
    plan = plan_of_backlog(
        scene.cards,
        today=today,
        days=days,
        cap=cap,
        recall=scene.recall,
        busy=scene.busy,
        returns=scene.returns,
    )
    return Proposal(plan=plan, today=today, days=days)


def propose_break(
    collection: Collection, *, first: date, last: date, days: int | None = None
) -> Proposal:
    """Return a plan that leaves nothing due from one day to another.

    Args:
        collection: The collection.
        first: The break's first day, today or later.
        last: Its last day.
        days: Over how many days after it the cards are spread; None for as many as
            it lasts, at most 14.

    Raises:
        ValueError: If the break ends before it begins, or begins before today.
    """
    today = collection.today()
    scene = Scene(collection)
    plan = plan_of_break(
        scene.cards,
        today=today,
        first=first,
        last=last,
        days=days,
        recall=scene.recall,
        busy=scene.busy,
        returns=scene.returns,
    )
    return Proposal(plan=plan, today=today, away=(first, last))


def adopt(collection: Collection, proposal: Proposal) -> BatchId:
    """Move the cards as proposed, and return the batch that an undo takes back.

    Raises:
        StoreError: Nothing was written.
    """
    at = collection.clock()
    kind = "catch-up" if proposal.away is None else "break"
    batch = BatchId(f"{kind}-{milliseconds(at)}-{collection.store.device}")
    events: list[Event] = [
        DueSet(card=move.card, due=move.due, batch=batch)
        for move in proposal.plan.moves
    ]
    if proposal.away is not None:
        first, last = proposal.away
        events.append(BreakSet(first=first, last=last, batch=batch))
    with collection.store.transaction():
        collection.store.log.append_all(
            events,
            at=at,
            offset_min=collection.calendar.offset_min(at),
            day=collection.calendar.day(at),
        )
        refresh(
            collection.store,
            [move.card for move in proposal.plan.moves],
            presets_of(collection.store, collection.preset_of),
        )
        collection.mark_replayed()
    collection.forget_caches()
    return batch


def told(proposal: Proposal, *, most: int = 14) -> list[str]:
    """Return what a plan means, a line each: its days beside those without it."""
    plan = proposal.plan
    lines = [f"{'':10}  {'as it is':>8}  {'planned':>8}"]
    first, last = proposal.away or (date.max, date.max)
    lived = [it for it in plan.forecast if not first <= it.day <= last]
    for day in lived[:most]:
        if proposal.away and day.day == day_after(last, 1):
            lines.append(f"{'the break':10}  {0:>8}  {0:>8}")
        lines.append(f"{day.day:%a %d %b}  {day.without:>8}  {day.planned:>8}")
    rest = lived[most:]
    if rest:
        without = sum(day.without for day in rest)
        planned = sum(day.planned for day in rest)
        lines.append(f"{'after that':10}  {without:>8}  {planned:>8}")
    lines.append("")
    if not plan.moves:
        return [*lines, f"No card has to move.{KEPT_FREE if proposal.away else ''}"]
    if proposal.days is not None and len(plan.forecast) > proposal.days:
        lines.append(
            f"With so few a day it takes {len(plan.forecast)} days,"
            f" not {proposal.days}."
        )
    lines += [
        f"{number(len(plan.moves), 'card')} would move; at most"
        f" {number(plan.heaviest_day, 'review')} a day, new cards apart.",
        f"Forgotten meanwhile, expected: {plan.forgotten_planned:.0f}"
        f" (as it is {plan.forgotten_without:.0f}).",
    ]
    return lines
