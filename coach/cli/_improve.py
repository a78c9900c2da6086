"""The work behind `coach improve`."""

from __future__ import annotations

import json
from pathlib import Path

from coach.bootstrap import build_service
from coach.cli._batch import improve_lines
from coach.cli._console import choose_paint, open_output, write_output
from coach.cli._critic import ask_about_improvements
from coach.cli._exit import ExitCode
from coach.cli._sources import STDIN_NAME, Source, find_sources, read_lines, read_source
from coach.cli._tally import Tally
from coach.domain.review import Improvement
from coach.errors import MalformedInput
from coach.output.json_v1 import encode, improvement_object, write_line
from coach.output.text import paint_nothing, render_improvement
from coach.parsing.formats import decode
from coach.parsing.reader import read_key_result
from coach.settings import FailOn, Settings

__all__ = ["improve_batch", "improve_one"]


def improve_one(
    text: str, objective: str | None, output_format: str, output: Path | None, settings: Settings
) -> ExitCode:
    """Improve the key result on the command line, or on standard input when it is `-`."""
    if text == "-":
        text = decode(read_source(Source(STDIN_NAME, None)), STDIN_NAME)
    if not text.strip():
        raise MalformedInput("there is no text; give the key result in quotes")
    key_result, okrs = read_key_result(" ".join(text.split()), objective or "")
    service = build_service(settings)
    improvement = service.improve(key_result, okrs.objectives[0] if objective else None, okrs)
    [improvement] = ask_about_improvements(service, [improvement], [okrs])
    write_output(_write(improvement, output_format, settings, colour=output is None), output)
    return ExitCode.CLEAN


def improve_batch(argument: str, output: Path | None, settings: Settings) -> ExitCode:
    """Improve every line of a JSONL source."""
    tally = Tally()
    service = build_service(settings)
    sources, errors = find_sources([argument])
    for error in errors:
        tally.add_error(error)
    with open_output(output) as write:
        for source in sources:
            for line in improve_lines(read_lines(source), source.name, service, tally):
                write(line)
    return tally.close(FailOn.NEVER)


def _write(improvement: Improvement, output_format: str, settings: Settings, *, colour: bool) -> bytes:
    if output_format == "text":
        return render_improvement(improvement, choose_paint(settings.colour) if colour else paint_nothing)
    content = improvement_object(None, improvement)
    if output_format == "jsonl":
        return write_line(content)
    return encode(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
