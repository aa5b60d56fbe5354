"""Collation: names in the order of a language, which is that of ICU for the names here."""

from __future__ import annotations

import random
import unicodedata

import pytest

from archivegen.model.alphabets import OF_LANGUAGES, OF_SCRIPTS
from archivegen.model.collation import sort_key
from archivegen.model.languages import is_language

# ruff: noqa: RUF001 -- letters of many scripts
ORDERS = {
    "en": "(a) / 10 things / 9 things / a b / ab / Ab / café / cafés / Öl / Zoë / ω",
    "de": "Aepfel / Apfel / Äpfel / Oder / Öder / Strasse / Straße / Strassen / Über / Ufer",
    "fr": "cote / coté / côte / côté / œuf / Œuvre / of / pêche / pécher / pêcher",
    "es": "llama / lugar / nube / ñandú / Oaxaca / Óscar",
    "sv": "Apple / Volvo / Wien / Zebra / Ångström / Ärla / Österreich",
    "da": "Bo / Zoo / Ærø / Ødis / Åbenrå / Aarhus",
    "fi": "Lohja / Tampere / Yli / Åbo / Äänekoski / Öja",
    "is": "Anna / Áki / Björn / Davíð / Dýri / Ðe / Egill / Þór / Æsa / Öxar",
    "et": "Saue / Šapka / Zorro / Žanna / Tartu / Viljandi / Õhtu / Ärma / Ülo / Xenia",
    "cs": "Cukr / Čech / Dům / Hrad / Cheb / Ikar / Řím / Sova / Šumava / Žatec",
    "sk": "Auto / Äsop / Hora / Chata / Išla / Ostrov / Ôsmy",
    "hr": "Cres / Čakovec / Ćuk / Dug / Džep / Đakovo / Luk / Ljeto / Nuna / Njiva / Žena",
    "sr-Latn": "Cres / Čakovec / Ćuk / Dug / Džep / Đakovo / Luk / Ljeto",
    "pl": "Augustów / Ąże / Czas / Ćma / Lublin / Łódź / Nysa / Ńa / Zabrze / Źrebię / Żywiec",
    "hu": "Cuki / Csaba / Gizi / Gyula / Oszkár / Ödön / Sára / Szabó / Zita / Zsolt",
    "ro": "Arad / Ăla / Âla / Banat / Iași / Înalt / Sibiu / Șoimuș / Timiș / Țara",
    "lt": "Ida / Ylakiai / Jonas / Sostinė / Šiauliai / Žemaitija",
    "lv": "Cēsis / Čiekurs / Kuldīga / Ķekava / Liepāja / Ļaudona",
    "tr": "Can / Çan / Gül / Ğ / Hasan / Iğdır / Işık / İlk / İzmir / Jale / Ömer / Şen / Ünal",
    "az": "Çay / Dəniz / Elçin / Əli / Hə / Xəzər / Isıq / İlham / Kənd / Qala / Lalə",
    "vi": "an / ăn / ân / da / đa / em / êm / oai / ôn / ơn / ung / ưng",
    "cy": "Colwyn / Chwefror / Dafydd / Ddu / Ffion / Gwyn / Lowri / Llandudno",
    "sq": "Cen / Çaj / Dajti / Dhe / Elbasan / Ëma / Gent / Gjon / Xixa / Xhaxhi / Zana / Zhabë",
    "ru": "2024 год / Ёж / Ежов / Елена / Жан / Иван / Йорк / Калуга / Apple / Zebra",
    "uk": "Гай / Ґанок / Дім / Ельф / Єва / Жук / Ирій / Ігор / Їжак / Йорк / Юрій / Яна",
    "mk": "Горан / Даница / Ѓорѓи / Елена / Јован / Тања / Ќирил / Уна / Џек / Шар",
    "el": "Άγιος / Αθήνα / Έλλη / Ζωή / ΟΔΟΣ / οδός / Ώρα / Apple",
    "he": "אבא / כלב / מים / מלך / מלכה / Apple",
    "ar": "إبراهيم / أحمد / باب / تونس / جمال / Apple",
    "fa": "آب / ایران / باد / پارس / چای / ژاله / سال / کرمان / گیلان / وطن / هرات / یزد",
    "th": "กขค / เกาะ / ไก่ / ขอนแก่น / เชียงใหม่ / เลย / สุโขทัย",
    "hi": "अमृतसर / आगरा / उदयपुर / कानपुर / कोलकाता / गया / दिल्ली / मुंबई / Apple",
    "ja": "Apple / あお / アカ / かき / がき / そうず / ソース / トヨタ / 亜細亜 / 東京 / 日本",
    "ko": "가나 / 각 / 나라 / 서울 / 한국 / Apple",
    "zh": "北京 / 广州 / 卡塔尔 / 李娜 / 上海 / 天津 / 王婷 / 郑州 / Apple",
    "zh-Hant": "丁一 / 王明 / 林書豪 / 張惠妹 / 陳水扁 / 臺北 / Apple",
}


@pytest.mark.parametrize("language", ORDERS)
def test_names_are_in_the_order_of_the_language(language: str) -> None:
    names = ORDERS[language].split(" / ")
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == names


@pytest.mark.parametrize("tag", [*OF_LANGUAGES, *(f"und-{script}" for script in OF_SCRIPTS)])
def test_rules_are_of_letters_in_their_usual_form(tag: str) -> None:
    rules = OF_LANGUAGES.get(tag) or OF_SCRIPTS[tag[-4:]]
    assert is_language(tag)
    assert rules == unicodedata.normalize("NFC", rules)
    for rule in rules.split(","):
        first, *letters = rule.replace("=", "<").split("<")
        assert first.strip()
        assert letters
        assert all(letter.strip() == letter.strip().casefold() for letter in letters)


def test_a_key_is_of_the_name_alone_and_tells_names_apart() -> None:
    names = ["é", "e\u0301x", "E", "e", "Ée", "", "-", "ſ", "一", "\u0301", "i", "ı", "ß", "ss"]
    keys = {name: sort_key(name, "tr") for name in names}
    assert len(set(keys.values())) == len(names)
    assert {name: sort_key(name, "tr") for name in reversed(names)} == keys
    assert sort_key("e\u0301", "tr") == keys["é"]
