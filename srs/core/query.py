"""Which cards does the learner look for?

A query is a line of terms; `parse` turns it into a tree that a store compiles.

    query  = terms ("or" terms)*        `or` binds looser than standing side by side
    terms  = term+
    term   = "-" term | "(" query ")" | word | "phrase" | field:value

A word matches text. A word that holds a colon after plain letters is a field, and
an unknown field is a slip, never a search for something else: who looks for the
text itself puts it in quotation marks.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from srs.core.log import Rating
from srs.core.query_tree import (
    Comparison,
    Either,
    Every,
    FieldName,
    HasFlag,
    Is,
    Named,
    Not,
    Property,
    PropertyName,
    Query,
    QueryError,
    Rated,
    Since,
    State,
    Words,
)
from srs.core.text import folded, safe_line

MOST_TERMS = 200
"""SQLite's trees are at most 1,000 deep, and nobody types this many."""
DEEPEST = 40
MOST_CHARACTERS = 10_000
MOST_DAYS = 36_500


# -- words and signs ------------------------------------------------------------

_SIGN = re.compile(r"\s*(?:(?P<sign>[()])|(?P<minus>-)(?=\S))?")
_PART = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<open>")|(?P<bare>[^\s()"]+)')
_FIELD = re.compile(r"([A-Za-z]+):(?!:|//)")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: Literal["(", ")", "-", "or", "and", "term"]
    column: int
    field: str = ""
    """What stands before the colon, in lower case; empty for a word or phrase."""
    value: str = ""
    value_column: int = 0


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        sign = _SIGN.match(text, at)
        assert sign is not None
        at = sign.end()
        if sign["sign"] == "(":
            yield _Token(kind="(", column=at)
        elif sign["sign"] == ")":
            yield _Token(kind=")", column=at)
        elif sign["minus"]:
            yield _Token(kind="-", column=at)
        elif at < len(text):
            token, at = _term(text, at)
            yield token


def _term(text: str, start: int) -> tuple[_Token, int]:
    """Return the term that begins at a place, and the place behind it."""
    head = _FIELD.match(text, start)
    at = head.end() if head else start
    value_column = at + 1
    value = ""
    quoted = False
    while part := _PART.match(text, at):
        if part["open"]:
            raise QueryError("this quotation mark is never closed.", column=at + 1)
        quoted = quoted or part["quoted"] is not None
        value += part["bare"] or _ESCAPED.sub(r"\1", part["quoted"] or "")
        at = part.end()
    if head is None and not quoted and (word := value.lower()) in ("or", "and"):
        kind: Literal["or", "and"] = "or" if word == "or" else "and"
        return _Token(kind=kind, column=start + 1), at
    field = head[1].lower() if head else ""
    token = _Token(
        kind="term",
        column=start + 1,
        field=field,
        value=folded(value),
        value_column=value_column,
    )
    return token, at


# -- the tree -------------------------------------------------------------------


def parse(text: str, *, kinds: Collection[str]) -> Query:
    """Return what a line of terms asks for; an empty line asks for every card.

    Args:
        text: What was typed.
        kinds: The kinds of notes there are, for `kind:`.

    Raises:
        QueryError: It says the column and, where there is one, the nearest word.
    """
    if len(text) > MOST_CHARACTERS:
        raise QueryError(f"a query holds up to {MOST_CHARACTERS} characters.", column=1)
    tokens = list(_tokens(text))
    if sum(token.kind == "term" for token in tokens) > MOST_TERMS:
        raise QueryError(f"a query holds up to {MOST_TERMS} terms.", column=1)
    return _Reader(tokens, kinds).query()


class _Reader:
    """Goes along the tokens and builds the tree."""

    def __init__(self, tokens: list[_Token], kinds: Collection[str]) -> None:
        self._tokens = tokens
        self._kinds = kinds
        self._next = 0

    def query(self) -> Query:
        """Return the tree of all tokens."""
        if not self._tokens:
            return Every()
        found = self._either(0)
        if (left := self._peek()) is not None:
            raise QueryError("this ) closes nothing.", column=left.column)
        return found

    def _peek(self) -> _Token | None:
        if self._next < len(self._tokens):
            return self._tokens[self._next]
        return None

    def _either(self, depth: int) -> Query:
        found = [self._every(depth)]
        while (token := self._peek()) is not None and token.kind == "or":
            self._next += 1
            found.append(self._every(depth))
        return found[0] if len(found) == 1 else Either(queries=tuple(found))

    def _every(self, depth: int) -> Query:
        """Return the terms that stand side by side, up to `or` or a bracket."""
        found: list[Query] = []
        while (token := self._peek()) is not None and token.kind not in ("or", ")"):
            self._next += 1
            if token.kind == "and":
                self._must_stand_between(token, found)
            else:
                found.append(self._one(token, depth))
        if not found:
            raise self._nothing_found()
        return found[0] if len(found) == 1 else Every(queries=tuple(found))

    def _must_stand_between(self, token: _Token, before: list[Query]) -> None:
        after = self._peek()
        if not before or after is None or after.kind in ("or", "and", ")"):
            raise QueryError(
                "`and` needs a term on either side.",
                column=token.column,
                next_step='To look for the word, write "and" in quotation marks.',
            )

    def _nothing_found(self) -> QueryError:
        """Return the error for a place where a term is missing."""
        token = self._peek() or self._tokens[-1]
        if (
            token.kind == ")"
            and self._next
            and self._tokens[self._next - 1].kind == "("
        ):
            return QueryError(
                "nothing stands between ( and ).", column=token.column - 1
            )
        if token.kind == ")" and not any(
            each.kind == "(" for each in self._tokens[: self._next]
        ):
            return QueryError("this ) closes nothing.", column=token.column)
        if token.kind == "(":
            return QueryError("this ( is never closed.", column=token.column)
        word = token if token.kind == "or" else self._tokens[self._next - 1]
        return QueryError(
            "`or` needs a term on either side.",
            column=word.column,
            next_step='To look for the word, write "or" in quotation marks.',
        )

    def _one(self, token: _Token, depth: int) -> Query:
        if depth > DEEPEST:
            raise QueryError("this is nested too deeply.", column=token.column)
        match token.kind:
            case "-":
                return Not(query=self._negated(token, depth))
            case "(":
                return self._bracketed(token, depth)
            case _:
                return self._read(token)

    def _negated(self, minus: _Token, depth: int) -> Query:
        token = self._peek()
        if token is None or token.kind in ("or", "and", ")"):
            raise QueryError("nothing follows this minus sign.", column=minus.column)
        self._next += 1
        return self._one(token, depth + 1)

    def _bracketed(self, opening: _Token, depth: int) -> Query:
        found = self._either(depth + 1)
        if self._peek() is None:
            raise QueryError("this ( is never closed.", column=opening.column)
        self._next += 1
        return found

    def _read(self, token: _Token) -> Query:
        if token.field:
            return _field(token, self._kinds)
        if not token.value:
            raise QueryError("there is nothing to look for.", column=token.column)
        return Words(text=token.value)


# -- fields ---------------------------------------------------------------------

_PROPERTY = re.compile(
    r"([A-Za-z]+)\s*(<=|>=|=|<|>)\s*(-?(?=\.?\d)\d*(?:\.(\d+))?)(%?)"
)
_REAL = ("s", "d", "r")
_NAMED: tuple[FieldName, ...] = get_args(FieldName)
_STATES: tuple[State, ...] = get_args(State)
_PROPERTIES: tuple[PropertyName, ...] = get_args(PropertyName)
_COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)
_FIELDS = (*_NAMED, "is", "flag", "rated", "added", "edited", "prop")


def _field(token: _Token, kinds: Collection[str]) -> Query:
    """Return what a field with its value asks for."""
    if token.field not in _FIELDS:
        raise _unknown(
            f"there is no field {token.field}.",
            token.field,
            _FIELDS,
            column=token.column,
            otherwise="To look for the text, put it in quotation marks.",
        )
    if not token.value:
        raise QueryError(f"{token.field}: names nothing.", column=token.column)
    match token.field:
        case "is":
            return _state(token)
        case "flag":
            return _flag(token)
        case "rated":
            return _rated(token)
        case "added" | "edited":
            what: Literal["added", "edited"] = (
                "added" if token.field == "added" else "edited"
            )
            return Since(what=what, days=_days(token, token.value))
        case "prop":
            return _property(token)
        case _:
            return _named(token, kinds)


def _named(token: _Token, kinds: Collection[str]) -> Query:
    name = next(name for name in _NAMED if name == token.field)
    if name != "kind":
        return Named(field=name, value=token.value)
    kind = token.value.lower()
    if kind not in kinds:
        raise _unknown(
            f"there is no kind {safe_line(kind)}.",
            kind,
            kinds,
            column=token.value_column,
        )
    return Named(field=name, value=kind)


def _state(token: _Token) -> Query:
    word = token.value.lower()
    for state in _STATES:
        if state == word:
            return Is(state=state)
    raise _unknown(
        f"there is no is:{safe_line(word)}.", word, _STATES, column=token.value_column
    )


def _flag(token: _Token) -> Query:
    if token.value.lower() == "any":
        return HasFlag(flag=None)
    if not re.fullmatch("[0-7]", token.value):
        raise QueryError(
            "a flag is a number from 0, for none, to 7, or the word any.",
            column=token.value_column,
        )
    return HasFlag(flag=int(token.value))


def _rated(token: _Token) -> Query:
    days, colon, rating = token.value.partition(":")
    if not colon:
        return Rated(days=_days(token, days))
    if not re.fullmatch("[1-4]", rating):
        raise QueryError(
            "a rating is 1 Forgot, 2 Hard, 3 Good or 4 Easy.",
            column=token.value_column + len(days) + 1,
        )
    return Rated(days=_days(token, days), rating=Rating(int(rating)))


def _days(token: _Token, text: str) -> int:
    if re.fullmatch("[0-9]{1,5}", text) and 1 <= int(text) <= MOST_DAYS:
        return int(text)
    raise QueryError(
        f"{token.field}: wants a number of days from 1, as in {token.field}:7.",
        column=token.value_column,
    )


def _property(token: _Token) -> Query:
    match = _PROPERTY.fullmatch(token.value)
    word = re.match("[A-Za-z]*", token.value)
    given = word[0].lower() if word else ""
    if given not in _PROPERTIES:
        raise _unknown(
            f"there is no prop:{safe_line(given or token.value)}.",
            given,
            _PROPERTIES,
            column=token.value_column,
        )
    if match is None:
        raise QueryError(
            f"prop:{given} wants < <= = >= or > and a number, as in prop:{given}>=1.",
            column=token.value_column + len(given),
        )
    name = next(name for name in _PROPERTIES if name == given)
    sign = next(sign for sign in _COMPARISONS if sign == match[2])
    if match[5] and name != "r":
        raise QueryError("only prop:r is a percentage.", column=token.value_column)
    value, digits = float(match[3]), len(match[4] or "")
    return _compared(name, sign, value, digits, percent=bool(match[5]))


def _compared(
    name: PropertyName, sign: Comparison, value: float, digits: int, *, percent: bool
) -> Query:
    """Return a comparison; `=` with a real number means: rounded to those digits."""
    scale = 100 if percent else 1
    if sign != "=" or name not in _REAL:
        return Property(name=name, comparison=sign, value=value / scale)
    half = 0.5 * 10.0**-digits
    return Every(
        queries=(
            Property(name=name, comparison=">=", value=(value - half) / scale),
            Property(name=name, comparison="<", value=(value + half) / scale),
        )
    )


def _unknown(
    sentence: str,
    given: str,
    known: Collection[str],
    *,
    column: int,
    otherwise: str = "",
) -> QueryError:
    """Return the error for a word that nobody knows, with the nearest that is."""
    from difflib import get_close_matches

    near = get_close_matches(given, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
    return QueryError(sentence, column=column, next_step=f"{hint} {otherwise}".rstrip())
