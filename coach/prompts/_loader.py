"""Read and render prompts: nothing is left out or added, and user text cannot leave its block."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from coach.errors import InternalError
from coach.prompts.escape import escape_text

__all__ = ["Input", "Prompt", "Rendered", "find_prompts", "load_prompt", "read_prompt"]

_FOLDER = Path(__file__).parent
_FORM = re.compile(
    r"---\n(?P<front>.+?)\n---\n+# System\n+(?P<system>.+?)\n+# User\n+(?P<user>.+?)\s*\Z", re.DOTALL
)
_SLOT = re.compile(r"\{\{(?P<name>[^{}]*)\}\}")
_NAME = re.compile(r"[a-z][a-z_]*")
_PLAIN = re.compile(r"[A-Za-z0-9 ,.;:()'/_-]*")
_KEYS = {"purpose", "inputs", "schema", "known_failures"}


class Input(StrEnum):
    """What may stand in a slot."""

    BLOCK = "block"
    """One text of a user, in a block that bears the input's name."""
    BLOCKS = "blocks"
    """Several texts of users, in blocks with numbers from 1."""
    WORDS = "words"
    """Words of our own, such as names of rules: letters, digits and simple punctuation."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt with its texts."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt.

    Attributes:
        name: Name of its file.
        purpose: One sentence.
        inputs: What each slot takes.
        schema: JSON schema of the answer.
        known_failures: What models get wrong with it.
        system: The part that is always the same.
        user: The part with slots.
        sha: The sha256 of the file: its version.
    """

    name: str
    purpose: str
    inputs: Mapping[str, Input]
    schema: Mapping[str, Any]
    known_failures: tuple[str, ...]
    system: str
    user: str
    sha: str

    def render(self, **given: str | Sequence[str]) -> Rendered:
        """Fill the slots in one pass: what a user wrote is never looked at for slots.

        Raises:
            InternalError: An input is missing, not known, or of another form.
        """
        missing, unknown = self.inputs.keys() - given.keys(), given.keys() - self.inputs.keys()
        if missing or unknown:
            names = ", ".join(sorted(missing | unknown))
            raise InternalError(f"prompt {self.name!r}: {'missing' if missing else 'unknown'} input: {names}")
        filled = {name: self._fill(name, given[name]) for name in self.inputs}
        return Rendered(self.system, _SLOT.sub(lambda slot: filled[slot["name"]], self.user))

    def _fill(self, name: str, value: str | Sequence[str]) -> str:
        kind = self.inputs[name]
        if (kind is Input.BLOCKS) is isinstance(value, str):
            raise InternalError(f"prompt {self.name!r}: {name!r} is no {kind.value}")
        if isinstance(value, str) and kind is Input.WORDS:
            if not _PLAIN.fullmatch(value):
                raise InternalError(f"prompt {self.name!r}: {name!r} holds more than words of our own")
            return value
        if isinstance(value, str):
            return f"<{name}>{escape_text(value)}</{name}>"
        return "\n".join(
            f'<{name} id="{number}">{escape_text(text)}</{name}>' for number, text in enumerate(value, 1)
        )


def find_prompts() -> tuple[str, ...]:
    """Names of all prompts."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.md")))


@cache
def load_prompt(name: str) -> Prompt:
    """One prompt of ours.

    Raises:
        InternalError: There is no such prompt, or it is malformed.
    """
    if name not in find_prompts():
        raise InternalError(f"there is no prompt {name!r}")
    return read_prompt(name, (_FOLDER / f"{name}.md").read_text(encoding="utf-8"))


def read_prompt(name: str, text: str) -> Prompt:
    """Read a prompt.

    Raises:
        InternalError: It is malformed, or its slots are not its inputs.
    """
    import yaml  # noqa: PLC0415 - a review without a model must not pay for it

    form = _FORM.fullmatch(text)
    if form is None:
        raise InternalError(f"prompt {name!r}: needs front matter, '# System' and '# User'")
    front = yaml.safe_load(form["front"])
    if not isinstance(front, dict) or set(front) != _KEYS:
        raise InternalError(f"prompt {name!r}: the front matter has the keys {', '.join(sorted(_KEYS))}")
    inputs = {slot: Input(kind) for slot, kind in front["inputs"].items()}
    slots = [match["name"] for match in _SLOT.finditer(form["user"])]
    if sorted(slots) != sorted(inputs) or not all(map(_NAME.fullmatch, slots)):
        raise InternalError(f"prompt {name!r}: each input has one slot in '# User', and each slot an input")
    if _SLOT.search(form["system"]):
        raise InternalError(f"prompt {name!r}: '# System' takes no input")
    return Prompt(
        name=name,
        purpose=str(front["purpose"]),
        inputs=inputs,
        schema=front["schema"],
        known_failures=tuple(str(failure) for failure in front["known_failures"]),
        system=form["system"],
        user=form["user"],
        sha=hashlib.sha256(text.encode()).hexdigest(),
    )
