"""One name for each wording."""

from srs.deck.fingerprint import fingerprint


def test_a_fingerprint_is_32_hex_digits() -> None:
    """The digest has 16 bytes, and is the same on every machine."""
    assert fingerprint("basic", "a", "b") == "d3e79c6fdbbf23552533c4625d325760"


def test_white_space_and_unicode_forms_do_not_matter() -> None:
    """Line breaks, runs of spaces and decomposed letters name the same wording."""
    one = fingerprint("basic", "a  b\nc", "\u00e9 ")

    assert one == fingerprint("basic", " a b c", "e\u0301")


def test_case_kind_and_side_matter() -> None:
    """A different case, kind, or division between the sides is another wording."""
    names = {
        fingerprint("basic", "gamma", "b"),
        fingerprint("basic", "Gamma", "b"),
        fingerprint("term", "gamma", "b"),
        fingerprint("basic", "gamma b", ""),
        fingerprint("basic", "", "gamma b"),
    }
    assert len(names) == 5
