"""The language server, asked by a real client over standard input."""

from datetime import UTC, datetime
from pathlib import Path

from lsprotocol import types

from srs.core.log import Rating
from srs.study.collection import open_collection
from srs.study.review import ReviewSession
from srs.study.scan import scan
from tests.lsp.editor import Editor, applied

DECK = """---
tags = ["ml"]

[sources]
shannon = "Shannon 1948, https://example.org/s"

[requires]
coding = ["entropy"]
---

# Information

## Entropy {#entropy}

How uncertain a source is.

Q: Which quantity measures the uncertainty of a source in bits a symbol?
A: Its entropy
S: shannon

## Coding {#coding}

Q: Which code comes within one bit of [[entropy]] for each symbol?
A: A Huffman code
S: shannon
"""


def _write(editor: Editor, name: str = "info.md", text: str = DECK) -> None:
    (editor.root / name).write_text(text, encoding="utf-8")


async def test_problems_come_as_one_types(editor: Editor) -> None:
    """A slip is told at its place before the deck is saved, and goes when mended."""
    _write(editor)
    assert "R01" not in {it.code for it in await editor.open("info.md")}
    found = await editor.change("info.md", DECK + "\nQ: What is missing here?\n")
    missing = [it for it in found if it.code == "R01"]
    assert [(it.range.start.line, it.range.start.character) for it in missing] == [
        (26, 0)
    ]
    assert all(it.source == "srs" for it in found)
    found = await editor.change("info.md", DECK)
    assert "R01" not in {it.code for it in found}


async def test_columns_count_as_the_editor_counts(editor: Editor) -> None:
    """Behind a character outside of the basic plane, columns are units of UTF-16."""
    text = "# 🎲\n\n## Dice {#dice}\n\nQ: 🎲🎲 see [[nowhere]] about it?\nA: x\n"
    await editor.open("dice.md", text)
    link = await editor.until("dice.md", "unknown-link")
    assert link.range.start == types.Position(4, 12)


async def test_hover_tells_of_concepts_and_sources(editor: Editor) -> None:
    """Over a link the concept's first paragraph is shown, over a key its source."""
    _write(editor)
    await editor.open("info.md")
    told = await editor.hover("info.md", 22, 38)
    assert "How uncertain a source is." in told
    assert "1 card · info.md:13" in told
    told = await editor.hover("info.md", 24, 4)
    assert told.startswith("Shannon 1948")


def _review(root: Path) -> None:
    """Answer the first card of a collection yesterday."""
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    collection = open_collection(root, clock=lambda: at)
    scan(collection)
    session = ReviewSession(collection)
    session.answer(Rating.EASY, duration_ms=4000)
    collection.close()


async def test_hover_tells_whose_history_an_edit_keeps(editor: Editor) -> None:
    """A reviewed card tells how it stands; edited, that it keeps its history."""
    _write(editor)
    _review(editor.root)
    await editor.open("info.md")
    told = await editor.hover("info.md", 16, 5)
    assert "1 review" in told
    assert "recall now" in told
    concept = await editor.hover("info.md", 22, 38)
    assert "1 seen, recall now" in concept
    lens = await editor.client.text_document_code_lens_async(
        types.CodeLensParams(editor.this("info.md"))
    )
    titles = [it.command.title for it in lens or () if it.command]
    assert titles[0].startswith("due ")
    assert titles[1] == "new"
    await editor.change("info.md", DECK.replace("in bits a symbol", "in bits each"))
    told = await editor.hover("info.md", 16, 5)
    assert "keeps its history" in told
    assert "1 review" in told


async def test_definitions_and_references_cross_decks(editor: Editor) -> None:
    """A concept is found where it is opened and where it is named, in any deck."""
    _write(editor)
    head = '---\n[requires]\nsurprise = ["entropy"]\n---\n\n'
    other = head + "## Surprise {#surprise}\n\nQ: q?\nA: a\n"
    _write(editor, "more.md", other)
    await editor.open("more.md")
    place = editor.at("more.md", 2, 15)
    found = await editor.client.text_document_definition_async(
        types.DefinitionParams(**place)  # type: ignore[arg-type]
    )
    assert isinstance(found, list)
    spots = [
        (it.uri, it.range.start.line) for it in found if isinstance(it, types.Location)
    ]
    assert spots == [(editor.uri("info.md"), 12)]
    named = await editor.client.text_document_references_async(
        types.ReferenceParams(
            context=types.ReferenceContext(include_declaration=False),
            **place,  # type: ignore[arg-type]
        )
    )
    assert {(it.uri, it.range.start.line) for it in named or ()} == {
        (editor.uri("info.md"), 7),
        (editor.uri("info.md"), 22),
        (editor.uri("more.md"), 2),
    }


async def _labels(editor: Editor, line: int, column: int) -> list[str]:
    found = await editor.client.text_document_completion_async(
        types.CompletionParams(**editor.at("info.md", line, column))  # type: ignore[arg-type]
    )
    assert isinstance(found, list)
    return [it.label for it in found]


async def test_completion_knows_concepts_sources_tags_and_keys(editor: Editor) -> None:
    """What may stand at the cursor is offered: by where the cursor stands."""
    text = DECK.replace("within one bit of [[entropy]]", "within [[en") + "\nS: sh\n"
    text += "\nQ: tagged? #m\nA: yes\n"
    text = text.replace("---\ntags", "---\nord\ntags", 1)
    await editor.open("info.md", text)
    lines = text.split("\n")
    link = next(i for i, it in enumerate(lines) if "[[en" in it)
    assert await _labels(editor, link, lines[link].index("[[en") + 4) == [
        "coding",
        "entropy",
    ]
    assert "order" in await _labels(editor, 1, 3)
    broken = next(i for i, it in enumerate(lines) if it == "S: sh")
    assert await _labels(editor, broken, 5) in (["shannon"], [])
    assert await _labels(editor, 0, 0) == []


async def test_outline_and_folds(editor: Editor) -> None:
    """Cards stand beneath their concept; an answer folds to its question."""
    _write(editor)
    await editor.open("info.md")
    found = await editor.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(editor.this("info.md"))
    )
    shape = [
        (it.name, [one.name[:12] for one in it.children or ()])
        for it in found or ()
        if isinstance(it, types.DocumentSymbol)
    ]
    assert shape == [("Entropy", ["Which quanti"]), ("Coding", ["Which code c"])]
    folded = await editor.client.text_document_folding_range_async(
        types.FoldingRangeParams(editor.this("info.md"))
    )
    assert [(it.start_line, it.end_line) for it in folded or ()] == [(16, 18), (22, 24)]


async def test_actions_mend_and_make(editor: Editor) -> None:
    """Slips are mended; a card is made two-way, split, named, or a rule waived."""
    text = "## Parts {#parts}\n\nQ: Which parts?\nA:\n- one\n- two\n\n"
    text += "Q: Who?\na: He\n"
    problems = await editor.open("parts.md", text)
    uri = editor.uri("parts.md")
    offers = await editor.actions("parts.md", 2)
    split = applied(text, offers["Split the list into 2 cards"], uri)
    assert "Q: Which parts? (1 of 2)\nA: one\n\nQ: Which" in split
    both = applied(text, offers["Ask both ways: make it T: and D:"], uri)
    assert "T: Which parts?\nD:\n- one" in both
    named = applied(text, offers["Add an id, for a deck that is shared"], uri)
    assert "- two\n<!-- id: " in named
    offers = await editor.actions("parts.md", 8)
    mended = applied(text, offers["Mend: `a:` becomes `A:`"], uri)
    assert mended.endswith("Q: Who?\nA: He\n")
    rule = next(it for it in problems if it.code == "R14")
    offers = await editor.actions("parts.md", 2, [rule])
    waived = next(it for title, it in offers.items() if title.startswith("Waive R14"))
    assert "<!-- lint: allow R14 (why not here) -->" in applied(text, waived, uri)


async def test_twins_are_found_when_typing_rests(editor: Editor) -> None:
    """What concerns two decks comes a little later, and stays while one types on."""
    _write(editor)
    _write(editor, "more.md", DECK.replace("#entropy", "#e2").replace("#coding", "#c2"))
    await editor.open("more.md")
    twin = await editor.until("more.md", "R03")
    assert "info.md" in twin.message
    text = (editor.root / "more.md").read_text()
    found = await editor.change("more.md", text.replace("# Information", "\n# More"))
    moved = [it.range.start.line for it in found if it.code == "R03"]
    assert twin.range.start.line + 1 in moved


async def test_it_survives_what_editors_throw_at_it(editor: Editor) -> None:
    """Bad bytes, a huge file, a deck that is gone, and no file at all."""
    (editor.root / "bad.md").write_bytes(b"Q: \xff\xfe?\nA: \x1b[31m\n")
    await editor.open("bad.md")
    huge = "Q: q?\nA: a\n\n" * 900_000
    found = await editor.open("huge.md", huge)
    assert [it.code for it in found] == ["file-too-long"]
    _write(editor)
    await editor.open("info.md")
    (editor.root / "info.md").unlink()
    await editor.change("info.md", DECK + "\n")
    editor.client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(
                "untitled:Untitled-1", "markdown", 1, "Q: a?\nA: b\n"
            )
        )
    )
    folded = await editor.client.text_document_folding_range_async(
        types.FoldingRangeParams(types.TextDocumentIdentifier("untitled:Untitled-1"))
    )
    assert not folded


async def test_no_history_is_made_by_looking(editor: Editor, home: Path) -> None:
    """A collection that was never reviewed gets no store from an editor."""
    _write(editor)
    await editor.open("info.md")
    lens = await editor.client.text_document_code_lens_async(
        types.CodeLensParams(editor.this("info.md"))
    )
    assert not lens
    assert not list((home / "data").rglob("*.sqlite"))
