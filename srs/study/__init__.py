"""The use cases: the one floor where decks, memory, store and settings meet."""
