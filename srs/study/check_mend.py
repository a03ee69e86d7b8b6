"""Which files of a check can be mended, and what will they hold then?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from srs.study.check_fixes import Fix, applied, fixes
from srs.study.saving import FileChange, read_deck


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend(FileChange):
    """One file as it is and as it will be, and what is mended in it."""

    fixes: tuple[Fix, ...]


def mends(
    files: Mapping[str, Path], *, wanted: Callable[[str], bool]
) -> Iterator[Mend]:
    """Yield the files in which something can be mended.

    Args:
        files: Where each deck lies, by the path that it is told under.
        wanted: Whether slips of a code are to be mended.

    Raises:
        DeckError: A file cannot be read any more.
    """
    for shown, file in files.items():
        before = read_deck(file)
        found = tuple(fix for fix in fixes(shown, before) if wanted(fix.code))
        if found:
            after = applied(before, found)
            yield Mend(shown=shown, file=file, before=before, after=after, fixes=found)
