"""What notes does a deck hold? Each block is read by the kind of its marker.

An author's slip is a `Problem` and costs its block; nothing here raises for it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from srs.core.card import Concept, Deck, Note, Parsed, Span, Waiver
from srs.core.chart import ChartFault, read_chart
from srs.core.text import safe, safe_line
from srs.deck import head
from srs.deck.blocks import Block, Fault
from srs.deck.comments import read_id, read_waivers
from srs.deck.fingerprint import fingerprint
from srs.deck.frontmatter import split
from srs.deck.headings import Heading, Path
from srs.deck.kinds import KINDS
from srs.deck.kinds.kind import Kind, Reading
from srs.deck.obsidian import obsidian_blocks
from srs.deck.problems import Problems
from srs.deck.scanner import Scanner
from srs.deck.typos import missing_answer, typos

MAX_FILE_BYTES, MAX_NOTE_BYTES = 10_000_000, 64 * 1024

_SURELY_SHORT = MAX_NOTE_BYTES // 4
"""In characters, of which each takes at most four bytes."""

MAX_FACES_CHARACTERS = 32_000_000
"""On the cards of a deck's notes with many cards: each repeats the whole passage."""

_FEW_SIDES = 2
_LARGE_DECK_CHARACTERS = 200_000

_WAIVER = "A waiver is written `lint: allow R07 (reason)`."

_BY_MARKER = {kind.marker: kind for kind in KINDS}


def parse(path: str, text: str) -> Parsed:
    """Return the notes, concepts and problems of one deck.

    Args:
        path: Relative to the collection, with `/` between folders.
        text: What stands in the file, decoded.
    """
    text = clean(text)
    problems = Problems(path, text)
    if len(text) * 4 > MAX_FILE_BYTES and len(text.encode()) > MAX_FILE_BYTES:
        problems.add(1, "file-too-long", "The file is longer than 10 MB.")
        deck = Deck(path=path, name=head.default_name(path))
        return Parsed(deck=deck, notes=(), concepts=(), problems=problems.sorted())
    matter = split(text, problems)
    deck = head.deck_of(path, "", matter, problems)
    reader = _Reader(deck, text[matter.end :], problems, above=matter.lines)
    with collector_at_rest(len(text)):
        return reader.parsed()


def read_note(body: str, deck: Deck) -> Note:
    """Return the note of one raw block, its lines counted from 1.

    Concept and breadcrumb stay empty: the headings stand outside of the block.

    Raises:
        ValueError: The text holds no block.
    """
    body = clean(body)
    notes = _Reader(deck, body, Problems(deck.path, body), above=0).parsed().notes
    if not notes:
        raise ValueError("no block stands in this text")
    return notes[0]


def clean(text: str) -> str:
    r"""Return the text with `\n` line ends, without its mark, safe to show."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return safe(text)


@contextmanager
def collector_at_rest(characters: int) -> Iterator[None]:
    """Keep the garbage collector from walking many notes again and again.

    Notes hold no cycles, so it would find nothing, and it takes a quarter of the time.
    """
    rest = characters > _LARGE_DECK_CHARACTERS and gc.isenabled()
    if rest:
        gc.disable()
    try:
        yield
    finally:
        if rest:
            gc.enable()


class _Reader:
    """Reads the blocks in the order of the file."""

    def __init__(
        self, deck: Deck, body: str, problems: Problems, *, above: int
    ) -> None:
        self._path = deck.path
        self._deck = deck
        self._body = body
        self._scanner = Scanner(body, obsidian=deck.obsidian)
        self._problems = problems
        self._above = above
        """Lines of front matter: what the file has more than the body."""
        self._room = MAX_FACES_CHARACTERS
        """How many characters the notes with many cards may still put on them."""
        self._title = ""
        self._headings = Path()
        self._concepts: dict[str, Concept] = {}
        self._ids: dict[str, int] = {}
        self._reported: set[int] = set()
        """Lines with a misspelt marker."""

    def parsed(self) -> Parsed:
        """Return the deck's notes, concepts and problems."""
        notes = self._walk()
        for fault in self._scanner.faults:
            self._report(fault)
        hidden = self._scanner.opaque.regions
        for fault in typos(self._body, notes, hidden, above=self._above):
            if fault.line not in self._reported:
                self._report(fault)
        self._look_into_fences()
        deck = self._deck
        return Parsed(
            deck=replace(deck, title=self._title) if self._title else deck,
            notes=tuple(notes),
            concepts=tuple(self._concepts.values()),
            problems=self._problems.sorted(),
        )

    def _blocks(self) -> Iterator[Block]:
        blocks = self._scanner.blocks()
        if not self._deck.obsidian:
            return blocks
        ours = list(blocks)
        theirs = obsidian_blocks(self._body, self._scanner.prose)
        return iter(sorted(ours + theirs, key=lambda block: block.line))

    def _walk(self) -> list[Note]:
        notes: list[Note] = []
        headings = self._scanner.headings
        done = 0
        for block in self._blocks():
            while done < len(headings) and headings[done].line < block.line:
                self._enter(headings[done], leading=not (done or notes))
                done += 1
            note = self._note(block)
            if note is not None:
                notes.append(note)
        for number in range(done, len(headings)):
            self._enter(headings[number], leading=not (number or notes))
        return notes

    def _enter(self, heading: Heading, *, leading: bool) -> None:
        """Stand below a heading: the deck's title, or a concept."""
        if leading and heading.level == 1:
            self._title = safe_line(heading.title)
            return
        self._headings.enter(heading)
        if not heading.id:
            return
        line = heading.line + self._above
        if owner := self._concepts.get(heading.id):
            message = (
                f"The concept `{heading.id}` stands at line {owner.span.line} too."
            )
            self._report(
                Fault(heading.line, "duplicate-concept", message, severity="warning")
            )
            return
        self._concepts[heading.id] = Concept(
            id=heading.id,
            title=heading.title,
            span=Span(path=self._path, line=line, end_line=line),
            lead=self._scanner.leads.get(heading.line, ""),
        )

    def _note(self, block: Block) -> Note | None:
        """Return the note that a block makes, or None where it is too long."""
        if block.end - block.start > _SURELY_SHORT and self._too_long(block):
            return None
        kind = _BY_MARKER[block.marker]
        asked, answered, sides, draft, thoughts, faults = self._reading(kind, block)
        for fault in faults:
            self._report(self._sharpened(fault, block, kind.answer))
        explicit_id, waivers = self._metadata(block) if block.comments else ("", ())
        above, headings = self._above, self._headings
        # By place, in half the time that fifteen names take.
        return Note(
            kind.name,
            Span(self._path, block.line + above, block.end_line + above),
            fingerprint(kind.name, asked, answered),
            asked,
            answered,
            sides,
            draft,
            block.source,
            block.extra,
            block.tags,
            headings.concept,
            headings.breadcrumb,
            explicit_id,
            waivers,
            thoughts,
        )

    def _reading(self, kind: Kind, block: Block) -> Reading:
        """Return what a kind makes of a block; without room no cloze is taken apart."""
        if self._room >= 0 or block.marker != "C":
            reading = kind.read(block, self._deck)
            if len(reading.sides) <= _FEW_SIDES:
                return reading
            faces = [len(it.front) + len(it.back) for it in reading.sides]
            self._room -= sum(faces)
            if self._room >= 0:
                return reading
        millions = MAX_FACES_CHARACTERS // 1_000_000
        message = f"The clozes up to here fill {millions} million characters of cards."
        advice = "Move this note and what follows into another deck."
        fault = Fault(block.line, "too-many-deletions", message, suggestion=advice)
        return Reading(block.asked, faults=(fault,))

    def _too_long(self, block: Block) -> bool:
        if len(self._body[block.start : block.end].encode()) <= MAX_NOTE_BYTES:
            return False
        self._report(
            Fault(block.line, "note-too-long", "The note is longer than 64 KB.")
        )
        return True

    def _sharpened(self, fault: Fault, block: Block, answer: str) -> Fault:
        """Return the fault, or what it comes from: an answer's misspelt marker."""
        if fault.code != "R01" or not answer:
            return fault
        misspelt = missing_answer(block, self._body, answer)
        if misspelt is None:
            return fault
        self._reported.add(misspelt.line)
        return misspelt

    def _metadata(self, block: Block) -> tuple[str, tuple[Waiver, ...]]:
        explicit_id, waivers = "", list[Waiver]()
        for line, key, value in block.comments:
            if key == "lint":
                found = read_waivers(value)
                if not found or not all(waiver.reason for waiver in found):
                    self._report(Fault(line, "waiver", _WAIVER, severity="warning"))
                waivers += found
                continue
            name = read_id(value)
            if name is None or explicit_id:
                message = "An id is one word of letters, digits, `-`, `_` and `.`."
                if name:
                    message = "The note has an id already."
                self._report(Fault(line, "bad-id", message))
            elif name in self._ids:
                message = f"The id `{name}` stands at line {self._ids[name]} too."
                self._report(Fault(line, "duplicate-id", message))
            else:
                self._ids[name] = line + self._above
                explicit_id = name
        return explicit_id, tuple(waivers)

    def _look_into_fences(self) -> None:
        """Report faulty charts, and what opens and never closes."""
        opaque = self._scanner.opaque
        for region in opaque.regions:
            if region.kind == "fence" and region.info.lower() == "chart":
                chart = read_chart(region.body)
                if isinstance(chart, ChartFault):
                    line = self._body.count("\n", 0, region.start) + 1 + chart.line
                    self._report(
                        Fault(line, "chart", chart.message, severity="warning")
                    )
        for left in opaque.open:
            line = self._body.count("\n", 0, left.start) + 1
            what = "A fence" if left.kind == "fence" else "Display maths"
            message = f"{what} opens here and never closes."
            end = self._body.find("\n", left.start)
            needle = self._body[left.start : end if end >= 0 else None]
            code = f"unclosed-{left.kind}"
            self._report(Fault(line, code, message, severity="warning", needle=needle))

    def _report(self, fault: Fault) -> None:
        line = fault.line + self._above
        column = 1
        if fault.needle:
            column = max(0, self._problems.line(line).find(fault.needle)) + 1
        self._problems.add(
            line,
            fault.code,
            fault.message,
            column=column,
            severity=fault.severity,
            suggestion=fault.suggestion,
        )
