"""How is a state kept as bytes, and read back?

A line of JSON names the columns with their types and shapes; their bytes follow.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from srs.stats.arrays import Array, Sums
from srs.stats.replay import Cards
from srs.stats.series import Series
from srs.stats.state import State
from srs.stats.tally import Tally

MEANING = 1
"""Raise it when a column comes to mean something else."""


def packed(state: State, columns: Mapping[str, Sequence[int]]) -> bytes:
    """Return a state as bytes, with other columns of numbers that belong to it."""
    import numpy as np

    arrays = dict(_arrays(state))
    for name, numbers in columns.items():
        arrays[f"x.{name}"] = np.array(numbers, np.int64)
    head: dict[str, Any] = {
        "meaning": MEANING,
        "whole": state.whole,
        "closed_days": state.closed_days,
        "early_days": state.early_days,
        "rungs": state.rungs,
        "first_day": state.series.first_day if state.series else None,
        "columns": [
            (name, column.dtype.str, column.shape) for name, column in arrays.items()
        ],
    }
    parts = [json.dumps(head).encode(), b"\n"]
    parts += [column.tobytes() for column in arrays.values()]
    return b"".join(parts)


def _arrays(state: State) -> Iterator[tuple[str, Array]]:
    for part in fields(Cards):
        yield f"cards.{part.name}", getattr(state.cards, part.name)
    for name, sums in state.tally.sums.items():
        yield f"keys.{name}", sums.keys
        yield f"values.{name}", sums.values
    if state.tally.longest is not None:
        yield "tally.longest", state.tally.longest
    for name, column in state.tally.recent.items():
        yield f"recent.{name}", column
    if state.series is not None:
        for name in ("known", "once", "so_far"):
            yield f"series.{name}", getattr(state.series, name)


def unpacked(raw: bytes) -> tuple[State, dict[str, Array]] | None:
    """Return a state and its other columns; None for another version's bytes."""
    import numpy as np

    end = raw.index(b"\n")
    head = json.loads(raw[:end])
    if head["meaning"] != MEANING:
        return None
    found: dict[str, dict[str, Array]] = {}
    at = end + 1
    for name, kind, shape in head["columns"]:
        count = int(np.prod(shape))
        column = np.frombuffer(raw, np.dtype(kind), count, at).reshape(shape)
        at += column.nbytes
        room, _, own = name.partition(".")
        found.setdefault(room, {})[own] = column
    state = State(
        # A replay changes the cards in place.
        cards=Cards(**{name: one.copy() for name, one in found["cards"].items()}),
        tally=Tally(
            sums={
                name: Sums(keys=keys, values=found["values"][name])
                for name, keys in found.get("keys", {}).items()
            },
            longest=found.get("tally", {}).get("longest"),
            recent=found.get("recent", {}),
        ),
        whole=head["whole"],
        closed_days=head["closed_days"],
        early_days=head["early_days"],
        rungs=head["rungs"],
    )
    if head["first_day"] is not None:
        state.series = Series(first_day=head["first_day"], **found["series"])
    return state, found.get("x", {})
