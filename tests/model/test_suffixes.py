"""Which files are articles, and which are pictures, by the endings of their names."""

from __future__ import annotations

from archivegen.model.links import is_article, linked_article
from archivegen.model.picture import is_familiar, is_picture, is_unclean


def test_articles() -> None:
    for path in ("a.md", "2024/A.MD", "a.markdown", "a.Markdown"):
        assert is_article(path)
        assert linked_article("b.md", path) == path
    for path in ("a.mdx", "amd", "a.md.txt", "a.md/b"):
        assert not is_article(path)
        assert linked_article("b.md", path) is None


def test_pictures() -> None:
    kinds = [is_picture, is_unclean, is_familiar]
    assert [kind("a.JPG") for kind in kinds] == [True, False, True]
    assert [kind("a.jfif") for kind in kinds] == [True, False, False]
    assert [kind("a.HEIC") for kind in kinds] == [False, True, True]
    assert [kind("a.jpg_original") for kind in kinds] == [False, True, False]
    assert [kind("a.svg") for kind in kinds] == [False, False, True]
    assert [kind("a.txt") for kind in kinds] == [False, False, False]
