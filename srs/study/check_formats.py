"""How is what a check found told to other programs? JSON, GitHub, SARIF."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from srs import __version__
from srs.core.card import Problem
from srs.study.check import Checked
from srs.study.check_rules import Explained, explain

SCHEMA = "srs/check/1"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_GITHUB = {"error": "error", "warning": "warning", "information": "notice"}
_SARIF = {"error": "error", "warning": "warning", "information": "note"}


def as_json(checked: Checked) -> str:
    """Return the report as one JSON object on one line."""
    return _dumped(
        {
            "schema": SCHEMA,
            "decks": checked.decks,
            "notes": checked.notes,
            "cards": checked.cards,
            **severities(checked.problems),
            "rules": dict(sorted(Counter(it.code for it in checked.problems).items())),
            "problems": [_problem(it) for it in checked.problems],
            "waived": [
                {
                    "file": it.path,
                    "line": it.line,
                    "code": it.code,
                    "message": it.message,
                    "reason": it.reason,
                }
                for it in checked.waived
            ],
        }
    )


def severities(problems: Iterable[Problem]) -> dict[str, int]:
    """Return how many problems there are of each severity."""
    counts = Counter(it.severity for it in problems)
    return {
        "errors": counts["error"],
        "warnings": counts["warning"],
        "information": counts["information"],
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "text": problem.text,
        "suggestion": problem.suggestion,
    }


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# -- GitHub ---------------------------------------------------------------------


def as_github(checked: Checked) -> str:
    """Return a workflow command for each problem, which annotates its line."""
    return "\n".join(
        f"::{_GITHUB[it.severity]} file={_property(it.path)},line={it.line},"
        f"col={it.column},title={_property(it.code)}::{_data(_sentences(it))}"
        for it in checked.problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sentences(problem: Problem) -> str:
    return f"{problem.message} {problem.suggestion}".rstrip()


# -- SARIF ----------------------------------------------------------------------


def as_sarif(checked: Checked) -> str:
    """Return the report in the format of code scanners, version 2.1.0."""
    codes = sorted(
        {it.code for it in checked.problems} | {it.code for it in checked.waived}
    )
    index = {code: number for number, code in enumerate(codes)}
    results = [_result(it, index) for it in checked.problems]
    results += [
        {
            **_located(it.code, "note", it.message, it.path, it.line, 1, index),
            "suppressions": [{"kind": "inSource", "justification": it.reason}],
        }
        for it in checked.waived
    ]
    driver = {
        "name": "srs",
        "version": __version__,
        "rules": [_rule(code, explain(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(problem: Problem, index: dict[str, int]) -> dict[str, Any]:
    result = _located(
        problem.code,
        _SARIF[problem.severity],
        _sentences(problem),
        problem.path,
        problem.line,
        problem.column,
        index,
    )
    # The same slip keeps its fingerprint when lines above it come and go.
    seen = "\0".join((problem.code, problem.path, problem.text)).encode()
    digest = blake2b(seen, digest_size=16).hexdigest()
    return {**result, "partialFingerprints": {"line/v1": digest}}


def _located(
    code: str,
    level: str,
    message: str,
    path: str,
    line: int,
    column: int,
    index: dict[str, int],
) -> dict[str, Any]:
    uri = f"file://{quote(path)}" if path.startswith("/") else quote(path)
    place = {
        "artifactLocation": {"uri": uri},
        "region": {"startLine": line, "startColumn": column},
    }
    return {
        "ruleId": code,
        "ruleIndex": index[code],
        "level": level,
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }


def _rule(code: str, told: Explained | None) -> dict[str, Any]:
    if told is None:
        return {"id": code}
    rule: dict[str, Any] = {"id": code, "shortDescription": {"text": told.title}}
    if told.why:
        rule["fullDescription"] = {"text": told.why}
    if told.bad:
        rule["help"] = {
            "text": f"Instead of:\n{told.bad}\n\nbetter:\n{told.good}",
            "markdown": f"Instead of\n\n```\n{told.bad}\n```\n\nbetter\n\n"
            f"```\n{told.good}\n```",
        }
    return rule


FORMATS: dict[str, Callable[[Checked], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""Each format for other programs, by its name."""
