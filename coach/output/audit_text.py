"""An audit for a terminal: headline figures, gaps with their evidence, what changed, what could not be read.

`paint` may add colours to the parts; all user text passes `make_visible` before it is painted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coach.domain.alignment import Gap, LinkStatus
from coach.domain.audit import AuditChanges
from coach.domain.finding import Severity
from coach.domain.okr import Level
from coach.output.audit import (
    AuditView,
    describe_share,
    describe_size,
    describe_suggested,
    write_count,
    write_place,
)
from coach.output.place import clip
from coach.output.text import Paint, paint_nothing

__all__ = ["render", "render_painted"]

_SHOWN_GAPS = 60
_SHOWN_HINTS = 15
_SHOWN_TOP = 20
_SHOWN_PROBLEMS = 20
_SHOWN_CHANGES = 20
_SHARES = (
    ("said_share", "of the OKRs below the {top} level say whom they support, or why nobody"),
    ("suggested_share", "support a goal by what their text suggests"),
    ("unclear_share", "are unclear"),
    ("nothing_share", "support nothing above them"),
    ("covered_share", "of the {top} objectives have support below"),
    ("bottom_up_share", "of the OKRs below were set by their team"),
)


def render(view: AuditView) -> bytes:
    """The audit without colours."""
    return render_painted(view, paint_nothing)


def render_painted(view: AuditView, paint: Paint) -> bytes:
    """The audit, its parts painted."""
    lines = [*_figures(view, paint), "", *_top(view, paint)]
    if view.changes is not None:
        lines += ["", *_changes(view.changes, paint)]
    lines += ["", *_gaps(view, paint)]
    if view.report.problems:
        lines += ["", *_problems(view, paint)]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _figures(view: AuditView, paint: Paint) -> Iterator[str]:
    report = view.report
    size = report.metrics
    yield paint("place", describe_size(view))
    level = view.top[0].level.value if view.top else Level.COMPANY.value
    for name, label in _SHARES:
        yield f"  {describe_share(size.get(name)):>9}  {label.format(top=level)}"
    yield f"  support counts from a probability of {report.threshold:.0%}; {clip(report.model)}"
    if report.recalibrated:
        yield f"  {clip(report.recalibrated)}"
    statuses = Counter(link.status for link in report.links)
    told = [f"{statuses[status]:,} {status.value}" for status in LinkStatus if statuses[status]]
    right = describe_suggested(view)
    yield f"  links: {', '.join(told) or 'none'}{f'; {right}' if right else ''}"


def _top(view: AuditView, paint: Paint) -> Iterator[str]:
    """Each goal of the top level with the number of its supporters."""
    top = view.top
    if not top:
        return
    level = top[0].level.value
    if view.is_flat:
        yield paint("warning", f"All OKRs are at the {level} level: who supports whom cannot be known")
        return
    yield paint("place", f"Who supports the goals of the {level} level")
    for node in top[:_SHOWN_TOP]:
        number, firm = view.supporters.get(node.id, (0, 0))
        shown = paint("good" if number else "warning", f"{number:>4}")
        said = f"{firm} by their own word" if number else ""
        yield f"  {shown}  {said:<21}  {clip(node.objective) or node.id}"
    if len(top) > _SHOWN_TOP:
        yield f"        and {len(top) - _SHOWN_TOP:,} more"


def _gaps(view: AuditView, paint: Paint) -> Iterator[str]:
    gaps = view.report.gaps
    counts = Counter(gap.severity for gap in gaps)
    sums = [
        paint(severity.value if counts[severity] else "none", write_count(counts[severity], severity.value))
        for severity in Severity
    ]
    yield f"Gaps: {', '.join(sums)}; {len(view.report.dismissed):,} dismissed"
    if not gaps and view.is_flat:
        yield paint("warning", "  nothing could be compared: there is one level only")
    elif not gaps:
        yield paint("good", "  nothing to say")
    shown = [gap for gap in gaps if gap.severity is not Severity.HINT][:_SHOWN_GAPS]
    shown += [gap for gap in gaps if gap.severity is Severity.HINT][:_SHOWN_HINTS]
    for gap in shown:
        yield from _gap_lines(gap, paint)
    if len(shown) < len(gaps):
        yield f"and {len(gaps) - len(shown):,} more gaps; --html FILE and --format json list them all"


def _gap_lines(gap: Gap, paint: Paint) -> Iterator[str]:
    word = paint(gap.severity.value, gap.severity.value)
    place = paint("place", f"{clip(write_place(gap.place))}: ") if gap.place else ""
    yield f"{place}{word}: {clip(gap.message)} [{gap.kind.value} {gap.certainty:.0%} {gap.id}]"
    for line in gap.evidence:
        yield f"    - {clip(line)}"
    yield f"    {paint('question', f'> {clip(gap.next_step)}')}"


def _changes(changes: AuditChanges, paint: Paint) -> Iterator[str]:
    yield paint("place", f"Since {clip(changes.earlier)}")
    yield (
        f"  gaps: {len(changes.new):,} new, {len(changes.gone):,} gone,"
        f" {len(changes.dismissed):,} dismissed, {changes.kept:,} as before;"
        f" OKRs: {len(changes.added):,} new, {len(changes.removed):,} gone, {len(changes.edited):,} edited;"
        f" links: {len(changes.links_added):,} new, {len(changes.links_removed):,} gone"
    )
    for remark in changes.remarks:
        yield f"  {paint('warning', 'careful')}: {clip(remark)}"
    for gap in changes.new[:_SHOWN_CHANGES]:
        yield f"  {paint('warning', 'new ')}  {clip(gap.message)} [{gap.id}]"
    for gone in changes.gone[:_SHOWN_CHANGES]:
        yield f"  {paint('good', 'gone')}  {clip(gone.message)} [{clip(gone.id)}]"
    for gap in changes.dismissed[:_SHOWN_CHANGES]:
        yield f"  {paint('none', 'dismissed')}  {clip(gap.message)} [{gap.id}]"
    more = sum(len(found[_SHOWN_CHANGES:]) for found in (changes.new, changes.gone, changes.dismissed))
    if more:
        yield f"  and {more:,} more"


def _problems(view: AuditView, paint: Paint) -> Iterator[str]:
    problems = view.problems
    yield paint("place", f"About the input ({len(problems):,})")
    for problem in problems[:_SHOWN_PROBLEMS]:
        place = f"{clip(write_place(problem.place))}: " if problem.place else ""
        yield f"  {place}{clip(problem.message)} [{problem.code}]"
    if len(problems) > _SHOWN_PROBLEMS:
        yield f"  and {len(problems) - _SHOWN_PROBLEMS:,} more; --format json lists them all"
