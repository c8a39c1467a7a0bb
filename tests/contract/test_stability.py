"""The committed description and the lines of the contract are what the code gives; what a client
may rely on is not dropped.
"""

import json
from typing import Any

import pytest

import api
from api.app import create_app
from api.settings import Settings
from docs import contract
from tests.house.tree import ROOT


def test_the_committed_description_is_what_the_code_gives() -> None:
    found: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(create_app(Settings()).openapi())) == found, "run `make openapi`"


def test_the_committed_lines_are_the_contract() -> None:
    assert contract.removed(contract.committed(), contract.lines()) == [], "these break a client"
    assert contract.lines() == contract.committed(), "run `make openapi` and read the diff"


LINES = ["GET /v1/deals ?limit: integer maximum=500", "Deal.id: string", "Status = signed"]


@pytest.mark.parametrize(
    "line",
    [
        "GET /v1/pacts listPacts",
        "GET /v1/deals ?sort: string",
        "Deal.name: string|null",
        "Status = ended",
        "column deals name: text",
        "problem too_old: 410",
    ],
)
def test_what_is_new_breaks_nobody(line: str) -> None:
    assert contract.removed(LINES, [*LINES, line]) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("GET /v1/deals ?limit: integer maximum=500", "GET /v1/deals ?limit: integer maximum=100"),
        ("Deal.id: string", "Deal.id: integer"),
        ("Deal.id: string", "Deal.id?: string"),
        ("Status = signed", "Status = agreed"),
    ],
)
def test_what_is_gone_or_another_breaks_clients(before: str, after: str) -> None:
    assert contract.removed(LINES, [after if line == before else line for line in LINES]) == [
        before
    ]


def test_a_parameter_that_must_now_be_given_breaks_clients() -> None:
    line = "GET /v1/deals ?key!: string"
    assert contract.removed(LINES, [*LINES, line]) == [line]


def test_a_frozen_contract_is_not_rewritten(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "contract.txt"
    file.write_text("Deal.gone: string\n", encoding="utf-8")
    monkeypatch.setattr(contract, "FILE", file)
    monkeypatch.setattr(api, "__version__", "1.0.0")
    assert contract.main() == 1
    assert "Deal.gone: string" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "Deal.gone: string\n"
    monkeypatch.setattr(api, "__version__", "0.9.0")
    assert contract.main() == 0
    assert file.read_text(encoding="utf-8").splitlines() == contract.lines()
