"""How log lines are written: as text or as JSON, a fault at most once a minute. Never raises."""

import json
import logging
import time
from datetime import UTC, datetime
from typing import Any

from api.base.bounded import Lru
from api.settings import Settings

QUIET_SECONDS = 60
_MOST_FAULTS = 1000  # that are told apart
_TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class OncePerMinute(logging.Filter):
    """Lets a warning or an error pass once a minute, and says how many were held back; faults are
    told apart by what raised them and where.
    """

    def __init__(self) -> None:
        super().__init__()
        self._seen: Lru[object, tuple[float, int]] = Lru(_MOST_FAULTS)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        if record.levelno < logging.WARNING:
            return True
        key = (record.name, record.msg, _place(record))
        since, held = self._seen.get(key) or (0.0, 0)
        now = time.monotonic()
        if since and now - since < QUIET_SECONDS:
            self._seen.put(key, (since, held + 1))
            return False
        self._seen.put(key, (now, 0))
        if held:
            record.msg, record.args = f"{record.getMessage()} ({held} more since)", None
        return True


def _place(record: logging.LogRecord) -> object:
    raised = record.exc_info[1] if record.exc_info else None
    if raised is None:
        return record.lineno
    trace = raised.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return type(raised), trace.tb_frame.f_code if trace else None, trace.tb_lineno if trace else 0


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        fields = getattr(record, "fields", None)
        said |= fields if fields is not None else {"message": record.getMessage()}
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def log_config(settings: Settings) -> dict[str, Any]:
    """The configuration of Python's logging for a server, its own loggers and uvicorn's."""
    lines: dict[str, Any] = (
        {"()": JsonLines} if settings.log_format == "json" else {"format": _TEXT}
    )
    own = {"handlers": ["stderr"], "level": settings.log_level, "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"once": {"()": OncePerMinute}},
        "formatters": {"lines": lines},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "filters": ["once"],
            }
        },
        "loggers": dict.fromkeys(("pledgebook", "uvicorn", "asyncio"), own),
    }
