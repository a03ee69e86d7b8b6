"""Which keys are there?

One list feeds the bindings, the key bar, the help, the manual and the palette.
"""

from dataclasses import dataclass
from typing import Literal

Where = Literal[
    "everywhere", "scroll", "home", "review", "done", "rest", "doubtful",
    "idea", "help", "ask", "confirm", "choose", "write", "welcome", "stats", "pick",
    "browse",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A thing to do, and the keys that do it."""

    id: str
    """How `[keys]` in the configuration names it."""
    keys: str
    """Key names as Textual writes them, with commas between."""
    where: Where
    action: str
    """The screen's action, with its arguments."""
    label: str
    """One or two words for the key bar; empty to leave it out there."""
    help: str
    """One sentence for the help page."""
    weight: int = 5
    """Which hints stay longest in a narrow key bar: 9 before 1."""

    @property
    def first(self) -> str:
        """The key that the bar shows."""
        return shown(self.keys.split(",")[0])


_NAMES = {
    "question_mark": "?",
    "minus": "-",
    "at": "@",
    "slash": "/",
    "escape": "esc",
    "asterisk": "*",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "apostrophe": "'",
    "pagedown": "pgdn",
    "pageup": "pgup",
}


def shown(key: str) -> str:
    """Return a key as people write it: `?` for `question_mark`."""
    return _NAMES.get(key, key)


_Row = tuple[str, str, str, str, int, str]
"""Id, keys, action, label, weight, help."""

_LIST: dict[Where, tuple[_Row, ...]] = {
    "everywhere": (
        ("search", "slash", "search", "search", 2,
         "Search all cards; on the search screen, go to the line of the query."),
        ("add", "a", "add", "add", 5,
         "Write a new card under the current concept."),
        ("undo", "u,ctrl+z", "undo", "undo", 4,
         "Take back the last thing done, also after a restart."),
        ("progress", "p", "progress", "", 3,
         "Show the statistics: what you know, what it costs, what is coming."),
        ("help", "question_mark,f1", "help", "help", 7,
         "Show the help of this screen."),
        ("back", "q,escape", "back", "back", 8,
         "Close an error; else go back; on the first screen, leave."),
    ),
    "scroll": (
        ("down", "j,down", "down", "", 1, "Move or scroll down."),
        ("up", "k,up", "up", "", 1, "Move or scroll up."),
        ("first", "g,home", "first", "", 1, "Go to the start."),
        ("last", "G,end", "last", "", 1, "Go to the end."),
        ("half-down", "ctrl+d,pagedown", "half_down", "", 1,
         "Go down half a screen."),
        ("half-up", "ctrl+u,pageup", "half_up", "", 1, "Go up half a screen."),
    ),
    "home": (
        ("open", "enter,space", "open", "review", 9,
         "Review the deck under the cursor, or start one that waits."),
        ("doubtful", "d", "doubtful", "doubtful", 6,
         "Settle doubtful matches: same question as before?"),
        ("problems", "P", "problems", "problems", 3,
         "Show what is wrong in the decks, with the places."),
        ("rescan", "R", "rescan", "", 2, "Read the decks again now."),
    ),
    "rest": (
        ("catch-up", "c", "catch_up", "spread", 6,
         "Spread a backlog over some days, after a look at the forecast."),
        ("start-deck", "s", "start_deck", "start a deck", 7,
         "Choose another deck that waits, and start it."),
        ("ideas", "I", "app.ideas", "ideas", 6,
         "Look at the ideas that come back today."),
    ),
    "review": (
        ("show", "space,enter", "show", "show", 9,
         "Show the answer; then rate Good."),
        ("sure", "y", "bet(True)", "sure", 8,
         "Say that you are sure, and show the answer; where `bets` is on."),
        ("unsure", "n", "bet(False)", "unsure", 8,
         "Say that you are unsure, and show the answer; where `bets` is on."),
        ("again", "1", "rate(1)", "", 1, "Rate Forgot."),
        ("hard", "2", "rate(2)", "", 1, "Rate Hard."),
        ("good", "3", "rate(3)", "", 1, "Rate Good."),
        ("easy", "4", "rate(4)", "", 1, "Rate Easy."),
        ("relearn", "r", "relearn", "relearn", 7,
         "Learn the card from new, when it has changed since you knew it."),
        ("edit", "e", "edit", "edit", 6,
         "Edit the card in your editor, then come back to it."),
        ("bury", "b,minus", "bury", "bury", 4, "Hide the card until tomorrow."),
        ("suspend", "s,at", "suspend", "suspend", 4,
         "Hide the card until you call it back."),
        ("flag", "f", "flag", "flag", 3,
         "Flag the card, with a line to its author if you like."),
        ("info", "i", "info", "info", 5,
         "Show the card's history and forgetting curve."),
        ("type", "t", "type", "type", 3,
         "Type the answer and see what differs."),
        ("link", "o", "open_link", "link", 3,
         "Open a link or picture of the card; the whole address is shown first."),
    ),
    "done": (
        ("go-on", "space,enter", "go_on", "go on", 9,
         "Go on with what is left, for as many minutes as were planned."),
        ("more", "m", "more", "more", 8, "Meet more new cards today."),
    ),
    "doubtful": (
        ("settle-keep", "y", "keep", "keep", 9,
         "It is the same question: the card keeps its history."),
        ("settle-fresh", "n", "fresh", "fresh", 9,
         "It is another question: the card starts anew."),
        ("settle-all", "a", "all", "all", 8,
         "All that wait keep their histories, as suggested."),
    ),
    "browse": (
        ("look", "enter,v", "look", "preview", 8,
         "Show the card under the cursor as in review, or hide it again."),
        ("pick", "space", "pick", "select", 8,
         "Select the card, or let it go, and turn to the next."),
        ("pick-all", "asterisk,ctrl+a", "pick_all", "all", 4,
         "Select every card that was found; let all go where all are selected."),
        ("sort", "greater_than_sign", "sort", "sort", 6,
         "Choose what the cards are sorted by."),
        ("turn-order", "less_than_sign", "turn_order", "", 2,
         "Turn the order round: the highest first."),
        ("edit-found", "e", "edit", "edit", 6,
         "Edit the card in your editor, then come back to it."),
        ("suspend-them", "s,at", "suspend", "suspend", 5,
         "Hide the selected cards until you call them back."),
        ("call-back", "S", "unsuspend", "call back", 3,
         "Call the selected cards back that are suspended."),
        ("bury-them", "b,minus", "bury", "bury", 3,
         "Hide the selected cards until tomorrow."),
        ("reset-them", "r", "reset", "relearn", 3,
         "Make the selected cards new again; asks first."),
        ("flag-them", "f", "flag", "flag", 3,
         "Flag the selected cards, with a line to their author if you like."),
        ("due-them", "d", "set_due", "due day", 3,
         "Set the due day of the selected cards, or spread them over days."),
        ("info-found", "i", "info", "info", 4,
         "Show the card's history and forgetting curve."),
        ("link-found", "o", "open_link", "", 3,
         "Open a link or picture of the card; the whole address is shown first."),
        ("learn-them", "l", "learn", "review", 6,
         "Review those that are due, of the selected cards or of all found."),
        ("cram-them", "L", "cram", "cram", 3,
         "Go through the selected cards, or all found, without touching the schedule."),
        ("save-search", "ctrl+s", "save_search", "save", 3,
         "Save the query under a name: it becomes a queue to review."),
        ("searches", "apostrophe", "searches", "saved", 4,
         "Choose one of the saved searches, or rename or delete one."),
    ),
    "idea": (
        ("idea-let-go", "1", "judge('let go')", "let go", 8,
         "Let the idea go: it comes no more."),
        ("idea-not-now", "2", "judge('not now')", "not now", 9,
         "Not now: the pause becomes twice as long."),
        ("idea-fruitful", "3", "judge('fruitful')", "fruitful", 9,
         "It gave something: it comes back in three days."),
        ("idea-thought", "t", "thought", "thought", 8,
         "Write a dated thought beneath it in its deck; that is fruitful too."),
        ("idea-edit", "e", "edit", "edit", 6,
         "Open the deck in your editor at the idea, then come back."),
    ),
    "help": (
        ("next-page", "n,right", "turn(1)", "next page", 9,
         "Turn to the next page of the manual."),
        ("page-before", "N,left", "turn(-1)", "page before", 8,
         "Turn to the page before."),
    ),
    "stats": (
        ("show-now", "1", "view('now')", "", 1, "Show where you stand now."),
        ("show-known", "2", "view('known')", "", 1,
         "Show how much you knew, know and will know."),
        ("show-lasting", "3", "view('lasting')", "", 1,
         "Show how long recalls last."),
        ("show-cost", "4", "view('cost')", "", 1, "Show what knowing costs."),
        ("show-recall", "5", "view('recall')", "", 1,
         "Show the share of tests passed."),
        ("show-trust", "6", "view('trust')", "", 1,
         "Show whether the forecast was right."),
        ("show-concepts", "7", "view('concepts')", "", 1,
         "Show which concepts are solid and which fade."),
        ("show-days", "8", "view('days')", "", 1,
         "Show the days studied and what is coming."),
        ("range", "r", "range", "range", 6, "Choose the days that count."),
        ("part", "d", "part", "deck", 6, "Choose a deck or a concept."),
        ("compare", "c", "compare", "compare", 5,
         "Put another deck or concept beside this one."),
        ("export", "x", "export", "export", 5,
         "Export this view into a folder, in a format of your choice."),
        ("grain", "w", "grain", "weeks, months", 4,
         "Show recall by month, or by week again."),
    ),
    "pick": (
        ("pick-take", "enter", "take", "take", 9, "Take the line."),
        ("pick-down", "down,ctrl+n", "move(1)", "", 5, "Go to the next line."),
        ("pick-up", "up", "move(-1)", "", 4, "Go to the line before."),
        ("pick-leave", "escape", "cancel", "leave", 8, "Take none."),
    ),
    "ask": (
        ("ask-done", "enter", "done", "done", 9, "Answer with the line."),
        ("ask-leave", "escape", "cancel", "leave", 8, "Leave the question."),
    ),
    "confirm": (
        ("yes", "y,enter", "answer(True)", "yes", 9, "Do it."),
        ("no", "n,q,escape", "answer(False)", "no", 8, "Leave it."),
    ),
    "choose": (
        ("choose", "enter,o", "choose", "open", 9, "Take the line."),
        ("choose-down", "j,down", "move(1)", "down", 5, "Go to the next line."),
        ("choose-up", "k,up", "move(-1)", "up", 4, "Go to the line before."),
        ("choose-leave", "q,escape", "cancel", "leave", 8, "Take none."),
    ),
    "write": (
        ("write-save", "ctrl+s", "save", "save", 9, "Save, and go back."),
        ("write-leave", "escape", "leave", "leave", 8,
         "Go back without saving; asks for a second press where text would go."),
    ),
    "welcome": (
        ("begin", "enter,space", "begin", "start", 9, "Make the collection."),
        ("place", "c", "place", "place", 7, "Choose another directory."),
        ("zone", "z", "zone", "day's end", 6, "Say where and when a day ends."),
        ("empty", "e", "empty", "decks", 4,
         "Begin without the starter decks, or with them again."),
        ("leave", "q,escape", "leave", "quit", 8, "Leave; nothing was made."),
    ),
}  # fmt: skip


KEYS: tuple[Key, ...] = tuple(
    Key(
        id=id_,
        keys=keys,
        where=where,
        action=action,
        label=label,
        weight=weight,
        help=help_,
    )
    for where, rows in _LIST.items()
    for id_, keys, action, label, weight, help_ in rows
)
