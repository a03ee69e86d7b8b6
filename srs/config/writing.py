"""How does a wish get into the learner's file?

Comments and order of the file stay. What would not be understood is refused
before anything is written.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from srs.config.durable import publish
from srs.config.paths import user_config_path
from srs.config.reading import open_source, parsed, read_user
from srs.core.errors import ConfigError
from srs.core.text import safe_line

_HEAD = "# Your wishes for srs; `srs help settings` lists them all.\n"


def set_user_value(
    key: str | Sequence[str], value: Any, *, path: Path | None = None
) -> None:
    """Write one wish into the learner's `config.toml`, made where there is none.

    Args:
        key: Such as `theme` or `presets.default.new_per_day`; in parts where a part
            holds a dot.
        value: As TOML has it; None takes the key out.
        path: The file, if it is not the usual one.

    Raises:
        ConfigError: The key is unknown, the value is out of bounds, or the file
            cannot be read or written. It is as it was.
    """
    import tomlkit  # only where something is written

    path = path or user_config_path()
    parts = key.split(".") if isinstance(key, str) else list(key)
    source = open_source(path, strict=True)
    document = tomlkit.parse(source.text if source else _HEAD)
    _put(document, parts, value)
    text = tomlkit.dumps(document)
    _check(path, text, parts)
    try:
        publish(path, text)
    except OSError as error:
        raise ConfigError(
            f"{safe_line(str(path))} cannot be written ({error.strerror}).",
            next_step="Check the rights of the file and of its folder.",
        ) from error


def _put(document: Any, parts: list[str], value: Any) -> None:
    import tomlkit

    table = document
    for depth, part in enumerate(parts[:-1], start=1):
        if part not in table:
            if value is None:
                return
            # Headers stand above wishes, not above other headers alone.
            table[part] = tomlkit.table(is_super_table=depth < len(parts) - 1)
        table = table[part]
        if not isinstance(table, Mapping):
            raise ConfigError(
                f"{safe_line('.'.join(parts[:depth]))} is no table, so it has no "
                f"{safe_line(parts[depth])}.",
                next_step="All settings: srs help settings",
            )
    if value is None:
        table.pop(parts[-1], None)
    else:
        table[parts[-1]] = value


def _check(path: Path, text: str, parts: list[str]) -> None:
    """Refuse a text whose new key is unknown or out of bounds."""
    source = parsed(path, text, strict=True)
    read_user(source, "")
    for depth in range(1, len(parts) + 1):
        # A table that is unknown is told instead of what stands in it.
        if warning := source.warnings.get(tuple(parts[:depth])):
            raise ConfigError(
                warning.removeprefix(f"{source.place(*parts[:depth])}: "),
                next_step="All settings: srs help settings",
            )
