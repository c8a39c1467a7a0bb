"""A newsroom's questions get the answers that the documents give: figures, sums, days,
disagreements, sources, silences.
"""

from collections.abc import Iterator

import pytest

from tests.asking import Asking, asking
from tests.data.questions import Question, answer_to, questions


@pytest.fixture(scope="module")
def api(seeded_sqlite_url: str) -> Iterator[Asking]:
    with asking(seeded_sqlite_url) as asked:
        yield asked


@pytest.mark.parametrize("question", questions(), ids=lambda one: f"{one.asked} {one.request}")
def test_the_answer_is_what_the_documents_say(api: Asking, question: Question) -> None:
    assert answer_to(api, question) == question.answer, "`make examples` renews the answers"
