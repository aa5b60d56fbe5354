"""Rebuild: one build for a preview, whose errors are values, so that the preview goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivegen.builder.build import build
from archivegen.config.read import read_config
from archivegen.model.problems import BuildError, SiteError

if TYPE_CHECKING:
    from archivegen.builder.inputs import Options
    from archivegen.builder.report import Report
    from archivegen.config.paths import SitePaths
    from archivegen.model.problems import Problem
    from archivegen.preview.events import Bulletin
    from archivegen.system.progress import Progress


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a build: a report, or problems of the site, or a failure of the system.

    The problems of a report are here, too. `base` is the path of the site's address; empty if
    that is not known.
    """

    report: Report | None = None
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    base: str = ""

    @property
    def wrote(self) -> bool:
        """Whether the build changed the output."""
        return self.report is not None and bool(self.report.written or self.report.removed)


def attempt(paths: SitePaths, options: Options, progress: Progress) -> Attempt:
    """Build once. No error of the site or the system is raised, but told in what is given."""
    try:
        report = build(paths, options, progress)
        base = read_config(paths.config, paths.config_cache).urls.base
    except SiteError as error:
        return Attempt(problems=error.problems)
    except BuildError as error:
        return Attempt(failure=str(error))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return Attempt(failure=f"{place}{error.strerror or error}")
    except MemoryError:
        return Attempt(failure="there is not enough memory")
    return Attempt(report, report.problems, base=base)


def bulletin_after(before: Bulletin, done: Attempt) -> Bulletin:
    """The bulletin after a build, given the one before it.

    Where the system failed, files may have taken their places; pages are then loaded again once
    too often.
    """
    run, _, number = before.edition.rpartition("-")
    base = done.base or before.base
    is_new = done.wrote or bool(done.failure) or base != before.base
    return replace(
        before,
        edition=f"{run}-{int(number) + 1}" if is_new else before.edition,
        build=before.build + 1,
        base=base,
        problems=done.problems,
        failure=done.failure,
    )
