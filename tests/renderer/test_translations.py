"""The theme in other languages: every word of it, a site's own words, what is wrong with them."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from archivegen.config.paths import theme_folder
from archivegen.renderer.i18n import read_words
from catalogs import LANGUAGES, path_of, untranslated, updated
from story import Story

PAGE = "2024/05/01/a/index.html"
NAMES = {"APA", "BibTeX", "CSL-JSON", "Chicago", "RIS"}
"""What has no other name in other languages."""

OWN = 'msgid "Archive"\nmsgstr "Attic"\n'


def written(site: Story, language: str, catalog: str = "", tag: str = "") -> Story:
    site.configure(f'language = "{language}"')
    if catalog:
        site.write(f"templates/locales/{tag or language}.po", catalog)
    return site.article("a.md", authors=["Ann", "Bo"], tags=["Sea"])


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_catalog_has_just_the_words_of_the_templates(tag: str) -> None:
    if "ARCHIVEGEN_REWRITE_GOLDENS" in os.environ:
        path_of(tag).parent.mkdir(exist_ok=True)
        path_of(tag).write_text(updated(tag), encoding="utf-8", newline="\n")
    assert path_of(tag).read_text(encoding="utf-8") == updated(tag)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_catalogs_can_be_read_and_say_what_is_missing(
    tag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word without a translation is shown in English: it fails nobody, and is listed."""
    assert read_words([theme_folder()], tag).problems == ()
    if "ARCHIVEGEN_REWRITE_GOLDENS" in os.environ:
        with capsys.disabled():
            for message in untranslated(tag):
                sys.stdout.write(f"\n{path_of(tag).name}: not translated yet: {message}")


@pytest.mark.parametrize("plural", [False, True])
def test_a_word_without_a_translation_is_listed_and_shown_in_english(
    site: Story, monkeypatch: pytest.MonkeyPatch, plural: bool
) -> None:
    word = "%(count)s article" if plural else "Archive"
    with path_of("es").open("rb") as file:
        catalog = read_po(file, locale="es")
    message = catalog.get(word)
    assert message is not None
    message.string = ("",) * catalog.num_plurals if plural else ""
    text = io.BytesIO()
    write_po(text, catalog)
    theme = site.root / "theme"
    shutil.copytree(theme_folder(), theme)
    (theme / "locales" / "es.po").write_bytes(text.getvalue())
    monkeypatch.setattr("catalogs.theme_folder", lambda: theme)
    assert untranslated("es") == [word]
    words = read_words([theme], "es").catalog
    assert words.ngettext(word, "%(count)s articles", 2) == "%(count)s articles" or not plural
    assert words.gettext("Archive") == ("Archivo" if plural else "Archive")


def test_no_word_of_a_template_stands_outside_a_message() -> None:
    """Between tags and in the attributes that people are told, there is nothing but expressions."""
    code = re.compile(r"{#.*?#}|{% trans.*?{% endtrans %}|{%.*?%}|{{.*?}}", re.DOTALL)
    told = re.compile(r"(?:aria-label|alt|title|placeholder)=\"([^\"]*)\"|>([^<]*)<|\A([^<]*)<")
    attribute = re.compile(r"[\w-]+=\"[^\"]*\"")
    for path in theme_folder().glob("*.html"):
        text = code.sub("", path.read_text(encoding="utf-8"))
        words = {attribute.sub("", word) for found in told.findall(text) for word in found}
        assert not {word for word in words if re.search(r"[^\W\d]{2}", word)} - NAMES, path.name


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ("Portada", "Archivo", "1 artículo", "Temas", "Por ")),
        ("fr", ("À la une", "Archives", "1 article", "Thèmes", "Par ")),
        ("de", ("Startseite", "Archiv", "1 Artikel", "Themen", "Von ")),
        ("ar", ("الصفحة الأولى", "الأرشيف", "مقال واحد", "المواضيع")),
        ("zh", ("首页", "文章库", "1 篇文章", "话题")),
        ("zh-Hant", ("首頁", "文章庫", "1 篇文章", "主題")),
    ],
)
def test_the_theme_speaks_the_language(site: Story, language: str, words: tuple[str, ...]) -> None:
    written(site, language).build()
    pages = site.page("2024/05/01/index.html") + site.page(PAGE)
    for word in words:
        assert word in pages, word
    for word in ("Front page", ">Archive<", ">Topics<", ">By ", "Skip to"):
        assert word not in pages


def test_a_language_is_looked_up_without_its_region(site: Story) -> None:
    written(site, "fr-CA").build()
    assert "Archives" in site.page("index.html")


@pytest.mark.parametrize(
    ("language", "archive"),
    [("zh-TW", "文章庫"), ("zh-HK", "文章庫"), ("zh-Hans-TW", "档案"), ("sr-Latn", "Archive")],
)
def test_a_language_is_not_looked_up_in_another_script(
    site: Story, language: str, archive: str
) -> None:
    of_usual_script = 'msgid "Archive"\nmsgstr "档案"\n'
    written(site, language, of_usual_script, tag=language.partition("-")[0]).build()
    page = site.page("index.html")
    assert f'lang="{language}"' in page
    assert f">{archive}<" in page
    assert ("首页" in page) == ("Hans" in language)


def test_words_of_the_parent_locale_stand_in(site: Story, tmp_path: Path) -> None:
    """What a catalog lacks is taken from the next one, up to that of the theme."""
    for tag, message in [("zh-Hant", "Archive"), ("zh-Hant-HK", "Topics"), ("es-419", "Archive")]:
        site.write(f"templates/locales/{tag}.po", f'msgid "{message}"\nmsgstr "{tag}"\n')
    folders = [site.root / "templates", theme_folder()]
    macao, mexico = (read_words(folders, tag).catalog for tag in ("zh-MO", "es-MX"))
    assert macao.gettext("Archive") == "zh-Hant"
    assert macao.gettext("Topics") == "zh-Hant-HK"
    assert macao.gettext("Front page") == "首頁"
    assert mexico.gettext("Archive") == "es-419"
    assert mexico.gettext("Topics") == "Temas"


def test_authors_are_listed_as_the_language_lists_them(site: Story) -> None:
    written(site, "fr").build()
    byline = re.sub("<[^>]*>", "", re.search(r'class="byline">(.*)</p>', site.page(PAGE))[1])  # type: ignore[index]
    assert byline == "Par Ann et Bo"


def test_a_site_has_words_of_its_own(site: Story) -> None:
    written(site, "en", OWN).build()
    assert ">Attic</a>" in site.page("index.html")
    assert ">Topics</a>" in site.page("index.html")


def test_a_site_overrides_words_of_the_theme(site: Story) -> None:
    written(site, "de", 'msgid "Archive"\nmsgstr "Dachboden"\n').build()
    assert ">Dachboden</a>" in site.page("index.html")
    assert ">Themen</a>" in site.page("index.html")


def test_a_site_adds_a_language(site: Story) -> None:
    words = 'msgid "%(count)s article"\nmsgid_plural "%(count)s articles"\n'
    forms = 'msgstr[0] "%(count)s artykuł"\nmsgstr[1] "%(count)s artykuły"\n'
    written(site, "pl", words + forms + 'msgstr[2] "%(count)s artykułów"\n').build()
    assert "1 artykuł<" in site.page("news/index.html")
    for number in range(2):
        site.article(f"{number}.md")
    site.build()
    assert "3 artykuły<" in site.page("news/index.html")


@pytest.mark.parametrize("language", ["es", "fr", "fr-CA"])
def test_a_site_counts_as_the_catalog_of_the_theme_does(site: Story, language: str) -> None:
    """Babel's own rule for these languages has two forms or three, from version to version."""
    words = 'msgid "%(count)s article"\nmsgid_plural "%(count)s articles"\n'
    forms = 'msgstr[0] "%(count)s texte"\nmsgstr[1] "%(count)s textes"\n'
    written(site, language, words + forms, tag=language.split("-", maxsplit=1)[0]).build()
    assert "1 texte<" in site.page("news/index.html")
    site.article("b.md").build()
    assert "2 textes<" in site.page("news/index.html")


def test_a_catalog_says_how_it_counts(site: Story) -> None:
    header = 'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    words = 'msgid "%(count)s article"\nmsgid_plural "%(count)s articles"\n'
    written(site, "fr", header + words + 'msgstr[0] "%(count)s texte"\n').build()
    site.article("b.md").build()
    assert "2 texte<" in site.page("news/index.html")


def test_other_words_are_rendered_again(site: Story) -> None:
    written(site, "en", OWN).build()
    site.write("templates/locales/en.po", OWN.replace("Attic", "Cellar")).build()
    assert dict(site.report.explanations)[PAGE] == "words changed"
    site.assert_clean()
    site.delete("templates/locales/en.po").build().assert_clean()
    assert ">Archive</a>" in site.page("index.html")


@pytest.mark.parametrize(
    ("catalog", "place"),
    [
        ('msgid "Archive', "1:1: not a catalog"),
        ('msgid "Archive"\nmsgstr "A"\nx\n', "3:1: not a catalog"),
        ('# A\nmsgid "By %(authors)s"\nmsgstr "%(author)s"\n', "2:1: there is no `%(author)s`"),
        ('msgid "Archive"\nmsgstr "100 %"\n', "1:1: a `%` that is no placeholder"),
        (
            'msgid "%(count)s article"\nmsgid_plural "%(count)s articles"\nmsgstr[0] "x"\n',
            "1:1: 1 forms for a number of things, not 2",
        ),
        (b'msgid "Archive"\nmsgstr "\xff"\n', "1:1: not a catalog"),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_catalog_is_told_with_its_line(
    site: Story, catalog: str | bytes, place: str, workers: int
) -> None:
    written(site, "en").build()
    site.write("templates/locales/en.po", catalog).fail(workers=workers)
    assert [told for told in site.places() if told.startswith(f"templates/locales/en.po:{place}")]
    assert len(site.problems) == 1


def test_words_are_read_for_the_language_of_the_site_alone(tmp_path: Path) -> None:
    before = read_words([tmp_path], "de").digest
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "fr.po").write_text(OWN)
    assert read_words([tmp_path], "de").digest == before
    (tmp_path / "locales" / "de.po").write_text(OWN)
    assert read_words([tmp_path], "de").digest != before


def test_lines_of_chinese_and_japanese_stand_further_apart(site: Story) -> None:
    """Headlines are less tight, and a section's name keeps a distance from the one below it."""
    css = (theme_folder() / "assets" / "style.css").read_text(encoding="utf-8")
    usual, dense = (
        dict(re.findall(r"(--\w+): ([^;]+);", match[1]))
        for selector in (r'\[dir="ltr"\]', r"\[lang\]:is\(:lang\(zh\), :lang\(ja\), :lang\(ko\)\)")
        if (match := re.search(rf"^\s*{selector} {{(.*)}}", css, re.MULTILINE))
    )
    assert float(dense["--leading"]) > float(usual["--leading"])
    assert "h1 { line-height: var(--leading);" in css
    written(site, "zh-Hant").article("b.md", language="ja").build()
    page = site.page("2024/05/01/b/index.html")
    assert '<html lang="zh-Hant" dir="ltr">' in page
    assert '<article class="story" lang="ja" dir="ltr">' in page
    assert re.search(r'<nav class="trail"[^>]* lang="zh-Hant"[^>]*>\n<ol>', page)
