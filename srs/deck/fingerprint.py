"""Which text is this? One name for each wording of a note."""

from hashlib import blake2b
from typing import cast

from srs.core.card import Fingerprint
from srs.core.text import folded

_SIZE_BYTES = 16


def fingerprint(kind: str, asked: str, answered: str) -> Fingerprint:
    r"""Return the name of a note's wording, from its kind and its two texts.

    Unicode NFC, white space folded, case kept: `\gamma` is not `\Gamma`. The texts
    are parted by NUL, which no deck's text can hold once it has been made safe.
    """
    words = f"{kind}\0{folded(asked)}\0{folded(answered)}"
    digest = blake2b(words.encode("utf-8", "replace"), digest_size=_SIZE_BYTES)
    return cast("Fingerprint", digest.hexdigest())  # a `NewType` would be called
