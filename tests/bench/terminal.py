"""What does a program do in a terminal? A pseudo-terminal with a screen to read.

Times are taken when bytes arrive; the screen is only drawn when it is asked for, so
that drawing never delays a measurement. Nothing here knows of `srs`.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

QUIET_S = 0.06
"""A program that has been silent for so long has drawn what it wanted to draw."""
PATIENCE_S = 20.0


class Gone(Exception):
    """The program ended while something was still expected of it."""


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        folder: Path,
        columns: int = 100,
        rows: int = 30,
    ) -> None:
        self.stream = bytearray()
        """Every byte that the program wrote."""
        self.ended: int | None = None
        """The wait status of the program, when it has ended."""
        self._screen = pyte.Screen(columns, rows)
        self._feed = pyte.ByteStream(self._screen)
        self._drawn = 0
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            _become(command, environment, folder)
        self.resize(columns, rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- what comes ----------------------------------------------------------------

    def read(self, seconds: float) -> float | None:
        """Take in what comes at once; return when, or None where nothing came."""
        ready, _, _ = select.select([self._fd], [], [], max(0.0, seconds))
        if not ready:
            return None
        try:
            chunk = os.read(self._fd, 1 << 16)
        except OSError:  # the other end is closed
            chunk = b""
        if not chunk:
            self._reap()
            raise Gone(self.tail())
        self.stream += chunk
        return time.perf_counter()

    def settle(self, *, quiet: float = QUIET_S, patience: float = PATIENCE_S) -> float:
        """Wait until the program is silent; return when its last byte came, or 0.

        Args:
            quiet: How many seconds of silence are enough.
            patience: After so many seconds it is enough too.
        """
        last = 0.0
        end = time.perf_counter() + patience
        while time.perf_counter() < end:
            came = self.read(quiet)
            if came is None:
                break
            last = came
        return last

    def wait_for(self, text: str, *, patience: float = PATIENCE_S) -> None:
        """Wait until a text stands on the screen.

        Raises:
            Gone: If the program ended first.
            TimeoutError: If it does not come.
        """
        self.wait_until(lambda: text in self.text(), text, patience=patience)

    def wait_until(
        self, true: Callable[[], bool], what: str, *, patience: float = PATIENCE_S
    ) -> None:
        """Wait until something is true of the screen."""
        end = time.perf_counter() + patience
        while not true():
            if time.perf_counter() > end:
                raise TimeoutError(f"{what!r} did not come:\n{self.text()}")
            self.read(0.1)

    def wait_for_bytes(self, mark: bytes, *, since: int, patience: float) -> float:
        """Wait until some bytes came after a place in the stream; return when."""
        end = time.perf_counter() + patience
        while True:
            came = self.read(0.05)
            if came is not None and self.stream.find(mark, since) >= 0:
                return came
            if time.perf_counter() > end:
                raise TimeoutError(f"{mark!r} did not come:\n{self.text()}")

    def wait_for_end(self, *, patience: float = PATIENCE_S) -> int:
        """Wait until the program has ended; return its exit code, or -signal."""
        end = time.perf_counter() + patience
        while self.ended is None and time.perf_counter() < end:
            try:
                self.read(0.05)
            except Gone:
                break
            self._poll()
        if self.ended is None:
            raise TimeoutError(f"the program does not end:\n{self.text()}")
        return os.waitstatus_to_exitcode(self.ended)

    def text(self) -> str:
        """Return what stands on the screen, line by line."""
        if self._drawn < len(self.stream):
            self._feed.feed(bytes(self.stream[self._drawn :]))
            self._drawn = len(self.stream)
        return "\n".join(line.rstrip() for line in self._screen.display)

    def tail(self, size: int = 600) -> str:
        """Return the last bytes as text, for messages."""
        return bytes(self.stream[-size:]).decode("utf-8", "replace")

    # -- what goes -----------------------------------------------------------------

    def press(self, keys: str) -> float:
        """Type some keys; return when."""
        now = time.perf_counter()
        try:
            os.write(self._fd, keys.encode())
        except OSError as error:
            self._reap()
            raise Gone(self.tail()) from error
        return now

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)
        self._screen.resize(rows, columns)

    def kill(self, number: signal.Signals) -> None:
        """Send a signal."""
        if self.ended is None:
            os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away, as a closed window does."""
        os.close(self._fd)
        self._fd = -1

    def rss_mb(self) -> float:
        """Return how much memory the program holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(it for it in status.splitlines() if it.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def cpu_ms(self) -> float:
        """Return how long the program's main thread has computed."""
        stat = Path(f"/proc/{self.pid}/schedstat").read_text(encoding="ascii")
        return int(stat.split()[0]) / 1e6

    def close(self) -> None:
        """End the program if it still runs, and let go of the terminal."""
        self._poll()
        if self.ended is None:
            os.kill(self.pid, signal.SIGKILL)
            self._reap()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def reap(self, *, patience: float = PATIENCE_S) -> int:
        """Wait for the end without reading; return the exit code, or -signal."""
        end = time.perf_counter() + patience
        while self.ended is None and time.perf_counter() < end:
            self._poll()
            time.sleep(0.005)
        if self.ended is None:
            raise TimeoutError("the program does not end")
        return os.waitstatus_to_exitcode(self.ended)

    def _poll(self) -> None:
        if self.ended is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            self.ended = status if done else None

    def _reap(self) -> None:
        if self.ended is None:
            self.ended = os.waitpid(self.pid, 0)[1]


def _become(
    command: Sequence[str], environment: Mapping[str, str], folder: Path
) -> None:
    try:
        # Whoever runs the tests may have had it ignored: `nohup` does.
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        os.chdir(folder)
        os.execvpe(command[0], list(command), dict(environment))
    finally:
        os._exit(127)
