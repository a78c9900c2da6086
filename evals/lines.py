"""Read JSON Lines strictly: whatever is not as expected is an error that names file and line."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar

from coach.errors import MalformedInput, UnreadableInput

__all__ = ["Line", "read_cases", "read_lines"]

Case = TypeVar("Case")


class Line:
    """One JSON object of a file, and the place it came from.

    Args:
        values: The object.
        source: Name of the file.
        number: 1-based line.
        where: Path inside the object, for messages.
    """

    def __init__(self, values: dict[str, Any], source: str, number: int, where: str = "") -> None:
        self.values = values
        self.source = source
        self.number = number
        self.where = where

    def fail(self, reason: str, text: object = "") -> MalformedInput:
        """The error to raise: the reason, with file, line and the offending value."""
        shown = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
        return MalformedInput(self.where + reason, source=self.source, line=self.number, text=shown)

    def only(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Make sure that all required keys are there and no unknown ones.

        Raises:
            MalformedInput: A key is missing or unknown.
        """
        missing = [key for key in required if key not in self.values]
        if missing:
            raise self.fail(f"the key {missing[0]!r} is missing; add it", self.values)
        unknown = [key for key in self.values if key not in required and key not in optional]
        if unknown:
            raise self.fail(f"the key {unknown[0]!r} is unknown; remove it or correct its name", unknown[0])

    def text(self, key: str, *, empty: bool = False) -> str:
        """A string.

        Raises:
            MalformedInput: It is missing, no string, or empty where it must not be.
        """
        value = self._get(key)
        if not isinstance(value, str) or not (empty or value.strip()):
            raise self.fail(f"{key!r} must be a text", value)
        return value

    def flag(self, key: str) -> bool:
        """True or false.

        Raises:
            MalformedInput: It is anything else.
        """
        value = self._get(key)
        if not isinstance(value, bool):
            raise self.fail(f"{key!r} must be true or false", value)
        return value

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """One of the allowed labels.

        Raises:
            MalformedInput: The label is unknown.
        """
        value = self.text(key)
        if value not in allowed:
            raise self.fail(f"{key!r} must be one of {', '.join(allowed)}", value)
        return value

    def texts(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of strings, all among the allowed ones if these are given.

        Raises:
            MalformedInput: No list, an item that is no text, an unknown label, or one label twice.
        """
        value = self._get(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(f"{key!r} must be a list of texts", value)
        if allowed is not None:
            unknown = [item for item in value if item not in allowed]
            if unknown:
                raise self.fail(f"{key!r} holds an unknown label; allowed: {', '.join(allowed)}", unknown[0])
            if len(set(value)) < len(value):
                raise self.fail(f"{key!r} holds a label twice", value)
        return tuple(value)

    def objects(self, key: str) -> tuple[Line, ...]:
        """A list of objects.

        Raises:
            MalformedInput: It is anything else.
        """
        value = self._get(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fail(f"{key!r} must be a list of objects", value)
        return tuple(
            Line(item, self.source, self.number, f"{self.where}{key}[{index}]: ")
            for index, item in enumerate(value)
        )

    def object(self, key: str) -> Line:
        """An object.

        Raises:
            MalformedInput: It is anything else.
        """
        value = self._get(key)
        if not isinstance(value, dict):
            raise self.fail(f"{key!r} must be an object", value)
        return Line(value, self.source, self.number, f"{self.where}{key}: ")

    def _get(self, key: str) -> Any:
        if key not in self.values:
            raise self.fail(f"the key {key!r} is missing; add it", self.values)
        return self.values[key]


def read_lines(path: Path) -> Iterator[Line]:
    """The objects of a file.

    Raises:
        UnreadableInput: There is no such file, or it is not UTF-8.
        MalformedInput: A line is no JSON object.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UnreadableInput("there is no such file", source=str(path)) from None
    except UnicodeDecodeError:
        raise UnreadableInput("not UTF-8 text; save it as UTF-8", source=str(path)) from None
    # `splitlines` would also cut at the exotic line ends that an attack may hold.
    for number, text in enumerate(content.split("\n"), start=1):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            raise MalformedInput(f"no JSON: {error.msg}", source=path.name, line=number, text=text) from None
        if not isinstance(value, dict):
            raise MalformedInput("a line must be one JSON object", source=path.name, line=number, text=text)
        yield Line(value, path.name, number)


def read_cases(paths: Collection[Path], parse: Callable[[Line], Case], key: str = "id") -> list[Case]:
    """Parse every line of the files; an id must occur only once in all of them.

    Raises:
        MalformedInput: A case is malformed, or its id was used before.
    """
    seen: dict[str, str] = {}
    cases = []
    for path in paths:
        for line in read_lines(path):
            name = line.text(key)
            place = f"{line.source}:{line.number}"
            if name in seen:
                raise line.fail(f"the {key} was used before, at {seen[name]}; ids are unique", name)
            seen[name] = place
            cases.append(parse(line))
    return cases
