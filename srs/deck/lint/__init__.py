"""Is this a good card? One function a rule; `RULES` lists them.

The rules, their thresholds and whose they are stand in the manual's page on writing
cards; a rule is the page's heading `### R07 …` and one line of the list here.
"""

from srs.deck.lint import (
    answers,
    clozes,
    concepts,
    form,
    language,
    questions,
    reviews,
    truth,
    twins,
)
from srs.deck.lint.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="R01",
        measures="a question without an answer, a cloze without a deletion",
        check=form.block_complete,
    ),
    Rule(
        code="R02",
        measures="brackets nested, empty or without a partner; a lone `$`",
        check=form.brackets_sound,
    ),
    Rule(
        code="R03",
        measures="the same question with the same answer, in any deck",
        check=twins.no_duplicate,
        across=True,
    ),
    Rule(
        code="R04",
        measures="the same question with another answer, in any deck",
        check=twins.no_contradiction,
        across=True,
    ),
    Rule(
        code="R05",
        measures="no `S:` line, unless `[sources]` holds one source alone",
        check=truth.source_named,
        across=True,
    ),
    Rule(
        code="R06",
        measures="largest, fastest, record and the like without a year",
        check=truth.volatile_dated,
    ),
    Rule(
        code="R07",
        measures="an answer of more than 18 words (information), 25 (warning), 40 "
        "(error)",
        check=answers.short_answer,
    ),
    Rule(
        code="R08",
        measures="a question of more than 30 words (warning), 50 (error)",
        check=questions.short_question,
    ),
    Rule(
        code="R09",
        measures="an answer of 2 sentences, or with 2 semicolons",
        check=answers.one_fact,
    ),
    Rule(
        code="R10",
        measures="2 question marks, or “and what”, “and why” and so on",
        check=questions.one_question,
    ),
    Rule(
        code="R11",
        measures="yes, no, true or false as the answer; a question that begins with "
        "a verb",
        check=answers.no_verdict,
    ),
    Rule(
        code="R12",
        measures="better, more, true and the like, then “, a or b?”",
        check=questions.no_choice,
    ),
    Rule(
        code="R13",
        measures="“name all”, “what are the five”; an answer of 3 items (warning), "
        "6 (error)",
        check=answers.no_list,
    ),
    Rule(
        code="R14",
        measures="it, this, they at the start, “this paper”; under 4 words "
        "(information)",
        check=questions.context_on_card,
    ),
    Rule(
        code="R15",
        measures="describe, explain, discuss, tell me about at the start",
        check=questions.precise_verb,
    ),
    Rule(
        code="R16",
        measures="60 % of the answer's words, and 2 at least, in the question",
        check=answers.no_leak,
    ),
    Rule(
        code="R17",
        measures="more than half hidden, more than 6 words hidden, fewer than 4 left",
        check=clozes.right_amount,
    ),
    Rule(
        code="R18",
        measures="a hidden stop word; `a [` and `an [` (information)",
        check=clozes.worth_hiding,
    ),
    Rule(
        code="R19",
        measures="more than 3 deletions in a cloze",
        check=clozes.no_sieve,
    ),
    Rule(
        code="R20",
        measures="a cloze of more than 40 words",
        check=clozes.no_long_passage,
    ),
    Rule(
        code="R21",
        measures="a number of more than 5 significant digits",
        check=truth.sane_digits,
    ),
    Rule(
        code="R22",
        measures="a variable of a formula that neither card nor concept names",
        check=answers.symbols_explained,
    ),
    Rule(
        code="R23",
        measures="the tag `claim`, and neither a name nor a year in the question",
        check=truth.claims_attributed,
    ),
    Rule(
        code="R24",
        measures="a concept with 1 card; cards under no heading",
        check=concepts.no_orphans,
        across=True,
    ),
    Rule(
        code="R25",
        measures="`[requires]` names an unknown concept, or runs in a circle",
        check=concepts.sound_requirements,
        across=True,
    ),
    Rule(
        code="R26",
        measures="half of all runs of 3 words in common with another question "
        "(warning), 80 % (error)",
        check=twins.no_confusion,
        across=True,
    ),
    Rule(
        code="R27",
        measures="8 words in a row from a text given with `--source`",
        check=truth.own_words,
    ),
    Rule(
        code="R28",
        measures="3 of not, no, never, except, without",
        check=language.few_negations,
    ),
    Rule(
        code="R29",
        measures="the only “Who” (what, when, …) among 30 questions",
        check=questions.no_giveaway,
        across=True,
    ),
    Rule(
        code="R30",
        measures="a sentence of more than 28 words",
        check=language.plain_sentences,
    ),
    Rule(
        code="R31",
        measures="currently, recently, today, latest, so far, last year",
        check=truth.no_relative_time,
    ),
    Rule(
        code="R32",
        measures="a source that is no key of `[sources]`, no address, and has no year",
        check=truth.source_resolves,
    ),
    Rule(
        code="R33",
        measures="a concept with 1 card (warning), with more than 8, or with one kind "
        "of question (information)",
        check=concepts.several_sides,
        across=True,
        yields_to="R24",
    ),
    Rule(
        code="R34",
        measures="4 lapses (information), 8 (warning)",
        check=reviews.no_leech,
        needs_reviews=True,
    ),
    Rule(
        code="R35",
        measures="a median of more than 20 seconds",
        check=reviews.not_slow,
        needs_reviews=True,
    ),
)
"""The rules for cards, in the order of their codes."""

FORM_RULES: tuple[Rule, ...] = (
    Rule(
        code="trailing-space",
        measures="spaces at the end of a line that break nothing",
        check=form.no_spaces_at_end,
    ),
    Rule(
        code="heading",
        measures="a heading without an empty line above it, taken for card text",
        check=form.headings_apart,
    ),
    Rule(
        code="hashcards",
        measures="what hashcards would read otherwise; only with `--select hashcards`",
        check=form.as_hashcards,
        on_request=True,
    ),
)
"""Rules for the form of a deck, beside what its reader finds."""

ON_REQUEST = frozenset(rule.code for rule in FORM_RULES if rule.on_request)
"""Codes that are reported only where they are asked for by name."""
