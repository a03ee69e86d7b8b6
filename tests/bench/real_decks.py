"""What does the reader make of real decks? Figures for directories of your own.

    python tests/bench/real_decks.py ~/notes ~/decks

For each directory: files, notes, cards, drafts, blocks with a fault, problems by
code, and crashes, of which there should be none. Nothing is written.
"""

import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from srs.core.card import Parsed
from srs.deck.parser import parse

_ENDINGS = (".md", ".markdown")


def decks(directory: Path) -> Iterator[Path]:
    """Return the Markdown files beneath a directory, hidden folders left out."""
    for path in sorted(directory.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(directory).parts)
        if path.suffix.lower() in _ENDINGS and not hidden and path.is_file():
            yield path


class Figures:
    """Counts of one directory."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.problems: Counter[str] = Counter()

    def add(self, parsed: Parsed) -> None:
        """Count one deck."""
        self.counts["files with notes"] += bool(parsed.notes)
        self.counts["notes"] += len(parsed.notes)
        self.counts["cards"] += sum(len(note.sides) for note in parsed.notes)
        self.counts["drafts"] += sum(note.draft for note in parsed.notes)
        self.counts["faulty"] += sum(
            not note.sides and not note.draft for note in parsed.notes
        )
        self.problems.update(f"{it.severity} {it.code}" for it in parsed.problems)

    def __str__(self) -> str:
        parts = [f"{count} {name}" for name, count in self.counts.items()]
        lines = [f"  {', '.join(parts)}"]
        lines += [f"  {count:6} {code}" for code, count in self.problems.most_common()]
        return "\n".join(lines)


def figures(directory: Path, *, verbose: bool = False) -> Figures:
    """Return the counts of one directory; crashes are printed."""
    found = Figures()
    for name in ("files", "unreadable", "crashes"):
        found.counts[name] = 0
    for path in decks(directory):
        found.counts["files"] += 1
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            found.counts["unreadable"] += 1
            continue
        try:
            parsed = parse(path.relative_to(directory).as_posix(), text)
        except Exception:  # noqa: BLE001 whatever it is, it is a crash to be counted
            found.counts["crashes"] += 1
            print(path, traceback.format_exc(), sep="\n")
            continue
        found.add(parsed)
        if verbose:
            for problem in parsed.problems:
                print(f"  {problem.severity} {problem.code} {problem}")
    return found


def main() -> None:
    """Print the figures of each directory that is named."""
    arguments = sys.argv[1:]
    verbose = "--problems" in arguments
    directories = [Path(it) for it in arguments if it != "--problems"]
    if not directories:
        sys.exit(__doc__)
    for directory in directories:
        print(directory)
        print(figures(directory, verbose=verbose))


if __name__ == "__main__":
    main()
