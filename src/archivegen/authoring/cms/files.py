"""Files: what a site gets for its CMS, and what its preview serves in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.authoring.cms.admin_page import FOLDER, admin_page, headers_template
from archivegen.authoring.cms.configuration import PATH, configuration
from archivegen.authoring.cms.systems import SVELTIA

if TYPE_CHECKING:
    from archivegen.authoring.cms.hosts import Backend
    from archivegen.authoring.cms.systems import System
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config

PAGE_PATH = f"static/{FOLDER}index.html"


def cms_files(
    paths: SitePaths, config: Config, backend: Backend | None, system: System = SVELTIA
) -> dict[str, bytes]:
    """The files of a CMS by their paths from the site's root."""
    return {
        PAGE_PATH: admin_page(system).encode(),
        PATH: configuration(paths, config, backend, system=system).encode(),
        "templates/_headers": headers_template(system).encode(),
    }
