"""Scanned issues in METS and ALTO become articles, in the order in which they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import ImportStory

from archivegen.importer.item import Item
from archivegen.importer.options import Options
from archivegen.importer.sources import alto
from archivegen.importer.sources.table import recognised
from story import CONFIG

NAMESPACES = (
    'xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)
MODS = (
    '<mets:dmdSec ID="ISSUE"><mets:mdWrap><mets:xmlData><mods:mods><mods:titleInfo><mods:title>'
    "The Evening Star</mods:title></mods:titleInfo><mods:originInfo><mods:dateIssued>19020905"
    '</mods:dateIssued></mods:originInfo><mods:part><mods:detail type="volume"><mods:number>12'
    '</mods:number></mods:detail><mods:detail type="issue"><mods:number>415</mods:number>'
    "</mods:detail></mods:part></mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>"
    '<mets:dmdSec ID="ART1"><mets:mdWrap><mets:xmlData><mods:mods><mods:titleInfo><mods:title>'
    "The lamp is lit</mods:title></mods:titleInfo><mods:name><mods:namePart>Iris Calloway"
    "</mods:namePart></mods:name></mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>"
)
PHYSICAL = "".join(
    f'<mets:div TYPE="PAGE" ORDER="{number}"><mets:fptr FILEID="P{number}"/></mets:div>'
    for number in (1, 2)
)


def area(*blocks: str) -> str:
    """A pointer to blocks, `P1_TB1` of the file `P1`."""
    areas = "".join(
        f'<mets:area FILEID="{block.partition("_")[0]}" BEGIN="{block}" BETYPE="IDREF"/>'
        for block in blocks
    )
    return f"<mets:fptr><mets:seq>{areas}</mets:seq></mets:fptr>"


def div(kind: str, inside: str, **said: str) -> str:
    written = "".join(f' {key}="{value}"' for key, value in said.items())
    return f'<mets:div TYPE="{kind}"{written}>{inside}</mets:div>'


def mets(inside: str, head: str = MODS) -> str:
    files = "".join(
        f'<mets:file ID="P{number}"><mets:FLocat xlink:href="file://./alto/p{number}.xml"/>'
        "</mets:file>"
        for number in (1, 2)
    )
    return (
        f"<mets:mets {NAMESPACES}>{head}<mets:fileSec><mets:fileGrp>{files}</mets:fileGrp>"
        f'</mets:fileSec><mets:structMap TYPE="PHYSICAL"><mets:div>{PHYSICAL}</mets:div>'
        f'</mets:structMap><mets:structMap TYPE="LOGICAL">'
        f"{div('Newspaper', inside, DMDID='ISSUE')}</mets:structMap></mets:mets>"
    )


def page(**blocks: str) -> str:
    """A page of ALTO; lines are parted by a slash, and a word may have its attributes behind it."""
    written = ""
    for name, text in blocks.items():
        lines = "".join(
            f"<TextLine>{''.join(map(word, line.split()))}</TextLine>" for line in text.split("/")
        )
        written += f'<TextBlock ID="{name}">{lines}</TextBlock>'
    return (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page ID="x"><PrintSpace>'
        f"{written}</PrintSpace></Page></Layout></alto>"
    )


def word(text: str) -> str:
    """`lamp` is certain to 0.9, `lamp~0.5` to 0.5; `har+harbour` and `bour=harbour` are parts."""
    text, _, certain = text.partition("~")
    for sign, part in (("+", "HypPart1"), ("=", "HypPart2")):
        if sign in text:
            half, _, whole = text.partition(sign)
            said = f'CONTENT="{half}" SUBS_TYPE="{part}" SUBS_CONTENT="{whole}"'
            return f'<String {said} WC="{certain or 0.9}"/><SP/>'
    hyphen = '<HYP CONTENT="-"/>' if text.endswith("_") else "<SP/>"
    return f'<String CONTENT="{text.removesuffix("_")}" WC="{certain or 0.9}"/>{hyphen}'


def issue(
    tmp_path: Path, logical: str, first: str, second: str = "", **options: float
) -> list[Item]:
    """The items of an issue, without those of its files."""
    folder = tmp_path / "1902"
    (folder / "alto").mkdir(parents=True, exist_ok=True)
    (folder / "mets.xml").write_text(mets(logical))
    (folder / "alto/p1.xml").write_text(first)
    if second:
        (folder / "alto/p2.xml").write_text(second)
    assert recognised(folder) == "alto"
    found = alto.read([folder], Options(**options))  # type: ignore[arg-type]
    return [item for item in found if not item.id.endswith(".xml")]


def test_an_article_over_two_pages_with_all_that_it_has(tmp_path: Path) -> None:
    article = div(
        "ARTICLE",
        div("HEADING", div("TITLE", area("P1_TB1")) + div("SUBTITLE", area("P1_TB2")))
        + div("BODY", div("PARAGRAPH", area("P1_TB3", "P2_TB1"), ORDER="2")
              + div("PARAGRAPH", area("P1_TB4"), ORDER="1")),
        ID="A1", DMDID="ART1",
    )  # fmt: skip
    (item,) = issue(
        tmp_path,
        div("SECTION", article, LABEL="Harbour"),
        page(P1_TB1="THE LAMP IS LIT.", P1_TB2="Ships can see", P1_TB3="Two boats/went out of the",
             P1_TB4="It is dusk."),
        page(P2_TB1="harbour today."),
    )  # fmt: skip
    assert {key: field.value for key, field in item.fields.items()} == {
        "headline": "The lamp is lit", "date": "1902-09-05", "authors": ("Iris Calloway",),
        "summary": "Ships can see",
        "print": {"volume": "12", "number": "415", "section": "Harbour",
                  "page": "1-2", "publication": "The Evening Star"},
    }  # fmt: skip
    assert item.body.text == "It is dusk.\n\nTwo boats went out of the harbour today."
    assert (item.id, item.origin) == ("mets.xml#A1", "mets.xml#A1, page 1-2")
    assert item.body.confidence == pytest.approx(0.9)
    assert not item.notes


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("the har+harbour/bour=harbour is", "the harbour is"),
        ("the (har+harbour/bour,=harbour is", "the (harbour, is"),
        ("the bour=harbour is", "the bour is"),
        ("one a+ab/b=ab c+cd/d=cd", "one ab cd"),
        ("the har+harbour", "the harbour"),
        ("exam_/ple of Gull_/Point", "example of Gull-Point"),
        ("well-/known", "well- known"),
    ],
)
def test_hyphenated_words_are_one(tmp_path: Path, block: str, text: str) -> None:
    (item,) = issue(tmp_path, div("ARTICLE", area("P1_TB1"), ID="A"), page(P1_TB1=block))
    assert item.body.text == text


def test_a_word_over_two_paragraphs_and_what_was_joined_is_counted(tmp_path: Path) -> None:
    article = div("ARTICLE", area("P1_TB1", "P2_TB1"), ID="A")
    pages = page(P1_TB1="the har+harbour"), page(P2_TB1="bour=harbour. Then exam_/ple")
    (item,) = issue(tmp_path, article, *pages)
    assert item.body.text == "the harbour.\n\nThen example"
    assert item.counts == {"hyphenated words joined": 1, "words joined by their hyphen alone": 1}


@pytest.mark.parametrize(("least", "told"), [(0.7, True), (0.6, False)])
def test_words_that_are_not_certain_want_attention(
    tmp_path: Path, least: float, *, told: bool
) -> None:
    block = page(P1_TB1="one~0.5 two~0.8")
    (item,) = issue(tmp_path, div("ARTICLE", area("P1_TB1"), ID="A"), block, confidence=least)
    assert item.body.confidence == pytest.approx(0.65)
    weights = [(note.weight, note.kind) for note in item.notes]
    assert weights == ([("attention", "words that are not certain")] if told else [])


def test_what_is_no_article_is_counted_and_what_is_missing_is_told(tmp_path: Path) -> None:
    logical = (
        div("ARTICLE", area("P1_TB1", "P2_TB1", "P1_TB9"), ID="A", LABEL="Lit")
        + div("ADVERTISEMENT", area("P1_TB2"), ID="B")
        + div("TITLE_SECTION", area("P1_TB2"), ID="C")
    )
    lit, other, title = issue(tmp_path, logical, page(P1_TB1="Words", P1_TB2="Soap"))
    assert [note.kind for note in lit.notes if note.weight == "held"] == [
        "pages that are not there",
        "blocks that are not there",
    ]
    assert lit.fields["headline"].value == "Lit"
    assert other.skip == "a division of the type `advertisement`, no article"
    assert title.skip == "a division of the type `titlesection`, no article"


def test_files_that_are_hostile_do_no_harm(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(page(P1_TB1="secret"))
    bomb = (
        f'<!DOCTYPE alto [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "{secret.as_uri()}">]>'
        '<alto><Layout><Page><TextBlock ID="P1_TB1"><TextLine><String CONTENT="&a;&b;x"/>'
        "</TextLine></TextBlock></Page></Layout></alto>"
    )
    article = div("ARTICLE", area("P1_TB1"), ID="A")
    (item,) = issue(tmp_path, article, bomb)
    assert "secret" not in repr(item)
    nested = f"<alto><Layout><Page>{'<ComposedBlock>' * 1500}</Page></Layout></alto>"
    (item,) = issue(tmp_path, article, nested)
    assert item.notes[0].weight == "held"
    far = div("ARTICLE", div("P", area("P1_TB1"), ORDER="9" * 5000), ID="A")
    (item,) = issue(tmp_path, far, page(P1_TB1="Words"))
    assert item.body.text == "Words"
    folder = tmp_path / "1902"
    (folder / "mets.xml").write_text(mets(article).replace("./alto/p1.xml", "../secret.xml"))
    found = {item.id: item for item in alto.read([folder], Options())}
    assert "secret" not in found["mets.xml#A"].body.text
    assert found["alto/p1.xml"].skip == "no METS file names it"


def test_a_site_of_scanned_issues_builds_and_the_report_has_the_numbers(tmp_path: Path) -> None:
    config = CONFIG + 'default_section = "News"\n'
    story = ImportStory(tmp_path, config=config.replace("The Test Gazette", "The Evening Star"))
    logical = div("ARTICLE", div("TITLE", area("P1_TB1")) + area("P1_TB2"), ID="A")
    logical += div("ARTICLE", div("TITLE", area("P1_TB1")) + area("P2_TB1"), ID="B")
    story.put("mets.xml", mets(logical)).put("alto/p2.xml", page(P2_TB1="1.~0.5 Wor*ds~0.5"))
    story.put("alto/p1.xml", page(P1_TB1="Lamp lit", P1_TB2="Two boats <i>went"
                                  .replace("<", "&lt;")))  # fmt: skip
    story.run("alto").build()
    written = story.text("content/1902/09/lamp-lit.md")
    assert 'print:\n  volume: "12"\n  number: "415"\n  page: "1"\n' in written
    assert "publication" not in written
    assert "Two boats &lt;i>went" in written
    entry = story.entries["mets.xml#A"]
    assert entry.confidence == pytest.approx(0.9)
    assert story.entries["mets.xml#B"].state == "attention"
    report = story.text("imports/old/report.md")
    assert "0.80 of 1 on average." in report
    assert "| 1 | 0.9 to 1.0 |\n| 1 | 0.7 to 0.8 |" in report
    assert story.has("1902/09/05/lamp-lit/index.html")
    again = story.files()
    assert story.run("alto").files() == again
