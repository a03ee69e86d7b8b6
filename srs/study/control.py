"""How does a learner begin the test with cards left unreviewed, and end it?"""

from dataclasses import replace

from srs.study.collection import Collection
from srs.study.setup import set_setting

WHAT_IT_DOES = (
    "Leave 1 new card in 25 alone after its first day, and ask it once after 30, 60 or"
    " 120 days, so that Progress can say what is left with no review?"
)


def hold_control_cards(collection: Collection, on: bool) -> str:
    """Hold control cards back from now on, or no more; return a sentence on it.

    No schedule changes: those that wait are due as before as soon as it is off.

    Raises:
        ConfigError: The settings cannot be written.
    """
    set_setting("control_cards", "true" if on else "false")
    collection.settings = replace(collection.settings, control_cards=on)
    collection.store.schedules.hold_control_cards(on)
    if on:
        return "1 new card in 25 is left alone now, as a test. The palette ends it."
    return "Cards that were left alone are cards like all others again."
