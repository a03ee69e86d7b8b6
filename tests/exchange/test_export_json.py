"""JSON: one object with its head first."""

import json

from srs.core.report import Column, Table
from srs.exchange.export_json import write
from srs.exchange.sheet import Export, View
from tests.exchange.conftest import HEAD, ROWS, Sheeted

TABLE = Table(
    id="some_bars",
    title="Some",
    columns=(Column(name="a", key="a"), Column(name="b", key="b", unit="ratio")),
    rows=(("x", 0.5), ("y", None)),
    shape="bars",
    marks={"today": 1.0},
)


def test_a_sheet_is_a_list_of_objects(sheeted: Sheeted) -> None:
    """The head comes first, then the rows under the sheet's name."""
    found = json.loads(b"".join(write(sheeted(ROWS))))

    assert list(found.items())[:4] == [
        ("schema", "srs/some/1"),
        ("generated_at", "2026-03-02T08:00:00.005Z"),
        ("tz", "Europe/Berlin"),
        ("rollover_hour", 4),
    ]
    assert [row["card_id"] for row in found["some"]] == ["4611686018427387905", "7"]


def test_views_and_figures_are_told_whole() -> None:
    """A table has its columns, rows by their keys, and its marks."""
    view = View(name="some", title="Some view", tables=(TABLE,))
    export = Export(head=HEAD, views=(view,), figures={"params": {"w": [1.5]}})
    found = json.loads(b"".join(write(export)))

    assert found["params"] == {"w": [1.5]}
    assert found["views"] == [
        {
            "view": "some",
            "title": "Some view",
            "tables": [
                {
                    "id": "some_bars",
                    "title": "Some",
                    "shape": "bars",
                    "columns": [
                        {"key": "a", "name": "a", "unit": ""},
                        {"key": "b", "name": "b", "unit": "ratio"},
                    ],
                    "rows": [{"a": "x", "b": 0.5}, {"a": "y", "b": None}],
                    "notes": [],
                    "needs": "",
                    "marks": {"today": 1.0},
                }
            ],
        }
    ]
