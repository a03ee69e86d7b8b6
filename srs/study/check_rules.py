"""What does a rule say, and whose is it? Read from the manual, where it stands once."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from srs.deck.lint import FORM_RULES, RULES

_RULE = re.compile(
    r"^### (?P<code>R\d\d) (?P<title>[^\n]+)\n(?P<why>.*?)"
    r"\((?P<source>[^()]+)\)\n\n```\n✗ (?P<bad>.*?)^✓ (?P<good>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
_CODE_ROW = re.compile(r"^\| (`[a-zR][^|]*?`) \| ([^|]+) \|$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A rule in words, with a bad card and a good one."""

    code: str
    title: str
    why: str
    """Empty where the title says it all."""
    measures: str
    """What the check looks for; empty where reading the deck finds it."""
    bad: str = ""
    good: str = ""
    source: str = ""


@cache
def _explained() -> dict[str, Explained]:
    """Return all codes that a problem may have, with what the manual says of each."""
    measures = {rule.code: rule.measures for rule in (*RULES, *FORM_RULES)}
    found = {
        it["code"]: Explained(
            code=it["code"],
            title=it["title"].strip(),
            why=" ".join(it["why"].split()),
            measures=measures[it["code"]],
            bad=_plain(it["bad"]),
            good=_plain(it["good"]),
            source=" ".join(it["source"].split()),
        )
        for it in _RULE.finditer(_page("writing-cards"))
    }
    for row in _CODE_ROW.finditer(_page("deck-format") + _page("check")):
        for code in _CODE.findall(row[1]):
            title = row[2].strip()
            rule = Explained(
                code=code, title=title, why="", measures=measures.get(code, "")
            )
            found.setdefault(code, rule)
    return found


def _page(name: str) -> str:
    return (files("srs") / "help" / f"{name}.md").read_text(encoding="utf-8")


def _plain(example: str) -> str:
    """Return an example without the two columns of its mark."""
    return re.sub(r"^  ", "", example, flags=re.MULTILINE).rstrip()


def known_codes() -> tuple[str, ...]:
    """Return every code that a problem may have, those of the card rules first."""
    return tuple(sorted(_explained(), key=lambda code: (code.islower(), code)))


def explain(code: str) -> Explained | None:
    """Return what a code means, or None where there is no such code."""
    known = _explained()
    return known.get(code) or known.get(code.upper()) or known.get(code.lower())


def rules_table() -> str:
    """Return every rule with what it looks for, as a table of the manual."""
    rows = ["| rule | says | found where |", "| --- | --- | --- |"]
    for rule in (*RULES, *FORM_RULES):
        told = explain(rule.code)
        title = told.title if told else ""
        rows.append(f"| `{rule.code}` | {title} | {rule.measures} |")
    return "\n".join(rows)
