"""Of which cards and days does an export speak, and as of when?"""

from dataclasses import dataclass, field
from datetime import datetime

from srs.study.collection import Collection
from srs.study.progress_inputs import Filters


@dataclass(eq=False)
class Choice:
    """A part of a collection at one instant; what is made of it is made once."""

    collection: Collection
    filters: Filters = field(kw_only=True)
    """Which cards and which study days."""
    at: datetime = field(kw_only=True)
    """The instant of which everything is said."""
