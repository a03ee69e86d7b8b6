"""Exports: what is composed, from one collection, read back."""

import csv
import hashlib
import io
import json
import os
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from srs.core.day import instant, milliseconds
from srs.core.errors import InputError, UsageError
from srs.core.log import (
    BatchId,
    Decision,
    DueSet,
    Logged,
    Rating,
    Reviewed,
    Suspended,
    Undone,
    Unsuspended,
)
from srs.store.rows import event_id
from srs.study.collection import Collection
from srs.study.export_daily import DAILY
from srs.study.export_offers import SHORT
from srs.study.export_sheets import BENCHMARK, CARDS, CONCEPTS, OPTIMIZER, REVIEWS
from srs.study.exports import OFFERS, SEVERAL, meant, pieces, write
from srs.study.manual import page
from srs.study.progress import VIEWS, daily, figures, from_log, report
from srs.study.progress_inputs import Filters
from tests.conftest import Clock, Open
from tests.study.test_progress import RATINGS, cards_of, near, rate, study

DECKS = {
    "one.md": '---\nname: "=1+1|x"\n---\n\n## Waves {#waves}\n\n'
    + "\n\n".join(f"Q: wave {n}?\nA: {n}" for n in range(6)),
    "two.md": '---\nname: "<b>\\u005c`"\nrequires: []\n---\n\n## Stones\n\n'
    + "\n\n".join(f"Q: stone {n}?\nA: {n}" for n in range(5)),
}


@pytest.fixture
def collection(collect: Open, clock: Clock) -> Collection:
    """Return a collection of two decks with names meant ill, after 20 days."""
    found = collect(DECKS)
    study(found, clock, 20)
    return found


def told(collection: Collection, what: str, form: str, **more: Any) -> str:
    """Return an export as text."""
    found, is_text = pieces(collection, what, form=form, **more)
    assert is_text
    return b"".join(found).decode()


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def lines_of(text: str) -> list[dict[str, Any]]:
    """Return the objects of lines of JSON."""
    return [json.loads(line) for line in text.split("\n")[:-1]]


def test_reviews_tell_the_same_in_each_format(collection: Collection) -> None:
    """CSV, srs-benchmark and JSON lines agree, review by review."""
    plain = rows_of(told(collection, "reviews", "csv"))
    bench = rows_of(told(collection, "reviews", "srs-benchmark"))
    lines = lines_of(told(collection, "reviews", "jsonl"))

    assert len(plain) == len(bench) == len(lines) > 50
    for one, two, three in zip(plain, bench, lines, strict=True):
        assert one["card_id"] == two["card_id"] == three["card_id"]
        assert one["review_rating"] == two["rating"] == str(three["rating"])
        assert one["review_state"] == two["state"] == str(three["state_before"])
        assert int(two["elapsed_days"]) == (
            -1 if three["elapsed_days"] is None else three["elapsed_days"]
        )
    assert [int(row["review_time"]) for row in plain] == sorted(
        int(row["review_time"]) for row in plain
    )
    assert bench[0]["day_offset"] == "0"


def test_what_the_model_said_of_reviews_adds_up(collection: Collection) -> None:
    """Tests, passes and expected passes are those of the statistics."""
    lines = lines_of(told(collection, "reviews", "jsonl"))
    tests = [line for line in lines if line["is_test"]]
    everything = figures(collection, ("recall",))["retention"]["all"]

    assert len(tests) == everything["total"]
    assert sum(line["rating"] > 1 for line in tests) == everything["passed"]
    said = sum(line["predicted_recall"] for line in tests) / len(tests)
    assert said == pytest.approx(everything["predicted"], rel=1e-9)


def test_each_review_goes_on_where_the_last_one_ended(collection: Collection) -> None:
    """What is after one review of a card is before its next."""
    left: dict[str, tuple[float, float]] = {}
    for line in lines_of(told(collection, "reviews", "jsonl")):
        found = line["stability_before_days"], line["difficulty_before"]
        assert found == left.get(line["card_id"], (None, None))
        left[line["card_id"]] = line["stability_after_days"], line["difficulty_after"]


def test_cards_end_where_their_reviews_end(
    collection: Collection, clock: Clock
) -> None:
    """A card has the memory that its last review left; unseen and hidden ones show."""
    collection.log(Suspended(card=cards_of(collection)[0]))
    collection.replay_all()
    reviews = lines_of(told(collection, "reviews", "jsonl"))
    last = {line["card_id"]: line for line in reviews}
    cards = lines_of(told(collection, "cards", "jsonl", at=clock.at))

    assert len(cards) == 11
    assert sum(card["reviews"] for card in cards) == len(reviews)
    assert sum(card["suspended"] for card in cards) == 1
    for card in cards:
        line = last[card["card_id"]]
        assert card["stability_days"] == line["stability_after_days"]
        assert card["difficulty"] == pytest.approx(line["difficulty_after"], rel=1e-12)
        assert card["last_reviewed_at"] == line["reviewed_at"]
        assert (card["deck"], card["concept"]) == (line["deck"], line["concept"])


def test_a_card_never_seen_has_no_figures(collect: Open) -> None:
    """What is not known is empty; how often is 0."""
    (row,) = rows_of(told(collect({"a.md": "Q: q?\nA: a\n"}), "cards", "csv"))

    assert row.pop("card_id").isdigit()
    assert row.pop("deck") == "a"
    assert {key for key, value in row.items() if value == "0"} == {
        "reviews", "tests", "lapses", "passed_in_a_row"
    }  # fmt: skip
    assert row["stability_days"] == row["first_reviewed_at"] == row["due_on"] == ""
    assert row["suspended"] == "false"


def test_concepts_are_those_of_the_statistics(
    collection: Collection, clock: Clock
) -> None:
    """Each heading has a row, under its id."""
    rows = rows_of(told(collection, "concepts", "csv", at=clock.at))
    found = figures(collection, ("concepts",), at=clock.at)["concepts"]

    assert [row["concept"] for row in rows] == ["waves", "stones"]
    assert [row["cards"] for row in rows] == ["6", "5"]
    states = [row["state"] for row in rows]
    assert {state: states.count(state) for state in states} == {
        state: found[state] for state in states
    }


def test_no_deck_name_is_a_formula(collection: Collection) -> None:
    """In CSV a name that begins with = begins with an apostrophe; JSON keeps it."""
    rows = rows_of(told(collection, "cards", "csv"))
    lines = lines_of(told(collection, "cards", "jsonl"))

    assert {row["deck"][:3] for row in rows} == {"'=1", "<b>"}
    assert {line["deck"][:3] for line in lines} == {"=1+", "<b>"}


def test_since_and_deck_leave_out(collection: Collection, clock: Clock) -> None:
    """Only reviews of the days and decks that were asked for are told."""
    since = Filters(first=date(2026, 3, 15))
    whole = lines_of(told(collection, "reviews", "jsonl"))
    part = lines_of(told(collection, "reviews", "jsonl", filters=since))
    one = lines_of(
        told(collection, "reviews", "jsonl", filters=Filters(decks=("one",)))
    )

    assert part == [line for line in whole if line["study_day"] >= "2026-03-15"]
    assert one == [line for line in whole if line["concept"] == "waves"]
    with pytest.raises(UsageError, match="cards says how things stand"):
        pieces(collection, "cards", filters=since)
    with pytest.raises(InputError, match="There is no deck three"):
        b"".join(pieces(collection, "cards", filters=Filters(decks=("three",)))[0])


def test_events_of_a_deck_come_with_their_undos(
    collection: Collection, clock: Clock
) -> None:
    """What takes an event back is told with it, and nothing about other cards."""
    one = cards_of(collection)[0]
    deck_of = collection.store.schedules.deck_of_cards()
    decks = collection.store.cards.deck_paths()
    taken_back = rate(collection, one, Rating.EASY)
    undo = collection.log(Undone(target=taken_back))  # type: ignore[arg-type]
    name = decks[deck_of[one]].removesuffix(".md")
    lines = lines_of(
        told(collection, "events", "jsonl", filters=Filters(decks=(name,)))
    )

    assert lines[-1]["id"] == undo.id
    assert {line["kind"] for line in lines} == {"reviewed", "undone"}
    assert {deck_of[int(line["card"])] for line in lines[:-1]} == {deck_of[one]}  # type: ignore[index]


def test_a_file_says_of_itself_what_it_is(
    collection: Collection, clock: Clock, tmp_path: Path
) -> None:
    """CSV has it beside, JSON within; both are the learner's alone."""
    beside = write(collection, "cards", tmp_path / "c.csv", at=clock.at)
    within = write(collection, "cards", tmp_path / "c.json", at=clock.at)
    meta = json.loads((tmp_path / "c.csv.meta.json").read_text())
    whole = json.loads(within.read_text(encoding="utf-8"))

    assert meta.pop("columns")[0] == {"name": "card_id", "type": "text", "unit": ""}
    assert meta == {key: value for key, value in whole.items() if key != "cards"}
    assert meta["schema"] == "srs/cards/1"
    assert meta["tz"] == "Europe/Berlin"
    if os.name != "nt":
        assert beside.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("what", OFFERS)
def test_everything_is_written_before_the_first_card(
    collect: Open, tmp_path: Path, what: str
) -> None:
    """No export minds an empty collection."""
    collection = collect({"a.md": "Only words.\n"})
    for form in OFFERS[what]:
        folder = tmp_path / form
        folder.mkdir()
        where = write(collection, what, folder, form=form)

        assert where.exists()
        if (what, form) not in SEVERAL:
            assert (where.parent, where.is_file()) == (folder, True)


def test_the_report_is_one_small_page_of_all_views(
    collection: Collection, clock: Clock, tmp_path: Path
) -> None:
    """Every view has its section; in Markdown four tables are told."""
    page = write(collection, "report", tmp_path / "p.html", at=clock.at).read_text(
        encoding="utf-8"
    )
    brief = told(collection, "report", "md", at=clock.at)

    assert re.findall('<section id="([a-z]+)">', page) == list(VIEWS)
    assert "=1+1|x" in page
    assert "<b>" not in page
    assert re.findall("^## (.*)", brief, re.MULTILINE) == [
        "Now", "How long recalls last", "Cost", "Concepts"
    ]  # fmt: skip


def test_a_chart_is_a_file_of_its_own(
    collection: Collection, clock: Clock, tmp_path: Path
) -> None:
    """A folder holds each chart that has something to show, under its table's id."""
    folder = write(collection, "charts", tmp_path / "new", form="svg", at=clock.at)
    names = {file.stem for file in folder.iterdir()}
    shown = {
        table.id
        for view in VIEWS
        for table in report(collection, view, at=clock.at)
        if table.shape != "plain" and table.rows and not table.needs
    }

    assert shown <= names
    assert {"days_heat", "known_past", "recall_weeks"} <= names
    with pytest.raises(UsageError, match="charts as svg is several files"):
        pieces(collection, "charts")
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be made a folder"):
        write(collection, "charts", tmp_path / "file")


def test_a_view_goes_out_in_each_format(
    collection: Collection, clock: Clock, tmp_path: Path
) -> None:
    """Its tables are the same in JSON and in CSV."""
    whole = json.loads(told(collection, "recall", "json", at=clock.at))
    folder = write(collection, "recall", tmp_path, form="csv", at=clock.at)

    ((view,), schema) = whole["views"], whole["schema"]
    assert (view["title"], schema) == ("Recall", "srs/view-recall/1")
    for table in view["tables"]:
        text = (folder / f"{table['id']}.csv").read_text(encoding="utf-8")
        assert [list(row) for row in csv.reader(io.StringIO(text))] == [
            [column["key"] for column in table["columns"]],
            *[
                ["" if cell is None else str(cell) for cell in row.values()]
                for row in table["rows"]
            ],
        ]


def test_what_is_not_there_is_refused_with_what_is() -> None:
    """A wrong word costs one sentence."""
    with pytest.raises(UsageError, match="There is: events, reviews"):
        meant("everything")
    with pytest.raises(UsageError, match="Say what is to be exported"):
        meant("")
    with pytest.raises(UsageError, match="cards cannot be written as docx"):
        meant("cards", "docx")
    assert meant("cards", "", Path("some.JSON")) == ("cards", "json")
    assert meant("html") == ("report", "html")
    assert {SHORT[form] for form in SHORT} <= set(OFFERS)


def test_the_manual_tells_every_export_and_every_column() -> None:
    """Whatever is offered, and whatever stands in it, is explained."""
    text = page("exports")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    fields = (*OPTIMIZER, *BENCHMARK, *REVIEWS, *CARDS, *DAILY, *CONCEPTS)

    assert [what for what in OFFERS if f"`{what}`" not in text] == []
    for what, forms in OFFERS.items():
        offered = next(line for line in rows if f"`{what}`" in line)
        assert [form for form in forms if form not in offered] == []
    assert [one.name for one in fields if f"`{one.name}`" not in text] == []


def test_reviews_say_the_same_to_who_reads_only_them(
    collection: Collection, clock: Clock, tmp_path: Path
) -> None:
    """`srs stats --log` on the file gives the figures of the collection."""
    file = write(collection, "reviews", tmp_path, at=clock.at)
    calendar = collection.calendar
    read = from_log(file, calendar.timezone, calendar.rollover, at=clock.at)
    ours = figures(collection, at=clock.at)

    for section in ("study", "retention", "staircase", "proven", "stability"):
        assert read.figures()[section] == near(ours[section])


def test_days_are_those_of_the_statistics(collection: Collection, clock: Clock) -> None:
    """Each day that is over has a row; what was due on its evening is counted."""
    rows = lines_of(told(collection, "daily", "jsonl", at=clock.at))
    table = daily(collection, at=clock.at)
    keys = [column.key for column in table.columns]

    assert [[plain(row[key]) for key in keys] for row in rows] == [
        [plain(cell) for cell in line] for line in table.rows
    ]
    clock.sleep(hours=24)
    days = lines_of(told(collection, "daily", "jsonl", at=clock.at))
    cards = lines_of(told(collection, "cards", "jsonl", at=clock.at))
    yesterday = days[-1]["study_day"]
    assert days[-1]["due_end_of_day"] == sum(
        card["due_on"] is not None and card["due_on"] <= yesterday for card in cards
    )


def plain(cell: object) -> object:
    """Return a cell as JSON has it."""
    return cell.isoformat() if isinstance(cell, date) else cell


def test_due_days_follow_plans_and_hidden_cards(collect: Open, clock: Clock) -> None:
    """A moved card is due when it was moved to, a hidden one never."""
    collection = collect({"a.md": "Q: q?\nA: a\n"})
    (card,) = cards_of(collection)
    today = collection.today()

    def evenings() -> list[int]:
        rows = told(collection, "daily", "jsonl", at=clock.at + timedelta(days=8))
        return [row["due_end_of_day"] for row in lines_of(rows)]

    decided = Decision(
        phase="review", step=0, due_day=today + timedelta(days=2), due_at=None
    )
    collection.log(
        Reviewed(card=card, rating=Rating.GOOD, duration_ms=1, decision=decided)
    )
    assert evenings() == [0, 0, 1, 1, 1, 1, 1, 1]
    moved = DueSet(card=card, due=today + timedelta(days=4), batch=BatchId("b"))
    collection.log(moved)
    assert evenings() == [0, 0, 0, 0, 1, 1, 1, 1]
    clock.sleep(hours=24 * 5)
    collection.log(Suspended(card=card))
    clock.sleep(hours=24)
    collection.log(Unsuspended(card=card))
    collection.replay_all()
    assert evenings()[:8] == [0, 0, 0, 0, 1, 0, 1, 1]


def test_audited_days_move_each_chance_by_what_was_measured(
    collection: Collection, clock: Clock
) -> None:
    """With few tests in each level nothing is moved."""
    rows = lines_of(told(collection, "daily", "jsonl", at=clock.at))

    assert rows
    assert all(row["known_cards"] == row["known_cards_audited"] for row in rows)


def test_the_figures_say_which_reviews_they_are_about(
    collection: Collection, clock: Clock
) -> None:
    """The digest is that of the reviews as CSV; null stands for no data."""
    found = json.loads(told(collection, "stats", "json", at=clock.at))
    reviews = told(collection, "reviews", "csv", at=clock.at)

    assert found["log_sha256"] == hashlib.sha256(reviews.encode()).hexdigest()
    assert (found["schema"], len(found["parameters"])) == ("srs/stats/1", 21)
    assert found["study"] == figures(collection, at=clock.at)["study"]
    assert found["desired_retention"] == 0.9


def test_the_snapshot_holds_the_same_tables(
    collection: Collection, clock: Clock, tmp_path: Path
) -> None:
    """Each table of the database has the rows of its own export."""
    file = write(collection, "snapshot", tmp_path, at=clock.at)

    assert file == tmp_path / "srs.sqlite"
    with closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        for what in ("reviews", "cards", "daily", "concepts"):
            lines = lines_of(told(collection, what, "jsonl", at=clock.at))
            rows = [dict(row) for row in database.execute(f"select * from {what}")]
            assert rows == [
                {
                    key: json.dumps(value) if isinstance(value, list) else value
                    for key, value in line.items()
                }
                for line in lines
            ]


def test_metrics_and_calendar_are_of_now(
    collection: Collection, clock: Clock, tmp_path: Path
) -> None:
    """Due cards by deck add up to the calendar's first day; anybody may read sums."""
    metrics = told(collection, "metrics", "prom", at=clock.at)
    calendar = told(collection, "calendar", "ics", at=clock.at)
    due = [
        int(line.rpartition(" ")[2])
        for line in metrics.splitlines()
        if line.startswith("srs_due_cards{")
    ]

    assert f"SUMMARY:{sum(due)} reviews due" in calendar
    assert calendar.count("BEGIN:VEVENT") == 30
    assert calendar.count("UID:2026-03-22@") == 1
    assert 'srs_due_cards{deck="<b>' in metrics
    file = write(collection, "metrics", tmp_path / "srs.prom", at=clock.at)
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o644


def test_people_read_questions_and_programs_ids(
    collection: Collection, clock: Clock
) -> None:
    """A card is named by what it asks, except where a program wants its id."""
    page = told(collection, "cost", "md", at=clock.at)
    whole = json.loads(told(collection, "cost", "json", at=clock.at))
    costly = next(
        one for one in whole["views"][0]["tables"] if one["id"] == "cost_cards"
    )

    assert re.search(r"^\| (wave|stone) \d\? \|", page, re.MULTILINE)
    assert {int(row["card_id"]) for row in costly["rows"]} <= set(cards_of(collection))


def test_a_year_of_study_is_a_small_page(collect: Open, clock: Clock) -> None:
    """Ten thousand reviews of 300 cards under 60 headings stay under 250 kB."""
    blocks = [
        f"## A heading of some length, number {topic}\n\n"
        + "\n\n".join(f"Q: question {topic} {card}?\nA: a" for card in range(5))
        for topic in range(60)
    ]
    collection = collect({"long/name of a deck.md": "\n\n".join(blocks) + "\n"})
    cards = cards_of(collection)
    entries = []
    for day in range(366):
        clock.sleep(hours=24)
        for place in range(day % 50):
            clock.sleep(seconds=7)
            at = clock()
            card = cards[(day * 7 + place * 3) % 300]
            rating = RATINGS[(day * place + place) % 5]
            entries.append(
                Logged(
                    id=event_id(milliseconds(at), "00000000", bytes(6)),
                    device="00000000",
                    at=instant(milliseconds(at)),
                    offset_min=60,
                    day=collection.calendar.day(at),
                    event=Reviewed(card=card, rating=rating, duration_ms=7000),
                )
            )
        clock.sleep(seconds=-7 * (day % 50))
    collection.store.log.add(entries)
    collection.replay_all()
    text = told(collection, "report", "html", at=clock.at)

    assert len(entries) > 8_000
    assert len(text.encode()) < 250_000


@pytest.mark.parametrize("first", [date(2026, 3, 15), date(2027, 1, 1)])
def test_a_part_of_the_past_can_be_told(
    collection: Collection, clock: Clock, tmp_path: Path, first: date
) -> None:
    """Also one without a single review."""
    since = Filters(first=first)
    for what, form in (
        ("report", "html"), ("report", "md"), ("stats", "json"), ("snapshot", "sqlite")
    ):  # fmt: skip
        file = tmp_path / f"{what}.{form}"
        write(collection, what, file, form=form, filters=since, at=clock.at)
        assert file.stat().st_size > 500
    found = json.loads((tmp_path / "stats.json").read_text(encoding="utf-8"))
    assert found["stability"]["doubling_days_sum_90d"] is None
