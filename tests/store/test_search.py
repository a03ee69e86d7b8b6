"""Search: which cards a query finds, over the cache's tables and the log."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from srs.core.card import CardId, Deck, Fingerprint
from srs.core.day import day_number, milliseconds
from srs.core.log import (
    Event,
    EventId,
    Linked,
    Logged,
    Rating,
    Reviewed,
    Undone,
)
from srs.core.query import parse
from srs.store.card_rows import deck_to_json
from srs.store.conditions import DeckFacts, Facts
from srs.store.database import Store, open_store
from srs.store.search import Search

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
KINDS = ("basic", "term", "cloze", "idea")
DECKS = {
    1: Deck(path="bio/genes.md", name="bio/genes", title="Genes", tags=("Science",)),
    2: Deck(path="zh.md", name="Chinese"),
}


def begins_ms(day: int) -> int:
    """Return the start of a study day that turns at midnight UTC."""
    return day * 86_400_000


@dataclass(slots=True, kw_only=True)
class Card:
    """A note with its one card, and what became of it."""

    body: str
    deck: int = 1
    kind: str = "basic"
    concept: str = "drift"
    breadcrumb: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    draft: bool = False
    doubtful: bool = False
    active: bool = True
    schedule: dict[str, object] = field(default_factory=dict)


class House:
    """A store with cards, written as a scan writes them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._notes = 0
        with store.transaction():
            for number, deck in DECKS.items():
                self._insert(
                    "deck_file",
                    id=number,
                    path=deck.path,
                    name=deck.name,
                    head=deck_to_json(deck),
                )

    def _insert(self, table: str, **values: object) -> None:
        """Write a row; columns that do not matter here are empty, or 0."""
        columns = self.store.connection.execute(f"pragma table_info({table})")
        empty = {"integer": 0, "text": "", "blob": b""}
        row = {
            name: empty[kind.lower()]
            for _, name, kind, needed, default, _ in columns.fetchall()
            if needed and default is None
        } | values
        self.store.connection.execute(
            f"insert into {table}({', '.join(row)})"
            f" values ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )

    def put(self, *cards: Card) -> None:
        """Write notes, each with a card of the same number unless it is a draft."""
        with self.store.transaction():
            for card in cards:
                self._notes += 1
                self._put(self._notes, card)

    def _put(self, number: int, card: Card) -> None:
        self._insert(
            "note",
            id=number,
            deck=card.deck,
            line=number * 10,
            kind=card.kind,
            fingerprint=fingerprint(number),
            concept=card.concept,
            breadcrumb=json.dumps(card.breadcrumb, ensure_ascii=False),
            tags=json.dumps(card.tags, ensure_ascii=False),
            draft=card.draft,
            doubtful=card.doubtful,
            body=card.body,
        )
        if card.draft:
            return
        self._insert("card", id=number, note=number, deck=card.deck, active=card.active)
        if card.schedule:
            self._insert("schedule", card=number, **card.schedule)

    def log(self, event: Event, days_ago: int) -> Logged:
        """Write an event that happened so many days ago."""
        at = NOW - timedelta(days=days_ago)
        entry = self.store.log
        return entry.append(event, at=at, offset_min=0, day=at.date())

    def find(self, query: str) -> list[int]:
        """Return the cards that a query finds, in ascending order.

        Asked of all cards at once, and of each by itself, the answer is the same.
        """
        search, tree = self.search(), parse(query, kinds=KINDS)
        found: list[int] = sorted(search.cards(tree))
        assert search.among(tree, sorted(search.places())) == found
        return found

    def search(self) -> Search:
        """Return a search as of noon."""
        facts = Facts(
            at_ms=milliseconds(NOW),
            today=day_number(TODAY),
            day_begins_ms=begins_ms,
            decks={
                1: DeckFacts(deck=DECKS[1], leech_threshold=8, decay=0.1542),
                2: DeckFacts(deck=DECKS[2], leech_threshold=0, decay=0.5),
            },
            dead=self.store.log.dead,
        )
        return Search(self.store, facts)


def fingerprint(number: int) -> Fingerprint:
    """Return a fingerprint for the note of a number."""
    return Fingerprint(f"{number:032x}")


def reviewed(card: int, rating: Rating = Rating.GOOD) -> Reviewed:
    """Return a review of a card."""
    return Reviewed(card=CardId(card), rating=rating, duration_ms=1000)


def in_review(
    *, stability: float = 10.0, days_ago: int = 10, **others: object
) -> dict[str, object]:
    """Return the columns of a schedule in the phase review."""
    last = milliseconds(NOW - timedelta(days=days_ago))
    today = day_number(TODAY)
    return {
        "phase": 2,
        "due_day": today - days_ago + round(stability),
        "stability": stability,
        "difficulty": 5.0,
        "last_day": today - days_ago,
        "last_ms": last,
        "interval_days": round(stability),
        "reviews": 3,
        **others,
    }


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Give a store with two decks and no cards."""
    with open_store(tmp_path / "store.sqlite", device="00000001") as store:
        yield House(store)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [1, 2, 3, 4]),
        ("drift", [1]),
        ("DRIFT", [1]),
        ("rift", [1]),
        ("genetic drift", [1]),
        ("drift allele", [1]),
        ("drift or 学习", [1, 3]),
        ("-drift", [2, 3, 4]),
        ('"the allele frequency"', [1]),
        ('"allele the"', []),
        ("学习", [3]),
        ("学", [3]),
        ("学习方法", [3]),
        ("方法的人", []),
        ("ÜBUNG", [4]),
        ("übung", [4]),
        ("öl", [4]),
        ("ÖL", [4]),
        ("eq", [1, 2]),
        ("100%", [2]),
        ("a_b", [2]),
        ("%", [2]),
        ("_", [2]),
        (r'"say \""', []),
        (r'"\"quoted\""', [2]),
        ("heterozygosity", [1]),
        ("Популяция", [4]),
        ("-(drift or 学习)", [2, 4]),
    ],
)  # fmt: skip
def test_words_are_found_in_every_script(
    house: House, query: str, expected: list[int]
) -> None:
    """A word is found inside text, headings and tags, of any length and case."""
    house.put(
        Card(
            body="Q: What does genetic\ndrift change?\nA: the\n  allele frequency",
            breadcrumb=("Loss of heterozygosity",),
        ),
        Card(body='Q: Is $a_b = 100%$ "quoted"?\nA: eq.', tags=("maths",)),
        Card(body="Q: 学习方法?\nA: 好", deck=2),
        Card(body="Q: Öl, Übung?\nA: популяция"),
    )
    assert expected == house.find(query)


def test_index_follows_what_the_scan_writes(house: House) -> None:
    """A note that is changed or dropped after the first search is found as it is."""
    house.put(Card(body="Q: zebra?\nA: stripes"), Card(body="Q: heron?\nA: grey"))
    house.find("zebra")
    with house.store.transaction():
        execute = house.store.connection.execute
        execute("update note set body = 'Q: okapi?' where id = 1")
        execute("delete from note where id = 2")
        execute("delete from card where id = 2")
    house.put(Card(body="Q: zebra finch?\nA: bird"))

    assert (
        house.find("okapi"),
        house.find("zebra"),
        house.find("heron"),
    ) == ([1], [3], [])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("deck:bio/genes", [1, 2]),
        ("deck:BIO", [1, 2]),
        ("deck:genes", [1, 2]),
        ("deck:bio/genes.md", [1, 2]),
        ("deck:bi", []),
        ("deck:*gen*", [1, 2]),
        ("deck:chinese", [3]),
        ("-deck:chinese", [1, 2]),
        ("tag:science", [1, 2]),
        ("tag:exam", [1, 3]),
        ("tag:exam/oral", [1]),
        ("tag:EXAM", [1, 3]),
        ("tag:exa", []),
        ("tag:exa*", [1, 3]),
        ("concept:drift", [1, 3]),
        ("concept:Drift", [1, 3]),
        ("concept:error-*", [2]),
        ("concept:error_threshold", []),
        ("kind:cloze", [2]),
        ("kind:basic tag:exam", [1, 3]),
    ],
)
def test_names_are_found_with_what_lies_beneath(
    house: House, query: str, expected: list[int]
) -> None:
    """A deck, tag, concept or kind is named whole, without regard to case."""
    house.put(
        Card(body="a", tags=("exam/oral",)),
        Card(body="b", concept="error-threshold", kind="cloze"),
        Card(body="c", deck=2, tags=("Exam",)),
    )

    assert expected == house.find(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("is:new", [1, 2]),
        ("is:learning", [3, 4]),
        ("is:review", [5, 6, 7, 8]),
        ("is:due", [3, 5]),
        ("is:suspended", [7]),
        ("is:buried", [8]),
        ("is:leech", [6]),
        ("is:doubtful", [9]),
        ("is:idea", [10]),
        ("-is:suspended", [1, 2, 3, 4, 5, 6, 8, 9, 10]),
        ("is:review -is:due", [6, 7, 8]),
        ("flag:0", [1, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("flag:3", [2]),
        ("flag:any", [2]),
        ("-flag:any", [1, 3, 4, 5, 6, 7, 8, 9, 10]),
    ],
)
def test_states_are_those_of_now(house: House, query: str, expected: list[int]) -> None:
    """A state looks at today, at the hour, at the deck's wishes and the author's."""
    minute = timedelta(minutes=1)
    steps = {"phase": 1, "stability": 1.0, "due_day": day_number(TODAY)}
    house.put(
        Card(body="fresh"),
        Card(body="flagged", schedule={"flag": 3}),
        Card(
            body="step is over",
            schedule={**steps, "due_ms": milliseconds(NOW - minute)},
        ),
        Card(
            body="step waits", schedule={**steps, "due_ms": milliseconds(NOW + minute)}
        ),
        Card(body="due", schedule=in_review()),
        Card(body="leech", schedule=in_review(days_ago=3, lapses=8)),
        Card(body="suspended", schedule=in_review(suspended=1)),
        Card(
            body="buried, and no leech where the deck wants none",
            deck=2,
            schedule=in_review(buried_until=day_number(TODAY) + 1, lapses=99),
        ),
        Card(body="doubtful", doubtful=True, active=False),
        Card(body="idea", kind="idea", active=False),
    )

    assert expected == house.find(query)


def test_buried_card_is_back_on_its_day(house: House) -> None:
    """On the day until which it was buried, a card is due again."""
    house.put(
        Card(body="back", schedule=in_review(buried_until=day_number(TODAY))),
    )

    assert (house.find("is:due"), house.find("is:buried")) == ([1], [])


def test_drafts_are_rows_without_a_card(house: House) -> None:
    """A draft is listed where the query speaks of drafts, and never as a card."""
    house.put(Card(body="Q: and?\nA:", draft=True), Card(body="Q: so?\nA: yes"))
    search = house.search()
    drafts = parse("is:draft", kinds=KINDS)

    assert [hit.card for hit in search.hits(drafts)] == [None]
    assert (1, frozenset()) == (search.count(drafts), search.cards(drafts))
    assert house.find("") == [2]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("prop:s=10", [2, 3]),
        ("prop:s>10", [4]),
        ("prop:s<=10", [2, 3]),
        ("prop:d>=5", [2, 3, 4]),
        ("prop:lapses=0", [1, 2, 4]),
        ("prop:lapses>=2", [3]),
        ("prop:reviews=0", [1]),
        ("prop:reviews>2", [2, 3, 4]),
        ("prop:ivl=10", [2, 3]),
        ("prop:due=0", [2]),
        ("prop:due<0", [3]),
        ("prop:due<=0", [2, 3]),
        ("prop:due>5", [4]),
        ("prop:r>=0.9", [2, 4]),
        ("prop:r<0.9", [3]),
        ("prop:r=0.9", [2]),
        ("prop:r=90%", [2]),
        ("prop:r<1", [2, 3]),
        ("prop:r>=1", [4]),
        ("prop:r<=0", []),
        ("prop:r>0", [2, 3, 4]),
        ("prop:r<2", [2, 3, 4]),
        ("-prop:r<0.9", [1, 2, 4]),
    ],
)
def test_properties_compare_the_schedule(
    house: House, query: str, expected: list[int]
) -> None:
    """A card that has no such number is not found, and is by the negation."""
    house.put(
        Card(body="new"),
        Card(body="at its stability", schedule=in_review()),
        Card(body="late", deck=2, schedule=in_review(days_ago=20, lapses=2)),
        Card(body="just now", schedule=in_review(stability=30.0, days_ago=0)),
    )

    assert expected == house.find(query)


def test_recall_agrees_with_the_curve(house: House) -> None:
    """The comparison without a power finds what the curve itself would find."""
    house.put(
        *(
            Card(
                body="x",
                deck=1 + number % 2,
                schedule=in_review(stability=1.0 + number % 7, days_ago=number),
            )
            for number in range(40)
        )
    )
    search = house.search()
    everything = search.hits(parse("", kinds=KINDS))
    for percent in (5, 50, 75, 90, 99):
        below = search.cards(parse(f"prop:r<{percent}%", kinds=KINDS))
        by_curve = {
            hit.card
            for hit in everything
            if (search.recall(hit) or 0.0) < percent / 100
        }

        assert by_curve == below


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rated:1", [1]),
        ("rated:2", [1, 2]),
        ("rated:7", [1, 2]),
        ("rated:8", [1, 2, 3]),
        ("rated:30:1", [2]),
        ("rated:30:3", [1, 3]),
        ("-rated:7", [3, 4]),
    ],
)
def test_rated_looks_into_the_log(
    house: House, query: str, expected: list[int]
) -> None:
    """Days are study days with today as the first; what was undone never happened."""
    house.put(*(Card(body="x") for _ in range(4)))
    house.log(reviewed(3), days_ago=7)
    gone = house.log(reviewed(4), days_ago=2)
    house.log(reviewed(2, Rating.AGAIN), days_ago=1)
    house.log(reviewed(1), days_ago=0)
    house.log(Undone(target=gone.id), days_ago=0)

    assert expected == house.find(query)


def test_added_and_edited_tell_new_texts_from_old_cards(house: House) -> None:
    """An edit makes the text new but not the card; an undone edit is none."""
    house.put(*(Card(body="x") for _ in range(4)))
    long_ago, lately = (milliseconds(NOW - timedelta(days=days)) for days in (100, 3))
    house.store.log.add_texts(
        [
            (fingerprint(1), "[]", long_ago),
            (fingerprint(2), "[]", lately),
            (fingerprint(3), "[]", lately),
            (fingerprint(4), "[]", lately),
            (fingerprint(33), "[]", long_ago),
        ]
    )
    house.log(linked(3, 33), days_ago=3)
    taken_back = house.log(linked(4, 2), days_ago=3)
    house.log(Undone(target=EventId(taken_back.id)), days_ago=2)

    assert house.find("added:7") == [2, 4]
    assert house.find("added:2") == []
    assert house.find("added:101 or added:30 or edited:7 or -added:7") == [1, 2, 3, 4]
    assert house.find("edited:7") == [3]
    assert house.find("edited:3") == []


def linked(card: int, origin: int) -> Linked:
    """Return the event that an edit writes."""
    return Linked(
        card=CardId(card),
        fingerprint=fingerprint(card),
        key="",
        origin=fingerprint(origin),
    )


@pytest.mark.parametrize(
    ("sort", "reverse", "expected"),
    [
        ("deck", False, [1, 3, 4, 2]),
        ("deck", True, [2, 4, 3, 1]),
        ("s", False, [2, 3, 4, 1]),
        ("s", True, [4, 3, 2, 1]),
        ("r", False, [3, 2, 4, 1]),
        ("due", False, [3, 2, 4, 1]),
        ("d", False, [3, 4, 2, 1]),
        ("ivl", True, [4, 3, 2, 1]),
        ("lapses", True, [3, 1, 4, 2]),
        ("reviews", False, [1, 3, 4, 2]),
    ],
)
def test_order_puts_what_has_no_number_last(
    house: House, sort: str, reverse: bool, expected: list[int]
) -> None:
    """Cards are sorted by a number, by place where it is equal."""
    house.put(
        Card(body="new"),
        Card(body="a", deck=2, schedule=in_review(stability=5, days_ago=5)),
        Card(body="b", schedule=in_review(days_ago=20, lapses=4)),
        Card(body="c", schedule=in_review(stability=90.0, days_ago=0)),
    )
    everything = parse("", kinds=KINDS)
    hits = house.search().hits(everything, sort=sort, reverse=reverse)

    assert expected == [hit.card for hit in hits]
    assert expected[:2] == [
        hit.card
        for hit in house.search().hits(everything, sort=sort, reverse=reverse, limit=2)
    ]
    assert house.search().count(everything) == 4
