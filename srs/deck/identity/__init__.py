"""Is this yesterday's card?

Authors edit, move and rename, and nothing is written into their text. So a card's
history is found again by comparing what stood in the decks with what stands there
now: by explicit ids, by exact text, by place and by likeness, in that order.

mint.py      what number does a card have that nobody has met before?
links.py     which text belongs to which card, by what was decided before?
align.py     which places of two versions of a file belong together?
alike.py     how alike are two texts?
match.py     which new text continues which vanished one?
siblings.py  which deletion continues which, within one note?
"""
