"""Run the README's first command in an empty home, as a new learner would.

It needs a package index, so it is no test of the suite; `.ci/run` runs it.
"""

import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE_S = 300


def command() -> str:
    """Return the README's start command."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- start command -->\n```sh\n(.*?)\n```", text, re.DOTALL)
    if found is None:
        raise SystemExit("README.md holds no start command")
    return found.group(1)


def main() -> None:
    """Start, see the first screen, begin, see a card, leave."""
    with tempfile.TemporaryDirectory() as folder:
        home, clone = Path(folder) / "home", Path(folder) / "clone"
        home.mkdir()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("XDG_") and name not in ("EDITOR", "VISUAL")
        }
        environment |= {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(clone)
            os.execve("/bin/sh", ["sh", "-c", command()], environment)
        expect(terminal, "Welcome to srs")
        os.write(terminal, b"\r")
        expect(terminal, "Answer in your head")
        os.write(terminal, b" ")
        expect(terminal, "Forgot")
        leave(terminal)
        _, status = os.waitpid(pid, 0)
        decks = sorted(file.name for file in (home / "srs").glob("*.md"))
    print(f"started from the README: exit {status}, {len(decks)} decks")
    sys.exit(0 if status == 0 and len(decks) >= 9 else 1)


def expect(terminal: int, words: str) -> None:
    """Read the terminal until some words have been shown."""
    seen = b""
    end = time.monotonic() + PATIENCE_S
    while words.encode() not in seen:
        ready, _, _ = select.select([terminal], [], [], 1)
        if ready:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                raise SystemExit(f"the program ended: {seen[-2000:]!r}") from None
        if time.monotonic() > end:
            raise SystemExit(f"{words!r} was not shown; last: {seen[-2000:]!r}")


def leave(terminal: int) -> None:
    """Press q, on each screen that comes, until the program has gone."""
    while True:
        try:
            ready, _, _ = select.select([terminal], [], [], 2)
            if not ready:
                os.write(terminal, b"q")
            elif not os.read(terminal, 65536):
                return
        except OSError:  # what Linux says when the other end has closed
            return


if __name__ == "__main__":
    main()
