"""What would a plan do, and shall it be done? Nothing moves before a yes."""

from datetime import date

from textual.content import Content

from srs.core.interval import day_after
from srs.study.plan import Proposal, adopt, propose_break, propose_catch_up, told
from srs.study.words import number, span_of_days
from srs.tui.dialogs import AskScreen, ConfirmScreen
from srs.tui.host import Host

USUAL_DAYS = 7
"""Over how many days a backlog is spread, if nothing else is said."""

LONGEST_DAYS = 365

USUAL_BREAK_DAYS = 7
"""How long a break is that is asked for; the days are there to be changed."""


async def offer_catch_up(app: Host) -> bool:
    """Offer to spread the backlog; return whether it was done."""
    answer = await app.push_screen_wait(
        AskScreen(
            "Spread what is due over how many days?",
            value=str(USUAL_DAYS),
            check=_wrong_days,
        )
    )
    if answer is None:
        return False
    proposal = propose_catch_up(app.collection, days=int(answer))
    if not proposal.plan.moves:
        app.say("Nothing has to move: all of it fits into today.")
        return False
    return await _offer(app, proposal)


def _wrong_days(answer: str) -> str:
    text = answer.strip()
    # int() takes digits of every script, but not every sign that looks like one.
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= LONGEST_DAYS:
        return ""
    return f"A number of days from 1 to {LONGEST_DAYS} is wanted, such as 7."


async def offer_break(app: Host) -> bool:
    """Offer to plan days without reviews; return whether it was done."""
    today = app.collection.today()

    def wrong(answer: str) -> str:
        try:
            if span_of_days(answer)[0] < today:
                return f"A break begins today or later: {today} or after it."
        except ValueError as error:
            return str(error)
        return ""

    answer = await app.push_screen_wait(
        AskScreen(
            "From which day to which?",
            value=f"{today}..{day_after(today, USUAL_BREAK_DAYS - 1)}",
            check=wrong,
        )
    )
    if answer is None:
        return False
    first, last = span_of_days(answer)
    proposal = propose_break(app.collection, first=first, last=last)
    return await _offer(app, proposal)


async def _offer(app: Host, proposal: Proposal) -> bool:
    text = Content("\n".join([_title(proposal), "", *told(proposal)]))
    if not await app.push_screen_wait(ConfirmScreen(text)):
        return False
    adopt(app.collection, proposal)
    moved = len(proposal.plan.moves)
    what = f"{number(moved, 'card')} moved" if moved else "The break is set"
    app.say(f"{what}. u takes it back.")
    return True


def _title(proposal: Proposal) -> str:
    if proposal.away is None:
        return "Spread the backlog"
    first, last = proposal.away
    return f"A break from {_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
