"""Log lines: JSON where asked for, and a fault once a minute."""

import json
import logging
import logging.config
from io import StringIO

import pytest

from api.http.edge.logs import QUIET_SECONDS, JsonLines, OncePerMinute, log_config
from api.settings import Settings


class Clock:
    """Time that passes where a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("api.http.edge.logs.time", clock)
    return clock


@pytest.fixture
def written() -> tuple[logging.Logger, StringIO]:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(OncePerMinute())
    handler.setFormatter(JsonLines())
    logger = logging.Logger("pledgebook.test")
    logger.addHandler(handler)
    return logger, stream


def fail(logger: logging.Logger, number: int) -> None:
    try:
        raise RuntimeError(f"inside {number}")
    except RuntimeError:
        logger.exception("request %s failed", number)


def test_a_fault_is_written_once_a_minute(
    clock: Clock, written: tuple[logging.Logger, StringIO]
) -> None:
    logger, stream = written
    for number in range(100):
        fail(logger, number)
    assert len(stream.getvalue().splitlines()) == 1
    clock.now += QUIET_SECONDS
    fail(logger, 100)
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert first["message"] == "request 0 failed"
    assert "inside 0" in first["exception"]
    assert second["message"] == "request 100 failed (99 more since)"


def test_other_faults_and_lines_that_are_none_are_not_held_back(
    clock: Clock, written: tuple[logging.Logger, StringIO]
) -> None:
    logger, stream = written
    for number in range(3):
        fail(logger, number)
        logger.warning("the disk is full")
        logger.info("request %s", number)
        try:
            raise ValueError
        except ValueError:
            logger.exception("request %s failed", number)
    levels = [json.loads(line)["level"] for line in stream.getvalue().splitlines()]
    assert sorted(levels) == ["ERROR", "ERROR", "INFO", "INFO", "INFO", "WARNING"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_configuration_is_one_that_python_takes(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("pledgebook", "uvicorn", "asyncio")
    before = {name: logging.getLogger(name).__dict__.copy() for name in names}
    try:
        logging.config.dictConfig(log_config(Settings.model_validate({"log_format": form})))
        logging.getLogger("pledgebook.http").info("a \n line")
        logging.getLogger("pledgebook.access").info("%s", "GET /", extra={"fields": {"status": 1}})
        printed = capsys.readouterr().err
    finally:
        for name, state in before.items():
            logging.getLogger(name).__dict__.update(state)
            logging.getLogger(name)._cache.clear()  # type: ignore[attr-defined]
    if form == "json":
        first, second = map(json.loads, printed.splitlines())
        assert (first["message"], second["status"]) == ("a \n line", 1)
    else:
        assert "INFO pledgebook.http a" in printed
