"""The work behind `coach review`: read every source, review it, write one report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from coach.bootstrap import build_service
from coach.cli._console import choose_paint, open_output, print_note, write_output
from coach.cli._critic import ask_about_document
from coach.cli._exit import ExitCode
from coach.cli._sources import Source, find_sources, read_lines, read_source
from coach.cli._tally import Tally
from coach.domain.review import DocumentReview
from coach.errors import InputError
from coach.output.report import OutputFormat, Report, render_report
from coach.parsing.formats import Format
from coach.parsing.reader import read_document
from coach.reviewing.baseline import BaselineUse, read_baseline, write_baseline
from coach.service import Service
from coach.settings import FailOn, Settings

__all__ = ["ReviewOptions", "run_review"]

_SHOW_PROGRESS_FROM = 10


class ReviewOptions(NamedTuple):
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
    run = _Run(
        options.input_format,
        build_service(settings),
        None if options.baseline is None else _read_baseline(options.baseline),
        Tally(),
    )
    sources, errors = find_sources(options.paths)
    for error in errors:
        run.tally.add_error(error)
    if options.write_baseline is not None:
        return _accept_all(list(run.documents(sources)), options.write_baseline, run.tally)
    if options.output_format is OutputFormat.JSONL:
        with open_output(options.output) as write:
            for line in run.lines(sources):
                write(line)
    else:
        _write_report(list(run.documents(sources)), options, settings, run)
    return run.tally.close(settings.fail_on)


class _Run(NamedTuple):
    """One pass over the sources."""

    input_format: Format | None
    service: Service
    baseline: BaselineUse | None
    tally: Tally

    def documents(self, sources: Sequence[Source]) -> Iterator[DocumentReview]:
        """The reviews of all that can be read."""
        for source in _show_progress(sources):
            try:
                document = read_document(read_source(source), source.name, self.input_format)
            except InputError as error:
                self.tally.add_error(error)
                continue
            review = ask_about_document(
                self.service, self.service.review_document(document, baseline=self.baseline)
            )
            self.tally.add_review(review)
            yield review

    def lines(self, sources: Sequence[Source]) -> Iterator[bytes]:
        """Lines of JSONL: an answer per line of a batch, the parts of every other source, error lines."""
        from coach.output import jsonl  # noqa: PLC0415 - other formats do without it

        yield jsonl.render(Report((), tuple(self.tally.errors)), ())
        for source in sources:
            if self._is_batch(source):
                yield from self._batch_lines(source)
                continue
            before = len(self.tally.errors)
            reviews = tuple(self.documents([source]))
            yield jsonl.render(Report(reviews, tuple(self.tally.errors[before:])), ())

    def _batch_lines(self, source: Source) -> Iterator[bytes]:
        from coach.cli._batch import review_lines  # noqa: PLC0415 - documents do without it
        from coach.output import jsonl  # noqa: PLC0415

        try:
            yield from review_lines(read_lines(source), source.name, self.service, self.tally, self.baseline)
        except InputError as error:
            self.tally.add_error(error)
            yield jsonl.render(Report((), (error,)), ())

    def _is_batch(self, source: Source) -> bool:
        """Whether each line is one key result: as told, or as the first line of a `.jsonl` file looks."""
        if self.input_format is not None:
            return self.input_format is Format.JSONL
        if source.path is None or source.path.suffix.lower() != ".jsonl":
            return False
        try:
            first = next((line for line in read_lines(source) if line.strip()), b"")
        except InputError:
            return False  # reading it again as a document reports why
        return b'"key_result"' in first


def _write_report(
    reviews: Sequence[DocumentReview], options: ReviewOptions, settings: Settings, run: _Run
) -> None:
    report = Report(tuple(reviews), tuple(run.tally.errors), show_suppressed=options.show_suppressed)
    if options.output_format is OutputFormat.TEXT and options.output is None:
        from coach.output.text import render_painted  # noqa: PLC0415 - other formats do without it

        write_output(render_painted(report, choose_paint(settings.colour)))
    else:
        write_output(render_report(report, options.output_format, run.service.rules()), options.output)


def _accept_all(reviews: Sequence[DocumentReview], path: Path, tally: Tally) -> ExitCode:
    write_output(write_baseline(reviews), path)
    print_note(f"{path}: accepts {sum(len(review.findings) for review in reviews)} findings")
    return tally.close(FailOn.NEVER)


def _read_baseline(path: Path) -> BaselineUse:
    return read_baseline(read_source(Source(path.as_posix(), path)), path.as_posix())


def _show_progress(sources: Sequence[Source]) -> Iterable[Source]:
    if len(sources) < _SHOW_PROGRESS_FROM or not sys.stderr.isatty():
        return sources
    from rich.console import Console  # noqa: PLC0415 - only a person who waits needs it
    from rich.progress import track  # noqa: PLC0415

    return track(sources, description="Reviewing", console=Console(stderr=True), transient=True)
