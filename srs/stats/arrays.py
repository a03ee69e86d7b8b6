"""What are columns of numbers called, and how are rows summed by a key?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from numpy.typing import NDArray

Array: TypeAlias = "NDArray[Any]"
Floats: TypeAlias = "NDArray[Any]"
Ints: TypeAlias = "NDArray[Any]"
Bools: TypeAlias = "NDArray[Any]"
Real: TypeAlias = "float | NDArray[Any]"
"""A number for all cards, or one for each."""


DENSE = 4_000_000
"""Keys may be spread over so many places more than there are rows."""


@dataclass(slots=True, kw_only=True)
class Sums:
    """Sums of some values by a whole number, in the order of these keys."""

    keys: Ints
    values: Floats
    """A row for each key, a column for each value."""

    def of(self, key: int) -> Floats:
        """Return the sums of one key; zeros where there is none."""
        import numpy as np

        place = int(np.searchsorted(self.keys, key))
        if place < len(self.keys) and self.keys[place] == key:
            row: Floats = self.values[place]
            return row
        return np.zeros(self.values.shape[1])

    def total(self) -> Floats:
        """Return the sums over all keys."""
        total: Floats = self.values.sum(axis=0)
        return total


def median(values: Array) -> float:
    """Return the median of some values, at least one.

    numpy's own loads its masked arrays first, which takes longer than many a view.
    """
    import numpy as np

    upper = len(values) // 2
    lower = upper if len(values) % 2 else upper - 1
    parted = np.partition(values, (lower, upper))
    return float((parted[lower] + parted[upper]) / 2)


def sums_by(keys: Array, *values: Array) -> Sums:
    """Return how many rows each key has, then the sums of its values."""
    import numpy as np

    least = int(keys.min()) if len(keys) else 0
    span = int(keys.max()) - least + 1 if len(keys) else 0
    if span > len(keys) + DENSE:
        found, place = np.unique(keys, return_inverse=True)
        return Sums(keys=found, values=_columns(place, len(found), values))
    # A key for each place is quicker than sorting.
    dense = _columns(keys - least, span, values)
    some = np.flatnonzero(dense[:, 0])
    return Sums(keys=some + least, values=dense[some])


def _columns(place: Array, size: int, values: tuple[Array, ...]) -> Floats:
    import numpy as np

    count = np.bincount(place, minlength=size).astype(np.float64)
    summed = (np.bincount(place, value, size) for value in values)
    return np.column_stack([count, *summed])


def merged(one: "Sums | None", other: Sums) -> Sums:
    """Return the sums of both."""
    import numpy as np

    if one is None or not len(one.keys):
        return other
    if not len(other.keys):
        return one
    keys = np.concatenate((one.keys, other.keys))
    return by_key(keys, np.concatenate((one.values, other.values)))


def by_key(keys: Ints, values: Floats) -> Sums:
    """Return rows summed where their keys are equal."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    if not len(keys):
        return Sums(keys=keys, values=values)
    return Sums(keys=keys[starts], values=np.add.reduceat(values[order], starts))
