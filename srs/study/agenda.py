"""What is there to do today, in which order, and how long will it take?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from srs.core.card import CardId
from srs.core.day import day_number
from srs.core.preset import Preset
from srs.core.queue import Candidate, Queue, Spent, build, estimate_minutes
from srs.store.schedules import candidates
from srs.study.collection import Collection, DeckEntry

SECONDS_AT_FIRST = 12.0
"""What a test is taken to last before there are reviews to measure."""
