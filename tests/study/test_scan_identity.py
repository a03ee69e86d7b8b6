"""Cards keep their history when their text is edited or moved."""

import pytest

from srs.core.log import Linked
from tests.study.conftest import Desk

CELLS = """# Cells

Q: What does the mitochondrion make?
A: Most of the ATP of the cell.

Q: What is a ribosome made of?
A: RNA and protein.

T: Osmosis
D: Water moving through a membrane.

C: The [nucleus] holds the [DNA] of the cell.
"""


def test_a_first_scan_finds_only_new_notes(desk: Desk) -> None:
    """Four notes make six cards, and nothing else is said."""
    report = desk.scan(cells=CELLS)

    assert report.sentence() == "0 unchanged, 4 new"
    assert (report.decks, report.notes, report.cards) == (1, 4, 6)
    assert desk.counts() == "4 unchanged"


def test_two_machines_mint_the_same_cards(desk: Desk, other_desk: Desk) -> None:
    """Ids follow from the texts alone."""
    desk.scan(cells=CELLS)
    other_desk.scan(other=CELLS)

    assert desk.cards() == other_desk.cards()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Most of the ATP of the cell.",
            "Most of the ATP of the cell, by respiration.",
        ),
        ("What does the mitochondrion make?", "What does a mitochondrion make"),
        ("Q: What is a ribosome made of?", "Q: What are ribosomes made of?"),
        ("RNA and protein.", "rRNA and about 80 proteins."),
        ("D: Water moving through a membrane.", "D: Diffusion of water."),
        ("T: Osmosis", "T: Osmosis (in biology)"),
    ],
)
def test_an_edited_note_keeps_its_cards(desk: Desk, old: str, new: str) -> None:
    """A typo, a longer answer, a reworded question: the same cards."""
    desk.scan(cells=CELLS)
    before = set(desk.learn().values())

    assert desk.counts(cells=CELLS.replace(old, new)) == (
        "3 unchanged, 1 edited (history kept)"
    )
    assert set(desk.cards().values()) == before


def test_typos_in_five_cards_are_five_edits(desk: Desk) -> None:
    """A session of mending keeps all histories."""
    notes = [f"Q: Wat is the {w} of a cell?\nA: Its {w}.\n" for w in NAMES]
    desk.scan(cells="\n".join(notes))
    before = set(desk.learn().values())

    mended = [note.replace("Wat", "What") for note in notes[:5]] + notes[5:]
    assert desk.counts(cells="\n".join(mended)) == (
        "7 unchanged, 5 edited (history kept)"
    )
    assert set(desk.cards().values()) == before


NAMES = [
    "nucleus",
    "wall",
    "membrane",
    "ribosome",
    "vacuole",
    "golgi",
    "cytosol",
    "lysosome",
    "centriole",
    "plastid",
    "flagellum",
    "cilium",
]


def test_case_tells_cards_apart(desk: Desk) -> None:
    r"""`\Gamma` and `\gamma` are two notes, with two histories."""
    both = "Q: Say $\\Gamma$\nA: Gamma\n\nQ: Say $\\gamma$\nA: gamma\n"
    desk.scan(greek=both)
    before = desk.learn()

    desk.scan(greek=both.replace("gamma\n", "small gamma\n"))
    assert list(desk.cards().values()) == list(before.values())


def test_a_cloze_added_before_one_is_the_only_new_card(desk: Desk) -> None:
    """The others keep theirs, though their order is another."""
    desk.scan(cells=CELLS)
    before = desk.learn()

    desk.scan(cells=CELLS.replace("of the cell.\n", "of the [cell].\n"))
    desk.learn()
    desk.scan(cells=CELLS.replace("C: The [nuc", "C: In a [eukaryote], the [nuc"))
    after = desk.cards()

    old = {card for text, card in before.items() if text.startswith("C:")}
    new = {card for text, card in after.items() if text.startswith("C:")}
    assert old < new
    assert len(new) == 3


def test_a_reworded_deletion_keeps_its_card(desk: Desk) -> None:
    """Deletions go by text, then by order."""
    desk.scan(cells=CELLS)
    before = set(desk.learn().values())

    desk.scan(cells=CELLS.replace("[nucleus]", "[cell nucleus]"))

    assert set(desk.cards().values()) == before


def test_a_note_moved_to_another_deck_is_the_same(desk: Desk) -> None:
    """Where a note stands has nothing to do with what it is."""
    desk.scan(cells=CELLS, other="Q: One?\nA: Two.\n")
    before = desk.learn()
    head, _, tail = CELLS.partition("T: Osmosis")

    said = desk.counts(cells=head, other=f"Q: One?\nA: Two.\n\nT: Osmosis{tail}")

    assert said == "3 unchanged, 2 moved"
    assert desk.cards() == before


def test_a_renamed_and_edited_file_keeps_all(desk: Desk) -> None:
    """A deck is known by its notes, not by its name."""
    desk.scan(cells=CELLS)
    before = set(desk.learn().values())

    said = desk.counts(
        cells=None, zellen=CELLS.replace("RNA and protein.", "Proteins, mostly RNA.")
    )

    assert said == "0 unchanged, 3 moved, 1 edited (history kept)"
    assert set(desk.cards().values()) == before


def test_two_swapped_decks_only_move(desk: Desk) -> None:
    """Every note is found in the other file."""
    other = "".join(f"Q: {n}?\nA: {n}.\n\n" for n in NAMES)
    desk.scan(a=CELLS, b=other)
    before = desk.learn()

    assert desk.counts(a=other, b=CELLS) == "0 unchanged, 16 moved"
    assert desk.cards() == before


def test_swapped_and_edited_decks_keep_their_places(desk: Desk) -> None:
    """The place of an edited note is looked for in the file it came from."""
    other = "".join(f"Q: {n}?\nA: {n}.\n\n" for n in NAMES)
    desk.scan(a=CELLS, b=other)
    before = set(desk.learn().values())

    edited = CELLS.replace("RNA and protein.", "Mostly RNA, and some protein.")
    assert desk.counts(a=other, b=edited) == (
        "0 unchanged, 15 moved, 1 edited (history kept)"
    )
    assert set(desk.cards().values()) == before


def test_a_replaced_half_inherits_nothing_unasked(desk: Desk) -> None:
    """When most of a file is another, likeness proves nothing."""
    table = "".join(f"Q: Capital of {n}?\nA: {n[:4]}-ville\n\n" for n in NAMES)
    desk.scan(table=table)
    before = set(desk.learn().values())
    rows = table.split("\n\n")
    replaced = rows[:5] + [
        f"Q: Capital of {n[::-1]}?\nA: {n[::-1][:4]}-burg" for n in NAMES[5:]
    ]

    report = desk.scan(table="\n\n".join(replaced))

    assert report.edited == 0
    kept = before & set(desk.cards().values())
    assert len(kept) == 5


def test_a_reverted_edit_finds_its_history(desk: Desk) -> None:
    """Every text that a card ever had belongs to it."""
    desk.scan(cells=CELLS)
    before = desk.learn()
    edited = CELLS.replace("RNA and protein.", "RNA, and proteins around it.")
    desk.scan(cells=edited)
    desk.learn()

    desk.scan(cells=CELLS)

    assert desk.cards() == before


def test_switching_a_branch_and_back_loses_nothing(desk: Desk) -> None:
    """Both branches are the same cards, however often they are switched."""
    branch = CELLS.replace("RNA and protein.", "RNA, and proteins around it.")
    desk.scan(cells=CELLS)
    first = set(desk.learn().values())
    for text in (branch, CELLS, branch, CELLS):
        desk.scan(cells=text)
        assert set(desk.cards().values()) == first


def test_a_deck_that_is_deleted_and_made_again_finds_its_history(desk: Desk) -> None:
    """Nothing is forgotten because a file is gone."""
    desk.scan(cells=CELLS, other="Q: One?\nA: Two.\n")
    before = desk.learn()

    assert desk.counts(cells=None) == "1 unchanged, 4 gone"
    assert desk.counts(cells=CELLS) == "1 unchanged, 4 found again"
    assert desk.cards() == before


def test_an_old_text_beside_the_new_one_is_a_new_card(desk: Desk) -> None:
    """A card is one thing: it cannot be two texts at once."""
    one = "Q: What is a ribosome made of?\nA: RNA and protein.\n"
    two = "Q: What is a ribosome made of?\nA: RNA and many proteins.\n"
    desk.scan(cells=one)
    (card,) = desk.learn().values()
    desk.scan(cells=two)

    desk.scan(cells=two, again=one)

    cards = list(
        desk.store.connection.execute(
            "select f.path, c.id from card c join deck_file f on f.id = c.deck"
        )
    )
    assert ("cells.md", card) in cards
    assert len({number for _, number in cards}) == 2


def test_an_emptied_answer_keeps_the_card_for_later(desk: Desk) -> None:
    """A draft is not asked; with an answer it is the card it was."""
    text = "Q: What is a ribosome made of?\nA: RNA and protein.\n"
    desk.scan(cells=text)
    before = desk.learn()

    desk.scan(cells="Q: What is a ribosome made of?\nA:\n")
    assert desk.cards() == {}
    desk.scan(cells="Q: What is a ribosome made of?\nA: Something else.\n")

    assert desk.cards() == before


def test_a_misspelt_marker_costs_nothing(desk: Desk) -> None:
    """A fault hides the note until it is mended, then its history is there."""
    desk.scan(cells=CELLS)
    before = desk.learn()

    desk.scan(cells=CELLS.replace("A: RNA", "a: RNA"))
    assert len(desk.cards()) == len(before) - 1
    desk.scan(cells=CELLS.replace("A: RNA", "A: rRNA"))

    assert set(desk.cards().values()) == set(before.values())


def test_an_explicit_id_binds_any_text(desk: Desk) -> None:
    """What bears an id is the same note, whatever it says."""
    text = "Q: One?\nA: Two.\n<!-- id: k7f3 -->\n"
    desk.scan(a=text)
    before = set(desk.learn().values())

    assert desk.counts(a="Q: Altogether other?\nA: Yes!\n<!-- id: k7f3 -->\n") == (
        "0 unchanged, 1 edited (history kept)"
    )
    assert set(desk.cards().values()) == before


def test_an_id_that_is_added_or_taken_away_changes_nothing(desk: Desk) -> None:
    """The text is the same, so the card is."""
    desk.scan(a="Q: One?\nA: Two.\n")
    before = desk.learn()

    desk.scan(a="Q: One?\nA: Two.\n<!-- id: k7f3 -->\n")
    assert desk.cards() == before
    desk.scan(a="Q: One?\nA: Three.\n<!-- id: k7f3 -->\n")
    assert desk.cards() == before
    desk.scan(a="Q: One?\nA: Three.\n")
    assert desk.cards() == before


def test_what_is_known_survives_the_loss_of_the_cache(desk: Desk) -> None:
    """Texts and links are enough to give every card back."""
    desk.scan(cells=CELLS)
    desk.learn()
    desk.scan(cells=CELLS.replace("RNA and protein.", "Mostly RNA, some protein."))
    before = desk.cards()

    desk.store.cache.recreate()
    report = desk.scan()

    assert desk.cards() == before
    assert report.sentence() == "4 unchanged"


def test_a_vanished_text_is_remembered_without_the_cache(desk: Desk) -> None:
    """A deck that comes back edited finds its cards, clozes too."""
    desk.scan(cells=CELLS, b="Q: One?\nA: Two.\n")
    before = desk.learn()
    desk.scan(cells=None)
    desk.store.cache.recreate()
    desk.scan()

    desk.scan(cells=CELLS.replace("of the cell.", "of the cell!"))

    assert set(before.values()) == set(desk.cards().values())


def test_an_edit_writes_a_link_with_its_origin(desk: Desk) -> None:
    """The event says which text the card had before."""
    desk.scan(a="Q: One and two?\nA: Three.\n")
    (card,) = desk.cards().values()
    desk.scan(a="Q: One and two?\nA: Three!\n")

    (entry,) = desk.store.log.of_kinds("linked")
    assert isinstance(entry.event, Linked)
    assert entry.event.card == card
    row = desk.store.cards.place(card)
    assert row is not None
    assert row.changed_from == entry.event.origin
