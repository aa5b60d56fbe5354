"""Slugs: each is usable, and no two names have one."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from slugify import slugify

from archivegen.model.names import are_one_name
from archivegen.model.slugs import (
    ASCII,
    SLUG_BYTES,
    SLUG_LENGTH,
    Slugger,
    Transliteration,
    has_slug,
    slug_of,
)

if TYPE_CHECKING:
    from story import Story

WAYS: tuple[Transliteration, ...] = get_args(Transliteration)
OWN = Slugger("none")
LANGUAGES = st.sampled_from(["en", "de", "el", "uk", "sr-Latn", "zh-Hant", ""])
SLUGGERS = st.builds(Slugger, st.sampled_from(WAYS), LANGUAGES)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=4)


@given(st.text(max_size=200), SLUGGERS)
@example("&#99999999999999999999999999;", ASCII)
@example("x" * 79 + " y", ASCII)
@example("\u0130" * 100, ASCII)
@example("\u0130" * 100, OWN)
@example("\U00020000" * 100, OWN)
@example("CON", OWN)
def test_slugs_are_usable(text: str, slugger: Slugger) -> None:
    for slug in (slugger.of_text(text), slugger.of_name(text), slugger.of_file(f"{text}.md")):
        if slugger.transliterate == "none":
            assert not set(slug) & set(" \t\n/\\.:?#%&\"'<>|*")
            assert slug == slug.strip("-") != ""
        else:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert len(slug) <= SLUG_LENGTH
        assert len(slug.encode()) <= SLUG_BYTES
        assert slugger.of_text(slug) == slug
        assert not re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", slug)
    assert has_slug(text) or slugger.of_text(text).startswith("x-")


@given(st.lists(st.sampled_from(["A", "b ", "-", "_", ",", "1", "é", "&amp;", "\t"])).map("".join))
@example("a" * 79)
@example("a" * 80 + "b")
@example("word " * 40)
def test_slugs_are_those_of_slugify(text: str) -> None:
    plain = text.replace("é", "e")
    by_slugify = slugify(
        plain, entities=False, decimal=False, hexadecimal=False,
        max_length=SLUG_LENGTH, word_boundary=True, save_order=True,
    )  # fmt: skip
    assert slug_of(text) == by_slugify or not by_slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Don't", "dont"),
        ("Don\u2019t", "dont"),
        ("Don\u02bct", "dont"),
        ("AT&T", "at-t"),
        ("1,000 days", "1000-days"),
        ("CON", "con-x"),
        ("Connie", "connie"),
        ("COM1", "com1-x"),
        ("C++", "c"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("Ελλάδα", "ellada"),
        ("日本", "ri-ben"),
    ],
)
def test_slugs_of_texts(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@pytest.mark.parametrize(
    ("language", "text", "slug"),
    [
        ("de", "Große Äpfel über Öl", "grosse-aepfel-ueber-oel"),
        ("de-AT", "A\u0308pfel", "aepfel"),
        ("sv", "Älvsjö på Åland", "alvsjo-pa-aland"),
        ("da", "Århus: Smørrebrød og æbler", "aarhus-smoerrebroed-og-aebler"),
        ("hr", "Đakovo", "djakovo"),
        ("el", "Αθήνα, Εύβοια, αυγό, Ναύπλιο", "athina-evvoia-avgo-nafplio"),
        ("en", "Αγγελία: μπάλα, λάμπα", "angelia-bala-lampa"),
        ("ru", "Юрий Щербаков, Ольга Ёлкина", "yuriy-shcherbakov-olga-yolkina"),
        ("uk", "Згурський, Їжак та Знам'янка", "zghurskyi-yizhak-ta-znamianka"),
        ("bg", "София, Щерев, Ъгъл", "sofia-shterev-agal"),
        ("sr", "Љубљана и Ђоковић", "ljubljana-i-djokovic"),
        ("en", "Ялта", "yalta"),
        ("ja", "ビール", "biru"),
        ("zh", "李明", "li-ming"),
        ("vi", "Việt Nam", "viet-nam"),
    ],
)
def test_slugs_by_language(language: str, text: str, slug: str) -> None:
    assert Slugger("language", language).of_text(text) == slug
    assert Slugger("language", "en").of_text(text, language) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Über große Äpfel", "über-große-äpfel"),
        ("A\u0308pfel", "äpfel"),
        ("İSTANBUL ISPARTA", "istanbul-isparta"),
        ("北京 新闻", "北京-新闻"),
        ("राजनीति की खबर", "राजनीति-की-खबर"),
        ("Don\u2019t: 1,000 days!", "dont-1000-days"),
        ("CON", "con-x"),
        ("🎉", "x-ea752979"),
    ],
)
def test_slugs_in_their_own_letters(text: str, slug: str) -> None:
    assert OWN.of_text(text) == slug


DIFFERENT = [
    ("C", "C++", "C#", "C#++"),
    ("F", "F#"),
    ("Disney", "Disney+"),
    ("李明", "黎明", "李鸣"),
    ("权力", "权利"),
    ("عاجل", "أجل"),
    ("ビル", "ビール", "びーる"),
    ("강아", "간가"),
    ("राज", "राज़"),
    ("Paris", "Paris 🎉", "Paris 🗼"),
    ("x" * 81, "x" * 82, "x" * 80),
    ("word " * 40, "word " * 41),
    ("🎉", "🗼"),
]


@pytest.mark.parametrize("way", WAYS)
def test_different_names_have_different_slugs(way: Transliteration) -> None:
    for names in DIFFERENT:
        slugs = [Slugger(way).of_name(name) for name in names]
        assert len(set(slugs)) == len(names), slugs


@given(HAN, HAN, SLUGGERS)
def test_names_of_one_sound(one: str, other: str, slugger: Slugger) -> None:
    same = slugger.of_name(one) == slugger.of_name(other)
    assert same == are_one_name(one, other)


SAME = [
    ("Climate", "climate", "CLIMATE.", "“Climate”"),
    ("C++", "c++", "\uff23\uff0b\uff0b"),
    ("李明", "“李明”", "李明。"),
    ("Café", "Cafe\u0301", "CAFÉ"),
    ("Paris 🎉", "paris🎉"),
    ("#MeToo", "MeToo"),
]


@pytest.mark.parametrize("way", WAYS)
def test_spellings_of_a_name_have_one_slug(way: Transliteration) -> None:
    for names in SAME:
        slugs = {Slugger(way).of_name(name) for name in names}
        assert len(slugs) == 1, slugs


@pytest.mark.parametrize(
    "name", ["Local News", "AT&T", "A + B", "Łódź", "Ελλάδα", "Ольга", "1,000 days", "½ price"]
)
def test_plain_names_have_the_slugs_of_texts(name: str) -> None:
    assert ASCII.of_name(name) == slug_of(name)


def test_slugs_do_not_depend_on_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ModuleType("unidecode")
    other.unidecode = lambda text: "other"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "unidecode", other)
    assert slug_of("Łódź und Äpfel") == "lodz-und-apfel"


def test_names_of_one_sound_are_two_terms(site: Story) -> None:
    site.article("b.md", tags=["权利", "C++"], authors="黎明", date="2024-01-01").build()
    site.article("a.md", tags=["权力", "C#", "C"], authors="李明", date="2023-01-01")
    site.article("c.md", headline="Das große Öl", language="de").build().assert_clean()
    assert not site.problems
    for topic in ("c", "c-sharp", "c-plus-plus", "quan-li-dc9477", "quan-li-77210d"):
        assert site.has(f"topics/{topic}/index.html")
    assert "/2024/01/01/b/" in site.page("authors/li-ming-46ddb6/index.html")
    assert "/2024/01/01/b/" not in site.page("authors/li-ming-c9552b/index.html")
    # Every address follows the setting, and a section may have letters of its own.
    site.configure('sections = ["Město"]\n[slugs]\ntransliterate = "none"\n')
    site.article("d.md", section="Město").build().assert_clean()
    for folder in ("authors/黎明", "město", "2024/05/01/das-große-öl"):
        assert site.has(f"{folder}/index.html")
    assert 'href="/authors/%E9%BB%8E%E6%98%8E/"' in site.page("2024/01/01/b/index.html")
    site.configure('[slugs]\ntransliterate = "language"\n').build().assert_clean()
    assert site.has("2024/05/01/das-grosse-oel/index.html")
