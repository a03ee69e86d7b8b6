"""Prometheus: the text format, read back by prometheus_client."""

import pytest

from srs.exchange.export_prometheus import write
from srs.exchange.sheet import Export, Row, Sheet
from tests.exchange.conftest import HEAD

parser = pytest.importorskip(
    "prometheus_client.parser", reason="prometheus_client is not installed"
)


def _text(*rows: Row) -> str:
    sheet = Sheet(name="metrics", fields=(), rows=rows)
    return b"".join(write(Export(head=HEAD, sheets=(sheet,)))).decode()


def test_metrics_are_read_back() -> None:
    """A metric of several labels is told once, with a line for each."""
    text = _text(
        ("srs_known_cards", "gauge", "Known.", {}, 312.5),
        ("srs_reviews_total", "counter", "All.", {"rating": "again"}, 4),
        ("srs_reviews_total", "counter", "All.", {"rating": "good"}, 2**53),
    )
    families = {
        family.name: family for family in parser.text_string_to_metric_families(text)
    }

    assert text.startswith("# srs/some/1, 2026-03-02T08:00:00.005Z, ")
    assert {name: family.type for name, family in families.items()} == {
        "srs_known_cards": "gauge",
        "srs_reviews": "counter",
    }
    assert [sample.value for sample in families["srs_known_cards"].samples] == [312.5]
    assert [
        (sample.labels, sample.value) for sample in families["srs_reviews"].samples
    ] == [({"rating": "again"}, 4.0), ({"rating": "good"}, float(2**53))]
    assert text.count("# TYPE srs_reviews_total counter") == 1


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb 1", 'x"} 1\nevil 2', "é {}"])
def test_no_name_leaves_its_quotes(name: str) -> None:
    """Quotes, backslashes and line feeds in a label are escaped."""
    text = _text(("srs_due_cards", "gauge", "Due.", {"deck": name}, 1))
    (family,) = parser.text_string_to_metric_families(text)

    assert [(one.labels, one.value) for one in family.samples] == [
        ({"deck": name}, 1.0)
    ]
