"""What stands on the home screen: what is left today, deck by deck, and after?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from srs.core.day import day_number, instant
from srs.core.preset import Preset
from srs.core.queue import Counts, Spent, build, estimate_minutes
from srs.store.schedule_rows import candidates
from srs.store.tallies import DayCounts
from srs.study.agenda import (
    Scope,
    deck_limits,
    fresh_rows,
    presets_for,
    seconds,
    spent_by_preset,
)
from srs.study.collection import Collection, DeckEntry
from srs.study.words import days, minutes, pause

NOTHING = Counts(0, 0, 0)

LATE_DAYS = 2
"""A card that waits this long after its due day speaks of a backlog."""

LATE_CARDS = 10
"""Fewer late cards are no backlog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckDue:
    """A row of the home screen: a deck, a folder of decks, or all of them."""

    name: str
    label: str
    depth: int
    started: bool
    new: int
    learning: int
    due: int
    cards: int
    """How many cards it holds."""
    is_all: bool = False
    is_folder: bool = False

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return self.new + self.learning + self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What stands on the home screen."""

    decks: list[DeckDue]
    counts: Counts
    minutes: int
    """About how long today's rest takes; 0 when nothing is left."""
    overdue: int
    """How many cards have waited for two days or more."""
    behind: bool
    """Whether so much is late that spreading it is worth an offer."""
    doubtful: int
    problems: int
    days: list[DayCounts] = field(default_factory=list)
    """The last year's study days."""
    days_since_first: int = 0
    """Study days from the first review to today, both included; 0 before it."""
    streak: int | None = None
    """Days in a row with reviews; None where the learner does not count them."""
    tomorrow: Counts = NOTHING
    tomorrow_minutes: int = 0

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return sum(self.counts)


def overview(collection: Collection, *, charts: bool = True) -> Overview:
    """Return what there is to do today, deck by deck, from counts in the cache.

    Args:
        collection: The collection.
        charts: Whether the last year's days are wanted too.
    """
    day = collection.today()
    schedules = collection.store.schedules
    per_deck = _counts(collection, day)
    total = _sum(per_deck.values())
    pace = seconds(collection)
    late = schedules.late(day - timedelta(days=LATE_DAYS))
    overdue = sum(late.get(number, 0) for number in collection.decks)
    first = schedules.first_study_day()
    year = schedules.days(day - timedelta(days=370), day) if charts and first else []
    tomorrow = _tomorrow(collection, day)
    return Overview(
        decks=_rows(collection, per_deck, total),
        counts=total,
        minutes=estimate_minutes(total, pace),
        overdue=overdue,
        behind=overdue >= LATE_CARDS,
        doubtful=collection.store.cards.doubtful_count(),
        problems=collection.store.cards.problem_count(),
        days=year,
        days_since_first=(day - first).days + 1 if first else 0,
        streak=_streak(year, day) if collection.settings.streak else None,
        tomorrow=tomorrow,
        tomorrow_minutes=estimate_minutes(tomorrow, pace),
    )


def _counts(collection: Collection, day: date) -> dict[int, Counts]:
    """Return what each deck has left today, as the queue would give it."""
    schedules = collection.store.schedules
    entries = collection.decks
    spent = spent_by_preset(collection, entries, day)
    presets = presets_for(entries, Scope(), spent)
    found: dict[int, Counts] = {}
    for apart in {preset.bury_siblings for preset in presets.values()}:
        counted = schedules.counts(day, siblings_apart=apart)
        for number, entry in entries.items():
            if entry.preset.bury_siblings == apart:
                learning, due = counted.get(number, (0, 0))
                found[number] = Counts(0, learning, due)
    _cap_reviews(entries, presets, spent, found)
    pace = seconds(collection)
    for name, done in spent.items():
        waiting = sum(
            found[number].due
            for number in entries
            if entries[number].preset.name == name
        )
        # New cards are throttled by the time that is left after the reviews.
        spent[name] = replace(done, seconds=done.seconds + pace * waiting)
    names = {number: entry.preset.name for number, entry in entries.items()}
    fresh = candidates(fresh_rows(collection, entries, day, presets), names)
    deck_of = {one.card: one.deck for one in fresh}
    news = build(
        [],
        [],
        fresh,
        today=day,
        presets=presets,
        spent=spent,
        seconds=pace,
        new_of_deck=deck_limits(collection, entries, Scope(), day),
    )
    for card in news.cards():
        deck = deck_of[card]
        found[deck] = found[deck]._replace(new=found[deck].new + 1)
    return found


def _cap_reviews(
    entries: Mapping[int, DeckEntry],
    presets: Mapping[str, Preset],
    spent: Mapping[str, Spent],
    found: dict[int, Counts],
) -> None:
    """Cut the reviews of presets that allow only so many a day, deck by deck."""
    for name, preset in presets.items():
        if preset.reviews_per_day is None:
            continue
        left = max(0, preset.reviews_per_day - spent[name].reviews)
        for number, entry in entries.items():
            if entry.preset.name == name:
                given = min(left, found[number].due)
                found[number] = found[number]._replace(due=given)
                left -= given


def _tomorrow(collection: Collection, day: date) -> Counts:
    """Return what comes tomorrow, if today's rest is done today."""
    schedules = collection.store.schedules
    due = schedules.load_between(day + timedelta(days=1), day + timedelta(days=1))
    presets = {entry.preset.name: entry.preset for entry in collection.decks.values()}
    new = 0
    for name, preset in presets.items():
        left = preset.new_per_day
        for number, entry in collection.decks.items():
            if entry.started and entry.preset.name == name and left > 0:
                given = schedules.new_left(number, most=left)
                new += given
                left -= given
    return Counts(new=new, learning=0, due=sum(due.values()))


def _sum(counts: Iterable[Counts]) -> Counts:
    total = NOTHING
    for one in counts:
        total = Counts(*map(sum, zip(total, one, strict=True)))
    return total


def _rows(
    collection: Collection, per_deck: Mapping[int, Counts], total: Counts
) -> list[DeckDue]:
    """Return the decks as a tree: folders before what they hold."""
    sizes = collection.store.cards.sizes()
    entries = sorted(
        collection.decks.values(),
        key=lambda entry: (not entry.started, _path_key(entry.deck.path)),
    )
    rows: list[DeckDue] = []
    folders: set[str] = set()
    for entry in entries:
        *above, leaf = entry.deck.name.split("/")
        for depth in range(len(above)):
            folder = "/".join(above[: depth + 1])
            if folder not in folders:
                folders.add(folder)
                rows.append(_folder(folder, depth, entries, per_deck, sizes))
        counts = per_deck[entry.number]
        rows.append(
            DeckDue(
                name=entry.deck.name,
                label=leaf,
                depth=len(above),
                started=entry.started,
                new=counts.new,
                learning=counts.learning,
                due=counts.due,
                cards=sizes.get(entry.number, 0),
            )
        )
    begun = sum(entry.started for entry in entries)
    if begun > 1:
        rows.insert(0, _all(total, sum(sizes.values())))
    return rows


def _path_key(path: str) -> tuple[tuple[int, str], ...]:
    """Return a key under which a folder's decks follow it, after its own files."""
    *folders, name = path.split("/")
    return (*((1, folder) for folder in folders), (0, name))


def _all(total: Counts, cards: int) -> DeckDue:
    return DeckDue(
        name="",
        label="All decks",
        depth=0,
        started=True,
        new=total.new,
        learning=total.learning,
        due=total.due,
        cards=cards,
        is_all=True,
    )


def _folder(
    folder: str,
    depth: int,
    entries: Iterable[DeckEntry],
    per_deck: Mapping[int, Counts],
    sizes: Mapping[int, int],
) -> DeckDue:
    inside = [e for e in entries if e.deck.name.startswith(f"{folder}/")]
    total = _sum(per_deck[entry.number] for entry in inside)
    return DeckDue(
        name=folder,
        label=folder.rpartition("/")[2],
        depth=depth,
        started=any(entry.started for entry in inside),
        new=total.new,
        learning=total.learning,
        due=total.due,
        cards=sum(sizes.get(entry.number, 0) for entry in inside),
        is_folder=True,
    )


def _streak(days: Iterable[DayCounts], today: date) -> int:
    """Return the days in a row with reviews, up to today or to yesterday."""
    lived = {day_number(row.day) for row in days}
    number = day_number(today)
    if number not in lived:
        number -= 1
    count = 0
    while number in lived:
        count += 1
        number -= 1
    return count


def next_words(collection: Collection) -> str:
    """Return when the next cards come and how long they take, in one sentence."""
    day = collection.today()
    now = collection.clock()
    for entry_at in collection.store.schedules.next_step_ms():
        wait = instant(entry_at) - now
        if timedelta() < wait and collection.calendar.day(instant(entry_at)) == day:
            return f"A card in steps comes back in {pause(wait)}."
    tomorrow = _tomorrow(collection, day)
    if sum(tomorrow):
        spent = minutes(estimate_minutes(tomorrow, seconds(collection)))
        return f"After {collection.calendar.rollover:02}:00, about {spent}."
    ahead = collection.store.schedules.load_between(day, day + timedelta(days=36500))
    later = [due for due in ahead if due > day]
    if later:
        return f"The next card comes in {days((min(later) - day).days)}."
    if any(not entry.started for entry in collection.decks.values()):
        return "Decks wait: srs start DECK begins one."
    return "a in the app, or srs add, writes a card."
