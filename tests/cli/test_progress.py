"""`srs stats`: tables and JSON of a collection, or of any review log."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from srs.cli.door import Door
from srs.cli.main import run
from srs.cli.progress import VIEWS
from srs.core.log import Rating, Reviewed
from srs.study import progress
from srs.study.collection import open_collection
from srs.study.scan import scan

Run = Callable[..., tuple[int, str, str]]

TINY = Path(__file__).parents[1] / "stats/tiny.csv"
LOG = (
    "--log", str(TINY), "--timezone", "America/New_York",
    "--at", "2026-04-21T12:00:00-04:00",
)  # fmt: skip
NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A collection with a hostile title, reviewed on some days."""
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "one.md").write_text(
        "## Wa\x1b[31mves\n\nQ: a?\nA: b\n\nQ: c?\nA: d\n", encoding="utf-8"
    )
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    collection = open_collection(folder, clock=lambda: at)
    scan(collection)
    for card in sorted(collection.store.schedules.deck_of_cards()):
        for days in (0, 1, 3, 8):
            when = at + timedelta(days=days)
            collection.store.log.append(
                Reviewed(card=card, rating=Rating.GOOD, duration_ms=4000),
                at=when,
                offset_min=60,
                day=collection.calendar.day(when),
            )
    collection.replay_all()
    collection.close()
    return folder


@pytest.fixture
def srs(root: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in the collection; give its code, its output and its errors."""

    def typed(*words: str) -> tuple[int, str, str]:
        code = run(["-C", str(root), *words], Door(clock=lambda: NOW))
        told = capfd.readouterr()
        return code, told.out, told.err

    return typed


def test_the_views_are_those_of_the_statistics() -> None:
    """The command line offers what is there."""
    assert VIEWS == progress.VIEWS


@pytest.mark.parametrize("view", [None, *VIEWS])
def test_a_view_is_printed(srs: Run, view: str | None) -> None:
    """Each view prints tables, and nothing that a terminal would obey."""
    code, out, err = srs("stats", *([view] if view else []))

    assert (code, err) == (0, "")
    assert out.strip()
    assert "\x1b" not in out


@pytest.mark.parametrize("view", VIEWS)
def test_json_of_a_view_is_a_part_of_all(srs: Run, view: str) -> None:
    """A view's sections are those of the whole, under the same keys."""
    whole = json.loads(srs("stats", "--json")[1])
    part = json.loads(srs("stats", view, "--json")[1])

    assert part["schema"] == "srs/stats/1"
    assert part.keys() <= whole.keys()
    assert {key: part[key].keys() for key in part if isinstance(part[key], dict)} == {
        key: whole[key].keys() & part[key].keys()
        for key in part
        if isinstance(part[key], dict)
    }


def test_a_review_log_needs_no_collection(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --log, figures come from the file alone, with the hash of its bytes."""
    monkeypatch.chdir(tmp_path)
    code = run(["stats", "--json", *LOG], Door(clock=lambda: NOW))
    found = json.loads(capfd.readouterr().out)

    assert code == 0
    assert (found["tz"], found["rollover_hour"]) == ("America/New_York", 4)
    assert len(found["params"]["w"]) == 21
    assert found["study"]["reviews"] == 14
    assert found["retention"]["all"]["passed"] == 5
    assert found["stock"]["K_now"] == pytest.approx(2.543080, abs=1e-6)
    assert len(found["log_sha256"]) == 64


def test_other_parameters_and_days_count(srs: Run) -> None:
    """Parameters, rollover and desired retention of a log change its figures."""
    plain = json.loads(srs("stats", "--json", *LOG)[1])
    w = ",".join(map(str, [*plain["params"]["w"][:20], 0.5]))
    other = json.loads(
        srs(
            "stats", "--json", *LOG, "--parameters", w, "--rollover", "0",
            "--desired-retention", "0.8",
        )[1]
    )  # fmt: skip

    assert other["params"]["decay"] == 0.5
    assert other["rollover_hour"] == 0
    assert other["study"]["tests"] != plain["study"]["tests"]
    assert other["params"]["desired_retention"] == 0.8


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--deck", "nowhere"), 5, "There is no deck nowhere"),
        (("--range", "soon"), 5, "soon is no range of days"),
        (("--at", "noon"), 5, "noon is no instant"),
        (("--at", "2026-03-01T12:00"), 5, "has no offset"),
        (("--timezone", "UTC"), 2, "go with --log"),
        (("--log", "missing.csv"), 5, "cannot be read as a review log"),
        ((*LOG, "--deck", "one"), 2, "need a collection"),
        ((*LOG, "--timezone", "Mars/Base"), 5, "There is no time zone Mars/Base"),
        ((*LOG, "--parameters", "1,2"), None, "there are 2 of 21"),
        ((*LOG, "--parameters", "x"), 5, "lists no parameters"),
        ((*LOG, "--at", "2020-01-01T00:00Z"), 5, "no review before then"),
    ],
)
def test_what_cannot_be_is_refused(
    srs: Run, words: tuple[str, ...], code: int | None, said: str
) -> None:
    """A wrong word is refused in a sentence, and never with a traceback."""
    got, out, err = srs("stats", *words)

    assert code is None or got == code
    assert got != 0
    assert (out, said in err) == ("", True), err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("card_id,rating\na,3\n", "has no column review_datetime or review_time"),
        ("card_id,review_time,rating\na,2026-01-01T10:00,3\n", ":2: the time"),
        ("card_id,review_time,rating\na,1767261600000,x\n", ":2: "),
        ("card_id,review_time,rating\n", "holds no review"),
        ("card_id,review_time,rating\na,1767261600000,0\n", "holds no review"),
        ("\udcff", "cannot be read as a review log"),
    ],
)
def test_a_faulty_log_is_named(srs: Run, tmp_path: Path, text: str, said: str) -> None:
    """A log that cannot be read is named, with the line where there is one."""
    log = tmp_path / "log.csv"
    log.write_text(text, encoding="utf-8", errors="surrogateescape")
    code, out, err = srs("stats", "--log", str(log))

    assert (code, out, said in err) == (5, "", True), err
