"""The question bank: `bank/<source>.yaml`, read and checked once. `bank/README.md` describes an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from coach.checkin.questions._form import ABOUT_SET, FLAGS, SLOTS, WANTS, Form, Sheet
from coach.domain.checkin import Audience, KeyResultKind, OkrType, Stage
from coach.errors import InternalError

__all__ = ["load_bank", "read_bank"]

_FOLDER = Path(__file__).parent / "bank"
_TOP = {"source", "stages", "weight", "forms"}
_NEEDED = {"id", "ask", "wants"}
_FIELDS = _NEEDED | {"about", "stages", "audiences", "types", "kinds", "when", "first"}
_MARKED = re.compile(r"\[([^\[\]]+)\]")

Choice = TypeVar("Choice", bound=StrEnum)


@cache
def load_bank() -> Mapping[str, Sheet]:
    """The whole bank, by source."""
    return read_bank(_FOLDER)


def read_bank(folder: Path) -> dict[str, Sheet]:
    """The sheets of every `*.yaml` in a folder, by source.

    Raises:
        InternalError: A file or an entry is malformed; the message names both.
    """
    sheets = {}
    for path in sorted(folder.glob("*.yaml")):
        sheet = _read_sheet(path)
        sheets[sheet.source] = sheet
    return sheets


def _read_sheet(path: Path) -> Sheet:
    import yaml  # noqa: PLC0415 - a review must not pay for it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InternalError(f"{path.name}: not readable as YAML: {error}") from error
    if not isinstance(content, dict) or content.keys() != _TOP:
        raise InternalError(f"{path.name}: these fields are expected: {', '.join(sorted(_TOP))}")
    source = str(content["source"])
    if path.stem.replace("_", "-") != source:
        raise InternalError(f"{path.name}: its source is {source!r}; name the file after it")
    stages = _choose(Stage, content["stages"], path.name)
    weight = {Stage(name): int(number) for name, number in content["weight"].items()}
    forms = tuple(_read_forms(content["forms"], source, stages, path.name))
    return Sheet(source, forms, weight)


def _read_forms(entries: Any, source: str, stages: frozenset[Stage], name: str) -> Iterator[Form]:
    known: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        place = f"{name}: entry {number}"
        fault = _find_fault(entry, known)
        if fault:
            raise InternalError(f"{place}: {fault}")
        known.add(entry["id"])
        yield _build(entry, source, stages, f"{place} ({entry['id']})")


def _find_fault(entry: Any, known: set[str]) -> str:
    if not isinstance(entry, dict) or not entry.keys() >= _NEEDED or not entry.keys() <= _FIELDS:
        return f"fields are {', '.join(sorted(_FIELDS))}; {', '.join(sorted(_NEEDED))} are needed"
    if entry["id"] in known:
        return f"the id {entry['id']!r} is given twice"
    if entry["wants"] not in WANTS:
        return f"wants {entry['wants']!r}; known are {', '.join(sorted(WANTS))}"
    if entry.get("about", ABOUT_SET) != ABOUT_SET:
        return "about is 'set' or left out"
    unknown = set(entry.get("when", ())) - FLAGS
    return f"unknown in when: {', '.join(sorted(unknown))}" if unknown else ""


def _build(entry: dict[str, Any], source: str, stages: frozenset[Stage], place: str) -> Form:
    marked = _MARKED.findall(entry["ask"])
    if len(marked) > 1:
        raise InternalError(f"{place}: quotes more than one fact")
    text = _MARKED.sub(r"\1", entry["ask"])
    slots = frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    if not slots <= SLOTS:
        raise InternalError(f"{place}: unknown slots: {', '.join(sorted(slots - SLOTS))}")
    return Form(
        id=f"{source}/{entry['id']}",
        source=source,
        text=text,
        fact=marked[0] if marked else "",
        slots=slots,
        wants=entry["wants"],
        about_set=entry.get("about") == ABOUT_SET,
        stages=_choose(Stage, entry["stages"], place) if "stages" in entry else stages,
        audiences=_choose(Audience, entry.get("audiences", ["team"]), place),
        types=_choose(OkrType, entry.get("types", list(OkrType)), place),
        kinds=_choose(KeyResultKind, entry.get("kinds", list(KeyResultKind)), place),
        when=frozenset(entry.get("when", ())),
        first=entry.get("first") is True,
    )


def _choose(kind: type[Choice], values: Any, place: str) -> frozenset[Choice]:
    try:
        return frozenset(kind(value) for value in values)
    except (TypeError, ValueError) as error:
        raise InternalError(f"{place}: {error}") from error
