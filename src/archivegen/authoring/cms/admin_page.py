"""The admin page: what stands at /admin/, loads the CMS, and may ask nobody else for anything.

The CMS comes from a network that has what npm has, since it is too large for a site of its own: in
one version, with the digest of its bytes, so that a browser runs no other (Subresource Integrity,
https://www.w3.org/TR/SRI/). A policy keeps the page from running anything besides.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archivegen.authoring.cms.systems import SVELTIA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.authoring.cms.systems import System

FOLDER = "admin/"
"""Where the page is, in `static/` and below the site's address."""

_FONTS = "https://cdn.jsdelivr.net/fontsource/"


def policy(system: System, *, is_local: bool = False) -> str:
    """The Content-Security-Policy of the page (https://www.w3.org/TR/CSP3/).

    The host of a repository can be any, unless the files are on the editor's own computer.
    """
    scripts = system.distribution
    hosts = f"https://unpkg.com/@sveltia/ {_FONTS}" if is_local else "https:"
    directives = {
        "default-src": "'none'",
        "script-src": f"'self' {scripts}" if is_local else scripts,
        "style-src": "'unsafe-inline'",
        "font-src": f"data: {_FONTS}",
        "img-src": "'self' blob: data:" + ("" if is_local else " https:"),
        "media-src": "'self' blob:",
        "connect-src": f"'self' blob: data: {hosts}",
        "frame-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    for name, sources in system.sources.items():
        directives[name] += f" {sources}"
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def headers(system: System = SVELTIA, *, is_local: bool = False) -> dict[str, str]:
    """What a host sends with the page: besides its policy, that no other page shows it."""
    return {
        "Content-Security-Policy": f"{policy(system, is_local=is_local)}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }


def admin_page(system: System = SVELTIA, *, is_local: bool = False) -> str:
    """The page. Its configuration is beside it, as `config.yml`.

    On the editor's own computer, it is in `start.js`: the CMS reads no file from a name that is
    neither `localhost` nor sent by TLS, and the page has such a name there.
    """
    before, after = ('<script src="manual.js"></script>\n', '\n<script src="start.js"></script>')
    script = (
        f'<script src="{system.script}"\n'
        f' integrity="{system.integrity}" crossorigin="anonymous"></script>'
    )
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{policy(system, is_local=is_local)}">
<title>Content Manager</title>
</head>
<body>
<noscript>This page needs JavaScript.</noscript>
{before + script + after if is_local else script}
</body>
</html>
"""


MANUAL = "window.CMS_MANUAL_INIT = true\n"
"""What tells the CMS that it is started by `start.js`."""


def start_script(configuration: Mapping[str, Any]) -> str:
    """What starts the CMS with a configuration.

    https://sveltiacms.app/en/docs/api/initialization
    """
    return f"CMS.init({json.dumps({'config': {**configuration, 'load_config_file': False}})})\n"


def headers_template(system: System) -> str:
    """`templates/_headers`: the headers of the theme, and those of the page.

    Cloudflare Pages takes away what a line `!` names, since two policies would both hold.
    """
    lines = "".join(f"  {name}: {value}\n" for name, value in headers(system).items())
    return (
        '{% include "theme/_headers" %}\n'
        "{% autoescape false %}\n"
        f'{{{{ urls.at("{FOLDER}*") }}}}\n'
        "  ! Content-Security-Policy\n"
        "  ! Referrer-Policy\n"
        f"{lines}"
        "{% endautoescape %}\n"
    )
