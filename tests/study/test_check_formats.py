"""Do code scanners accept what a check reports?

The whole schema of SARIF 2.1.0 is not the project's to hand on. A copy named by
`$SARIF_SCHEMA` is used where there is one; what must hold in any case is below.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from srs.study.check import Checked, check_pages, page_of
from srs.study.check_formats import as_sarif

TEXT = (
    "Q: Explain [a] <b> & “c” today\nA: No.\nS: https://x.org/a b\n\n"
    "Q: How fast is light then?\nA: 299792458 m/s\nS: 1983\n"
    "<!-- lint: allow R21 (a constant) -->\n\nQ: Lost?\n"
)
_TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
}
_PLACE = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"pattern": r"^[A-Za-z0-9._~/%:+-]+$"}},
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                    },
                },
            },
        }
    },
}
_RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
    "properties": {
        "message": _TEXT,
        "level": {"enum": ["none", "note", "warning", "error"]},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "locations": {"type": "array", "items": _PLACE, "minItems": 1},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"enum": ["inSource", "external"]}},
            },
        },
    },
}
STRUCTURE = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": _RESULT},
                },
            },
        },
    },
}


@pytest.fixture
def checked() -> Checked:
    """What a check finds: an error, warnings, a waived slip."""
    return check_pages([page_of("déck ü/a b.md", TEXT)])


def _sarif(checked: Checked) -> dict[str, Any]:
    report = json.loads(as_sarif(checked))
    assert isinstance(report, dict)
    return report


def test_a_report_has_the_structure_of_sarif(checked: Checked) -> None:
    """Versions, levels, places and messages are as the standard wants them."""
    Draft7Validator(STRUCTURE).validate(_sarif(checked))


def test_a_report_fits_the_schema_of_sarif(checked: Checked) -> None:
    """The published schema of version 2.1.0 accepts the report."""
    named = os.environ.get("SARIF_SCHEMA")
    if not named:
        pytest.skip("$SARIF_SCHEMA names no copy of the schema of SARIF 2.1.0")
    schema = json.loads(Path(named).read_text("utf-8"))
    Draft7Validator(schema).validate(_sarif(checked))
    Draft7Validator(schema).validate(_sarif(check_pages([])))


def test_a_result_points_at_its_rule_and_place(checked: Checked) -> None:
    """Each result names a rule of the list, and a file by its address."""
    (run,) = _sarif(checked)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place == {"uri": "d%C3%A9ck%20%C3%BC/a%20b.md"}


def test_what_is_waived_is_suppressed(checked: Checked) -> None:
    """A waiver is told to scanners as a suppression in the source, with its reason."""
    (run,) = _sarif(checked)["runs"]
    told = [it for it in run["results"] if "suppressions" in it]

    assert [(it["ruleId"], it["suppressions"]) for it in told] == [
        ("R21", [{"kind": "inSource", "justification": "a constant"}])
    ]


def test_a_fingerprint_survives_a_move(checked: Checked) -> None:
    """A slip that only moved is the same slip."""
    moved = check_pages([page_of("déck ü/a b.md", f"# Title\n\n{TEXT}")])

    def prints(report: dict[str, Any]) -> list[str]:
        return sorted(
            it["partialFingerprints"]["line/v1"]
            for it in report["runs"][0]["results"]
            if "partialFingerprints" in it
        )

    assert prints(_sarif(checked)) == prints(_sarif(moved))
