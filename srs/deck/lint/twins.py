"""Which cards would be mixed up? R03, R04 and R26.

Prompts are alike by the share of their runs of three words (Jaccard). Pairs are found
through an inverted index of each prompt's rarest runs: two sets with a share of at
least t have one in common among the first |set| - ⌈t·|set|⌉ + 1 of each.

Source:
    Bayardo, Ma and Srikant, Scaling up all pairs similarity search, WWW 2007; the
    bound by position is of Xiao, Wang, Lin and Yu, PPJoin, WWW 2008.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN, Note, Sides
from srs.deck.lint.model import Notes, ReviewFacts, Slip, Wording
from srs.deck.lint.words import is_unspaced, tokens

ALIKE, NEARLY_SAME = 0.5, 0.8
"""From the first share it is a warning, from the second an error."""
RUN_WORDS = 3
_MOST_COMPARED = 64
"""Comparisons a prompt at most; the first alike is as telling as the thousandth."""

_MOST_SIDES = 16
"""Cards of a note that are compared; a sieve of hundreds repeats nothing."""

_MASK = " _ "
_MASKED = re.compile(f"{MASK_OPEN}[^{MASK_CLOSE}]*{MASK_CLOSE}")
_REVEALED = re.compile(f"{GAP_OPEN}([^{GAP_CLOSE}]*){GAP_CLOSE}")

Run = tuple[str, ...]
_Index = dict[int, dict[tuple[int, int], list[int]]]
"""Prompts by a run of their prefix, their size, and the run's position."""


def no_duplicate(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield questions that are asked before with the same answer."""
    for it, first, same in _repeated(notes):
        if same:
            yield it.slip(
                f"The same question stands at {_place(first, it)}.",
                "error",
                other=first.note,
            )


def no_contradiction(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield questions that are asked before with another answer."""
    for it, first, same in _repeated(notes):
        if not same:
            yield it.slip(
                f"The same question has another answer at {_place(first, it)}.",
                "error",
                other=first.note,
            )


def _repeated(notes: Notes) -> Iterator[tuple[Wording, Wording, bool]]:
    """Yield each note with a question met before, where, and if the answer is equal."""
    met: dict[str, tuple[Wording, Sides]] = {}
    for it in notes.wordings:
        told = False
        for side in it.note.sides[:_MOST_SIDES]:
            first, known = met.setdefault(_folded(side.front), (it, side))
            if first is not it and not told:
                told = True
                yield it, first, _wanted(first.note, known) == _wanted(it.note, side)


def _folded(text: str) -> str:
    """Return what is left of a text without case, spaces, punctuation and hints."""
    said = " ".join(tokens(_MASKED.sub(_MASK, text)))
    # What has no words, a formula of signs, is told apart by its signs.
    return said if said.replace(_MASK.strip(), "").strip() else text


def _wanted(note: Note, side: Sides) -> str:
    """Return the answer that a side wants, folded."""
    if note.kind == "cloze":
        return _folded(" ".join(_REVEALED.findall(side.back)))
    return _folded(side.back)


def _place(first: Wording, it: Wording) -> str:
    line = f"line {first.note.span.line}"
    same = first.page is it.page
    return line if same else f"{line} of {first.page.deck.path}"


# -- alike ----------------------------------------------------------------------


class _Prompt(NamedTuple):
    it: Wording
    said: list[str]
    runs: list[int]
    """The ranks of its runs, each once, the rarest first."""


def no_confusion(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield questions that differ little from an earlier one with another answer."""
    for it, first, share in alike(notes):
        yield it.slip(
            f"So like the question at {_place(first, it)} that the two are mixed up.",
            "error" if share >= NEARLY_SAME else "warning",
            other=first.note,
        )


def alike(notes: Notes) -> Iterator[tuple[Wording, Wording, float]]:
    """Yield each note that is like an earlier one, the most alike, and their share."""
    prompts = _prompts(notes)
    index: _Index = defaultdict(dict)
    for number, prompt in enumerate(prompts):
        size = len(prompt.runs)
        prefix = prompt.runs[: size - ceil(ALIKE * size) + 1]
        found = _nearest(prompt, prefix, prompts, index)
        if found is not None:
            yield prompt.it, prompts[found[0]].it, found[1]
        for position, run in enumerate(prefix):
            index[run].setdefault((size, position), []).append(number)


def _prompts(notes: Notes) -> list[_Prompt]:
    rows = []
    counts: Counter[Run] = Counter()
    for it in notes.wordings:
        text = it.body if it.is_cloze else it.question
        said = tokens(text)
        # Two characters are a word in scripts without spaces.
        size = RUN_WORDS * (2 if is_unspaced(text) else 1)
        runs = {tuple(said[at : at + size]) for at in range(len(said) - size + 1)}
        if runs:
            counts.update(runs)
            rows.append((it, said, runs))
    ranks = {
        run: rank for rank, run in enumerate(sorted(counts, key=counts.__getitem__))
    }
    return [
        _Prompt(it, said, sorted(ranks[run] for run in runs)) for it, said, runs in rows
    ]


def _nearest(
    prompt: _Prompt, prefix: Sequence[int], prompts: Sequence[_Prompt], index: _Index
) -> tuple[int, float] | None:
    """Return the earlier prompt that is most alike, and its share."""
    size, own = len(prompt.runs), frozenset(prompt.runs)
    best: tuple[int, float] | None = None
    seen: set[int] = set()
    for position, run in enumerate(prefix):
        for (other, place), numbers in index.get(run, {}).items():
            # A share of t asks for t/(1+t) of both sizes in common.
            needed = ceil(ALIKE / (1 + ALIKE) * (size + other) - 1e-9)
            if min(size - position, other - place) < needed:
                continue
            for number in numbers:
                if number in seen:
                    continue
                if len(seen) >= _MOST_COMPARED:
                    return best
                seen.add(number)
                common = len(own.intersection(prompts[number].runs))
                share = common / (size + other - common)
                nearer = share >= ALIKE and (best is None or share > best[1])
                if nearer and _differ(prompt, prompts[number]):
                    best = number, share
    return best


def _differ(one: _Prompt, other: _Prompt) -> bool:
    """Return whether both ask something else and want something else."""
    return one.said != other.said and _answer(one.it) != _answer(other.it)


def _answer(it: Wording) -> list[str]:
    return tokens(" ".join(it.hidden) if it.is_cloze else it.answer)
