"""The report: one HTML page that needs nothing else. Everything that came from a dataset is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from evals.charts import draw_curve
from evals.measure import Confusion, Metric, Mistake
from evals.runner import TaskRun
from evals.tables import arrange, format_metric

__all__ = ["render_report"]

_WORST = 8
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --ink: #2563a8; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line) } h3 { margin-top: 2rem }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap } td small { color: #777 }
.matrix td, .matrix th { text-align: center } .matrix td.right { outline: 1px solid var(--ink) }
.charts { display: flex; flex-wrap: wrap; gap: 1rem } figure { margin: 0 } figcaption { font-size: .85rem }
svg text { font: 10px system-ui, sans-serif; fill: currentColor }
.unscored { background: var(--soft); padding: .5rem 1rem }
nav a { margin-right: 1rem }
"""


def render_report(runs: Sequence[TaskRun]) -> str:
    """All tasks: tables, confusions, curves, and the worst mistakes of every split but test."""
    links = " ".join(f'<a href="#{escape(run.task.name)}">{escape(run.task.name)}</a>' for run in runs)
    body = "\n".join(part for run in runs for part in _task_parts(run))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Evaluation of the OKR coach</title><style>{_STYLE}</style></head><body>
<h1>Evaluation of the OKR coach</h1>
<p>Numbers in brackets are intervals of 95%: Wilson for shares, bootstrap over cases for the rest; n is what
the number rests on. "Firm" leaves out debatable cases. Test rows count in the tables and are never shown.</p>
<nav>{links}</nav>
{body}
</body></html>
"""


def _task_parts(run: TaskRun) -> Iterator[str]:
    name = escape(run.task.name)
    yield f'<section id="{name}"><h2>{name}</h2><p>{escape(run.task.purpose)}</p>'
    if run.reason:
        yield f'<p class="unscored">Unscored: {escape(run.reason)}.</p>'
    if run.unscored:
        yield f'<p class="unscored">{len(run.unscored)} of {len(run.rows)} cases crashed.</p>'
    for split, measured in run.measured.items():
        count = sum(row.split == split for row in run.rows)
        yield f"<h3>{escape(split)}, {count} cases</h3>"
        yield from _metric_tables(measured.metrics)
        yield from (_confusion_table(confusion) for confusion in measured.confusions)
        if measured.curves:
            yield '<div class="charts">'
            yield from (draw_curve(curve) for curve in measured.curves if curve.points)
            yield "</div>"
        if split != "test" and measured.mistakes:
            yield from _mistakes_table(run, measured.mistakes)
    yield "</section>"


def _metric_tables(metrics: Sequence[Metric]) -> Iterator[str]:
    wide, rest = arrange(metrics)
    for measures, table in wide:
        yield _table(["", *measures], ([_cell(name), *map(_number, cells)] for name, cells in table.items()))
    if rest:
        yield _table(
            ["", "measure", "value", "note"],
            ([_cell(item.subject), _cell(item.measure), _number(item), _cell(item.note)] for item in rest),
        )


def _confusion_table(confusion: Confusion) -> str:
    largest = max((count for line in confusion.counts for count in line), default=0) or 1
    lines = []
    for label, counts in zip(confusion.expected, confusion.counts, strict=True):
        cells = "".join(
            f'<td class="{"right" if got == label else ""}"'
            f' style="background: rgb(37 99 168 / {0.45 * count / largest:.2f})">{count}</td>'
            for got, count in zip(confusion.got, counts, strict=True)
        )
        lines.append(f"<tr><th>{escape(label)}</th>{cells}</tr>")
    head = "".join(f"<th>{escape(label)}</th>" for label in confusion.got)
    title = f"{escape(confusion.title)}: expected down, given across"
    return f'<table class="matrix"><caption>{title}</caption><tr><th></th>{head}</tr>{"".join(lines)}</table>'


def _mistakes_table(run: TaskRun, mistakes: Sequence[Mistake]) -> Iterator[str]:
    """The surest mistakes per subject, those on debatable cases last."""
    subjects = list(dict.fromkeys(mistake.subject for mistake in mistakes))
    yield f"<h4>Worst mistakes (up to {_WORST} per line of the table)</h4>"
    for subject in subjects:
        mine = [mistake for mistake in mistakes if mistake.subject == subject]
        worst = sorted(mine, key=lambda mistake: (mistake.debatable, -mistake.weight, mistake.id))[:_WORST]
        yield f"<details><summary>{escape(subject)}: {len(mine)}</summary>"
        yield _table(
            ["case", "mistake", "sureness", "text"],
            (
                [
                    _cell(mistake.id),
                    _cell(mistake.what + (" (debatable)" if mistake.debatable else "")),
                    f'<td class="number">{mistake.weight:.2f}</td>',
                    _cell(getattr(run.cases.get(mistake.id), "text", "")),
                ]
                for mistake in worst
            ),
        )
        yield "</details>"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _cell(text: str) -> str:
    return f"<td>{escape(text)}</td>"


def _number(metric: Metric | None) -> str:
    if metric is None:
        return "<td></td>"
    return f'<td class="number">{escape(format_metric(metric))} <small>n {metric.n}</small></td>'
