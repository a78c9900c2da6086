"""The work behind `coach maturity`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import typer

from coach.bootstrap import build_service
from coach.checkin.maturity import (
    QUESTIONS,
    Answers,
    assess,
    check_level,
    find_levels_held,
    gather_evidence,
    read_answers,
)
from coach.cli._console import choose_paint, print_error, write_output
from coach.cli._exit import ExitCode
from coach.cli._sources import Source, find_sources, read_source
from coach.cli._tally import Tally
from coach.domain.review import DocumentReview
from coach.errors import InputError, MalformedInput
from coach.output.json_v1 import encode
from coach.output.maturity import maturity_object, outline_maturity, write_form
from coach.parsing.formats import decode
from coach.parsing.reader import read_document
from coach.settings import FailOn, Settings

__all__ = ["Request", "run_maturity", "write_empty_form"]


class Request(NamedTuple):
    """What the command line asked for, beside the settings."""

    paths: tuple[str, ...]
    answers: Path | None
    people: int | None
    output_format: str
    output: Path | None


def write_empty_form(output: Path | None) -> ExitCode:
    """Write the form to fill in."""
    write_output(write_form(QUESTIONS), output)
    return ExitCode.CLEAN


def run_maturity(request: Request, settings: Settings) -> ExitCode:
    """Assess, and write the result.

    Raises:
        InputError: There is nothing to assess, or the form cannot be read.
    """
    tally = Tally()
    answers = _find_answers(request)
    reviews = list(_review(request.paths, settings, tally))
    report = assess(
        answers.levels,
        gather_evidence(reviews, ()) if request.paths else (),
        people=request.people or answers.people,
        held=find_levels_held(reviews),
    )
    if request.output_format == "json":
        data = encode(json.dumps(maturity_object(report), ensure_ascii=False, indent=2) + "\n")
    elif request.output_format == "markdown":
        data = outline_maturity(report).to_markdown()
    else:
        data = outline_maturity(report).to_text(choose_paint(settings.colour and request.output is None))
    write_output(data, request.output)
    return tally.close(FailOn.NEVER)


def _find_answers(request: Request) -> Answers:
    if request.answers is not None:
        name = request.answers.as_posix()
        return read_answers(decode(read_source(Source(name, request.answers)), name), name)
    if sys.stdin.isatty() and sys.stdout.isatty():
        return _ask()
    if request.paths:
        return Answers({})
    raise MalformedInput(
        "there are no answers and no documents; give PATHS, or --answers FILE"
        " (`coach maturity --form` writes one to fill in)"
    )


def _ask() -> Answers:
    """The questions one by one; Enter leaves one open."""
    typer.echo("Give the number of the answer that fits, or press Enter where you do not know.")
    levels: dict[str, int] = {}
    for question in QUESTIONS:
        typer.echo(f"\n{question.text}")
        for level, words in enumerate(question.levels):
            typer.echo(f"  {level}: {words}")
        given = _ask_level(question.id)
        if given is not None:
            levels[question.id] = given
    return Answers(levels)


def _ask_level(question: str) -> int | None:
    while True:
        given = typer.prompt("0-4", default="", show_default=False).strip()
        if not given:
            return None
        try:
            return check_level(question, int(given) if given.isdigit() else given)
        except MalformedInput as error:
            print_error(str(error))


def _review(paths: tuple[str, ...], settings: Settings, tally: Tally) -> Iterator[DocumentReview]:
    sources, errors = find_sources(paths)
    for error in errors:
        tally.add_error(error)
    service = build_service(settings)
    for source in sources:
        try:
            review = service.review_document(read_document(read_source(source), source.name))
        except InputError as error:
            tally.add_error(error)
            continue
        tally.add_review(review)
        yield review
