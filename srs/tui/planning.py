"""What would a plan do, and shall it be done? Nothing moves before a yes."""

from datetime import date

from textual.content import Content

from srs.study.plan import Proposal, adopt, propose_break, propose_catch_up, told
from srs.study.words import number, span_of_days
from srs.tui.dialogs import AskScreen, ConfirmScreen
from srs.tui.host import Host

USUAL_DAYS = 7


async def offer_catch_up(app: Host) -> bool:
    """Offer to spread the backlog; return whether it was done."""
    answer = await app.push_screen_wait(
        AskScreen("Spread what is due over how many days?", value=str(USUAL_DAYS))
    )
    if answer is None:
        return False
    if not answer.strip().isdecimal() or not 1 <= int(answer) <= 365:
        app.say("A number of days from 1 to 365 is wanted.", error=True)
        return False
    proposal = propose_catch_up(app.collection, days=int(answer))
    if not proposal.plan.moves:
        app.say("Nothing has to move: all of it fits into today.")
        return False
    return await _offer(app, proposal)


async def offer_break(app: Host) -> bool:
    """Offer to plan days without reviews; return whether it was done."""
    today = app.collection.today()
    answer = await app.push_screen_wait(
        AskScreen("From which day to which?", value=f"{today}..{today}")
    )
    if answer is None:
        return False
    try:
        first, last = span_of_days(answer)
        proposal = propose_break(app.collection, first=first, last=last)
    except ValueError as error:
        app.say(str(error), error=True)
        return False
    return await _offer(app, proposal)


async def _offer(app: Host, proposal: Proposal) -> bool:
    text = Content("\n".join([_title(proposal), "", *told(proposal)]))
    if not await app.push_screen_wait(ConfirmScreen(text)):
        return False
    adopt(app.collection, proposal)
    app.say(f"{number(len(proposal.plan.moves), 'card')} moved. u takes it back.")
    return True


def _title(proposal: Proposal) -> str:
    if proposal.away is None:
        return "Spread the backlog"
    first, last = proposal.away
    return f"A break from {_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
