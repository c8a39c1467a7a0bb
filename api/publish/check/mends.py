"""How each kind of fault is mended, where the fault itself does not say it better."""

from dataclasses import replace

from api.base.errors import Fault

LOCATE = '`pledgebook locate --documents DIR DOCUMENT "words"` prints line, start and end'
_OTHERWISE = "report this with the seed: the build came to what cannot be"  # an invariant
MENDS = {
    "amount_without_currency": "write the ISO 4217 code as `unit`, such as USD or KRW",
    "bad_citation": LOCATE,
    "bad_code": "write lower-case words and figures, joined by single underscores",
    "bad_comparison": "write one of these kinds",
    "bad_date": "write one whole day, such as 2025-12-24",
    "bad_dispute": "write a `reason` of the list rank_reasons and a `note`",
    "bad_hash": "write what `sha256sum` prints for the file",
    "bad_id": "write lower-case words and figures, joined by single hyphens",
    "bad_judgement": "write `verdict`, `reason` and `note`, as seed/README.md shows",
    "bad_not_counted": "write a reason of the list and a note",
    "bad_number": "write plain digits, such as 45 or 9.2",
    "bad_order": "take the wrong code out of it",
    "bad_standard": "write the name of the standard, or `codes`",
    "bad_value": "write what the field takes (see seed/README.md)",
    "circular": "name another record",
    "dangling_reference": "write an id that exists, or add the record",
    "day_to_come": "write the day on which it was published",
    "duplicate_claim": "remove one of the two",
    "derived_codelist": "remove the file",
    "disputed_pointer": "prefer one, or reject what is not about this record",
    "duplicate_code": "remove one of the two",
    "duplicate_id": "give one of the two another id",
    "duplicate_label": "give one of the two another label",
    "impossible_date": "write 2025, 2025-09 or 2025-09-04, or two of them as 2025-09/2025-10",
    "min_over_max": "write the lower figure as `min`",
    "missing_code": "put it back",
    "missing_codelist": "write the file",
    "missing_key": "add it",
    "nameless": "add a wording that rests on a document of that day",
    "missing_value": "add it; a figure is `number`, or `min` and `max`, all else is `value`",
    "missing_release": "write an entry into releases.yaml",
    "needless_reason": "take it out",
    "negative_amount": "write it without the sign",
    "no_claims": "add a claim, or remove the record",
    "not_a_code": "write these three keys",
    "not_claimed": "claim it, or take it out of the wording",
    "not_in_quote": "correct the value or the passage, or say in `words_reason` why it holds all "
    "the same",
    "quote_too_long": "quote the words that say it, no more",
    "reopened": "name it in `over` of a new judgement, or leave the field open",
    "two_accepted_values": "keep one preference",
    "two_wholes": "correct one of the two",
    "unknown_pointer": "point at a record that is known by then",
    "two_values": "keep `number`, or `min` and `max`",
    "unknown_code": "write a code of the list (see /v1/codelists or docs/reference)",
    "unknown_collection": "rename or remove the folder",
    "unknown_field": "write a field of the collection (see docs/reference)",
    "unknown_unit": "write a plain symbol, such as percent, GW or t/year",
    "withdrawn_with_claims": "remove the claims, or the key `withdrawn`",
}


def with_mend(fault: Fault) -> Fault:
    """The fault, with how to mend it."""
    return fault if fault.mend else replace(fault, mend=MENDS.get(fault.code, _OTHERWISE))
