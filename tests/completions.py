"""What a shell is told for a line that is being typed."""

from __future__ import annotations

import os

from click.testing import CliRunner

from archivegen.cli.main import main


def completions(*words: str) -> list[str]:
    """What bash is told for a line that ends with the last of the words."""
    line = {"COMP_WORDS": " ".join(["archivegen", *words]), "COMP_CWORD": str(len(words))}
    environment = {**os.environ, **line, "_ARCHIVEGEN_COMPLETE": "bash_complete"}
    result = CliRunner().invoke(main, [], prog_name="archivegen", env=environment)
    return [text.partition(",")[2] for text in result.stdout.splitlines() if text]
