"""SVG: a file for a chart, which says of itself what it is."""

import xml.etree.ElementTree as ET

import pytest

from srs.core.report import Table
from srs.exchange.export_svg import write
from tests.exchange.tables import TABLES, exported


@pytest.mark.parametrize("table", TABLES[1:], ids=lambda one: one.shape)
def test_a_file_is_well_formed_and_says_what_it_is(table: Table) -> None:
    """Its description has the schema, the instant and the study day's bounds."""
    raw = b"".join(write(exported(table)))
    root = ET.fromstring(raw)

    assert raw.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert root[0].tag.endswith("desc")
    assert root[0].text == (
        "srs/some/1, 2026-03-02T08:00:00.005Z, study days of Europe/Berlin from 4:00"
    )
