"""Spaced repetition in the terminal: decks in Markdown, FSRS, nothing lost."""

__version__ = "0.1.0"
