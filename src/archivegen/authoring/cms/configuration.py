"""Configuration: `static/admin/config.yml`, the settings of the CMS and its collections.

A site owns what stands above `collections:`, such as where its repository is and how editors sign
in; from there on the file is generated, and can be written again at any time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from archivegen.authoring.cms.collections import collections_of
from archivegen.authoring.cms.hosts import host_of
from archivegen.authoring.cms.layout import layout_of
from archivegen.authoring.cms.repository import folder_name, repository_of
from archivegen.authoring.cms.systems import SVELTIA, SYSTEMS

if TYPE_CHECKING:
    from archivegen.authoring.cms.hosts import Backend
    from archivegen.authoring.cms.systems import System
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config

PATH = "static/admin/config.yml"
"""The file, from the site's root."""

COMMAND = f"archivegen schema --cms --output {PATH}"
"""What writes it again."""

_COLLECTIONS = re.compile(r"^collections:", re.MULTILINE)

_COMMENT = f"""\
# The settings of {{title}}, for those who write in a browser: see docs/editing-in-the-browser.md.
# What stands above `collections:` is yours. What follows is made of what archivegen knows of every
# key. When `archivegen check` says so, write it again:
#   {COMMAND}

"""


def configuration(
    paths: SitePaths,
    config: Config,
    backend: Backend | None = None,
    written: str = "",
    system: System | None = None,
) -> str:
    """The configuration of a site; of one that is written, what the site owns is kept.

    Without a system it is for that of the one that is written.
    """
    own, _ = parts(written)
    system = system or system_of(written)
    own = own or _settings(paths, config, backend, system)
    return own + collections_text(paths, config, system)


def local_configuration(paths: SitePaths, config: Config) -> dict[str, Any]:
    """The configuration with which a preview works on the files of this computer, and no others.

    It is that of Sveltia CMS, which needs no server to write files.

    Raises yaml.YAMLError for one of the site's own that is none.
    """
    written = _read(paths)
    settings = yaml.safe_load(configuration(paths, config, "local", written))
    for name in system_of(written).settings.keys() - SVELTIA.settings.keys():
        settings.pop(name, None)
    # By the name of a repository, the CMS remembers the folder that its user has chosen.
    settings["backend"] = {
        **backend_settings(paths, "local", SVELTIA),
        "repo": folder_name(paths.root),
    }
    settings["collections"] = collections_of(config, layout_of(paths))
    settings.pop("publish_mode", None)
    return {**SVELTIA.settings, **settings}


def _read(paths: SitePaths) -> str:
    try:
        return (paths.root / PATH).read_text(encoding="utf-8")
    except OSError:
        return ""


def collections_text(paths: SitePaths, config: Config, system: System) -> str:
    """The collections as the file has them, from `collections:` to its end."""
    collections = [system.collection(one) for one in collections_of(config, layout_of(paths))]
    return f"collections:{system.mark}\n{_as_yaml(collections)}"


def parts(written: str) -> tuple[str, str]:
    """A configuration as what the site owns, and what is generated."""
    found = _COLLECTIONS.search(written)
    return (written[: found.start()], written[found.start() :]) if found else ("", "")


def system_of(written: str) -> System:
    """The system for which a configuration was written; that of new ones, where it does not say."""
    line = parts(written)[1].partition("\n")[0]
    return next((one for one in SYSTEMS.values() if one.mark and one.mark in line), SVELTIA)


def is_current(paths: SitePaths, config: Config, written: str) -> bool:
    """Whether a configuration has the collections that would be written now."""
    text = collections_text(paths, config, system_of(written))
    return parts(written)[1].split() == text.split()


def _settings(paths: SitePaths, config: Config, backend: Backend | None, system: System) -> str:
    """What a site's configuration has above its collections, before anybody has changed it."""
    folder = layout_of(paths).folder
    has_drafts = backend != "local" and host_of(backend, repository_of(paths.root)).has_drafts
    settings: dict[str, Any] = {
        "backend": backend_settings(paths, backend, system),
        **({"publish_mode": "editorial_workflow"} if has_drafts else {}),
        "media_folder": f"{folder}static/media",
        "public_folder": f"{config.urls.base}media",
        **({"site_url": config.base_url} if config.base_url else {}),
        "slug": {"encoding": "unicode", "clean_accents": True, "maxlength": 80},
        **system.settings,
        "editor": {"preview": False},
    }
    schema = f"# yaml-language-server: $schema={system.schema}\n\n" if system.schema else ""
    return schema + _COMMENT.format(title=system.title) + _as_yaml(settings)


def backend_settings(paths: SitePaths, backend: Backend | None, system: System) -> dict[str, Any]:
    """Where the files are. Without a choice, where git says that they came from."""
    repository = repository_of(paths.root)
    where = {"repo": repository.path, "branch": repository.branch}
    # Every other way to sign in needs something that a newsroom has to set up first.
    token = {"auth_methods": ["token"]} if system.takes_tokens or backend == "local" else {}
    if backend == "local":
        # Each has a host; a folder is offered where this computer serves the page.
        return {"name": "github", **where, **token}
    host = host_of(backend, repository)
    return {"name": host.name, **where, **host.addresses(repository), **token}


def _as_yaml(values: object) -> str:
    text: str = yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


class _Dumper(yaml.SafeDumper):
    """Without references within the file, which would be hard to read."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 -- of PyYAML
        """Whether a value is written in full wherever it stands: each is."""
        return True
