"""The one settings class: every choice an operator has, as environment variables `PLEDGEBOOK_…`.
Frozen once read.
"""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_HERE = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read once at start; raises pydantic's ValidationError naming every variable that cannot be
    used.
    """

    model_config = SettingsConfigDict(
        env_prefix="PLEDGEBOOK_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    database_url: str = Field(
        default=f"sqlite:///{_HERE / 'var' / 'pledgebook.sqlite'}",
        description="Where the dataset is stored: `sqlite:///absolute/path` or `postgresql://user:password@host[,host]/name`.",
    )
    seed_dir: Path = Field(default=_HERE / "seed", description="Folder of the seed.")
    public_url: str = Field(
        default="",
        description="Address the API is reached at, without a trailing slash; "
        "empty makes links relative.",
    )
    host: str = Field(default="127.0.0.1", description="Address `pledgebook serve` listens on.")
    port: int = Field(
        default=8000, ge=1, le=65535, description="Port `pledgebook serve` listens on."
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
    bulk_dir: Path | None = Field(
        default=None,
        description="Folder of files made once a release; empty: beside the SQLite file, "
        "or `var/bulk` in the current folder for PostgreSQL. "
        "They lie in a folder of their own in it, `pledgebook-files`; "
        "nothing else there is touched.",
    )
    log_level: str = Field(
        default="INFO", description="Least severe log line written: DEBUG, INFO, WARNING or ERROR."
    )
    corrections_url: str = Field(
        default="",
        description="Where readers report an error; empty names the README's section instead.",
    )
