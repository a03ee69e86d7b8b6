"""Which wishes hold now, and where does each come from?

The lines are TOML: what is printed can be pasted into `config.toml` or given to
`srs config set`. Where a value comes from stands behind it, as a remark.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from srs.config.reading import Source, load, open_source
from srs.config.settings import PRESET_WISHES, Settings, in_toml, settings_wishes
from srs.core.card import Deck
from srs.core.text import safe_line

_COLUMN = 40
"""Where the remarks begin, as far as values leave room."""


class _Layer(NamedTuple):
    """What one file says about some keys."""

    source: Source | None
    path: tuple[str, ...]
    """The table in which the keys stand."""
    values: Mapping[str, Any]


def shown(
    user_file: Path, collection_file: Path | None, *, collection_id: str = ""
) -> list[str]:
    """Return every wish as TOML, each with where it comes from.

    Args:
        user_file: The learner's `config.toml`; it need not exist.
        collection_file: The collection's `srs.toml`, if any.
        collection_id: The collection's id where no `srs.toml` says it.

    Raises:
        ConfigError: As `load` raises it.
    """
    settings = load(user_file, collection_file, collection_id=collection_id)
    user = open_source(user_file, strict=True)
    suggested = open_source(collection_file, strict=False)
    here = str(suggested.table.get("id", "")) if suggested else collection_id
    lines = [*_top(settings, user), *_keys(settings, user)]
    lines += _searches(settings, user, suggested)
    for name in _presets(settings):
        lines += ["", f"[presets.{_key(name)}]"]
        lines += _preset(settings, name, _layers(settings, name, user, suggested, here))
    return [*lines, *(f"# {warning}" for warning in settings.warnings)]


def _top(settings: Settings, user: Source | None) -> Iterator[str]:
    """Give the settings that stand at the top of the file."""
    unset = {each.name: each.metadata.get("unset") for each in fields(Settings)}
    layer = _Layer(user, (), {} if user is None else user.table)
    for key, wish in settings_wishes().items():
        value = getattr(settings, key)
        if value is None:
            yield f"{f'# {key} is not set':{_COLUMN}} # {unset[key]}"
        else:
            yield _line(key, wish.kind.write(value), [layer])


def _keys(settings: Settings, user: Source | None) -> Iterator[str]:
    if settings.keys:
        yield from ("", "[keys]")
    for key, given in settings.keys.items():
        yield _line(key, given, [_Layer(user, ("keys",), settings.keys)])


def _searches(
    settings: Settings, user: Source | None, suggested: Source | None
) -> Iterator[str]:
    if settings.searches:
        yield from ("", "[searches]")
    layers = [
        _Layer(source, ("searches",), source.table.get("searches", {}))
        for source in (user, suggested)
        if source is not None
    ]
    for name, query in settings.searches.items():
        yield _line(name, query, layers)


def _presets(settings: Settings) -> Iterable[str]:
    """Return the names of all presets that anybody speaks of, the usual one first."""
    named = (settings.collection_presets, settings.presets, settings.own_presets)
    return dict.fromkeys(["default", *(name for each in named for name in each)])


def _layers(
    settings: Settings,
    name: str,
    user: Source | None,
    suggested: Source | None,
    here: str,
) -> list[_Layer]:
    """Return who speaks of a preset, the strongest first."""
    path = ("presets", name)
    return [
        _Layer(user, ("collections", here, *path), settings.own_presets.get(name, {})),
        _Layer(user, path, settings.presets.get(name, {})),
        _Layer(suggested, path, settings.collection_presets.get(name, {})),
    ]


def _preset(settings: Settings, name: str, layers: list[_Layer]) -> Iterator[str]:
    """Give what a preset says for a deck without wishes of its own."""
    preset = settings.preset(Deck(path="", name="", preset=name))
    for key, wish in PRESET_WISHES.items():
        yield _line(key, wish.kind.write(getattr(preset, key)), layers)


def _line(key: str, value: Any, layers: list[_Layer]) -> str:
    """Return a line of TOML, with who says so: the strongest, or the default."""
    origin = next(
        (
            layer.source.place(*layer.path, key)
            for layer in layers
            if layer.source is not None and key in layer.values
        ),
        "default",
    )
    return f"{safe_line(f'{_key(key)} = {in_toml(value)}'):{_COLUMN}} # {origin}"


def _key(name: str) -> str:
    """Return a name as a TOML key, in quotes where it needs them."""
    plain = name.replace("-", "").replace("_", "")
    return name if plain.isascii() and plain.isalnum() else in_toml(name)
