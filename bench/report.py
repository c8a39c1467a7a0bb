"""RESULTS.md: the rows of the table of goals with what was measured, then the figures they rest on,
so that anyone can judge them.
"""

from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.findings import Findings
from bench.goals import Row

_MIB = 2**20


def write_results(
    path: Path, findings: Findings, rows: list[Row], machine: list[str], command: str
) -> None:
    """Write the report."""
    blocks = [
        _head(findings, machine, command),
        _goals(rows),
        _requests(findings),
        _exports(findings),
        _others(findings),
    ]
    if findings.notes:
        blocks.append("## Not measured\n\n" + "\n".join(f"* {note}" for note in findings.notes))
    path.write_text("\n\n".join(block for block in blocks if block) + "\n", encoding="utf-8")


def _head(findings: Findings, machine: list[str], command: str) -> str:
    day = datetime.now(UTC).date().isoformat()
    lines = "\n".join(
        f"* {line}"
        for line in (*machine, f"{findings.projects:,} synthetic projects", f"`{command}`, {day}")
    )
    return (
        "# What was measured\n\nHow, and against whom: [README.md](README.md). Judge by the "
        f"ratios: figures of one run share one machine.\n\n{lines}"
    )


def _goals(rows: list[Row]) -> str:
    verdict = {True: "met", False: "**missed**", None: "not measured"}
    lines = [f"| {row.what} | {row.measured} | {row.goal} | {verdict[row.met]} |" for row in rows]
    met, judged = sum(row.met is True for row in rows), sum(row.met is not None for row in rows)
    return "\n".join(
        [
            f"## Goals: {met} of {judged} met",
            "",
            "| what | measured | goal | |",
            "|---|--:|--:|---|",
            *lines,
        ]
    )


def _requests(findings: Findings) -> str:
    lines = [
        "## Requests",
        "",
        "| scenario | server | CPU µs a request | requests/s | p50 ms | p99 ms |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for scenario, results in findings.results.items():
        for name, one in results.items():
            figures = (
                f"{median(one.cpu):,.0f} | {median(one.rate):,.0f} | {median(one.half):,.2f} | "
                f"{median(one.most):,.2f}"
            )
            lines.append(f"| {scenario} | {name} | {figures} |")
    return "\n".join(lines)


def _exports(findings: Findings) -> str:
    if not findings.downloads:
        return ""
    lines = [
        "## Exports",
        "",
        "| export | rows | rows/s | CPU s | first byte ms | memory growth MiB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, downloads in findings.downloads.items():
        rate, cpu = (
            median(one.rows_a_second for one in downloads),
            median(one.processor_seconds for one in downloads),
        )
        first, growth = (
            median(one.first_byte for one in downloads) * 1000,
            max(one.growth for one in downloads) / _MIB,
        )
        lines.append(
            f"| {name} | {downloads[0].rows:,} | {rate:,.0f} | {cpu:,.2f} | {first:,.0f} | "
            f"{growth:,.1f} |"
        )
    return "\n".join(lines)


def _others(findings: Findings) -> str:
    lines = ["## Memory, starts, builds", "", "| what | measured |", "|---|--:|"]
    lines += [
        f"| memory of {name} after its rounds | {size / _MIB:,.0f} MiB |"
        for name, size in findings.memory.items()
    ]
    lines += [
        f"| cold start of {name} | {median(times) * 1000:,.0f} ms |"
        for name, times in findings.starts.items()
    ]
    for one in findings.publications:
        speed = f"{one.seconds:,.1f} s, {one.claims_a_second:,.0f} claims/s"
        said = (
            f"{speed}, at most {one.resident_bytes / _MIB:,.0f} MiB, file of "
            f"{one.file_bytes / _MIB:,.0f} MiB"
        )
        lines.append(f"| publishing {one.projects:,} projects, {one.claims:,} claims | {said} |")
    return "\n".join(lines)
