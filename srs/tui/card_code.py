"""How is code coloured?

By Pygments where the author names a language; a fence without a name is plain
text, because guessing takes longer than drawing the card.
"""

from functools import lru_cache

from textual.content import Content, Span

_LONGEST = 20_000


def highlighted(content: Content, language: str) -> Content:
    """Return code with the colours of its language beneath its own styles."""
    if not language or len(content.plain) > _LONGEST:
        return content
    spans = _spans(content.plain, language)
    return Content(content.plain, [*spans, *content.spans])


@lru_cache(maxsize=256)
def _spans(code: str, language: str) -> tuple[Span, ...]:
    from textual.highlight import highlight

    coloured = highlight(code, language=language)
    # Another text would shift the colours: it splits lines at more characters.
    return tuple(coloured.spans) if coloured.plain == code else ()
