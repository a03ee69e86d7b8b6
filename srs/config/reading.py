"""What do the two files say?

The learner's own slip stops the program with file and line: nobody wants to be
scheduled by half of their wishes. A slip in `srs.toml`, which came with the
collection, costs that line only and is a warning.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from srs.config.settings import (
    PRESET_WISHES,
    PresetValues,
    Settings,
    Wish,
    in_toml,
    settings_wishes,
)
from srs.core.errors import ConfigError
from srs.core.text import safe_line

Table = Mapping[str, Any]

_TABLE = re.compile(r"\s*\[+\s*(?P<path>[^\]]+?)\s*\]+\s*(#.*)?")
_KEY = re.compile(r"""\s*(?P<key>(?:[\w.-]|"[^"]*"|'[^']*')+)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^."'\s]+))\s*(?:\.|$)""")


@dataclass(slots=True, kw_only=True)
class Source:
    """One file, and what was noticed while reading it."""

    path: Path
    text: str
    table: Table
    strict: bool
    """Whether a wrong value is an error; else a warning, and the value is left out."""
    warnings: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Sentences by the key that they are about."""

    def place(self, *path: str) -> str:
        """Return `file:line` of a key, or the file alone where it is not found."""
        line = line_of(self.text, path)
        where = safe_line(str(self.path))
        return f"{where}:{line}" if line else where

    def unknown(self, path: tuple[str, ...], known: Iterable[str]) -> None:
        """Note a key that means nothing, with the nearest that does."""
        from difflib import get_close_matches

        near = get_close_matches(path[-1], list(known), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        key = safe_line(".".join(path))
        self.warnings[path] = f"{self.place(*path)}: there is no setting {key}.{hint}"

    def wrong(self, path: tuple[str, ...], bounds: str, value: Any) -> None:
        """Refuse a value that is out of bounds."""
        shown = safe_line(in_toml(value))[:80]
        key = safe_line(".".join(path))
        sentence = f"{self.place(*path)}: {key} must be {bounds}, not {shown}."
        if self.strict:
            raise ConfigError(sentence, next_step="Correct it with: srs config edit")
        self.warnings[path] = f"{sentence} It is left out."

    def read(self, path: tuple[str, ...], wish: Wish, value: Any) -> dict[str, Any]:
        """Return the value under its key, or nothing for one that was refused."""
        try:
            return {path[-1]: wish.kind.read(value)}
        except (ValueError, TypeError):
            self.wrong(path, wish.kind.bounds, value)
            return {}

    def tables(self, path: tuple[str, ...], value: Any) -> dict[str, Table]:
        """Return the tables within a table."""
        if not isinstance(value, Mapping):
            self.wrong(path, "a table", value)
            return {}
        found = {}
        for key, inner in value.items():
            if isinstance(inner, Mapping):
                found[key] = inner
            else:
                self.wrong((*path, key), "a table", inner)
        return found

    def presets(self, path: tuple[str, ...], value: Any) -> dict[str, PresetValues]:
        """Return the presets in a table of presets."""
        found: dict[str, PresetValues] = {}
        for name, table in self.tables(path, value).items():
            values: dict[str, Any] = {}
            for key, given in table.items():
                place = (*path, name, key)
                if key in PRESET_WISHES:
                    values |= self.read(place, PRESET_WISHES[key], given)
                else:
                    self.unknown(place, PRESET_WISHES)
            found[name] = values
        return found


def load(
    user_file: Path | None, collection_file: Path | None, *, collection_id: str = ""
) -> Settings:
    """Return the settings that hold for a collection.

    Args:
        user_file: The learner's `config.toml`; it need not exist.
        collection_file: The collection's `srs.toml`, if it has one.
        collection_id: The collection's id where no `srs.toml` says it.

    Raises:
        ConfigError: A file cannot be read, or one of the learner's wishes is out of
            bounds; the sentence names file and line.
    """
    user = open_source(user_file, strict=True)
    suggested = open_source(collection_file, strict=False)
    values: dict[str, Any] = {}
    if suggested is not None:
        collection_id = str(suggested.table.get("id", collection_id))
        values["collection_presets"] = _suggested_presets(suggested)
        searches = suggested.table.get("searches", {})
        values["searches"] = _texts(suggested, "searches", searches, "a query")
    if user is not None:
        theirs = values.get("searches", {})
        values |= read_user(user, collection_id)
        values["searches"] = {**theirs, **values.get("searches", {})}
    return Settings(
        **values,
        warnings=tuple(
            line
            for each in (user, suggested)
            if each is not None
            for line in each.warnings.values()
        ),
    )


def open_source(path: Path | None, *, strict: bool) -> Source | None:
    """Return a file's text and table, or None where there is no file.

    Raises:
        ConfigError: The file cannot be read or is no TOML.
    """
    if path is None:
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8"
        raise ConfigError(
            f"{safe_line(str(path))} cannot be read: {reason}.",
            next_step="Check the file and its rights.",
        ) from error
    return parsed(path, text, strict=strict)


def parsed(path: Path, text: str, *, strict: bool) -> Source:
    """Return what a file of that text would say.

    Raises:
        ConfigError: The text is no TOML.
    """
    import tomllib  # only where there is a file

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"\(at line (\d+)", str(error))
        place = f"{safe_line(str(path))}:{line[1]}" if line else safe_line(str(path))
        raise ConfigError(
            f"{place}: this is no TOML: {safe_line(str(error))}.",
            next_step='Text stands in quotes: theme = "nord"',
        ) from error
    return Source(path=path, text=text, table=table, strict=strict)


def read_user(source: Source, collection_id: str) -> dict[str, Any]:
    """Return the fields of `Settings` that the learner's file gives."""
    wishes = settings_wishes()
    known = [*wishes, "keys", "searches", "presets", "collections"]
    values: dict[str, Any] = {}
    for key, value in source.table.items():
        if key in wishes:
            values |= source.read((key,), wishes[key], value)
        elif key == "keys":
            values["keys"] = _texts(source, key, value, "key names with commas between")
        elif key == "searches":
            values["searches"] = _texts(source, key, value, "a query")
        elif key == "presets":
            values["presets"] = source.presets(("presets",), value)
        elif key == "collections":
            values |= _own_presets(source, value, collection_id)
        else:
            source.unknown((key,), known)
    return values


def _own_presets(source: Source, value: Any, collection_id: str) -> dict[str, Any]:
    """Check every collection's presets, and return those of one."""
    found: dict[str, Any] = {}
    for name, table in source.tables(("collections",), value).items():
        for key, inner in table.items():
            path = ("collections", name, key)
            if key != "presets":
                source.unknown(path, ["presets"])
            elif presets := source.presets(path, inner):
                found |= {"own_presets": presets} if name == collection_id else {}
    return found


def _suggested_presets(source: Source) -> dict[str, PresetValues]:
    for key in source.table:
        if key not in {"id", "name", "searches", "presets"}:
            source.unknown((key,), ["id", "name", "searches", "presets"])
    return source.presets(("presets",), source.table.get("presets", {}))


def _texts(source: Source, name: str, value: Any, bounds: str) -> dict[str, str]:
    """Return a table of texts; what is none is told, and left out."""
    if not isinstance(value, Mapping):
        source.wrong((name,), "a table", value)
        return {}
    for key, given in value.items():
        if not isinstance(given, str):
            source.wrong((name, key), bounds, given)
    return {key: given for key, given in value.items() if isinstance(given, str)}


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """Return the line on which a key is set, from 1, or None if it is not plain."""
    table: tuple[str, ...] = ()
    best: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.fullmatch(line):
            table = _parts(header["path"])
            if table == path[: len(table)]:
                best = number
        elif match := _KEY.match(line):
            key = table + _parts(match["key"])
            if key == path:
                return number
            if key == path[: len(key)]:
                best = number
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple("".join(match.groups("")) for match in _PART.finditer(dotted))
