"""What do exports of one moment share? Statistics, sheets and heads, each made once."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from srs import config
from srs.core.text import safe_line
from srs.exchange.sheet import Head, View
from srs.stats import AHEAD_VIEWS, TITLES, VIEWS, WHOLE_VIEWS
from srs.study.card_names import with_questions
from srs.study.export_choice import Choice
from srs.study.export_coming import Coming
from srs.study.export_sheets import Sheets
from srs.study.progress import Look, look


class Desk(Choice):
    """One choice of cards and days at one instant; what is made of it, once."""

    @cached_property
    def _whole(self) -> Look:
        return look(self.collection, filters=self.filters, at=self.at)

    @cached_property
    def _part(self) -> Look:
        return look(self.collection, filters=self.filters, at=self.at, whole=False)

    def look(self, views: Iterable[str] = VIEWS) -> Look:
        """Return the statistics; what some views do not ask for may be missing.

        Args:
            views: Which views are wanted.
        """
        wanted = set(views)
        found = self._whole if wanted & set(WHOLE_VIEWS) else self._part
        if wanted & set(AHEAD_VIEWS) and not found.knows_ahead:
            found.simulate()
        return found

    def view(self, name: str, *, of: Iterable[str]) -> View:
        """Return a view of the statistics, as programs read it.

        Args:
            name: One of `VIEWS`.
            of: All views that are wanted together.
        """
        tables = tuple(self.look(of).tables(name))
        return View(name=name, title=TITLES[name], tables=tables)

    def page(self, name: str, *, of: Iterable[str]) -> View:
        """Return a view as people read it: cards are named by their questions."""
        view = self.view(name, of=of)
        named = (with_questions(self.collection, table) for table in view.tables)
        return replace(view, tables=tuple(named))

    @cached_property
    def coming(self) -> Coming:
        """The due days, for who watches them."""
        return Coming(self.collection, filters=self.filters, at=self.at)

    @cached_property
    def sheets(self) -> Sheets:
        """The tables that others read."""
        return Sheets(self.collection, filters=self.filters, at=self.at)

    def head(self, schema: str) -> Head:
        """Return what an export says of itself."""
        calendar = self.collection.calendar
        return Head(
            schema=f"srs/{schema}/1",
            generated_at=self.at,
            tz=calendar.timezone.key,
            rollover_hour=calendar.rollover,
            collection=config.collection_id(self.collection.root),
            title=self.title,
        )

    @property
    def title(self) -> str:
        """What the collection is called, and which part of it this is."""
        parts = [self.collection.name, *self.filters.decks]
        if self.filters.first is not None:
            parts.append(f"since {self.filters.first.isoformat()}")
        return ", ".join(map(safe_line, parts))
