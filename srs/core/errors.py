"""What can go wrong for the user?

SrsError                the root: a sentence, an exit code and a next step
├── UsageError          the words of a command are off
├── NothingDue          nothing to review now
├── StoreError          the store cannot be read or written
│   ├── StoreFull       no room on the disk
│   ├── StoreReadOnly   no right to write
│   ├── StoreBusy       another program holds the store
│   ├── StoreDamaged    the file is no sound database
│   └── StoreNewer      a later version of this program wrote it
└── InputError          a file or an argument cannot be used
    ├── ConfigError     a setting is unknown or out of bounds
    └── DeckError       a deck cannot be read

Authors' slips are values (`srs.core.card.Problem`), never exceptions.
"""

from typing import ClassVar


class SrsError(Exception):
    """A trouble of the user's or the machine's, told in one sentence."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, *, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".rstrip()


class UsageError(SrsError):
    """The words of a command are off."""

    exit_code = 2


class NothingDue(SrsError):
    """Nothing to review now."""

    exit_code = 3


class StoreError(SrsError):
    """The store cannot be read or written."""

    exit_code = 4


class StoreFull(StoreError):
    """No room on the disk: nothing was written."""


class StoreReadOnly(StoreError):
    """No right to write: nothing was written."""


class StoreBusy(StoreError):
    """Another program holds the store: nothing was written."""


class StoreDamaged(StoreError):
    """The file is no sound database: it was left as it is."""


class StoreNewer(StoreError):
    """A later version of this program wrote the store: it was left as it is."""


class InputError(SrsError):
    """A file or an argument cannot be used."""

    exit_code = 5


class ConfigError(InputError):
    """A setting is unknown or out of bounds."""


class DeckError(InputError):
    """A deck cannot be read."""
