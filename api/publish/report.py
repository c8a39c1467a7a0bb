"""What `pledgebook check` prints: every fault and warning as text, as JSON or for GitHub.

Never raises for what a seed holds.
"""

import json
from pathlib import Path
from typing import Literal

from api.base.errors import Fault
from api.publish.check.findings import Findings
from api.publish.progress import SILENT, Progress
from api.publish.publish import findings_of
from api.publish.seed.read_seed import Seed

Form = Literal["text", "json", "github"]


def report(
    folder: Path, documents: Path | None, form: Form = "text", progress: Progress = SILENT
) -> tuple[str, int]:
    """What to print and the exit status: 0 without faults, 1 with some."""
    try:
        findings = findings_of(Seed(folder), progress, documents)
    except Exception as error:  # noqa: BLE001  whatever a seed holds, a check ends in sentences
        message = f"the check itself failed: {type(error).__name__}: {error}"
        findings = Findings([Fault(folder.name, 1, "unexpected", message, "report this")])
    faults, warnings = sorted(set(findings.faults)), sorted(set(findings.warnings))
    status = 1 if faults else 0
    if form == "json":
        found = {"faults": [*map(_fields, faults)], "warnings": [*map(_fields, warnings)]}
        return json.dumps(found, ensure_ascii=False, indent=2), status
    if form == "github":
        return "\n".join(map(_annotation, [*faults, *warnings])), status
    lines = [*map(str, sorted([*faults, *warnings]))]
    return "\n".join([*lines, _sum(len(faults), len(warnings))]), status


def _sum(faults: int, warnings: int) -> str:
    said = _count(faults, "fault") if faults else "no faults"
    more = f" and {_count(warnings, 'warning')}" if warnings else ""
    return f"The seed has {said}{more}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _fields(fault: Fault) -> dict[str, str | int]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "code": fault.code,
        "message": fault.message,
        "mend": fault.mend,
    }


def _annotation(fault: Fault) -> str:
    """A workflow command that GitHub shows beside the line."""
    where = {"file": fault.file, "line": fault.line, "col": fault.column, "title": fault.code}
    properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in where.items())
    mend = f"; {fault.mend}" if fault.mend else ""
    kind = "warning" if fault.warning else "error"
    return f"::{kind} {properties}::{_escaped(fault.message + mend)}"


def _escaped(text: str, also: str = "") -> str:
    for sign in f"%\r\n{also}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
