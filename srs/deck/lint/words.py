"""How long is a text, and what words does it hold? In any script.

Scripts that put no space between words are counted by characters, two to a word.
"""

import re

from srs.deck.opaque import Region, inline

_SAYING_NOTHING = (
    "a an the of to in on for and or is are was were be by with from at as that this "
    "which what how why when where who does do did it its their than then so not no "
    "one any each into about only"
)
STOP_WORDS = frozenset(_SAYING_NOTHING.split())

_UNSPACED_RANGES = (
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{_UNSPACED_RANGES}]")
_TOKEN_OR_CHARACTER = re.compile(rf"[{_UNSPACED_RANGES}]|[^\W{_UNSPACED_RANGES}]+")
_UNSPACED_MARKS = re.compile("[\u3000-\u303f\uff00-\uff65]")
_CONTENT = re.compile(r"[^\W_]{4,}")
_TOKEN = re.compile(r"\w+")
_LOUD = re.compile(r"[.,;:!?\[\]]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|et al|a\.k\.a|cf|vs|approx|ca|resp|esp|incl|viz|Dr|Mr|Mrs|Ms|St"
    r"|Prof|Fig|Eq|Sec|Ch|Vol|Jr|Sr|[A-Z]|etc(?=\. [a-z(])|(?:No|pp?|vol|ed)(?=\. \d))"
    r"\."
)
_LIST_NUMBER = re.compile(r"^[ \t]*\d+\.(?=[ \t])", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s|\Z)|[。！？]+")
_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])")


def words(text: str) -> int:
    """Return how many words a text has."""
    if not is_unspaced(text):
        return len(text.split())
    unspaced = len(_UNSPACED.findall(text))
    spaced = _UNSPACED_MARKS.sub(" ", _UNSPACED.sub(" ", text))
    return len(spaced.split()) + (unspaced + 1) // 2


def is_unspaced(text: str) -> bool:
    """Return whether a text is written without spaces between its words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def content_words(text: str) -> set[str]:
    """Return the words of four letters or more that say something."""
    return set(_CONTENT.findall(text.lower())) - STOP_WORDS


def content_size(text: str) -> int:
    """Return how many words say something; two characters without spaces are one."""
    if not is_unspaced(text):
        return len(content_words(text))
    unspaced = len(_UNSPACED.findall(text))
    return len(content_words(_UNSPACED.sub(" ", text))) + unspaced // 2


def tokens(text: str) -> list[str]:
    """Return the words in lower case; a character without spaces is one."""
    token = _TOKEN_OR_CHARACTER if is_unspaced(text) else _TOKEN
    return token.findall(text.lower())


def quiet(text: str) -> str:
    """Return the text, as long as it was, without punctuation that ends nothing.

    That of code, maths and addresses, of abbreviations and of numbered lists.
    """
    if "`" in text or "$" in text or "~~~" in text:
        for region in inline(text):
            text = _hushed(text, region.start, region.end)
    if "://" in text or "www." in text:
        for found in _ADDRESS.finditer(text):
            text = _hushed(text, found.start(), len(found[0].rstrip(".,;:!?")))
    if "." in text:
        text = _ABBREVIATION.sub(_without_dots, text)
        text = _LIST_NUMBER.sub(_without_dots, text)
    return text


def _hushed(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{_LOUD.sub('·', text[start:end])}{text[end:]}"


def _without_dots(found: re.Match[str]) -> str:
    return found[0].replace(".", "·")


def without_charts(text: str) -> str:
    """Return the text without the fences that are drawn as charts."""
    if "chart" not in text:
        return text
    charts = [it for it in inline(text) if _is_chart(it)]
    for region in reversed(charts):
        text = f"{text[: region.start]}{text[region.end :]}"
    return text


def _is_chart(region: Region) -> bool:
    return region.kind == "fence" and region.info.lower() == "chart"


def sentence_ends(quieted: str) -> int:
    """Return how many sentences end in a quiet text."""
    return len(_SENTENCE_END.findall(quieted.strip()))


def sentences(quieted: str) -> list[str]:
    """Return the sentences of a quiet text; list items and paragraphs part them."""
    return [
        sentence
        for piece in _BREAK.split(quieted)
        for sentence in _SENTENCE_END.split(piece)
        if sentence.strip()
    ]
