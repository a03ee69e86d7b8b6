"""PNG: charts in pixels, with their words."""

import re
import struct
import sys
import zlib
from typing import Any

import pytest

from srs.core.errors import InputError
from srs.core.report import Table
from srs.exchange import export_png
from srs.exchange.export_png import font, write
from srs.exchange.export_svg import drawn
from srs.exchange.sheet import Export
from tests.exchange.tables import TABLES, exported

resvg = pytest.importorskip("resvg_py", reason="resvg-py is not installed")
with_font = pytest.mark.skipif(
    font(resvg) is None, reason="no font is installed on this machine"
)


def shape(raw: bytes) -> tuple[int, int]:
    """Return width and height of a PNG whose every checksum is right."""
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    at, names = 8, []
    while at < len(raw):
        (length,) = struct.unpack(">I", raw[at : at + 4])
        body = raw[at + 4 : at + 8 + length]
        (sum_,) = struct.unpack(">I", raw[at + 8 + length : at + 12 + length])
        assert zlib.crc32(body) == sum_
        names.append(body[:4])
        at += 12 + length
    assert names[-1] == b"IEND"
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


@with_font
@pytest.mark.parametrize("table", TABLES[1:], ids=lambda one: one.shape)
def test_every_chart_has_pixels(table: Table) -> None:
    """Two for each unit of the drawing."""
    width, height = shape(b"".join(write(exported(table))))

    assert width == 1504
    assert height > 150


@with_font
def test_words_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """With words there is more to see than without."""
    with_words = b"".join(write(exported(TABLES[3])))

    def wordless(export: Export) -> str:
        return re.sub("(</?)text", r"\1desc", drawn(export))

    monkeypatch.setattr(export_png, "drawn", wordless)

    assert len(with_words) > 2 * len(b"".join(write(exported(TABLES[3]))))


def test_without_any_font_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart that would lose its words is not written."""
    monkeypatch.setattr(export_png, "FAMILIES", ("No Such Font",))
    real = resvg.svg_to_bytes

    def bare(**more: Any) -> Any:
        return real(**more, skip_system_fonts=True)

    monkeypatch.setattr(resvg, "svg_to_bytes", bare)
    with pytest.raises(InputError, match="No font was found"):
        b"".join(write(exported(TABLES[3])))


def test_without_resvg_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    with pytest.raises(InputError, match=r"pip install 'srs\[export\]'"):
        b"".join(write(exported(TABLES[3])))
