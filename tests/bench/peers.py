"""What is the least that a program of this kind costs? The floors of the benchmarks."""

import sys

IMPORTS = [sys.executable, "-c", "import click, sqlite3, tomllib"]
"""A process that only imports what `srs due` cannot do without."""

MARK = "bare-app-mark"
_BARE = f"""
from textual.app import App
from textual.widgets import Static

class Bare(App):
    count = 0
    def compose(self):
        yield Static("{MARK}", markup=False)
    def on_key(self, event):
        self.count += 1
        self.query_one(Static).update("{MARK} %d " % self.count + str(event.key) * 20)

Bare().run()
"""
BARE_APP = [sys.executable, "-c", _BARE]
"""A Textual app of one widget, which draws a line anew at each key."""
