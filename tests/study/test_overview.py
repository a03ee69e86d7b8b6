"""What does the overview cost?"""

from contextlib import closing
from pathlib import Path

from srs.core.log import Rating
from srs.study.collection import open_collection
from srs.study.overview import overview
from srs.study.review import ReviewSession
from srs.study.scan import scan
from tests.conftest import Clock


def statements(root: Path, clock: Clock, *, decks: int) -> int:
    """Return how many statements an overview of so many decks takes."""
    root.mkdir()
    (root / "srs.toml").write_text(f'id = "{root.name}"\n', encoding="utf-8")
    for deck in range(decks):
        notes = [f"Q: {deck}, {note}?\nA: Yes\n" for note in range(12)]
        (root / f"deck{deck:02}.md").write_text("\n".join(notes), encoding="utf-8")
    asked: list[str] = []
    with closing(open_collection(root, clock=clock)) as collection:
        scan(collection)
        ReviewSession(collection).answer(Rating.AGAIN, duration_ms=1000)
        assert len(overview(collection).decks) == decks + 1  # all together is one
        collection.store.connection.set_trace_callback(asked.append)
        overview(collection)
    return len(asked)


def test_more_decks_cost_no_more_statements(tmp_path: Path, clock: Clock) -> None:
    """The store is asked about all decks at once, in two dozen statements."""
    few = statements(tmp_path / "few", clock, decks=2)
    many = statements(tmp_path / "many", clock, decks=12)

    assert many == few <= 24
