"""HTML: one page that needs nothing else, read back by a parser and by a browser."""

import os
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from srs.core.text import safe_line
from srs.exchange.export_html import MOST_ROWS, write
from tests.exchange.tables import EVIL, TABLES, exported

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "nav", "a",
    "section", "div", "table", "thead", "tbody", "tr", "th", "td", "details", "summary",
    "svg", "g", "rect", "line", "path", "circle", "text",
}  # fmt: skip


@pytest.fixture(scope="module")
def page() -> str:
    """Return a page of every shape."""
    return b"".join(write(exported(*TABLES))).decode()


@pytest.fixture(scope="module")
def root(page: str) -> ET.Element:
    """Return the page as a parser of HTML 5 reads it, which minds every slip."""
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(page)
    return tree


def name(one: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return str(one.tag).rpartition("}")[2]


def test_the_page_has_every_table_and_chart(root: ET.Element) -> None:
    """Charts are drawn in place, tables stand beneath them."""
    names = [name(one) for one in root.iter()]

    assert names.count("svg") == 8
    assert names.count("section") == 1
    assert set(names) <= ALLOWED
    titles = ["".join(one.itertext()) for one in root.iter() if name(one) == "h3"]
    assert titles == [safe_line(table.title) for table in TABLES]


def test_nothing_comes_from_elsewhere(page: str, root: ET.Element) -> None:
    """No script, no address but places on the page, and the page forbids the rest."""
    for one in root.iter():
        for key, value in one.attrib.items():
            assert not str(key).startswith("on")
            if str(key).rpartition("}")[2] in ("href", "src", "action", "data"):
                assert value.startswith("#")
    assert "://" not in page
    assert "url(" not in page
    assert "@import" not in page
    policy = next(
        one.attrib["content"] for one in root.iter() if "http-equiv" in one.attrib
    )
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_no_name_is_markup(page: str, root: ET.Element) -> None:
    """What looks like markup is read as text."""
    texts = "".join(root.itertext())

    assert safe_line(EVIL) in texts
    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_light_dark_and_paper(page: str) -> None:
    """The reader's wish decides on a screen; paper is light, and breaks with care."""
    assert "@media screen and (prefers-color-scheme:dark)" in page
    assert "@media print" in page
    assert "break-inside:avoid" in page
    used = set(re.findall(r'class="[fl]-(\w+)"', page))
    assert all(f"--{role}:" in page for role in used)


def test_a_long_table_is_cut_and_says_so() -> None:
    """A thousand rows do not make a page heavy."""
    long = replace(TABLES[0], rows=tuple((str(at), at) for at in range(1000)))
    text = b"".join(write(exported(long))).decode()

    assert text.count("<tr><td>") == MOST_ROWS
    assert f"The first {MOST_ROWS} of 1000." in text


def test_a_table_without_rows_says_what_it_needs() -> None:
    """The sentence stands in its place."""
    empty = replace(TABLES[0], rows=(), needs="needs <b>")
    assert "needs &lt;b&gt;" in b"".join(write(exported(empty))).decode()


# -- in a browser -----------------------------------------------------------------


def pixels(raw: bytes) -> tuple[int, set[bytes]]:
    """Return the height of a PNG of 8 bits, and the colours that it shows."""
    width, height, depth, kind = struct.unpack(">IIBB", raw[16:26])
    assert depth == 8
    size = {2: 3, 6: 4}[kind]
    at, packed = 8, b""
    while at < len(raw):
        (length,) = struct.unpack(">I", raw[at : at + 4])
        if raw[at + 4 : at + 8] == b"IDAT":
            packed += raw[at + 8 : at + 8 + length]
        at += 12 + length
    rows, before, found = zlib.decompress(packed), bytearray(width * size), set()
    for y in range(height):
        start = y * (width * size + 1)
        kind_of_row = rows[start]
        row = bytearray(rows[start + 1 : start + 1 + width * size])
        for x in range(len(row)):
            left = row[x - size] if x >= size else 0
            up, corner = before[x], before[x - size] if x >= size else 0
            row[x] = (row[x] + _guess(kind_of_row, left, up, corner)) & 0xFF
        found |= {bytes(row[x : x + 3]) for x in range(0, len(row), size)}
        before = row
    return height, found


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        nearest = left + up - corner
        return min(
            (left, up, corner), key=lambda one: (abs(nearest - one), one != left)
        )
    return (0, left, up, (left + up) // 2)[kind]


@pytest.mark.slow
def test_a_browser_shows_it(page: str, tmp_path: Path) -> None:
    """Headless Chromium draws the charts in their colours, without a script."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip(f"no browser is installed: none of {', '.join(BROWSERS)}")
    file, shot = tmp_path / "report.html", tmp_path / "shot.png"
    file.write_text(page, encoding="utf-8")
    subprocess.run(
        [
            browser,
            "--headless",
            "--disable-gpu",
            *(["--no-sandbox"] if os.name != "nt" and os.geteuid() == 0 else []),
            f"--user-data-dir={tmp_path / 'profile'}",
            "--window-size=400,1200",
            f"--screenshot={shot}",
            file.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    height, colours = pixels(shot.read_bytes())

    assert height == 1200
    assert {b"\xff\xff\xff", b"\x09\x69\xda"} <= colours
