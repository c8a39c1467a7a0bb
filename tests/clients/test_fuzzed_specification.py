"""The specification as a promise: whatever it allows, and much that it forbids, is asked; nothing ends in 5xx or in an undeclared shape."""

import sys
from pathlib import Path

import pytest

from tests.clients.tools import run

pytestmark = pytest.mark.slow

# A well-formed id of no record is rightly refused, so acceptance of every well-formed value is not asked for.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "allow_header_conformance",
)
EXAMPLES_PER_OPERATION = 15


def test_nothing_asked_of_the_api_breaks_its_specification(specification: Path, live_server: str, tmp_path: Path) -> None:
    budget = ["--max-examples", str(EXAMPLES_PER_OPERATION), "--phases", "examples,coverage,fuzzing", "--seed", "1", "--generation-deterministic"]
    tool = Path(sys.executable).with_name("schemathesis")
    run([tool, "run", specification, "--url", live_server, "--checks", ",".join(CHECKS), "--continue-on-failure", *budget], tmp_path)
