"""Do the manual's bad and good cards break and keep the rules they stand under?"""

import pytest

from srs.study.check import (
    CardFacts,
    Explained,
    ReviewFacts,
    check_pages,
    explain,
    page_of,
    rule_codes,
)

# An example is a card out of its deck: of what belongs to a deck nothing is said.
_OF_DECKS = {"R05", "R24", "R33"}
_CODES = [code for code in rule_codes() if code.startswith("R")]
_NEWTON = "If I have seen further it is by standing on the shoulders of giants."


def _found(rule: Explained, text: str) -> set[str]:
    """Return the codes that are found in an example, set in what its rule needs."""
    if rule.code == "R23":
        text = text.replace("\n", " #claim\n", 1)
    if rule.code == "R25":
        text = f"---\n{text}\n---\n\n## Integral\n\n## Derivative\n"
    if rule.code == "R29":
        text += "".join(f"\n\nQ: Which is it of {n}?\nA: So" for n in range(29))
    page = page_of("example.md", text + "\n")
    facts = ReviewFacts(
        cards={
            (note.fingerprint, side.key): CardFacts(lapses=9, median_seconds=60)
            for note in page.parsed.notes
            for side in note.sides
            if text.startswith(rule.bad)
        }
    )
    only = None if rule.code not in ("R34", "R35") else facts
    texts = [_NEWTON] if rule.code == "R27" else []
    checked = check_pages([page], whole=True, texts=texts, facts=only)
    return {it.code for it in checked.problems if it.code != "unknown-link"}


@pytest.mark.parametrize("code", _CODES)
def test_a_bad_card_breaks_its_rule(code: str) -> None:
    """What the manual shows as bad must be found; a draft is a block half done."""
    rule = explain(code)
    assert rule is not None

    found = _found(rule, rule.bad)

    # R33 says of a single card what R24 says.
    assert {"R01": "draft", "R33": "R24"}.get(code, code) in found


@pytest.mark.parametrize("code", _CODES)
def test_a_good_card_breaks_no_rule(code: str) -> None:
    """What the manual recommends must be left alone."""
    rule = explain(code)
    assert rule is not None

    found = _found(rule, rule.good)

    assert found - _OF_DECKS == set()
    assert code not in found
