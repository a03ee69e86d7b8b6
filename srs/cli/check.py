"""`srs check`: is every card a good one? Needs decks, but no collection."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from srs.cli.door import Door
from srs.core.errors import StoreError, UsageError
from srs.core.text import safe, safe_line
from srs.study.words import number

if TYPE_CHECKING:
    from srs.core.card import Problem
    from srs.study.check import Checked, ReviewFacts
    from srs.study.check_files import Gathered

COLOURS = {"error": "red", "warning": "yellow", "information": "blue"}
WATCH_PAUSE_MS = 200
SHOWN_DECKS = 3
_Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What was asked for."""

    paths: tuple[Path, ...]
    select: frozenset[str]
    ignore: frozenset[str]
    strict: bool
    style: str
    sources: tuple[Path, ...]

    def wants(self, code: str) -> bool:
        """Return whether a code is to be reported."""
        from srs.study.check import usual

        asked = code in self.select if self.select else usual(code)
        return asked and code not in self.ignore


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@click.option("--strict", is_flag=True, help="Warnings fail, and errors of craft are.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these: R07,R09.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="For people, or for other programs.",
)
@click.option("--fix", is_flag=True, help="Show what can be mended safely, and ask.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--watch", is_flag=True, help="Check again whenever a deck is saved.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A text the cards were made from, for R27.",
)
@click.option("--explain", metavar="CODE", help="Say what a rule is about, and stop.")
@click.pass_obj
def check(
    door: Door,
    paths: tuple[Path, ...],
    strict: bool,
    select: _Codes,
    ignore: _Codes,
    style: str,
    fix: bool,
    yes: bool,
    watch: bool,
    sources: tuple[Path, ...],
    explain: str | None,
) -> int:
    """Say what is wrong with decks, and which cards could be better.

    Checks files and folders, or the whole collection. The exit code is 1 when an
    error is found, with --strict also for a warning.
    """
    if explain is not None:
        _explain(explain)
        return 0
    chosen, left_out = _codes(select), _codes(ignore)
    wish = _Wish(
        paths=paths or (_everything(door),),
        select=chosen,
        ignore=left_out,
        strict=strict,
        style=style,
        sources=sources,
    )
    if yes and not fix:
        raise UsageError("--yes belongs to --fix.")
    if watch and (fix or style != "text"):
        raise UsageError("--watch goes with neither --fix nor --format.")
    if fix:
        return _fix(door, wish, yes=yes)
    return _watch(door, wish) if watch else _once(door, wish)


def _everything(door: Door) -> Path:
    root = door.find()
    if root is None:
        raise UsageError(
            "There is no collection here.",
            next_step="Name a deck or a folder of decks: srs check PATH",
        )
    return root


def _codes(given: _Codes) -> frozenset[str]:
    """Return the codes of an option, each as it is spelt.

    Raises:
        UsageError: There is no such code.
    """
    from srs.study.check import explain, known_codes

    found = set()
    for word in ",".join(given).replace(",", " ").split():
        told = explain(word)
        if told is None:
            raise _no_such_code(word, known_codes())
        found.add(told.code)
    return frozenset(found)


def _no_such_code(word: str, known: Sequence[str]) -> UsageError:
    near = get_close_matches(word.upper(), known, n=1) or get_close_matches(
        word.lower(), known, n=1
    )
    hint = f" Did you mean {near[0]}?" if near else ""
    return UsageError(
        f"There is no rule {safe_line(word)}.{hint}",
        next_step="All rules: srs help check",
    )


# -- one check ------------------------------------------------------------------


def _once(door: Door, wish: _Wish) -> int:
    checked = _checked(door, wish, _gathered(wish))
    if wish.style == "text":
        for line in _told(checked):
            click.echo(line)
    else:
        from srs.study.check_formats import FORMATS

        if text := FORMATS[wish.style](checked):
            click.echo(text)
    return _exit_code(checked.problems, strict=wish.strict)


def _gathered(wish: _Wish) -> "Gathered":
    from srs.study.check_files import gather

    return gather(wish.paths, here=Path.cwd())


def _checked(door: Door, wish: _Wish, gathered: "Gathered") -> "Checked":
    from srs.study.check import check_gathered
    from srs.study.check_files import text_of

    return check_gathered(
        gathered,
        texts=[text_of(path) for path in wish.sources],
        facts=_facts(door, wish, gathered),
        wanted=wish.wants,
        strict=wish.strict,
    )


def _facts(door: Door, wish: _Wish, gathered: "Gathered") -> "ReviewFacts | None":
    """Return what reviews say; where they cannot be read, say so and go on."""
    from srs.study.check_facts import facts_of

    if not any(map(wish.wants, ("R34", "R35"))):
        return None
    try:
        return facts_of(gathered.roots, clock=door.clock)
    except StoreError as error:
        told = f"srs: {safe(str(error))} R34 and R35 were left out."
        click.echo(told, err=True)
        return None


def _exit_code(problems: "Sequence[Problem]", *, strict: bool) -> int:
    failing = {"error", "warning"} if strict else {"error"}
    return int(any(problem.severity in failing for problem in problems))


def _told(checked: "Checked") -> Iterator[str]:
    """Return a line a problem, and what they add up to."""
    for it in checked.problems:
        kind = click.style(it.severity, fg=COLOURS[it.severity])
        hint = f" {it.suggestion}" if it.suggestion else ""
        place = f"{it.path}:{it.line}:{it.column}"
        yield f"{safe_line(place)}: {kind}: {safe_line(it.message + hint)} [{it.code}]"
    if checked.problems:
        yield ""
        yield from _table(checked)
    yield _total(checked)


def _table(checked: "Checked") -> Iterator[str]:
    """Return how often each rule is broken, and in which decks."""
    from srs.study.check import explain

    decks: dict[str, Counter[str]] = {}
    for it in checked.problems:
        decks.setdefault(it.code, Counter())[it.path] += 1
    width = max(len(code) for code in decks)
    for code in sorted(decks, key=lambda it: (-decks[it].total(), it)):
        told = explain(code)
        title = f"  {told.title}" if told else ""
        where = f" ({_places(decks[code])})" if checked.decks > 1 else ""
        yield f"{code:<{width}} {decks[code].total():>5}{title}{where}"


def _places(decks: Counter[str]) -> str:
    """Return in which decks a rule is broken most."""
    places = decks.most_common()
    named = ", ".join(
        f"{safe_line(path)} {count}" for path, count in places[:SHOWN_DECKS]
    )
    left = len(places) - SHOWN_DECKS
    return f"{named} and {number(left, 'more deck')}" if left > 0 else named


def _total(checked: "Checked") -> str:
    counts = Counter(it.severity for it in checked.problems)
    found = [
        number(counts["error"], "error"),
        number(counts["warning"], "warning"),
        f"{counts['information']} for information",
    ]
    what = ", ".join(it for it in found if not it.startswith("0 ")) or "no problem"
    waived = f"; {len(checked.waived)} waived" if checked.waived else ""
    size = ", ".join(
        (
            number(checked.decks, "deck"),
            number(checked.notes, "note"),
            number(checked.cards, "card"),
        )
    )
    return f"{size}: {what}{waived}."


# -- again and again ------------------------------------------------------------


def _watch(door: Door, wish: _Wish) -> int:
    """Check whenever a deck is saved, until stopped; return the last exit code."""
    from watchfiles import watch

    folders = {path if path.is_dir() else path.parent for path in wish.paths}
    code = _again(door, wish)
    for _ in watch(
        *folders,
        watch_filter=_is_markdown,
        debounce=WATCH_PAUSE_MS,
        raise_interrupt=False,
    ):
        click.clear()
        code = _again(door, wish)
    return code


def _again(door: Door, wish: _Wish) -> int:
    code = _once(door, wish)
    click.echo("Waiting for the next change; stop with Ctrl+C.")
    return code


def _is_markdown(_: object, path: str) -> bool:
    return path.lower().endswith((".md", ".markdown"))


# -- mending --------------------------------------------------------------------


def _fix(door: Door, wish: _Wish, *, yes: bool) -> int:
    """Show what can be mended, write it with the learner's word, and check."""
    from srs.cli.changing import write_shown
    from srs.study.check_mend import mends

    found = list(mends(_gathered(wish).files, wanted=wish.wants))
    if not found:
        click.echo("There is nothing that can be mended without you.", err=True)
    elif write_shown(found, yes=yes):
        fixed = sum(len(mend.fixes) for mend in found)
        what = f"{number(fixed, 'slip')} in {number(len(found), 'file')}"
        click.echo(f"Mended {what}.", err=True)
    else:
        click.echo("Nothing was written. To write it: srs check --fix --yes", err=True)
        return 1
    return _once(door, wish)


# -- explaining -----------------------------------------------------------------


def _explain(code: str) -> None:
    from srs.study.check import explain, known_codes

    told = explain(code.strip())
    if told is None:
        raise _no_such_code(code, known_codes())
    heading = click.style(f"{told.code}  {told.title}", bold=True)
    click.echo(heading)
    parts = (
        told.why,
        told.measures and f"Looks for {told.measures}.",
        told.source and f"Source: {told.source}.",
    )
    for text in filter(None, parts):
        click.echo(f"\n{click.wrap_text(text, 80)}")
    for mark, colour, text in (("✗", "red", told.bad), ("✓", "green", told.good)):
        if text:
            styled = click.style(mark, fg=colour)
            click.echo("\n" + f"{styled} {text}".replace("\n", "\n  "))
