"""What can be set, within which bounds, and what does it do?

`Settings` and `PRESET_WISHES` are the whole list: the manual's page, the checks
and the errors are made from them.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Any, Literal, NamedTuple, get_args

from srs.config.values import (
    Kind,
    one_of,
    pause,
    share,
    some_of,
    steps,
    text,
    whole,
    yes_no,
    zone,
)
from srs.core.card import Deck
from srs.core.preset import WEEKDAYS, NewOrder, Preset, ReviewOrder

GlyphWish = Literal["auto", "braille", "blocks", "ascii"]
ImageWish = Literal["auto", "kitty", "sixel", "blocks", "off"]
PresetValues = Mapping[str, Any]


class Wish(NamedTuple):
    """What a setting is and does."""

    sentence: str
    kind: Kind


class Described(NamedTuple):
    """A setting as the manual's page shows it."""

    key: str
    default: str
    """As TOML writes it, or words in brackets where nothing is set."""
    bounds: str
    sentence: str


def _wish(kind: Kind, sentence: str, *, unset: str = "") -> dict[str, Any]:
    return {"wish": Wish(sentence=sentence, kind=kind), "unset": unset}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All wishes, read and checked; what nobody wished is at its default."""

    timezone: str | None = field(
        default=None,
        metadata=_wish(
            zone(),
            "Where you live: study days are days there.",
            unset="the machine's",
        ),
    )
    rollover: int | None = field(
        default=None,
        metadata=_wish(whole(0, 23), "The hour at which a study day ends.", unset="4"),
    )
    collection: str | None = field(
        default=None,
        metadata=_wish(
            text("a folder"),
            "The collection to open where no other is named or near.",
            unset="none",
        ),
    )
    theme: str | None = field(
        default=None,
        metadata=_wish(
            text("a theme's name"), "The colours of the app.", unset="the app's own"
        ),
    )
    glyphs: GlyphWish = field(
        default="auto",
        metadata=_wish(
            one_of(*get_args(GlyphWish)),
            "What charts and signs are drawn with; ascii suits every terminal.",
        ),
    )
    images: ImageWish = field(
        default="auto",
        metadata=_wish(
            one_of(*get_args(ImageWish)), "How pictures of cards are shown."
        ),
    )
    streak: bool = field(
        default=False,
        metadata=_wish(yes_no(), "Whether the app counts study days in a row."),
    )
    bets: bool = field(
        default=False,
        metadata=_wish(
            yes_no(), "Whether you may say sure or unsure before the answer is shown."
        ),
    )
    control_cards: bool = field(
        default=False,
        metadata=_wish(
            yes_no(),
            "Whether 1 new card in 25 is left unreviewed after its first day, and"
            " asked once after 30, 60 or 120 days, as a test.",
        ),
    )
    hints: bool = field(
        default=True,
        metadata=_wish(
            yes_no(), "Whether newcomers are shown hints at their first sittings."
        ),
    )
    watch: bool = field(
        default=True,
        metadata=_wish(
            yes_no(), "Whether the app reads a deck again as soon as it is saved."
        ),
    )
    backup_daily: int = field(
        default=7,
        metadata=_wish(
            whole(1, 366), "How many daily backups of the history are kept."
        ),
    )
    backup_weekly: int = field(
        default=4,
        metadata=_wish(whole(0, 520), "How many weeks keep their last backup."),
    )
    backup_monthly: int = field(
        default=12,
        metadata=_wish(whole(0, 1200), "How many months keep their last backup."),
    )
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the id of what they do, from `[keys]`."""
    searches: Mapping[str, str] = field(default_factory=dict)
    """Saved queries by their names, from `[searches]`; the learner's come last."""
    presets: Mapping[str, PresetValues] = field(default_factory=dict)
    """The learner's, for every collection."""
    own_presets: Mapping[str, PresetValues] = field(default_factory=dict)
    """The learner's, for this collection."""
    collection_presets: Mapping[str, PresetValues] = field(default_factory=dict)
    """What `srs.toml` suggests."""
    warnings: tuple[str, ...] = ()
    """Sentences about keys that are not known, each with file and line."""

    def preset(self, deck: Deck) -> Preset:
        """Return the wishes for a deck: the learner's over the deck's own over others.

        Defaults, then `srs.toml`, the deck's front matter, `[presets.NAME]` and
        `[collections."ID".presets.NAME]` of the learner, the later the stronger.
        """
        values: dict[str, Any] = {}
        values |= self.collection_presets.get(deck.preset, {})
        values |= _suggested(deck)
        values |= self.presets.get(deck.preset, {})
        values |= self.own_presets.get(deck.preset, {})
        return Preset(name=deck.preset, **values)


def _suggested(deck: Deck) -> dict[str, Any]:
    """Return what a deck's front matter says that a preset can say too."""
    found: dict[str, Any] = {}
    for key in ("desired_retention", "new_per_day"):
        value = getattr(deck, key)
        if value is not None:
            # One that is out of bounds is the author's slip: the deck's scan names it.
            with suppress(ValueError):
                found[key] = PRESET_WISHES[key].kind.read(value)
    return found


_PER_DAY = whole(0, 9999, off=True)

PRESET_WISHES: Mapping[str, Wish] = {
    "desired_retention": Wish(
        "The chance of recall at which a card is asked.", share(0.70, 0.99)
    ),
    "new_per_day": Wish(
        "New cards a study day, over all decks of the preset.", whole(0, 9999)
    ),
    "reviews_per_day": Wish("A cap on reviews a study day.", _PER_DAY),
    "minutes_per_day": Wish(
        "A budget of minutes, which holds back new cards only.",
        whole(1, 1440, off=True),
    ),
    "learning_steps": Wish(
        "Pauses before a new card is learned; an empty list leaves it to FSRS.",
        steps(),
    ),
    "relearning_steps": Wish(
        "Pauses after a card was forgotten; an empty list leaves it to FSRS.", steps()
    ),
    "maximum_interval_days": Wish("The longest interval.", whole(1, 36500)),
    "easy_days": Wish("Weekdays that get less.", some_of(*WEEKDAYS)),
    "easy_days_load": Wish(
        "How much an easy day gets, as far as intervals leave a choice.",
        one_of("reduced", "none"),
    ),
    "load_balancing": Wish(
        "Whether the day with the least due is taken where intervals leave a choice.",
        yes_no(),
    ),
    "bury_siblings": Wish(
        "Whether cards of one note come on different days.", yes_no()
    ),
    "leech_threshold": Wish(
        "How often a card is forgotten until it is called a leech; 0 for never.",
        whole(0, 1000),
    ),
    "leech_suspend": Wish("Whether a leech is suspended.", yes_no()),
    "review_order": Wish(
        "In which order due cards come.", one_of(*get_args(ReviewOrder))
    ),
    "new_order": Wish(
        "Whether new cards come mixed in, first or last.", one_of(*get_args(NewOrder))
    ),
    "gate": Wish(
        "Whether a concept's new cards wait until what it requires is learned.",
        yes_no(),
    ),
    "two_buttons": Wish("Whether only Forgot and Good are offered.", yes_no()),
    "learn_ahead": Wish(
        "How early a card in steps may come when nothing else is left.",
        pause(timedelta(hours=12)),
    ),
}
"""What a preset can say, in the order of `srs.core.preset.Preset`."""


def settings_wishes() -> dict[str, Wish]:
    """Return the settings that stand at the top of `config.toml`."""
    return {
        each.name: each.metadata["wish"]
        for each in fields(Settings)
        if "wish" in each.metadata
    }


def describe() -> list[Described]:
    """Return every setting with its default, its bounds and its sentence."""
    found = [
        Described(
            key=each.name,
            default=f"({each.metadata['unset']})"
            if each.default is None
            else in_toml(each.default),
            bounds=each.metadata["wish"].kind.bounds,
            sentence=each.metadata["wish"].sentence,
        )
        for each in fields(Settings)
        if "wish" in each.metadata
    ]
    usual = Preset()
    found += [
        Described(
            key=f"presets.NAME.{key}",
            default=in_toml(wish.kind.write(getattr(usual, key))),
            bounds=wish.kind.bounds,
            sentence=wish.sentence,
        )
        for key, wish in PRESET_WISHES.items()
    ]
    return [*found, _KEYS, _SEARCHES]


_KEYS = Described(
    key="keys.ID",
    default="(see `srs help keys`)",
    bounds="key names with commas between",
    sentence="Which keys do what ID names.",
)


_SEARCHES = Described(
    key="searches.NAME",
    default="(none)",
    bounds="a query, see `srs help search`",
    sentence="A saved search, which is a queue to review.",
)


def in_toml(value: Any) -> str:
    """Return a value as TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{quoted}"'
        case list() | tuple():
            return f"[{', '.join(map(in_toml, value))}]"
        case _:
            return str(value)
