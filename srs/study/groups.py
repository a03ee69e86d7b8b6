"""How does a learner share what concepts they know, and how is a group read?"""

from datetime import datetime
from pathlib import Path

from srs.core.errors import InputError
from srs.core.group import Shared, Week
from srs.core.report import Table
from srs.core.text import safe_line
from srs.exchange import group_file
from srs.study.collection import Collection
from srs.study.transfer import write_bytes

MOST_FILES = 5_000


def share(
    collection: Collection, member: str, to: Path, *, at: datetime | None = None
) -> Path:
    """Write a member's week, and return where it stands.

    Args:
        collection: The member's.
        member: The name that they chose.
        to: A file, or the group's folder.
        at: The instant of which it is said; now by default.

    Raises:
        InputError: The name is none, or the file cannot be written.
    """
    from srs.stats.concepts import concept_states
    from srs.study.progress_gather import Gather
    from srs.study.progress_inputs import Filters

    name = member.strip()
    if not name or safe_line(name) != name or len(name) > group_file.LONGEST:
        raise InputError("A member needs a name of letters.", next_step="--as NAME")
    when = at or collection.clock()
    now, _ = Gather(collection, Filters(), when).standing(whole=False)
    year, number, _ = collection.calendar.day(when).isocalendar()
    week = Week(
        member=name,
        week=f"{year}-W{number:02}",
        concepts={
            one.concept.id: Shared(one.concept.cards, len(one.concept.seen), one.state)
            for one in concept_states(now, now.inputs.concepts)
        },
    )
    plain = "".join(c if c.isalnum() else "-" for c in name)
    file = to / f"{plain}-{week.week}.json" if to.is_dir() else to
    write_bytes(file, [group_file.written(week)])
    return file


def look(folder: Path) -> tuple[list[Table], list[str]]:
    """Return a group's tables, and a sentence on each file that was left out.

    Raises:
        InputError: The folder cannot be read.
    """
    from srs.stats.groups import tables

    try:
        files = sorted(folder.glob("*.json"))[:MOST_FILES]
        if not folder.is_dir():
            raise InputError(
                f"{safe_line(str(folder))} is no folder.",
                next_step="Name that of the members' files: srs group FOLDER",
            )
    except OSError as error:
        raise InputError(
            f"{safe_line(str(folder))} cannot be read: {error.strerror}."
        ) from error
    weeks, left_out = list[Week](), list[str]()
    for file in files:
        try:
            with file.open("rb") as source:
                weeks.append(group_file.read(source.read(group_file.MOST_BYTES + 1)))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            left_out.append(f"{safe_line(file.name)} is left out: {reason}.")
    return tables(weeks), left_out


def what_if(text: str) -> Table:
    """Return the chart of a group that is made up.

    Args:
        text: Such as `mean=0.25 spread=0.10 forgetting=0.02`.

    Raises:
        InputError: A number is missing, or is no share.
    """
    from srs.stats import groups

    try:
        pairs = dict(part.split("=", 1) for part in text.replace(",", " ").split())
        given = {name: float(value) for name, value in pairs.items()}
        if (
            given.keys() != {"mean", "spread", "forgetting"}
            or not all(0 <= one <= 1 for one in given.values())
            or not given["spread"]
        ):
            raise ValueError
    except ValueError as error:
        raise InputError(
            f"{safe_line(text)} makes up no group.",
            next_step='Write "mean=0.25 spread=0.10 forgetting=0.02".',
        ) from error
    return groups.what_if(**given)
