"""What was kept? The only room that knows the database.

The truth is two tables that only grow, `event` and `note_text`. Every other
table is a cache that can be dropped and made again from them and the decks.
"""
