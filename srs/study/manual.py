"""What does the manual say?

The pages lie in the package as Markdown. Where a page lists keys or settings, the
list is made from the code itself, so that it cannot be wrong.
"""

from difflib import get_close_matches
from importlib.resources import files

from srs import config
from srs.core.errors import InputError
from srs.core.text import safe_line

SETTINGS_LINE = "<!-- settings -->"
KEYS_LINE = "<!-- keys -->"
RULES_LINE = "<!-- rules -->"
PARTS: dict[str, tuple[str, ...]] = {
    "First reads": ("start", "review", "home", "deck-format", "writing-cards"),
    "Every day": ("adding", "search", "ideas", "statistics", "backlog", "keys"),
    "Your decks": ("check", "editors", "identity"),
    "To look things up": (
        *("commands", "settings", "scheduling", "exports", "json", "store", "changes"),
    ),
}
"""The manual's parts with their pages, in the order in which one reads them."""


def topics() -> dict[str, str]:
    """Return the manual's pages: name to title, in the order of `PARTS`."""
    folder = files("srs") / "help"
    names = sorted(
        entry.name.removesuffix(".md")
        for entry in folder.iterdir()
        if entry.name.endswith(".md")
    )
    listed = [name for pages in PARTS.values() for name in pages]
    ordered = [name for name in listed if name in names]
    ordered += [name for name in names if name not in listed]
    return {name: _title(name) for name in ordered}


def _title(name: str) -> str:
    first = _text(name).partition("\n")[0]
    return first.lstrip("# ").strip()


def _text(name: str) -> str:
    return (files("srs") / "help" / f"{name}.md").read_text(encoding="utf-8")


def page(topic: str, *, keys: str = "") -> str:
    """Return a page of the manual as Markdown.

    Args:
        topic: The page's name.
        keys: The table of keys, which a face knows, for the page that shows it.

    Raises:
        InputError: If there is no such page.
    """
    known = topics()
    if topic not in known:
        near = get_close_matches(topic, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise InputError(
            f"The manual has no page {safe_line(topic)}.{hint}",
            next_step="All pages: srs help",
        )
    text = _text(topic)
    if SETTINGS_LINE in text:
        text = text.replace(SETTINGS_LINE, settings_table())
    if RULES_LINE in text:
        from srs.study.check_rules import rules_table

        text = text.replace(RULES_LINE, rules_table())
    return text.replace(KEYS_LINE, keys)


def settings_table() -> str:
    """Return every setting with its default, its bounds and its sentence."""
    rows = ["| setting | default | may be | meaning |", "| --- | --- | --- | --- |"]
    rows += [
        f"| `{row.key}` | {row.default} | {row.bounds} | {row.sentence} |"
        for row in config.describe()
    ]
    return "\n".join(rows)
