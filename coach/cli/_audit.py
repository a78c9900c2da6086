"""The work behind `coach audit`: read everything, audit it, write every report that was asked for."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from coach.alignment.answers import Answers, merge_answers
from coach.alignment.confirmations import read_answers, write_links
from coach.alignment.gaps import gap_checks
from coach.alignment.options import AuditOptions
from coach.alignment.since import compare, read_report
from coach.alignment.sources import CorpusReader
from coach.bootstrap import build_service
from coach.checkin.history.files import is_check_ins
from coach.cli._audit_options import AuditRequest, Engine
from coach.cli._console import choose_paint, print_error, print_note, write_output
from coach.cli._exit import ExitCode
from coach.cli._progress import show_stages
from coach.cli._sources import Source, find_sources, read_lines, read_source
from coach.cli._whole import write_whole
from coach.domain.alignment import AlignmentReport, AuditProblem, Corpus, Place
from coach.errors import ConfigurationError, InputError, MalformedInput, ModelUnavailable
from coach.output.audit import AuditFormat, AuditView, render_audit
from coach.parsing.formats import decode
from coach.service import Service
from coach.settings import Settings

if TYPE_CHECKING:
    from coach.alignment.distributed import RayEngine

__all__ = ["run_audit"]

_LOST = frozenset({"unreadable-file", "broken-record"})
_BATCH_KEY = b'"key_result"'


def run_audit(request: AuditRequest, settings: Settings) -> ExitCode:
    """Audit what was asked for, write the reports, and return the exit code."""
    if request.output_format is AuditFormat.XLSX and request.output is None and sys.stdout.isatty():
        raise InputError("a workbook is no text; give --output FILE", source="--format xlsx")
    answers = Answers() if request.links is None else _read_answers(request.links)
    kept = _keep_answers(request, answers)
    earlier = None if request.since is None else read_report(_read(request.since), request.since.as_posix())
    corpus = _read_corpus(request)
    if not corpus.nodes:
        raise MalformedInput(
            "no objective was found in any input; nothing is audited", source=", ".join(request.paths)
        )
    service = build_service(settings)
    options = AuditOptions(limits=request.limits, threshold=request.threshold)
    with show_stages("texts") as show, _open_engine(request) as engine:
        report = service.audit(
            corpus,
            decisions=answers.decisions,
            options=options,
            progress=show,
            engine=engine,
        )
    if request.opinions:
        report = asyncio.run(_ask_opinions(service, report, request.opinions))
    changes = None if earlier is None else compare(earlier, report)
    view = AuditView(report, gap_checks(), changes, request.candidates)
    _write_reports(view, request, settings, kept)
    return _choose_exit(report, request)


@contextmanager
def _open_engine(request: AuditRequest) -> Iterator[RayEngine | None]:
    """The cluster that was asked for; `None` for this machine alone.

    Raises:
        ConfigurationError: There is no such cluster, or the extra `ray` is not installed.
    """
    if request.engine is Engine.LOCAL:
        yield None
        return
    from coach.alignment.distributed import open_cluster  # noqa: PLC0415 - an extra

    try:
        with open_cluster(request.ray_address) as engine:
            yield engine
    except ModelUnavailable as error:
        raise ConfigurationError(f"--engine ray: {error}") from None


async def _ask_opinions(service: Service, report: AlignmentReport, most: int) -> AlignmentReport:
    try:
        return await service.give_opinions(report, most=most)
    finally:
        await service.close()


def _read_answers(path: Path) -> Answers:
    name = path.as_posix()
    return read_answers(decode(_read(path), name), name)


def _read(path: Path) -> bytes:
    return read_source(Source(path.as_posix(), path))


def _read_corpus(request: AuditRequest) -> Corpus:
    """Everything that can be read; what cannot is told on stderr and stays in the report."""
    sources, errors = find_sources(request.paths)
    named = {Path(path).as_posix() for path in request.paths}
    reader = CorpusReader(request.input_format)
    skipped = []
    for error in errors:
        reader.fail(error)
    for source in sources:
        try:
            reason = _add(reader, source, is_named=source.name in named)
        except InputError as error:
            reader.fail(error)
            continue
        if reason:
            skipped.append(AuditProblem("skipped-file", f"{source.name}: {reason}", Place(source.name, 1)))
    corpus = reader.corpus()
    for problem in corpus.problems:
        if problem.code in _LOST:
            print_error(problem.message)
    return corpus._replace(problems=(*corpus.problems, *skipped))


def _add(reader: CorpusReader, source: Source, *, is_named: bool) -> str:
    """Read one source, or say why it is left out."""
    if reader.is_lines(source.name):
        first, lines = _peek(read_lines(source))
        if not is_named and source.path is not None and _BATCH_KEY in first:
            return "a list of single key results, which belong to no OKR set; left out"
        reader.add_lines(source.name, lines)
        return ""
    data = read_source(source)
    if _holds_check_ins(data, source.name):
        return "check-ins, no OKRs; left out"
    reader.add(source.name, data)
    return ""


def _peek(lines: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first line that is not blank, and all lines; a source such as standard input is read only once."""
    read = []
    for line in lines:
        read.append(line)
        if line.strip():
            return line, chain(read, lines)
    return b"", iter(read)


def _holds_check_ins(data: bytes, name: str) -> bool:
    try:
        return is_check_ins(data, name)
    except InputError:
        return False  # reading it as a document says why


def _write_reports(view: AuditView, request: AuditRequest, settings: Settings, answers: Answers) -> None:
    """Render everything before the first file is written, so that a failure leaves none half done."""
    files: list[tuple[Path, bytes]] = []
    if request.html is not None:
        files.append((request.html, render_audit(view, AuditFormat.HTML)))
    if request.write_links is not None:
        links = write_links(view.report, answers.decisions, answers.notes)
        files.append((request.write_links, links.encode("utf-8", "backslashreplace")))
    if request.output is not None:
        files.append((request.output, render_audit(view, request.output_format)))
        shown = None
    elif request.output_format is AuditFormat.TEXT:
        from coach.output.audit_text import render_painted  # noqa: PLC0415 - other formats do without it

        shown = render_painted(view, choose_paint(settings.colour))
    else:
        shown = render_audit(view, request.output_format)
    for path, data in files:
        write_whole(path, data)
        print_note(f"wrote {path}")
    if shown is not None:
        write_output(shown)


def _keep_answers(request: AuditRequest, answers: Answers) -> Answers:
    """The answers, with those that people already gave in a file that is about to be written anew."""
    path = request.write_links
    if path is None or not path.exists():
        return answers
    if request.links is not None and path.samefile(request.links):
        return answers
    return merge_answers(answers, _read_answers(path))


def _choose_exit(report: AlignmentReport, request: AuditRequest) -> ExitCode:
    if any(problem.code in _LOST for problem in report.problems):
        return ExitCode.BAD_INPUT
    if any(gap.kind in request.fail_on for gap in report.gaps):
        return ExitCode.FINDINGS
    return ExitCode.CLEAN
