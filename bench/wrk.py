"""Load by wrk, where it is installed and rounds last whole seconds: it costs the machine less than
a client of ours. Raises RuntimeError.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.load import Load, Request

_SCRIPT = """
local addresses = {{{addresses}}}
local headers = {{{headers}}}
local place = 0
request = function()
    place = place % #addresses + 1
    return wrk.format("GET", addresses[place], headers)
end
"""
_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
_PERCENTILE = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s|m)$", re.MULTILINE)
_TOTAL = re.compile(r"(\d+) requests in ([\d.]+)(us|ms|s|m),")
_WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")


def available(seconds: float) -> bool:
    """Whether a round of that length can be driven by wrk."""
    return shutil.which("wrk") is not None and seconds >= 1


def run_wrk(port: int, requests: Sequence[Request], seconds: float, connections: int) -> Load:
    """The requests in turn for that long. All share the headers of the first."""
    addresses = ", ".join(f'"{request.address}"' for request in requests)
    headers = ", ".join(
        f'["{name}"] = "{value.replace(chr(34), chr(92) + chr(34))}"'
        for name, value in requests[0].headers
    )
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "requests.lua"
        script.write_text(_SCRIPT.format(addresses=addresses, headers=headers))
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{round(seconds)}s",
            "--latency",
            "-s",
            str(script),
            f"http://127.0.0.1:{port}",
        ]
        return read_report(
            subprocess.run(command, capture_output=True, text=True, check=True).stdout
        )


def read_report(text: str) -> Load:
    """What wrk printed, as a load."""
    total, wrong = _TOTAL.search(text), _WRONG.search(text)
    if total is None or wrong is not None:
        raise RuntimeError(f"wrk was answered wrongly or not at all:\n{text}")
    percentiles = {
        share: float(figure) * _UNITS[unit] for share, figure, unit in _PERCENTILE.findall(text)
    }
    return Load(
        float(total[2]) * _UNITS[total[3]],
        int(total[1]),
        percentiles.get("50", 0.0),
        percentiles.get("99", 0.0),
    )
