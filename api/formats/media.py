"""The formats of lists by suffix, and the media type each is sent as."""

CSV = "text/csv; charset=utf-8"
JSONL = "application/jsonl"
MEDIA: dict[str, str] = {
    "csv": CSV,
    "jsonl": JSONL,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
FORMATS: dict[str, str] = {"json": "application/json", **{suffix: media.partition(";")[0] for suffix, media in MEDIA.items()}}
