"""The pipeline: the order of a build, from sources to what is published.

    load → process images → plan → render → copy → look for conflicts → index → publish

Each stage is a function of the results of the ones before it. Nothing moves into the output
before the last, which is not reached while there is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.builder.conflicts import conflicts_ahead, find_conflicts
from archivegen.builder.images.library import process_images
from archivegen.builder.keep_going import keep_what_stands
from archivegen.builder.load_rows import load_rows
from archivegen.builder.output import assets
from archivegen.builder.output.copy_assets import copy_assets
from archivegen.builder.output.current import open_output
from archivegen.builder.output.staging import open_staging
from archivegen.builder.plan import make_plan, previous_plan
from archivegen.builder.pools import open_pool
from archivegen.builder.publish import BuildResult, publish
from archivegen.builder.render_slices import render_slices
from archivegen.builder.render_worker import RenderContext
from archivegen.model.problems import SiteError, forbid_errors, in_order
from archivegen.system.signals import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivegen.builder.inputs import Inputs
    from archivegen.builder.load_rows import LoadResult
    from archivegen.builder.output.current import CurrentOutput
    from archivegen.builder.output.previous import PreviousOutput
    from archivegen.builder.render_worker import OutputFile
    from archivegen.builder.report import Report
    from archivegen.model.problems import Problem
    from archivegen.system.progress import Progress


def bring_up_to_date(
    inputs: Inputs, previous: PreviousOutput, progress: Progress, *, was_right: bool
) -> Report:
    """Build the site; `was_right` says that the output fits the rows as they were.

    Raises SiteError, and then has published nothing; StateDamagedError and sqlite3.DatabaseError
    for damage in what is kept; BuildError and OSError where the system fails.
    """
    with open_pool(inputs, _files_to_read(inputs, previous), progress) as pool:
        loaded = load_rows(inputs, pool)
        if inputs.options.keep_going:
            loaded = keep_what_stands(inputs, previous, loaded)
        progress.phase("plan", 0)
        images = process_images(inputs, pool)
        before = previous_plan(inputs, previous, images, loaded, was_right=was_right)
        plan = make_plan(inputs, before, images, loaded, pool)
        if not inputs.options.reindex:
            plan = plan.keeping_indexes(previous)
        known = [*plan.problems, *plan.broken]
        try:
            _forbid_errors(inputs, known, loaded)
        except SiteError as error:
            ahead = conflicts_ahead(inputs, plan)
            raise SiteError(in_order((*error.problems, *ahead))) from None
        root, slices = inputs.paths.root, plan.to_render(previous)
        with open_staging(inputs.paths, may_have_tree=not inputs.options.cluster) as staging:
            context = RenderContext(inputs.paths, inputs.config, inputs.view, plan.site, staging)
            rendered = render_slices(context, slices, previous.damaged, pool)
            problems = [*known, *rendered.problems]
            with open_output(inputs.paths, previous) as output:
                copied = copy_assets(root, plan.assets, output, staging)
                result = BuildResult(plan, frozenset(slices), rendered.files)
                result = result.with_slices([assets.SLICE], copied)
                problems += find_conflicts(root, inputs.config.folders, result, output)
                _forbid_errors(inputs, problems, loaded)
                # It takes longest, so it waits until nothing else can be wrong.
                if indexes := plan.to_index(previous):
                    indexed = _index_search(context, indexes, output, progress)
                    result = result.with_slices(indexes, indexed)
                    problems += find_conflicts(root, inputs.config.folders, result, output)
                    _forbid_errors(inputs, problems, loaded)
                with uninterrupted():
                    return publish(output, result, in_order(problems), staging, progress)


def _files_to_read(inputs: Inputs, previous: PreviousOutput) -> int:
    """How many files there are to work on, as far as can be told before."""
    changed = max(len(inputs.sources.to_read), len(previous.damaged))
    is_same_site = previous.facts.get("inputs") == inputs.digest
    return changed if is_same_site else inputs.sources.count


def _forbid_errors(inputs: Inputs, problems: Iterable[Problem], loaded: LoadResult) -> None:
    forbid_errors(problems, strict=inputs.options.strict, passed_over=loaded.passed_over)


def _index_search(
    context: RenderContext, indexes: Mapping[str, int], output: CurrentOutput, progress: Progress
) -> Iterable[OutputFile]:
    # Imported here, so that a site without a search does not pay for it.
    from archivegen.builder.search.index import index_search  # noqa: PLC0415

    return index_search(context, indexes, output, progress)
