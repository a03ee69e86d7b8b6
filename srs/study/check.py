"""Is this text a good deck? The card rules over texts, for commands and editors.

    page = page_of("rlhf.md", text)          # a deck beside the one that is edited
    check_text("tour.md", unsaved, beside=[page])

Everything here is a function of texts; `check_files` reads them from the disk.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from srs.core.card import Problem
from srs.deck.lint import FORM_RULES, ON_REQUEST, RULES
from srs.deck.lint.model import CardFacts, Notes, Page, ReviewFacts, page_of
from srs.deck.lint.run import Waived, run
from srs.deck.parser import collector_at_rest
from srs.study.check_feedback import read_feedback, told_of
from srs.study.check_files import Gathered
from srs.study.check_fixes import Edit, Fix, applied, fixes
from srs.study.check_rules import Explained, explain, known_codes, rules_table

__all__ = [
    "CardFacts",
    "Checked",
    "Edit",
    "Explained",
    "Fix",
    "Page",
    "ReviewFacts",
    "Waived",
    "applied",
    "check_gathered",
    "check_pages",
    "check_text",
    "explain",
    "fixes",
    "known_codes",
    "page_of",
    "rule_codes",
    "rules_table",
    "usual",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in the decks that were asked for."""

    problems: list[Problem]
    """In the order of their places."""
    waived: list[Waived]
    decks: int
    notes: int
    cards: int


def usual(code: str) -> bool:
    """Return whether a code is reported where nobody says which."""
    return code not in ON_REQUEST


def rule_codes() -> tuple[str, ...]:
    """Return the codes of all rules, those for cards first."""
    return tuple(rule.code for rule in (*RULES, *FORM_RULES))


def check_text(
    path: str,
    text: str,
    *,
    beside: Sequence[Page] = (),
    whole: bool = False,
    facts: ReviewFacts | None = None,
    wanted: Callable[[str], bool] = usual,
    strict: bool = False,
) -> list[Problem]:
    """Return the problems of one deck, which need not have been saved.

    Args:
        path: Relative to the collection, with `/` between folders.
        text: What stands in the file, decoded, or in the editor.
        beside: The other decks, for what only shows when all are seen together.
        whole: Whether these are all decks there are: then a link or a requirement
            that leads to none of them is reported.
        facts: What reviews say about the cards.
        wanted: Whether a code is to be reported; all but a few by default.
        strict: Whether errors of craft are errors; else they are warnings.
    """
    checked = check_pages(
        [page_of(path, text)],
        beside=beside,
        whole=whole,
        facts=facts,
        wanted=wanted,
        strict=strict,
    )
    return checked.problems


def check_pages(
    pages: Sequence[Page],
    *,
    beside: Sequence[Page] = (),
    whole: bool = False,
    texts: Iterable[str] = (),
    facts: ReviewFacts | None = None,
    wanted: Callable[[str], bool] = usual,
    strict: bool = False,
) -> Checked:
    """Return what is found in some decks, seen together with others.

    Args:
        pages: The decks that are asked for.
        beside: Others; what concerns both is told at the former.
        whole: Whether these are all decks there are.
        texts: Texts that the cards were made from, for R27.
        facts: What reviews say about the cards.
        wanted: Whether a code is to be reported; all but a few by default.
        strict: Whether errors of craft are errors; else they are warnings.
    """
    own = {page.deck.path for page in pages}
    others = [page for page in beside if page.deck.path not in own]
    # What repeats is reported where it stands later: the decks asked for come last.
    together = [*others, *pages]
    with collector_at_rest(sum(page.characters for page in together)):
        notes = Notes(together, whole=whole, texts=tuple(texts))
        outcome = run(notes, facts, wanted=wanted, strict=strict)
    all_notes = [note for page in pages for note in page.parsed.notes]
    return Checked(
        problems=[it for it in outcome.problems if it.path in own],
        waived=[it for it in outcome.waived if it.path in own],
        decks=len(pages),
        notes=len(all_notes),
        cards=sum(len(note.sides) for note in all_notes),
    )


def check_gathered(
    gathered: Gathered,
    *,
    texts: Iterable[str] = (),
    facts: ReviewFacts | None = None,
    wanted: Callable[[str], bool] = usual,
    strict: bool = False,
) -> Checked:
    """Return what is found in decks that were read from the disk."""
    checked = check_pages(
        gathered.pages,
        beside=gathered.beside,
        whole=gathered.whole,
        texts=texts,
        facts=facts,
        wanted=wanted,
        strict=strict,
    )
    unread = [problem for problem in gathered.problems if wanted(problem.code)]
    feedback = read_feedback(gathered.roots)
    said = [it for page in gathered.pages for it in told_of(page, feedback)]
    readers = [problem for problem in said if wanted(problem.code)]
    problems = sorted(
        [*checked.problems, *unread, *readers],
        key=lambda it: (it.path, it.line, it.column),
    )
    return replace(checked, problems=problems)
