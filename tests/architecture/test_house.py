"""The rules of the house that no other tool checks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(
    path for folder in ("coach", "evals", "scripts", "tests") for path in (ROOT / folder).rglob("*.py")
)
LONGEST = 400
HEAVY = ("torch", "numpy", "pydantic", "fastapi", "openpyxl", "sklearn", "scipy", "sentence_transformers")


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_most_files_are_short() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in CODE)
    assert lengths[len(lengths) * 9 // 10] <= 230


def loaded_after(code: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return {name.split(".")[0] for name in result.stdout.split()}


def test_importing_the_package_loads_nothing_of_others() -> None:
    assert loaded_after("import coach").isdisjoint({*HEAVY, "typer", "rich", "yaml"})


def test_a_review_loads_no_heavy_library(tmp_path: Path) -> None:
    document = tmp_path / "okrs.md"
    document.write_text(
        "# Objective: Guests come back\n\n- KR1: Repeat stays from 20% to 30%\n", encoding="utf-8"
    )
    code = (
        "from coach.cli.main import app\n"
        f"try:\n    app(['review', {str(document)!r}])\nexcept SystemExit:\n    pass"
    )
    assert loaded_after(code).isdisjoint(HEAVY)


@pytest.mark.parametrize("package", ["rules", "cli/commands", "api/routes", "output"])
def test_nothing_is_registered_by_hand(package: str) -> None:
    """A new rule, command, route or format is found by its file."""
    folder = ROOT / "coach" / package
    found = [path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")]
    init = (folder / "__init__.py").read_text(encoding="utf-8") if (folder / "__init__.py").exists() else ""
    listed = [name for name in found if re.search(rf"import {name}\b|[\"']{name}[\"']", init)]
    assert not listed


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert set(phony.split()) - explained <= {"lint", "types", "imports"}


def test_the_ci_script_calls_the_readme_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme


def test_every_pinned_version_is_exact() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.!+]+", line) for line in lines if not line.startswith("#"))
