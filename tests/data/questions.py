"""What a newsroom asks of the dataset, one question a line in `questions.jsonl`: the request, the
place of the answer in what comes back, and the answer. `make examples` renews the answers.
"""

import json
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.servers import pledgebook

FILE = Path(__file__).with_name("questions.jsonl")


class Question(NamedTuple):
    """A request below `/v1/`, the place of the answer (see `pick`) and the answer."""

    asked: str
    request: str
    place: str
    answer: Any


def questions() -> list[Question]:
    """All of them, in the order of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [Question(**json.loads(line)) for line in lines]


def answer_to(api: Asking, question: Question) -> Any:
    """What the API answers to it now."""
    response = api.get(f"/v1/{question.request}")
    return pick({"status_code": response.status_code, **response.json()}, question.place)


def pick(value: Any, place: str) -> Any:
    """What is at a place: keys joined by dots, `*` for each entry, `key=value` for those that have
    it, `length`, `a&b` for several keys.
    """
    step, _, rest = place.partition(".")
    if step == "*":
        return [pick(entry, rest) for entry in value]
    if "=" in step:
        key, _, wanted = step.partition("=")
        value = [entry for entry in value if entry[key] == wanted]
    elif step == "length":
        value = len(value)
    else:
        keys = step.split("&")
        value = [value[key] for key in keys] if len(keys) > 1 else value[step]
    return pick(value, rest) if rest else value


def main() -> None:
    """Publish the real seed into a throw-away database and write the answers."""
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder) / "questions.sqlite")
        pledgebook("migrate", "seed", database_url=url)
        with asking(url) as api:
            renewed = [one._replace(answer=answer_to(api, one)) for one in questions()]
    lines = [json.dumps(one._asdict(), ensure_ascii=False) + "\n" for one in renewed]
    FILE.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
