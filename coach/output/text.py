"""Plain text for a writer: where, what is weak, the words, the question to answer; then the sums.

`paint` may add colours to the parts; all user text passes `make_visible` before it is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from coach.domain.finding import Severity
from coach.domain.review import CriticUse, DocumentReview, Improvement, KeyResultReview, Point, Verdict
from coach.domain.source import SourceText
from coach.output._excerpt import cut_excerpt
from coach.output._findings import Said, is_explained, join_findings
from coach.output._left_out import gather_unread
from coach.output.place import clip, find_region, make_visible
from coach.output.report import DescribedRule, Report

__all__ = ["Paint", "paint_nothing", "render", "render_improvement", "render_painted"]

Paint = Callable[[str, str], str]
"""Takes the name of a part (`place`, `error`, `warning`, `hint`, `mark`, `question`, `good`) and its text."""


def paint_nothing(_: str, text: str) -> str:
    """The text as it is."""
    return text


def render(report: Report, _: Sequence[DescribedRule]) -> bytes:
    """The report without colours."""
    return render_painted(report, paint_nothing)


def render_painted(report: Report, paint: Paint) -> bytes:
    """The report, its parts painted."""
    lines = [line for review in report.reviews for line in _document_lines(review, report, paint)]
    lines.extend(_summary_lines(report, paint))
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def render_improvement(improvement: Improvement, paint: Paint) -> bytes:
    """One improvement for a writer."""
    before, after = make_visible(improvement.before), make_visible(improvement.after)
    if improvement.source == "unchanged":
        verdict = improvement.findings_before
        word = "good" if verdict.verdict is Verdict.STRONG else "warning"
        lines = [paint(word, f"{verdict.verdict.value}: {clip(verdict.reason)}"), f"  {before}"]
    else:
        lines = [f"before: {before}", paint("good", f"after:  {after}")]
    lines.extend(f"  - {make_visible(change)}" for change in improvement.changes)
    lines.extend(_metric_lines(improvement))
    for finding in improvement.findings_before.findings:
        head = paint(finding.severity.value, finding.severity.value)
        lines.append(f"{head}: {clip(finding.message)} [{finding.code} {finding.name}]")
    lines.extend(_point_line(point, paint) for point in _points(improvement.findings_before))
    lines.extend(_critic_lines([improvement.critic], paint))
    lines.extend(paint("question", f"? {make_visible(question)}") for question in improvement.questions)
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _metric_lines(improvement: Improvement) -> Iterator[str]:
    if improvement.metrics:
        yield "metrics that it could move:"
    for metric in improvement.metrics:
        kind = "leading" if metric.leading else "lagging"
        yield f"  * {metric.text} ({kind}; watch: {metric.counter_metric})"


def _document_lines(review: DocumentReview, report: Report, paint: Paint) -> Iterator[str]:
    source = review.document.source
    name = make_visible(source.name)
    for said in join_findings(review.findings):
        yield from _finding_lines(said, source, paint, said.finding.severity.value)
    for key_result in _unexplained(review):
        yield from _verdict_lines(key_result, source, paint)
    for key_result in _reviews(review):
        yield from _point_lines(key_result, source, paint)
    if report.show_suppressed:
        for finding in review.hidden:
            yield from _finding_lines(Said(finding), source, paint, "suppressed")
    for part in gather_unread(review.document):
        yield f"{paint('place', f'{name}:{part.line}')}: {clip(part.text)}"
        if part.shows_words:
            yield f"    {cut_excerpt(source, part.first.span).line}"
    for remark in review.unused:
        yield f"suppression: {make_visible(remark)}"
    for failure in review.failures:
        yield f"{name}: {paint('error', 'internal error')}: {make_visible(failure)}"
    yield from _closing_lines(review, paint)
    yield ""


def _closing_lines(review: DocumentReview, paint: Paint) -> Iterator[str]:
    """That there was nothing to read or nothing to say, and why a critic did not speak."""
    name = make_visible(review.document.source.name)
    if not review.sets:
        yield f"{paint('place', name)}: no OKRs found in this document"
    elif not review.findings and not any(_points(key_result) for key_result in _reviews(review)):
        yield f"{paint('place', name)}: {paint('good', 'nothing to say')}"
    yield from _critic_lines((key_result.critic for key_result in _reviews(review)), paint)
    yield ""


def _finding_lines(said: Said, source: SourceText, paint: Paint, word: str) -> Iterator[str]:
    finding = said.finding
    region = find_region(source, finding.span)
    place = f"{make_visible(source.name)}:{region.line}:{region.column}"
    message = clip(finding.message)
    yield f"{paint('place', place)}: {paint(word, word)}: {message} [{said.names}]"
    excerpt = cut_excerpt(source, finding.span)
    if excerpt.line.strip():
        yield f"    {excerpt.line}"
        yield f"    {excerpt.indent}{paint('mark', excerpt.underline)}"
    for question in said.questions:
        yield f"    {paint('question', f'? {clip(question)}')}"


def _verdict_lines(review: KeyResultReview, source: SourceText, paint: Paint) -> Iterator[str]:
    span = review.key_result.passage.span
    region = find_region(source, span)
    place = f"{make_visible(source.name)}:{region.line}:{region.column}"
    yield f"{paint('place', place)}: {paint('warning', review.verdict.value)}: {clip(review.reason)}"
    yield f"    {cut_excerpt(source, span).line}"


def _point_lines(review: KeyResultReview, source: SourceText, paint: Paint) -> Iterator[str]:
    """A critic's opinions, marked as such; the words it quotes, and its question."""
    region = find_region(source, review.key_result.passage.span)
    place = f"{make_visible(source.name)}:{region.line}:{region.column}"
    for point in _points(review):
        yield f"{paint('place', place)}: {_point_line(point, paint)}"
        yield f"    {make_visible(point.quote)}"
        if point.question:
            yield f"    {paint('question', f'? {clip(point.question)}')}"


def _point_line(point: Point, paint: Paint) -> str:
    return f"{paint('hint', 'critic')}: {clip(point.reason)} [{point.kind.value} {point.certainty:.0%}]"


def _critic_lines(uses: Iterable[CriticUse], paint: Paint) -> Iterator[str]:
    """Why the critic that was asked for did not speak, once per reason."""
    for reason in dict.fromkeys(use.reason for use in uses):
        if reason is not None:
            yield f"{paint('warning', 'critic')}: {make_visible(reason)}"


def _points(review: KeyResultReview) -> tuple[Point, ...]:
    return () if review.critique is None else review.critique.points


def _reviews(review: DocumentReview) -> Iterator[KeyResultReview]:
    for okrs in review.sets:
        for objective in okrs.objectives:
            yield from objective.key_results


def _unexplained(review: DocumentReview) -> Iterator[KeyResultReview]:
    """Key results that are not strong although no finding or point says why."""
    for key_result in _reviews(review):
        told = is_explained(key_result) or _points(key_result)
        if key_result.verdict is not Verdict.STRONG and not told:
            yield key_result


def _summary_lines(report: Report, paint: Paint) -> Iterator[str]:
    verdicts = report.verdicts
    total = sum(verdicts.values())
    parts = [
        f"{verdicts[Verdict.STRONG]} strong",
        f"{verdicts[Verdict.NEEDS_WORK]} need work",
        f"{verdicts[Verdict.NEEDS_HUMAN]} need a human",
    ]
    yield f"{_count(len(report.reviews), 'document')}, {_count(total, 'key result')}: {', '.join(parts)}"
    sums = []
    for severity in Severity:
        number = report.severities[severity]
        sums.append(paint(severity.value if number else "none", _count(number, severity.value)))
    unread = sum(len(review.document.unread) for review in report.reviews)
    yield f"findings: {', '.join(sums)}; {report.suppressed} suppressed"
    if unread:
        yield f"{_count(unread, 'part')} left out or not understood, listed above"
    if report.errors:
        yield paint("error", f"{_count(len(report.errors), 'input')} could not be read")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
