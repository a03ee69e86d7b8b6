"""What does a quick look answer, and what does it leave alone?"""

import os
from pathlib import Path

from srs.store.database import open_store
from srs.store.engine import connect
from srs.store.quick_look import QuickLook, quick_look
from tests.store.conftest import DEVICE


def yes(_: QuickLook) -> bool:
    """Answer without looking."""
    return True


def test_a_sound_store_answers_and_stays_as_it_is(path: Path) -> None:
    """A look writes nothing and leaves no companion behind."""
    with open_store(path, device=DEVICE):
        pass
    before = path.read_bytes()

    assert quick_look(path, yes)
    assert not quick_look(path, lambda look: look.noted("nothing") is not None)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_is_no_sound_store_gives_no_answer(path: Path) -> None:
    """Missing, empty, foreign, torn and later stores are left to `open_store`."""
    assert not quick_look(path, yes)
    with open_store(path, device=DEVICE):
        pass
    sound = path.read_bytes()
    for spoilt in (b"", b"no database" * 500, sound[:4096], bytes(len(sound))):
        path.write_bytes(spoilt)
        assert not quick_look(path, yes)
        assert path.read_bytes() == spoilt
    for pragma in ("user_version = 99", "application_id = 7"):
        path.write_bytes(sound)
        with_pragma(path, pragma)
        assert not quick_look(path, yes)


def with_pragma(path: Path, pragma: str) -> None:
    """Write a pragma into a store."""
    connection = connect(path)
    connection.execute(f"pragma {pragma}")
    connection.close()


def test_a_journal_of_a_crash_is_not_taken_in(path: Path) -> None:
    """What a killed program left is read and stays for whoever opens the store."""
    with open_store(path, device=DEVICE) as store:
        store.cache.set("word", "written")
        left = {
            each.name: each.read_bytes()
            for each in path.parent.iterdir()
            if not each.name.endswith("-shm")
        }
    for name, content in left.items():
        (path.parent / name).write_bytes(content)

    assert quick_look(path, lambda look: look.noted("word") == "written")
    after = {name: (path.parent / name).read_bytes() for name in left}
    assert after == left


def test_every_commit_has_a_state_of_its_own(path: Path) -> None:
    """A state is never met again, even if a copy is put back and written on."""
    states = []
    with open_store(path, device=DEVICE) as store:
        states.append(store.cards.state())
        store.cache.set("word", "one")
        states.append(store.cards.state())
        assert store.cards.state() == states[-1]
    copy = path.read_bytes()
    for word in ("two", "three"):
        path.write_bytes(copy)
        os.utime(path, (0, 0))
        with open_store(path, device=DEVICE) as store:
            assert store.cards.state() == states[1]
            store.cache.set("word", word)
            states.append(store.cards.state())

    assert len(set(states)) == len(states)


def test_a_change_that_failed_leaves_the_state(path: Path) -> None:
    """What was rolled back has not happened."""
    with open_store(path, device=DEVICE) as store:
        before = store.cards.state()
        try:
            with store.transaction():
                store.cache.set("word", "lost")
                raise KeyError("a slip")
        except KeyError:
            pass

        assert store.cards.state() == before
