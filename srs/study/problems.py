"""What is wrong in the decks, as the last scan found it?"""

from srs.core.card import Problem
from srs.store.card_rows import problems_from_json
from srs.study.collection import Collection
from srs.study.scan_concepts import collection_problems


def problems_of(collection: Collection) -> list[Problem]:
    """Return every problem of the collection, in order of place."""
    cards = collection.store.cards
    found = [
        problem
        for file in cards.files().values()
        for problem in problems_from_json(file.problems)
    ]
    found += collection_problems(cards.deck_rows())
    return sorted(
        found, key=lambda problem: (problem.path, problem.line, problem.column)
    )
