"""What a newsroom asks of the dataset, and the answers the documents give: figures, sums, days,
disagreements, sources, silences. The questions are in `questions.yaml`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
import yaml


class Question(NamedTuple):
    """A request below `/v1/`, the place of the answer (see `pick`) and the answer."""

    asked: str
    request: str
    place: str
    answer: Any


QUESTIONS = [
    Question(**question)
    for questions in yaml.safe_load(
        Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8")
    ).values()
    for question in questions
]


@pytest.fixture(scope="module")
def client(live_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{live_server}/v1/", timeout=30) as found:
        yield found


def pick(found: Any, place: str) -> Any:
    """What stands at a place: keys joined by dots, `*` for each entry, `key=value` for those that
    have it, `length`, `a&b` for several keys.
    """
    step, _, rest = place.partition(".")
    if step == "*":
        return [pick(entry, rest) for entry in found]
    if "=" in step:
        key, _, value = step.partition("=")
        found = [entry for entry in found if entry[key] == value]
    elif step == "length":
        found = len(found)
    else:
        keys = step.split("&")
        found = [found[key] for key in keys] if len(keys) > 1 else found[step]
    return pick(found, rest) if rest else found


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=[f"{question.asked} {question.request}" for question in QUESTIONS]
)
def test_the_answer_is_what_the_documents_say(client: httpx.Client, question: Question) -> None:
    answer = client.get(question.request)
    assert (
        pick({"status_code": answer.status_code, **answer.json()}, question.place)
        == question.answer
    )
