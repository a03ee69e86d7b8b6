"""`srs-lsp`: the language server's door, which an editor starts."""

import sys
from datetime import UTC, datetime


def main() -> int:
    """Speak the language server protocol over standard input and output."""
    if "--version" in sys.argv[1:]:
        from srs import __version__

        sys.stdout.write(f"srs-lsp {__version__}\n")
        return 0
    if len(sys.argv) > 1 and sys.argv[1] != "--stdio":
        sys.stderr.write("srs-lsp takes no words: an editor starts it. See srs help\n")
        return 2
    try:
        from srs.lsp.server import make_server
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        sys.stderr.write(
            "srs-lsp needs a package that is not installed."
            " Type: pip install 'srs[lsp]'\n"
        )
        return 1
    make_server(clock=lambda: datetime.now(UTC)).start_io()
    return 0
