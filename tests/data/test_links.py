"""Every claim links to its words: each address is read as browsers read it, and found in the
documents as they find it.
"""

from pathlib import Path
from urllib.parse import unquote

from api.base.text_fragment import occurrences
from tests.asking import asking


def test_every_link_lands_on_its_quote(seeded_sqlite_url: str, documents_dir: Path) -> None:
    with asking(seeded_sqlite_url) as api:
        urls = {one["id"]: one for one in api.walk("/v1/documents")}
        claims = list(api.walk("/v1/claims?limit=500"))
    lines = {
        name: (documents_dir / one["file_name"]).read_text(encoding="utf-8").split("\n")
        for name, one in urls.items()
    }
    unique = 0
    for claim in claims:
        text = lines[claim["document_id"]]
        url, _, directive = claim["source_url"].partition("#:~:text=")
        assert url == urls[claim["document_id"]]["url"]
        parts = directive.split(",")
        prefix = unquote(parts.pop(0).removesuffix("-")) if parts[0].endswith("-") else None
        suffix = unquote(parts.pop().removeprefix("-")) if parts[-1].startswith("-") else None
        (quote,) = map(unquote, parts)
        assert (quote, prefix, suffix) == (claim["quote"], claim["prefix"], claim["suffix"])
        found = list(occurrences(text, quote, prefix, suffix))
        assert found, f"no browser finds {claim['source_url']}"
        line, start = found[0]
        if claim["source_url_unique"]:
            unique += 1
            assert found == [(claim["line"] - 1, claim["start"])], claim["source_url"]
        before = len(text[line][:start].rstrip()) - len(prefix) if prefix else start
        after = text[line][start + len(quote) :]
        end = len(text[line]) - len(after.lstrip()) + len(suffix) if suffix else start + len(quote)
        assert len(text[line][before:end].split()) <= 8, claim["source_url"]
    assert unique > 0.97 * len(claims)
