"""Which file was perhaps meant by a path that leads nowhere."""

from __future__ import annotations

import pytest

from archivegen.model.links import near_path

OTHERS = (
    "2019/harbour.md", "2024/11/b.md", "2024/11/boat.jpg", "2024/11/regatta/index.md", "a1.md",
    "b.md", "2024/11/zebra.md", "y/far.md",
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("zz.md", ""),
        ("2024/11/zz.md", ""),
        ("2024/11/c.md", ""),
        ("2024/11/b.markdown", "2024/11/b.md"),
        ("2024/11/boat.jpeg", "2024/11/boat.jpg"),
        ("2024/11/regata/index.md", "2024/11/regatta/index.md"),
        ("2024/11/sport/index.md", ""),
        ("2019/Harbor.md", "2019/harbour.md"),
        ("content/a1.md", "a1.md"),
        ("x/far.md", "y/far.md"),
        ("bb.md", "b.md"),
    ],
)
def test_a_path_is_near_by_its_name(path: str, meant: str) -> None:
    assert near_path(path, OTHERS) == meant
