"""Is pasted text safe to stand in a line that is written?"""

from textual import events

from srs.core.text import safe


def make_safe(event: events.Event) -> None:
    """Make a paste's text safe; leave other events as they are."""
    if isinstance(event, events.Paste):
        # Terminals send a line's end as a carriage return.
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        event.text = safe(text)
