"""Tables on disk: keys in their order, values as they were, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

from archivegen.system.tables import Tables


def test_what_was_written_is_read_in_the_order_of_keys(tmp_path: Path) -> None:
    path = tmp_path / "tables.db"
    with Tables.written(path, texts=str, numbers=int) as tables:
        texts, numbers = tables.table("texts"), tables.table("numbers")
        for key in ("b", "a\0c", "", "a", "\udce9", "\U0001f6a2", "b"):
            texts[key] = (key, 1)
        assert not texts.add("a", "another")
        assert texts.add("c", None)
        numbers[10], numbers[9], numbers[10] = "ten", "nine", "Ten"
    with Tables.read(path) as tables:
        texts, numbers = tables.table("texts"), tables.table("numbers")
        keys = ["", "a", "a\0c", "b", "c", "\udce9", "\U0001f6a2"]
        assert [*texts.keys()] == [key for key, _ in texts.items()] == keys
        assert texts.get("a\0c") == ("a\0c", 1)
        assert "c" in texts
        assert "d" not in texts
        assert [*numbers.items()] == [(9, "nine"), (10, "Ten")]
        assert len(numbers) == 2
    assert [it.name for it in tmp_path.iterdir()] == ["tables.db"]


def test_passing_tables_are_nowhere() -> None:
    with Tables.written(None, only=str) as tables:
        tables.table("only")["a"] = [1]
        assert tables.table("only").get("a") == [1]
