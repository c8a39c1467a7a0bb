"""Why a claim has its rank, as a sentence: one for the side that holds, one for a side that does
not. One entry for every code of `rank_reasons`; pure.
"""

from typing import NamedTuple

from api.collections.codelists import Codelists
from api.formats import words


class ReasonWords(NamedTuple):
    """What a reason says of a claim that is accepted, and of one that is not."""

    holds: str
    fails: str


REASONS = {
    "only_value": ReasonWords("No other value is known.", "No other value is known."),
    "same_value": ReasonWords(
        "It gives the same value as the others that hold.", "It gives the same value as others."
    ),
    "listed_value": ReasonWords(
        "The field is a list, and this is one of its values.",
        "The field is a list, and this is one of its values.",
    ),
    "no_winner": ReasonWords(
        "Nothing decides between the sides.", "Nothing decides between the sides."
    ),
    "stated_over_inferred": ReasonWords(
        "It is stated, which outweighs what is only inferred.",
        "It is only inferred, and a value that is stated outweighs it.",
    ),
    "later_state": ReasonWords(
        "It is the later state of something that changed over time.",
        "It was so earlier; a later state holds now.",
    ),
    "further_stage": ReasonWords(
        "It is the further stage told of the same days.",
        "It is an earlier stage; a further one is told of the same days.",
    ),
    "later_document": ReasonWords(
        "It stands in the later document, which knew more.", "A later document knew more."
    ),
    "official_over_press": ReasonWords(
        "An official source says so, which outweighs reports about it.",
        "It is a report, and an official source outweighs it.",
    ),
    "more_precise": ReasonWords(
        "It is the more precise of the statements.", "Another statement is more precise."
    ),
    "less_precise": ReasonWords(
        "It is less precise, contains the value that holds, and so supports it.",
        "It is less precise, and agrees with a side that is more precise.",
    ),
    "other_wording": ReasonWords(
        "It says the same in other words.", "It says the same in other words."
    ),
    "wider_support": ReasonWords(
        "More of the documents say so, each on its own.",
        "Fewer of the documents say so.",
    ),
    "primary_subject": ReasonWords(
        "Its passage is about this very matter.",
        "It is said in passing; another passage is about this very matter.",
    ),
    "narrower_scope": ReasonWords(
        "What else is said measures a narrower thing.", "It measures a narrower thing."
    ),
    "different_scope": ReasonWords(
        "What else is said is about something else.",
        "It is about something else than the value that holds.",
    ),
    "own_contradiction": ReasonWords(
        "A document contradicts itself, and this value holds.",
        "Its document contradicts itself, so this does not stand.",
    ),
    "not_about_this": ReasonWords(
        "Its passage is about this.", "Its passage is about something else."
    ),
    "loose_wording": ReasonWords(
        "Its wording is the firmer one.", "Its wording is too loose to rest a value on."
    ),
    "parties_differ": ReasonWords(
        "The parties themselves differ.", "The parties themselves differ."
    ),
    "exceeds_whole": ReasonWords(
        "Parts come to more than the amount they lie in.",
        "Parts come to more than the amount they lie in.",
    ),
}
# Why no side is picked: by the reason that the sides have.
UNDECIDED = {
    "no_winner": "The documents differ and nothing decides between them, so no side is picked.",
    "parties_differ": "The parties themselves differ, so no side is picked.",
    "different_scope": (
        "The documents give values of different things, and none is plainly the one asked for, so "
        "no side is picked."
    ),
}


def reason_words(codelists: Codelists, reason: str, *, holds: bool) -> str:
    """The sentence of a reason; of one that a release has and we do not know, its definition."""
    found = REASONS.get(reason)
    if found is None:
        return words.code_definition("rank_reasons", reason, codelists)
    return found.holds if holds else found.fails
