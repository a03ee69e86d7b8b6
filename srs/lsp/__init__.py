"""The language server: what an editor is told about decks while one types.

A face like the terminal's: it knows `study` and `core`. `server` wires the
protocol's requests to rooms that each answer one of them from a `Workspace`.

documents.py    which text is being edited, and which decks stand beside it?
places.py       where is that in the editor's lines and columns?
diagnostics.py  what is wrong with the text?
hover.py        what is known of the card or the concept under the cursor?
navigation.py   where is a concept or a source defined, and where is it named?
completion.py   what could stand here?
outline.py      headings and cards, what folds, when a note's cards are due
actions.py      what could be mended or made of this card?
"""
