"""Which kinds of note are there? One file a kind; the order is precedence."""

from srs.deck.kinds.basic import BASIC
from srs.deck.kinds.cloze import CLOZE
from srs.deck.kinds.idea import IDEA
from srs.deck.kinds.kind import Kind
from srs.deck.kinds.term import TERM

KINDS: tuple[Kind, ...] = (BASIC, TERM, CLOZE, IDEA)
