from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.reviews import OKRS


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory without settings from the world outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OKR_COACH_CONFIG", raising=False)
    return tmp_path


@pytest.fixture
def okrs(folder: Path) -> Path:
    """A document with one hint from KR105."""
    path = folder / "okrs.md"
    path.write_text(OKRS, encoding="utf-8")
    return path
