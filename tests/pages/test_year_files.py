"""Files of whole years: what is in them, what changes them, and that they are the same bytes."""

from __future__ import annotations

import gzip
import json
import shutil

from test_data import valid

from archivegen.pages.machines.year_files import SUFFIX
from archivegen.system.gzip_parts import gzipped
from story import Story

ON = "[indexes]\njsonl = true\n"
YEAR = "archive/2024.jsonl.gz"


def lines(site: Story, path: str = YEAR) -> list[str]:
    return gzip.decompress((site.paths.output / path).read_bytes()).decode().split("\n")[:-1]


def year_files(site: Story) -> set[str]:
    return {path for path in site.written if path.endswith(SUFFIX)}


def test_a_year_has_its_listed_articles_with_their_texts(site: Story) -> None:
    site.article("b.md", "To [a](a.md).", translation_of="a.md", language="de")
    site.article("a.md", "One.", date="2024-03-01", tags=["Sea"]).article("year.md", date="2024")
    site.article("secret.md", listed=False).article("draft.md", draft=True)
    site.article("later.md", date="2026-01-01").article("old.md", date="1923-07-01")
    assert not site.build().has(YEAR)
    site.configure(f"{ON}[alternates]\njson = true\n[headers]\nfile = true\n").build()
    assert year_files(site) == {YEAR, "archive/1923.jsonl.gz"}
    assert [valid(line)["headline"] for line in lines(site)] == ["Year", "A", "B"]
    beside = [f"{valid(line)['url'].partition('.example/')[2]}index.json" for line in lines(site)]
    assert [f"{line}\n" for line in lines(site)] == [site.page(path) for path in beside]
    at = "https://gazette.example/archive"
    assert valid(site.page("archive/index.json"))["years"] == [
        {"year": 1923, "count": 1, "url": f"{at}/1923.jsonl.gz"},
        {"year": 2024, "count": 3, "url": f"{at}/2024.jsonl.gz"},
    ]
    link = '<link rel="alternate" type="application/gzip" href="/archive/2024.jsonl.gz">'
    assert link in site.page("2024/index.html")
    assert "/*.jsonl.gz\n  Content-Type: application/gzip\n" in site.page("_headers")
    assert YEAR in (site.paths.output / ".archivegen-files").read_text()


def test_an_edit_writes_the_file_of_its_year_alone(site: Story) -> None:
    """And of a year whose articles show another address of what they link to or translate."""
    site.configure(ON).article("a.md", "One.").article("old.md", "To [a](a.md).", date="1923")
    notice = {"type": "superseded", "date": "2024-01-01", "by": "a.md"}
    site.article("noted.md", date="1924", notices=[notice])
    site.article("new.md", translation_of="a.md", language="de", date="2025").build()
    site.article("a.md", "Two.").build().assert_clean()
    assert year_files(site) == {YEAR}
    assert valid(lines(site)[0])["text"] == "Two."
    site.write("templates/404.html", "Not here.").build()
    assert not year_files(site)
    site.article("a.md", "Two.", slug="moved").build().assert_clean()
    assert year_files(site) == {YEAR, *(f"archive/{year}.jsonl.gz" for year in (1923, 1924, 2025))}
    site.delete("content/noted.md").build().assert_clean()
    assert not site.has("archive/1924.jsonl.gz")


def test_a_line_is_made_by_the_templates(site: Story) -> None:
    """One that a site wrote anew with several lines gives one, too; so do boxes."""
    body = "::: fact 'Quote \" \u2028 </script>'\n{{ 7 }} \x1c\n:::\n\n    a\n    b\n"
    site.configure(ON).article("a.md", body, headline='"\\ <b>').build()
    (line,) = lines(site)
    assert valid(line)["headline"] == '"\\ <b>'
    assert "{{ 7 }}" in valid(line)["text"]
    site.write("templates/blocks/fact.html", "<p>{{ title }} box</p>").build().assert_clean()
    assert " box</p>" in json.loads(lines(site)[0])["html"]
    own = '{"url":\n{{ record.url | tojson }},\n"body": {{ bodies[0] | tojson }}\n}\n'
    site.write("templates/article.json", own).build().assert_clean()
    assert [*json.loads(lines(site)[0])] == ["url", "body"]
    site.write("templates/article.json", "{{ nothing.there }}").fail()
    assert site.problems[-1].path == "templates/article.json"


def test_a_preview_leaves_it_as_it_stands(site: Story) -> None:
    site.configure(ON).article("a.md", "One.").build()
    site.article("a.md", "Two.").build(reindex=False)
    assert "2024/05/01/a/index.html" in site.written
    assert not year_files(site)
    site.build(reindex=True).assert_clean()
    assert year_files(site) == {YEAR}


def test_what_stands_is_not_written_again(site: Story) -> None:
    """Though all that is known of it be lost; and what was damaged is."""
    site.configure(ON).article("a.md").build()
    shutil.rmtree(site.root / ".archivegen")
    site.build()
    assert not site.written
    site.write(f"public/{YEAR}", b"damaged").build().assert_clean()


def test_a_file_is_the_same_on_every_system() -> None:
    data = b"".join(gzipped([b"One\n", b"", b"Two\n"]))
    assert gzip.decompress(data) == b"One\nTwo\n"
    # No time and no system: RFC 1952, 2.3.1.
    assert data[4:8] == b"\0\0\0\0"
    assert data[9] == 255
    assert gzip.decompress(b"".join(gzipped([]))) == b""
