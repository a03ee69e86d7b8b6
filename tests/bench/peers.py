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

_COMMITS = f"""
import sqlite3, tempfile
from pathlib import Path
from textual.app import App
from textual.widgets import Static

folder = tempfile.TemporaryDirectory(dir=Path.home())
store = sqlite3.connect(folder.name + "/store.sqlite", isolation_level=None)
store.execute("pragma journal_mode = wal")
store.execute("pragma synchronous = full")
store.execute("create table event(number integer primary key, key text)")

class Bare(App):
    count = 0
    def compose(self):
        yield Static("{MARK}", markup=False)
    def on_key(self, event):
        self.count += 1
        store.execute("insert into event(key) values (?)", [event.key])
        self.query_one(Static).update("{MARK} %d " % self.count + str(event.key) * 20)

Bare().run()
"""
COMMITTING_APP = [sys.executable, "-c", _COMMITS]
"""The bare app, which also writes a row durably at each key, as a rating must."""
