"""The one settings class: every choice an operator has, as environment variables `PLEDGEBOOK_…`.
Frozen once read.
"""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.base.database import parse_target
from api.base.errors import SettingsFaults
from api.base.suggest import hint

_HERE = Path(__file__).resolve().parent.parent
_PREFIX = "PLEDGEBOOK_"
_DOCUMENTS = "PLEDGEBOOK_DOCUMENTS"  # the folder of the sources: read by the tests


class Settings(BaseSettings):
    """Read once at start; raises pydantic's ValidationError naming every variable that cannot be
    used.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, frozen=True, extra="ignore", env_ignore_empty=True
    )

    database_url: str = Field(
        default=f"sqlite:///{_HERE / 'var' / 'pledgebook.sqlite'}",
        description="Where the dataset is stored: `sqlite:///absolute/path` or "
        "`postgresql://user:password@host[,host]/name`.",
    )
    seed_dir: Path = Field(default=_HERE / "seed", description="Folder of the seed.")
    public_url: str = Field(
        default="",
        description="Address the API is reached at, without a trailing slash; "
        "empty makes links relative.",
    )
    host: str = Field(default="127.0.0.1", description="Address `pledgebook serve` listens on.")
    port: int = Field(
        default=8000,
        ge=0,
        le=65535,
        description="Port `pledgebook serve` listens on; 0 takes any free one.",
    )
    keep_alive_seconds: int = Field(
        default=75,
        ge=1,
        description="How long an idle connection is kept open, in seconds, also one that was not "
        "used yet: longer than a load balancer in front keeps it, which is often 60.",
    )
    shutdown_seconds: int = Field(
        default=8,
        ge=1,
        description="How long a server that was told to stop lets answers under way finish, in "
        "seconds.",
    )
    stalled_seconds: int = Field(
        default=60,
        ge=1,
        description="After how many seconds a connection is broken whose client stalls: takes "
        "nothing of an answer (on Linux), or has begun a request and not ended its headers.",
    )
    release_check_seconds: float = Field(
        default=1.0,
        gt=0,
        le=2,
        description="How often a running server looks for a new release, in seconds.",
    )
    query_timeout_seconds: float = Field(
        default=10.0, gt=0, description="After how many seconds a query is given up with 503."
    )
    connect_timeout_seconds: float = Field(
        default=3.0,
        gt=0,
        description="After how many seconds without an answer a PostgreSQL host is given up, and "
        "the next one of the database URL is tried.",
    )
    export_timeout_seconds: float = Field(
        default=60.0,
        gt=0,
        description="After how many seconds without a row an export from PostgreSQL is given up; "
        "a large one is sorted before its first row.",
    )
    cache_bytes: int = Field(
        default=64 * 2**20, ge=0, description="Memory for finished answers, in bytes; 0 keeps none."
    )
    pool_size: int = Field(
        default=4,
        ge=1,
        le=64,
        description="PostgreSQL connections, or SQLite readers for long queries.",
    )
    export_slots: int = Field(
        default=4,
        ge=1,
        le=64,
        description="Exports that run at once; one more waits, and gets 503 where none ends.",
    )
    spool_bytes: int = Field(
        default=2**30,
        ge=0,
        description="Disk for workbooks and Parquet files made of late, in bytes; "
        "they are read in parts.",
    )
    open_releases: int = Field(
        default=8,
        ge=1,
        le=200,
        description="Older releases kept open at once; each is opened when it is first asked for.",
    )
    bulk_dir: Path | None = Field(
        default=None,
        description="Folder of files made once a release; empty: beside the SQLite file, "
        "or `var/bulk` in the current folder for PostgreSQL. "
        "They lie in a folder of their own in it, `pledgebook-files`; "
        "nothing else there is touched.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe log line written: DEBUG, INFO, WARNING or ERROR."
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="Form of log lines: text, or json for one object a line."
    )
    access_log: bool = Field(default=False, description="Whether each request is logged.")
    hsts_seconds: int = Field(
        default=0,
        ge=0,
        description="For how long browsers are told to use HTTPS alone for this host, in seconds; "
        "0 tells them nothing. Set it only where HTTPS is served.",
    )
    corrections_url: str = Field(
        default="",
        description="Where the page `/corrections` sends reports of errors: an address in which "
        "`{title}` and `{body}` stand for the report, such as "
        "`https://github.com/owner/name/issues/new?title={title}&body={body}`.",
    )

    security_contact: str = Field(
        default="",
        description="Where faults of security are reported, as `/.well-known/security.txt` names "
        "it: an address that begins with `https:` or `mailto:`; empty: there is no such file.",
    )

    @field_validator("security_contact")
    @classmethod
    def _is_a_contact(cls, value: str) -> str:
        if value and not value.startswith(("https://", "mailto:")):
            raise ValueError("give an address that begins with https:// or mailto:")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str) -> str:
        parse_target(value)
        return value

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc):
            raise ValueError("give scheme and host, such as https://data.example.org")
        if parts.query or parts.fragment:
            raise ValueError("give an address without `?` and `#`")
        return value


def read_settings() -> Settings:
    """The settings of the environment; raises SettingsFaults with a line for each variable that
    cannot be used. What a variable holds is not repeated: it may be a password.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsFaults(
            f"{_variable(str(fault['loc'][0]))}: {_plain(fault['msg'])}. "
            f"It takes: {Settings.model_fields[str(fault['loc'][0])].description}"
            for fault in error.errors()
        ) from error


def unknown_variables() -> list[str]:
    """A sentence for each variable that looks like a setting and is none."""
    known = [_variable(name) for name in Settings.model_fields] + [_DOCUMENTS]
    given = [name for name in os.environ if name.startswith(_PREFIX) and name not in known]
    return [f"{name} is no setting{hint(name, known, 'it is not read.')}" for name in sorted(given)]


def _variable(field: str) -> str:
    return f"{_PREFIX}{field.upper()}"


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ").partition(", unable to parse")[0]
