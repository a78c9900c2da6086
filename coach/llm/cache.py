"""Answers that were given before, by text, prompt version and model."""

from __future__ import annotations

import hashlib
import json
import os
from collections import OrderedDict
from pathlib import Path
from typing import Any

from coach.llm.model import ModelRequest

__all__ = ["AnswerCache", "make_key"]

_IN_MEMORY = 1_000
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def make_key(request: ModelRequest, model: str) -> str:
    """The sha256 of everything that the answer depends on."""
    told = [request.prompt_sha, request.system, request.user, request.schema, request.max_output_tokens]
    return hashlib.sha256(json.dumps([model, *told], sort_keys=True).encode()).hexdigest()


class AnswerCache:
    """Keeps answers in memory and, with a folder, in files that only this user can read.

    Args:
        folder: Where answers outlive the process.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._recent: OrderedDict[str, str] = OrderedDict()

    def find(self, key: str) -> dict[str, Any] | None:
        """The answer, or `None`. A damaged file counts as absent."""
        text = self._recent.get(key)
        if text is None and self._folder is not None:
            try:
                text = self._path(self._folder, key).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                return None
        if text is None:
            return None
        try:
            answer = json.loads(text)
        except ValueError:
            return None
        if not isinstance(answer, dict):
            return None
        self._remember(key, text)
        return answer

    def keep(self, key: str, answer: dict[str, Any]) -> None:
        """Keep an answer. A folder that cannot be written only makes the next run ask again."""
        text = json.dumps(answer)
        self._remember(key, text)
        if self._folder is None:
            return
        path = self._path(self._folder, key)
        half = path.with_suffix(f".{os.getpid()}.half")
        try:
            _write_privately(half, text.encode())
            half.replace(path)
        except OSError:
            half.unlink(missing_ok=True)

    def _remember(self, key: str, text: str) -> None:
        self._recent[key] = text
        self._recent.move_to_end(key)
        if len(self._recent) > _IN_MEMORY:
            self._recent.popitem(last=False)

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / "answers" / key[:2] / f"{key}.json"


def _write_privately(path: Path, content: bytes) -> None:
    """Write a file that only this user can read, in a folder of the same kind."""
    try:
        file = os.open(path, _CREATE, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(path, _CREATE, 0o600)
    with os.fdopen(file, "wb") as stream:
        stream.write(content)
