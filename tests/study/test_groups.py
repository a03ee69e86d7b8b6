"""Does a group learn who knows what, whatever files strangers leave?"""

import json
from pathlib import Path
from typing import Any

import pytest

from srs.core.errors import InputError
from srs.core.log import Rating, Reviewed
from srs.study.groups import look, share, what_if
from tests.conftest import Clock, Open

DECKS = {
    "one.md": "## Waves {#waves}\n\nQ: a?\nA: b\n\n## Stones {#stones}\n\nQ: c?\nA: d"
}


def put(folder: Path, member: str, week: str, states: dict[str, str]) -> None:
    """Write a member's file as another program would."""
    concepts: dict[str, Any] = {
        name: {"cards": 2, "seen": 1, "state": state} for name, state in states.items()
    }
    said = {"schema": "srs/group/1", "member": member, "week": week}
    file = folder / f"{member}-{week}.json"
    file.write_text(json.dumps(said | {"concepts": concepts}))


def test_a_member_shares_states_alone(
    collect: Open, clock: Clock, tmp_path: Path
) -> None:
    """The file holds counts and a state of each concept, a week and the chosen name."""
    collection = collect(DECKS)
    card = min(collection.store.schedules.deck_of_cards())
    collection.log(Reviewed(card=card, rating=Rating.GOOD, duration_ms=5000))
    collection.replay_all()
    clock.sleep(minutes=1)
    file = share(collection, "Ann", tmp_path, at=clock.at)
    said = json.loads(file.read_text())

    assert file.name == "Ann-2026-W10.json"
    assert sorted(said) == ["concepts", "member", "schema", "week"]
    assert sorted(one["state"] for one in said["concepts"].values()) == [
        "known",
        "unseen",
    ]
    assert {tuple(sorted(one)) for one in said["concepts"].values()} == {
        ("cards", "seen", "state")
    }
    assert look(tmp_path)[1] == []
    with pytest.raises(InputError, match="needs a name"):
        share(collection, "\x1b[31m", tmp_path, at=clock.at)


def test_the_latest_file_of_each_member_counts(tmp_path: Path) -> None:
    """Who knows it, who is fading, and what hangs on one person or nobody."""
    put(tmp_path, "ann", "2026-W10", {"waves": "unseen", "stones": "known"})
    put(tmp_path, "ann", "2026-W11", {"waves": "durable", "stones": "fading"})
    put(tmp_path, "bob", "2026-W11", {"waves": "partial", "stones": "unseen"})
    (coverage, ceiling), left_out = look(tmp_path)

    assert coverage.rows == (
        ("stones", 0, "", "ann", "nobody"),
        ("waves", 1, "ann", "", "only ann"),
    )
    assert ceiling.needs.endswith("you have 1 and 1")
    assert left_out == []


def test_the_ceiling_follows_from_weeks_that_follow_each_other(tmp_path: Path) -> None:
    """It is learned ÷ (learned + lost), over the turn of a year as well."""
    before = {str(n): "known" if n < 50 else "unseen" for n in range(100)}
    after = {str(n): "known" if n < 45 or n >= 85 else "fading" for n in range(100)}
    put(tmp_path, "ann", "2026-W53", before)
    put(tmp_path, "ann", "2027-W01", after)
    (_, ceiling), _ = look(tmp_path)

    assert [row[1] for row in ceiling.rows] == pytest.approx([0.1, 0.3, 0.75])


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"\xff\xfe", "it is no JSON"),
        (b"[]", "it does not say schema"),
        (b'{"schema": "srs/group/2"}', "it does not say schema"),
        (b'{"schema": "srs/group/1", "week": "x"}', "its week is none"),
        (
            b'{"schema": "srs/group/1", "week": "2026-W10", "concepts": {},'
            b' "member": "\\u001b[31m"}',
            "control characters",
        ),
        (
            b'{"schema": "srs/group/1", "week": "2026-W10", "member": "eve",'
            b' "concepts": {"a": {"cards": 1, "seen": 2, "state": "known"}}}',
            "the concept a has no cards",
        ),
        (b" " * 4_000_001, "larger than 4 MB"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_goes_on(
    tmp_path: Path, raw: bytes, reason: str
) -> None:
    """Whatever a stranger's file holds, the others are read."""
    put(tmp_path, "ann", "2026-W10", {"waves": "known"})
    (tmp_path / "eve.json").write_bytes(raw)
    (coverage, _), left_out = look(tmp_path)

    assert coverage.rows[0][0] == "waves"
    assert len(left_out) == 1
    assert left_out[0].startswith("eve.json is left out: ")
    assert reason in left_out[0]
    assert "\x1b" not in left_out[0]


def test_what_if_says_that_it_is_made_up() -> None:
    """A small start dies out and a large one grows; the title owns up."""
    table = what_if("mean=0.25 spread=0.10 forgetting=0.02")

    assert "measured on nobody" in table.title
    last = table.rows[-1]
    assert isinstance(last[1], float)
    assert isinstance(last[-1], float)
    assert last[1] < 0.1 < 0.8 < last[-1]
    with pytest.raises(InputError, match="makes up no group"):
        what_if("mean=2")
