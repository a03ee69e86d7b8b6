"""What notes does a deck hold? Each block is read by the kind of its marker.

An author's slip is a `Problem` and costs its block; nothing here raises for it.
"""

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
from srs.deck.obsidian import obsidian_blocks
from srs.deck.problems import Problems
from srs.deck.scanner import Scanned, scan
from srs.deck.typos import missing_answer, typos

MAX_FILE_BYTES, MAX_NOTE_BYTES = 10_000_000, 64 * 1024

_WAIVER = "A waiver is written `lint: allow R07 (reason)`."

_BY_MARKER = {kind.marker: kind for kind in KINDS}


def parse(path: str, text: str) -> Parsed:
    """Return the notes, concepts and problems of one deck.

    Args:
        path: Relative to the collection, with `/` between folders.
        text: What stands in the file, decoded.
    """
    text = _clean(text)
    problems = Problems(path, text)
    if len(text) * 4 > MAX_FILE_BYTES and len(text.encode()) > MAX_FILE_BYTES:
        problems.add(1, "file-too-long", "The file is longer than 10 MB.")
        deck = Deck(path=path, name=head.default_name(path))
        return Parsed(deck=deck, notes=(), concepts=(), problems=problems.sorted())
    matter = split(text, problems)
    draft_deck = head.deck_of(path, "", matter, problems)
    body = text[matter.end :]
    scanned = scan(body, obsidian=draft_deck.obsidian)
    if draft_deck.obsidian:
        scanned.blocks = sorted(
            [*scanned.blocks, *obsidian_blocks(body, scanned.prose)],
            key=lambda block: block.line,
        )
    reader = _Reader(path, draft_deck, body, scanned, problems, above=matter.lines)
    return reader.parsed()


def read_note(body: str, deck: Deck) -> Note:
    """Return the note of one raw block, its lines counted from 1.

    Concept and breadcrumb stay empty: the headings stand outside of the block.

    Raises:
        ValueError: The text holds no block.
    """
    body = _clean(body)
    scanned = scan(body, obsidian=deck.obsidian)
    if deck.obsidian:
        scanned.blocks += obsidian_blocks(body, scanned.prose)
    problems = Problems(deck.path, body)
    reader = _Reader(deck.path, deck, body, scanned, problems, above=0)
    if not (notes := reader.parsed().notes):
        raise ValueError("no block stands in this text")
    return notes[0]


def _clean(text: str) -> str:
    r"""Return the text with `\n` line ends, without its mark, safe to show."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return safe(text)


class _Reader:
    """Reads the scanned blocks in the order of the file."""

    def __init__(
        self,
        path: str,
        deck: Deck,
        body: str,
        scanned: Scanned,
        problems: Problems,
        *,
        above: int,
    ) -> None:
        self._path = path
        self._deck = deck
        self._body = body
        self._scanned = scanned
        self._problems = problems
        self._above = above
        """Lines of front matter: what the file has more than the body."""
        self._ids: dict[str, int] = {}
        self._title = ""

    def parsed(self) -> Parsed:
        """Return the deck's notes, concepts and problems."""
        notes, concepts = self._walk()
        body, scanned = self._body, self._scanned
        for fault in scanned.faults:
            self._report(fault)
        for fault in typos(body, scanned.blocks, scanned.opaque.regions):
            self._report(fault)
        self._look_into_fences()
        return Parsed(
            deck=replace(self._deck, title=self._title) if self._title else self._deck,
            notes=tuple(notes),
            concepts=tuple(concepts),
            problems=self._problems.sorted(),
        )

    def _walk(self) -> tuple[list[Note], list[Concept]]:
        notes: list[Note] = []
        concepts: dict[str, Concept] = {}
        headings = iter(self._scanned.headings)
        heading = next(headings, None)
        first_block = self._scanned.blocks[0].line if self._scanned.blocks else 0
        above = Path()
        for block in self._scanned.blocks:
            while heading is not None and heading.line < block.line:
                self._enter(heading, above, concepts, first_block)
                heading = next(headings, None)
            if (note := self._note(block, above)) is not None:
                notes.append(note)
        while heading is not None:
            self._enter(heading, above, concepts, first_block)
            heading = next(headings, None)
        return notes, list(concepts.values())

    def _enter(
        self,
        heading: Heading,
        above: Path,
        concepts: dict[str, Concept],
        first_block: int,
    ) -> None:
        """Stand below a heading: the deck's title, or a concept."""
        leading = heading is self._scanned.headings[0] and heading.level == 1
        if leading and not 0 < first_block < heading.line:
            self._title = safe_line(heading.title)
            return
        above.enter(heading)
        if not heading.id:
            return
        line = heading.line + self._above
        if owner := concepts.get(heading.id):
            message = (
                f"The concept `{heading.id}` stands at line {owner.span.line} too."
            )
            self._report(
                Fault(heading.line, "duplicate-concept", message, severity="warning")
            )
            return
        concepts[heading.id] = Concept(
            id=heading.id,
            title=heading.title,
            span=Span(path=self._path, line=line, end_line=line),
            lead=self._scanned.leads.get(heading.line, ""),
        )

    def _note(self, block: Block, above: Path) -> Note | None:
        """Return the note that a block makes, or None where it is too long."""
        length = block.end - block.start
        if length * 4 > MAX_NOTE_BYTES and self._too_long(block):
            return None
        kind = _BY_MARKER[block.marker]
        reading = kind.read(block, self._deck)
        for fault in reading.faults:
            self._report(self._sharpened(fault, block, kind.answer))
        source = extra = explicit_id = ""
        waivers: tuple[Waiver, ...] = ()
        if len(block.parts) > 1:
            source, extra = block.joined("S", ", "), block.joined("X", "\n\n")
        if block.comments:
            explicit_id, waivers = self._metadata(block)
        return Note(
            kind=kind.name,
            span=Span(
                path=self._path,
                line=block.line + self._above,
                end_line=block.end_line + self._above,
            ),
            fingerprint=fingerprint(kind.name, reading.asked, reading.answered),
            asked=reading.asked,
            answered=reading.answered,
            sides=reading.sides,
            draft=reading.draft,
            source=source,
            extra=extra,
            tags=block.tags,
            concept=above.concept,
            breadcrumb=above.breadcrumb,
            explicit_id=explicit_id,
            waivers=waivers,
            thoughts=reading.thoughts,
        )

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
        return missing_answer(block, self._body, answer) or fault

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
        opaque = self._scanned.opaque
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
            self._report(
                Fault(line, f"unclosed-{left.kind}", message, severity="warning")
            )

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
