"""The work behind `coach review`: read every source, review it, write one report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coach.bootstrap import build_service
from coach.cli._console import choose_paint, print_error, print_note, write_output
from coach.cli._exit import ExitCode
from coach.cli._sources import Source, find_sources, read_source
from coach.domain.review import DocumentReview
from coach.errors import InputError
from coach.output.report import OutputFormat, Report, render_report
from coach.parsing import Format, read_document
from coach.reviewing.baseline import BaselineUse, read_baseline, write_baseline
from coach.service import Service
from coach.settings import Settings

__all__ = ["ReviewOptions", "run_review"]

_SHOW_PROGRESS_FROM = 10


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What the command line asked for, beside the settings."""

    paths: tuple[str, ...]
    output_format: OutputFormat = OutputFormat.TEXT
    input_format: Format | None = None
    baseline: Path | None = None
    write_baseline: Path | None = None
    output: Path | None = None
    show_suppressed: bool = False


def run_review(options: ReviewOptions, settings: Settings) -> ExitCode:
    """Review what was asked for, write the report, and return the exit code."""
    service = build_service(settings)
    sources, errors = find_sources(options.paths)
    baseline = None if options.baseline is None else _read_baseline(options.baseline)
    reviews: list[DocumentReview] = []
    for source in _show_progress(sources):
        try:
            document = read_document(read_source(source), source.name, options.input_format)
        except InputError as error:
            errors.append(error)
        else:
            reviews.append(service.review_document(document, baseline=baseline))
    report = Report(tuple(reviews), tuple(errors), show_suppressed=options.show_suppressed)
    for error in errors:
        print_error(str(error))
    if options.write_baseline is not None:
        return _write_baseline(report, options.write_baseline)
    _write_report(report, options, settings, service)
    return _choose_exit_code(report, settings)


def _write_report(report: Report, options: ReviewOptions, settings: Settings, service: Service) -> None:
    if options.output_format is OutputFormat.TEXT and options.output is None:
        from coach.output.text import render_painted

        write_output(render_painted(report, choose_paint(settings.colour)))
    else:
        write_output(render_report(report, options.output_format, service.rules()), options.output)


def _choose_exit_code(report: Report, settings: Settings) -> ExitCode:
    if any(review.failures for review in report.reviews):
        return ExitCode.INTERNAL
    if report.errors:
        return ExitCode.BAD_INPUT
    if settings.fail_on.fails(report.severities):
        return ExitCode.FINDINGS
    return ExitCode.CLEAN
