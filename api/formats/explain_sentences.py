"""The sentence that says why a field has its value, and what is not known of it. Pure."""

from collections.abc import Iterator, Sequence

from api.collections.declare import Collection
from api.formats.explain_reasons import UNDECIDED
from api.formats.flatten import Item
from api.formats.passages import Passage
from api.formats.readable import FieldMeaning

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
# Reasons that say nothing beyond how many say so.
_PLAIN = frozenset({"only_value", "same_value", "listed_value", "less_precise", "other_wording"})
_INNER = str.maketrans("“”", "‘’")
_VAGUE = {
    "about": "The exact figure: documents only say about how much.",
    "over": "The exact figure: documents only say that it is more.",
    "at_least": "The exact figure: documents only say how much it is at least.",
    "under": "The exact figure: documents only say that it is less.",
    "up_to": "The exact figure: documents only say how much it is at most.",
    "nearly": "The exact figure: documents only say that it is nearly so much.",
    "range": "The exact figure: documents only give a range.",
}


def sentence_of(
    collection: Collection,
    item: Item,
    meaning: FieldMeaning,
    status: str,
    value: str,
    base: FieldMeaning | None,
    accepted: Sequence[Passage],
    others: Sequence[Passage],
) -> str:
    """Why the field has its value."""
    if meaning.kind == "computed":
        return _computed(collection, meaning, base)
    if status == "not_applicable":
        return f"There can be no such value for this {collection.singular}."
    if status == "not_stated":
        return _not_stated(meaning, others)
    if status == "disputed":
        return _disputed(accepted, others)
    if not accepted:
        return _without_claim(item, meaning, value)
    if meaning.name == "subdivision" and not value:
        return "It lies in several states, so there is no one to name here; see `subdivisions`."
    parts = [_who_says(status, meaning, accepted), _stated_part(item, meaning)]
    if meaning.name == "amount_usd" and accepted[0].claim["field"] == "amount":
        parts.append("The amount is stated in U.S. dollars, so nothing was converted.")
    deciding = [one for one in accepted if one.claim["rank_reason"] not in _PLAIN]
    parts += list(dict.fromkeys(one.reason for one in deciding))
    parts += list(dict.fromkeys(_sentence(one.claim["rank_note"]) for one in deciding))
    parts.append(_rest(meaning, others))
    return " ".join(filter(None, parts))


def _computed(collection: Collection, meaning: FieldMeaning, base: FieldMeaning | None) -> str:
    what = meaning.description.partition("Code list:")[0].strip().rstrip(".;")
    if meaning.name in ("name", "summary"):
        return (
            "These are our own words, written from the known documents; what they say of figures "
            "stands as claims on the record."
        )
    if base is not None:
        return f"No document gives it: we compute it from `{base.name}`. It is: {what}."
    if collection.name == "documents":
        return f"It is recorded by us and no claim of a document. It is: {what}."
    return f"No document gives it: we compute it from the record and its claims. It is: {what}."


def _not_stated(meaning: FieldMeaning, others: Sequence[Passage]) -> str:
    if others:
        notes = [one.reason for one in others]
        notes += [_sentence(one.claim["rank_note"]) for one in others]
        said = " ".join(filter(None, dict.fromkeys(notes)))
        return f"Nothing that the documents say of it stands. {said}"
    if meaning.name == "amount_usd":
        return "No known document gives it in U.S. dollars, and we convert nothing ourselves."
    if meaning.is_list:
        return "No known document names any. That does not mean that there are none."
    if meaning.kind in ("whole", "number", "value"):
        return "No known document states it. That does not mean that it is zero."
    return "No known document states it."


def _disputed(accepted: Sequence[Passage], others: Sequence[Passage]) -> str:
    parts = []
    reasons = list(dict.fromkeys(one.claim["rank_reason"] for one in others))
    parts += [UNDECIDED[reason] for reason in reasons if reason in UNDECIDED][:1]
    parts = parts or ["The documents differ and no side is picked."]
    parts += list(dict.fromkeys(_sentence(one.claim["rank_note"]) for one in others))
    if accepted:
        parts.append("On other entries of the list they agree.")
    return " ".join(filter(None, parts))


def _without_claim(item: Item, meaning: FieldMeaning, value: str) -> str:
    if item.get("located_basis") and value:
        basis = _sentence(item["located_basis"])
        return f"It was looked up by us and is no claim of the document. {basis}"
    if meaning.key is not None:
        return "It follows from how the entry of the list is told."
    return "It is recorded by us; no claim is made on it."


def _who_says(status: str, meaning: FieldMeaning, accepted: Sequence[Passage]) -> str:
    """One document states it; how it is stated is that of the plainest passage."""
    bases = {one.claim["basis"] for one in accepted}
    names = list(dict.fromkeys(one.document.called for one in accepted))
    if meaning.is_list and len({(one.claim["field"], one.says) for one in accepted}) > 1:
        start = f"It is a list, and each entry rests on words of its own, in {_listed(names)}."
        return start + _inferred_entries(accepted) if status == "inferred" else start
    if status == "inferred":
        say = "says" if len(names) == 1 else "say"
        return f"It is nowhere said in so many words; it follows from what {_listed(names)} {say}."
    said = [one for one in accepted if one.claim["basis"] == "stated"] or accepted
    quote = quoted(said[0].claim["quote"])
    by = said[0].claim["attributed_to"]
    speaker = f", as said by {by}" if by and len(accepted) == 1 else ""
    many = len(names) > 1
    if "stated" in bases:
        if many:
            return f"{_counted(len(names))} documents state it: {_listed(names)}."
        return f"One document states it: {names[0]}, in the words {quote}{speaker}."
    if many:
        return (
            f"{_counted(len(names))} documents tell it in words that we code so: {_listed(names)}."
        )
    return f"One document tells it: {names[0]}, with the words {quote}{speaker}. The code is ours."


def _stated_part(item: Item, meaning: FieldMeaning) -> str:
    """What of an inferred date stands in the words all the same."""
    part = item.get(f"{meaning.name}_stated_part") or ""
    if not part:
        return ""
    if part.count("-") == str(item[meaning.name]).partition("/")[0].count("-") and "year" in part:
        return "The date itself is stated there; that it is this one follows."
    named = _listed([f"the {one}" for one in part.split("-")])
    return f"Of the date, {named} {'are' if '-' in part else 'is'} stated; the rest follows."


def _inferred_entries(accepted: Sequence[Passage]) -> str:
    stated = any(one.claim["basis"] != "inferred" for one in accepted)
    return " Some entries follow" + (
        " from what is said, and are not said in so many words."
        if stated
        else " from what is said; none is said in so many words."
    )


def _rest(meaning: FieldMeaning, others: Sequence[Passage]) -> str:
    if not others:
        return "" if meaning.is_list else "No known document says otherwise."
    values = list(dict.fromkeys(one.says for one in others))
    reasons = list(dict.fromkeys(one.reason for one in others))
    what = "Another value does" if len(values) == 1 else f"{_counted(len(values))} others do"
    shown = "; ".join(values[:3])
    return f"{what} not stand ({shown}): {' '.join(reasons)}"


def unknown_of(
    item: Item,
    meaning: FieldMeaning,
    status: str,
    accepted: Sequence[Passage],
    others: Sequence[Passage],
) -> Iterator[str]:
    """What no document settles, a sentence each."""
    if meaning.kind == "computed" or status == "not_applicable":
        return
    if status == "not_stated":
        none = (
            "what documents say of it does not stand" if others else "no known document states it"
        )
        yield f"The value itself: {none}."
        return
    if status == "disputed":
        yield "Which side is right."
    if status in ("stated", "inferred"):
        yield from _imprecise(item, meaning)
    said = [*accepted, *others]
    sources = {one.document.id: one.document for one in said}
    if len(sources) == 1 and status == "stated":
        yield "Whether a second source confirms it: it rests on one document."
    kinds = [one.kind for one in sources.values()]
    if kinds and all(kinds) and "official" not in kinds:
        yield "What a primary source says: it rests on none."


def _imprecise(item: Item, meaning: FieldMeaning) -> Iterator[str]:
    value = item.get(meaning.name)
    if meaning.kind == "date" and isinstance(value, str):
        if "/" in value:
            yield "The exact day: documents only give a span."
        elif len(value) < len("2026-02-17"):
            yield f"The exact day: documents only give the {'month' if '-' in value else 'year'}."
        elif item.get(f"{meaning.name}_modifier"):
            yield "The exact day: documents only give a bound."
    stem = meaning.name.removesuffix("_value").removesuffix("_percent")
    qualifier = item.get(f"{stem}_qualifier")
    if qualifier in _VAGUE:
        yield _VAGUE[qualifier]


def quoted(text: str) -> str:
    """Words in quotation marks; those within them are single."""
    return f"“{text.translate(_INNER)}”"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _counted(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _sentence(text: str | None) -> str:
    return "" if not text else text if text.endswith((".", "!", "?")) else f"{text}."
