"""A store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from srs.store.database import Store, open_store

DEVICE = "0000000a"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's store lies; nothing is there yet."""
    return tmp_path / "collection" / "store.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(path, device=DEVICE) as opened:
        yield opened
