"""Each rule finds its fault, and leaves alone what only looks like it."""

import pytest

from srs.study.check import (
    CardFacts,
    ReviewFacts,
    check_pages,
    check_text,
    page_of,
    rule_codes,
)
from tests.deck.lint.cases import card, found, problems

_LONG = " ".join(["word"] * 12)


def _answer(count: int) -> str:
    return " ".join(["word"] * count)


@pytest.mark.parametrize(
    ("text", "code", "severities"),
    [
        ("Q: One two three four?\n", "R01", ["error"]),
        ("C: no gap here\n", "R01", ["error"]),
        ("C: a [b [c]] d\n", "R02", ["error"]),
        (card(r"What is $\alpha of the whole?"), "R02", ["error"]),
        (card("What costs $5 or US$ 7 there?"), "R02", []),
        (card(r"What is `$x_1` in shell scripts?"), "R02", []),
        ("Q: A b c d?\nA: e\n", "R05", ["error"]),
        ("Q: A b c d?\nA: e\nS: f\n", "R05", []),
        ("---\nsources.W = 'W, 1999'\n---\nQ: A b c d?\nA: e\n", "R05", []),
        (card("Which tower is the largest one?"), "R06", ["warning"]),
        (card("Which tower was the largest in 1889?"), "R06", []),
        (card("A b c d?", _answer(18)), "R07", []),
        (card("A b c d?", _answer(19)), "R07", ["information"]),
        (card("A b c d?", _answer(26)), "R07", ["warning"]),
        (card("A b c d?", _answer(41)), "R07", ["error"]),
        (card("A b c d?", "字" * 36), "R07", []),
        (card("A b c d?", "字" * 37), "R07", ["information"]),
        (card("A b c d?", "字" * 81), "R07", ["error"]),
        ("T: term\nD: " + _answer(19), "R07", ["information"]),
        (card(_answer(30)), "R08", []),
        (card(_answer(31)), "R08", ["warning"]),
        (card(_answer(51)), "R08", ["error"]),
        (card("A b c d?", "One thing. Another thing."), "R09", ["warning"]),
        (card("A b c d?", "One; two; three."), "R09", ["warning"]),
        (card("A b c d?", "By Skalse et al. in 2022."), "R09", []),
        (card("A b c d?", "Metals, e.g. iron, by J. R. Smith vs. Dr. No."), "R09", []),
        (card("A b c d?", "See https://a.b/c.html. Twice."), "R09", ["warning"]),
        (card("A b c d?", "`a. b. c.` and $x. y. z.$"), "R09", []),
        (card("A b c d?", "一。二。"), "R09", ["warning"]),
        (card("When was it built, and who did it?"), "R10", ["warning"]),
        (card("When? And by what means?"), "R10", ["warning"]),
        (card("What is `a ? b : c ?` in C?"), "R10", []),
        (card("What of the whale here?", "Yes, it is."), "R11", ["warning"]),
        (card("Who was right in that?", "No one."), "R11", []),
        (card("What is said there then?", "True positives."), "R11", []),
        (card("Is the whale a mammal?", "A mammal."), "R11", ["warning"]),
        (card("Of whales: are they mammals?", "So it is."), "R11", ["warning"]),
        (card("Can you name the parts of it?", "Head"), "R11", []),
        (card("Which is better, tea or coffee?"), "R12", ["warning"]),
        (card("What is larger than a mouse or cat?"), "R12", []),
        (card("Name all the moons of Mars here."), "R13", ["warning"]),
        (card("Which moons are there?", "One, two, three"), "R13", ["warning"]),
        (card("Which moons are there?", "A, b, c, d, e and f"), "R13", ["error"]),
        (card("Which moons are there?", "- one\n- two\n- three"), "R13", ["warning"]),
        (card("How many are there?", "1,000,000 or 2,000,000"), "R13", []),
        (card("What is it then?", "A part, in brackets, that is hidden."), "R13", []),
        (card("What is it then?", "A map f(a, b, c) of it."), "R13", []),
        (card("It does what to whom?"), "R14", ["warning"]),
        (card("What does this paper say?"), "R14", ["warning"]),
        (card("Capital of Peru?"), "R14", ["information"]),
        (card("什么是置换不变?"), "R14", []),
        ("---\nlint.kind = 'vocabulary'\n---\n" + card("Hund"), "R14", []),
        ("T: Hund\nD: dog\n", "R14", []),
        (card("Explain how plants make sugar."), "R15", ["warning"]),
        (
            card("What draws the gravity of the Moon?", "Gravity, Moon"),
            "R16",
            ["warning"],
        ),
        (card("What draws the sea up high?", "The gravity of the Moon"), "R16", []),
        ("T: red giant\nD: A giant that is red.\n", "R16", []),
        ("T: giant planet\nD: A planet of giant size.\n", "R16", ["warning"]),
        ("C: [abcdefgh ijklmn] op.\n", "R17", ["warning"]),
        (
            f"C: {_LONG} {_LONG} [one two three four five six seven]\n",
            "R17",
            ["warning"],
        ),
        ("C: We [see] it so.\n", "R17", ["warning"]),
        ("C: 自注意力机制的输出是值的[加权和]吗\n", "R17", []),
        ("C: Green plants make their sugar with [light].\n", "R17", []),
        ("C: Venus turns [in] the opposite direction always.\n", "R18", ["warning"]),
        ("C: Venus turns in a [wide] circle round the Sun.\n", "R18", ["information"]),
        ("C: [Iron] with [water] and [oxygen] makes [rust].\n", "R19", ["warning"]),
        (f"C: {_LONG} {_LONG} {_LONG} a b c d [e]\n", "R20", ["warning"]),
        (f"C: {_LONG} {_LONG} {_LONG} a b c [e]\n", "R20", []),
        (card("How fast is light?", "299792458 m/s"), "R21", ["information"]),
        (card("How fast is light?", "299,792 km/s"), "R21", ["information"]),
        (card("How many are there?", "1,000,000 of them"), "R21", []),
        (card("How likely is that one?", "0.00012"), "R21", []),
        (card("Which years were that?", "1968 2006 2010"), "R21", []),
        (card("Energy of a body?", "$m v^2$"), "R22", ["information"]),
        (card("Energy of mass $m$ and speed v?", "$m v^2$"), "R22", []),
        (card("Energy of a body?", r"$m v^2$, $m$ the mass, $v$ its speed"), "R22", []),
        (card("How long does it take?", "$O(n^2)$"), "R22", []),
        (card("What is wrong with it all? #claim"), "R23", ["warning"]),
        (card("What did Ioannidis find wrong? #claim"), "R23", []),
        (card("What was wrong in 2005 then? #claim"), "R23", []),
        (card("A b c d?", "It is not so, no, never."), "R28", ["information"]),
        (card("A b c d?", _answer(29)), "R30", ["information"]),
        (card("A b c d?", f"{_answer(28)}. {_answer(28)}."), "R30", []),
        (card("How many are there today?"), "R31", ["warning"]),
        (card("A b c d?", "e", "that old book"), "R32", ["error"]),
        (card("A b c d?", "e", "https://a.org/b, c"), "R32", ["error"]),
        (card("A b c d?", "e", "https://a.org/b"), "R32", []),
        (card("A b c d?", "e", "Wells, Octopus, 1978"), "R32", []),
        ("---\nsources.W = 'x'\n---\n" + card("A b c d?", "e", "W"), "R32", []),
    ],
)
def test_a_rule_finds_its_fault(text: str, code: str, severities: list[str]) -> None:
    """The threshold decides, and what only looks like the fault is left alone."""
    assert [it[2] for it in found(text, only=code)] == severities


def test_a_fault_has_its_place() -> None:
    """The line and column are those of the words that are meant."""
    text = card("How many\nstates are there today?", "27")

    (problem,) = problems(text, only="R31")

    assert (problem.line, problem.column, problem.text) == (
        2,
        18,
        "states are there today?",
    )


def test_who_names_no_source_at_all_is_told_once() -> None:
    """A habit of a whole deck is one problem; a lapse is told at its card."""
    bare = "Q: A b c d{}?\nA: e\n"

    assert found(bare.format(1) + bare.format(2), only="R05") == [(1, "R05", "error")]
    assert found(card("A b c d?") + bare.format(1) + bare.format(2), only="R05") == [
        (4, "R05", "error"),
        (6, "R05", "error"),
    ]


def test_the_same_question_twice() -> None:
    """Case, spaces and punctuation make no other question; the answer decides."""
    text = card("What is it, then?", "One") + card("what is it  then", "one.")

    assert found(text, only="R03") == [(4, "R03", "error")]
    assert found(text, only="R04") == []
    text = card("What is it, then?", "One") + card("What is it then?", "Two")
    assert found(text, only="R03") == []
    assert found(text, only="R04") == [(4, "R04", "error")]


def test_clozes_ask_what_they_hide() -> None:
    """One passage with two deletions repeats nothing; hiding the same again does."""
    text = "C: The [capital] of Peru is [Lima].\n"

    assert found(text, only="R03") == []
    assert found(text + "C: The capital of Peru is [Lima].\n", only="R03") == [
        (2, "R03", "error")
    ]


def test_twins_are_found_across_decks() -> None:
    """A like question of another deck is told at the deck that was asked for."""
    one = page_of("a.md", card("What hangs from the ceiling of a cave?", "This"))
    two = card("What grows from the ceiling of a cave?", "That")

    told = check_text("b.md", two, beside=[one], wanted=lambda code: code == "R26")

    assert [(it.path, it.line, it.message) for it in told] == [
        (
            "b.md",
            1,
            "So like the question at line 1 of a.md that the two are mixed up.",
        )
    ]


@pytest.mark.parametrize(
    ("first", "second", "severities"),
    [
        ("a b c d e f g h", "a b c d e f x y", ["warning"]),
        ("a b c d e f g h", "a b c x e f g h", []),
        ("a b c d e f g h i j k l", "a b c d e f g h i j k m", ["error"]),
        ("a b c d e f g h", "A, b c d e f g h!", []),
        ("什么是深度学习的主要的核心思想", "什么是机器学习的核心思想", []),
        (
            "什么是机器学习的核心思想一二三四",
            "什么是机器学习的核心思想一二三五",
            ["error"],
        ),
    ],
)
def test_how_like_is_too_like(first: str, second: str, severities: list[str]) -> None:
    """Half of the runs of three words in common is too like, 80 % far too like."""
    text = card(first, "one") + card(second, "two")

    assert [it[2] for it in found(text, only="R26")] == severities


def test_like_questions_with_the_same_answer_confuse_nobody() -> None:
    """Two ways to ask for one thing are no twins."""
    text = card("a b c d e f g h", "one") + card("a b c d e f x y", "One!")

    assert found(text, only="R26") == []


def test_concepts_want_several_cards() -> None:
    """One card makes an orphan, and R33 leaves that to R24; nine are many."""
    head = "# Title\n\n## One\n\n"
    cards = [card(f"Why is number {n} so?", f"{n}") for n in range(9)]

    assert found(head + cards[0]) == [(3, "R24", "warning")]
    assert found(head + cards[0], only="R33") == [(3, "R33", "warning")]
    many = [it for it in found(head + "".join(cards)) if it[1] in ("R24", "R33")]
    assert many == [(3, "R33", "information")]
    same = found(head + "".join(cards[:3]), only="R33")
    assert same == [(3, "R33", "information")]
    mixed = [*cards[:2], card("How is that done then?", "so")]
    assert found(head + "".join(mixed), only="R33") == []


def test_cards_of_no_concept_are_told_once() -> None:
    """A deck with concepts names the cards above its first heading."""
    text = (
        card("What is A now?")
        + card("What is B now?", "b")
        + "\n## Two\n\n"
        + card("What is C now?", "c")
        + card("Why is D so?", "d")
    )

    assert found(text, only="R24") == [(1, "R24", "warning")]


def test_requirements_are_sound() -> None:
    """A circle is always told, an unknown concept where all decks are at hand."""
    text = (
        '---\n[requires]\none = ["two"]\ntwo = ["one", "nowhere"]\n---\n'
        "# T\n\n## One\n\nQ: 1?\nA: 2\n\n## Two\n\nQ: 3?\nA: 4\n"
    )
    page = page_of("a.md", text)
    whole = check_pages([page], whole=True, wanted=lambda code: code == "R25")

    assert [(it.line, it.severity) for it in whole.problems] == [
        (3, "warning"),
        (4, "warning"),
    ]
    assert found(text, only="R25") == [(3, "R25", "error")]


def test_a_copied_run_is_found() -> None:
    """Eight words of a source are copied; in quotation marks they are quoted."""
    source = "If I have seen further it is by standing on the shoulders of giants."
    copied = card("A b c d?", "Have seen further: it is by standing on them.")
    quoted = card("A b c d?", f"He said “{source}”")

    def told(text: str) -> list[str]:
        checked = check_pages(
            [page_of("a.md", text)], texts=[source], wanted=lambda it: it == "R27"
        )
        return [it.message for it in checked.problems]

    assert told(copied) == [
        "Copied from the source: “have seen further it is by standing on …”."
    ]
    assert told(quoted) == []


def test_the_only_who_is_a_giveaway() -> None:
    """In a deck of 30 questions a question word that one card has gives it away."""
    cards = [card(f"What is thing number {n}?", f"{n}") for n in range(29)]

    assert found("".join([*cards, card("Who is it then?")]), only="R29") == [
        (88, "R29", "information")
    ]
    assert found("".join([*cards[1:], card("Who is it then?")]), only="R29") == []


def test_reviews_tell_of_leeches_and_slow_cards() -> None:
    """Lapses and median times come as facts, by the note's text and the key."""
    text = card("A b c d?", "e") + card("F g h i?", "j")
    first, second = page_of("a.md", text).parsed.notes
    facts = ReviewFacts(
        cards={
            (first.fingerprint, ""): CardFacts(lapses=8, median_seconds=20.5),
            (second.fingerprint, ""): CardFacts(lapses=4, median_seconds=20),
        }
    )

    told = check_text(
        "a.md", text, facts=facts, wanted=lambda code: code in ("R34", "R35")
    )

    assert [(it.line, it.code, it.severity) for it in told] == [
        (1, "R34", "warning"),
        (1, "R35", "information"),
        (4, "R34", "information"),
    ]


def test_a_waiver_with_a_reason_waives() -> None:
    """Without a reason it does not; one that waives nothing is named."""
    text = card("A b c d?", _answer(19))
    allow = "<!-- lint: allow {} -->\n"

    assert found(text + allow.format("R07 (a proof)"), only="R07") == []
    assert found(text + allow.format("R07"), only="R07") == [(2, "R07", "information")]
    whole = found(text + allow.format("R07 R08 R77 (a proof)"))
    assert whole == [
        (4, "unused-waiver", "information"),
        (4, "unknown-rule", "warning"),
    ]


def test_a_waiver_counts() -> None:
    """What is waived is told with its reason."""
    text = card("A b c d?", _answer(19)) + "<!-- lint: allow R07 (a proof) -->\n"

    checked = check_pages([page_of("a.md", text)])

    assert [(it.code, it.line, it.reason) for it in checked.waived] == [
        ("R07", 2, "a proof")
    ]


def test_either_of_two_twins_may_waive() -> None:
    """A pair that is meant to be alike is waived at one of its notes."""
    one = card("a b c d e f g h", "one")
    two = card("a b c d e f x y", "two")
    allow = "<!-- lint: allow R26 (a minimal pair) -->\n"

    assert found(one + allow + two, only="R26") == []
    assert found(one + two + allow, only="R26") == []


def test_a_deck_switches_rules_off() -> None:
    """The front matter's `lint` names rules that the deck is not checked for."""
    text = "---\nlint = ['R05', 'R99']\n---\nQ: A b c d?\nA: e\n"

    assert found(text) == [(2, "unknown-rule", "warning")]


def test_errors_of_craft_are_warnings_unless_strict() -> None:
    """Only what costs a card is an error in anybody's deck."""
    text = card("A b c d?", _answer(41)) + "Q: lost\n"

    assert found(text, only="R07", strict=False) == [(2, "R07", "warning")]
    assert found(text, only="R01", strict=False) == [(4, "R01", "error")]


def test_drafts_and_ideas_are_let_be() -> None:
    """What is not asked need not be well asked."""
    assert found("Q: Explain?\nA:\n\nI: Explain it?\n") == [(1, "draft", "information")]


def test_what_hashcards_reads_otherwise_is_told_on_request() -> None:
    """Who never heard of that program is not bothered with it."""
    text = card("A b c d?")

    assert found(text) == []
    assert found(text, only="hashcards") == [(3, "hashcards", "information")]


def test_every_rule_is_listed_once() -> None:
    """The list holds the 35 rules in order, then those for form."""
    codes = rule_codes()

    assert codes[:35] == tuple(f"R{number:02}" for number in range(1, 36))
    assert len(set(codes)) == len(codes) == 38
