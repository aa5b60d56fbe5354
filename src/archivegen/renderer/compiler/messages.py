"""Messages, translated: the words of the site's language become part of the template.

A message with placeholders is a Python format of safe HTML, into which Jinja's `gettext` inserts
its arguments, escaped (https://jinja.palletsprojects.com/en/stable/extensions/#new-style-gettext).
Where it is output, its text and its arguments are written one after the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def translated(call: nodes.Call, translate: Callable[[str], str]) -> nodes.Expr:
    """What a call of `gettext` gives, or the call, where its message is no constant."""
    if len(call.args) != 1 or call.dyn_args or call.dyn_kwargs:
        return call
    message = call.args[0]
    if not isinstance(message, nodes.Const) or not isinstance(message.value, str):
        return call
    text = nodes.Const(Markup(translate(message.value)), lineno=call.lineno)  # noqa: S704 -- as Jinja
    values = [
        nodes.Pair(nodes.Const(keyword.key), keyword.value, lineno=call.lineno)
        for keyword in call.kwargs
    ]
    return nodes.Mod(text, nodes.Dict(values, lineno=call.lineno), lineno=call.lineno)


def pieces(expression: nodes.Expr) -> list[nodes.Expr]:
    """What is to be written for an expression: of a message, its text and its arguments in turn."""
    if not isinstance(expression, nodes.Mod):
        return [expression]
    text, values = expression.left, expression.right
    if not isinstance(text, nodes.Const) or not isinstance(values, nodes.Dict):
        return [expression]
    given = {
        pair.key.value: pair.value for pair in values.items if isinstance(pair.key, nodes.Const)
    }
    parts = _PLACEHOLDER.split(text.value) if isinstance(text.value, Markup) else []
    names, words = parts[1::2], parts[::2]
    if sorted(names) != sorted(given) or any("%" in part for part in words):
        return [expression]
    written: list[nodes.Expr] = [
        given[part] if index % 2 else nodes.TemplateData(part, lineno=expression.lineno)
        for index, part in enumerate(parts)
    ]
    return written
