"""A report of differences as text, as Markdown or as JSON. Pure."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from api.publish.compare.differences import RankAndReason, RankChange, Report, ValueChange

_LONGEST = 120
_MOST_WORDS = 3  # passages of one value


def as_text(report: Report, *, markdown: bool = False) -> str:
    """Headings and a line for each difference, then what must be accepted."""
    lines: list[str] = []
    for title, parts in _sections(report):
        if parts:
            lines += [f"{'## ' if markdown else ''}{title}", *(["" * markdown] if markdown else [])]
            for first, *more in parts:
                lines.append(f"{'- ' if markdown else '  '}{first}")
                lines += [f"{'  - ' if markdown else '      '}{one}" for one in more]
            lines.append("")
    when = f"as of {report.as_of}" if report.as_of else "on any day"
    if report.is_empty:
        return f"No difference from release {report.release} {when}."
    count = len(report.values)
    values = f"{count} differences" if count != 1 else "1 difference"
    lines.append(
        f"{values} of records and values from release {report.release} {when}, "
        f"{len(report.alarms)} to accept."
    )
    return "\n".join(lines)


def _sections(report: Report) -> Iterator[tuple[str, list[list[str]]]]:
    news = [one for one in report.values if one.what.is_news]
    old = [one for one in report.values if not one.what.is_news]
    yield "New documents bring", [_value(one) for one in news]
    yield "Corrections: what was known before is answered otherwise", [_value(one) for one in old]
    yield "Claims and ranks", [[_rank(one)] for one in report.ranks]
    yield (
        "Conflicts",
        [
            [f"{one.conflict}, from {one.day}: {'opened' if one.opened else 'closed'}"]
            for one in report.conflicts
        ],
    )
    yield (
        "Totals",
        [
            [f"{one.basis}, from {one.day}: {_sum(one.before)} → {_sum(one.after)}"]
            for one in report.totals
        ],
    )
    yield "Reasons in corrections.yaml for what does not differ", [[one] for one in report.unneeded]


def _value(one: ValueChange) -> list[str]:
    what = one.what
    where = f"{what.collection}/{what.record_id}"
    if what.kind == "appeared":
        said = f"{where}, from {what.day}: appears as “{what.name}”"
    elif what.kind == "changed":
        sides = zip((what.before, what.after), what.units, strict=True)
        values = " → ".join(_short(value, unit) for value, unit in sides)
        said = f"{where} `{what.field}`, from {what.day}: {values}"
    else:
        said = f"{where}, from {what.day}: {what.kind}{f' to {what.after}' if what.after else ''}"
    more = [
        f"“{words.quote}” ({words.document}, line {words.line}; {words.reason})"
        for words in one.words[:_MOST_WORDS]
    ]
    if what.reason:
        more.append(f"why: {what.reason}")
    if one.alarm:
        more.append(f"to accept: {one.alarm}")
    return [said, *more]


def _rank(one: RankChange) -> str:
    about = f"{one.about} = {_short(one.value)} ({one.claim}), from {one.day}"
    if one.before is None or one.after is None:
        return f"{about}: {'new, ' if one.before is None else 'gone, was '}{_said(one)}"
    return f"{about}: {_ranked(one.before)} → {_ranked(one.after)}"


def _said(one: RankChange) -> str:
    return _ranked(one.after or one.before or (None, None))


def _ranked(rank: RankAndReason) -> str:
    return f"{rank[0]} ({rank[1]})"


def _sum(sums: tuple[int, int] | None) -> str:
    return f"{sums[0]:,} stated, {sums[1]:,} itemised" if sums else "none"


def _short(value: Any, unit: str | None = None) -> str:
    if value in (None, []):
        return "nothing"
    if unit and isinstance(value, int | float):
        return f"{value:,} {unit}"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def as_json(report: Report) -> str:
    """The same for programs."""
    found: dict[str, Any] = {"release": report.release, "as_of": report.as_of}
    found["values"] = [
        {
            **asdict(one.what),
            "change": "document" if one.what.is_news else "correction",
            "words": _listed(one.words),
            "alarm": one.alarm or None,
        }
        for one in report.values
    ]
    for name in ("ranks", "conflicts", "totals"):
        found[name] = _listed(getattr(report, name))
    found["unneeded_reasons"] = list(report.unneeded)
    found["to_accept"] = len(report.alarms)
    return json.dumps(found, ensure_ascii=False, indent=1)


def _listed(parts: Sequence[Any]) -> list[dict[str, Any]]:
    return [asdict(one) for one in parts]
