from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import openpyxl
import pytest

import coach.bootstrap
from coach.cli._whole import write_whole
from coach.embedding.options import EmbeddingOptions
from coach.errors import EncoderMissing, InputError
from tests.support.command_line import run_cli
from tests.support.interrupts import interrupt, listen_to_interrupts
from tests.support.organisations import ROWS, write_lines

ROOT = Path(__file__).resolve().parents[2]
COMPANY = """\
---
team: Northwind
level: company
cycle: 2026-Q4
---

# OKRs

## O1: Parcels arrive when promised

- KR 1.1: Parcels delivered on time from 91% to 97%

## O2: Drivers want to stay

- KR 2.1: Drivers who leave within a year from 30% to 12%
"""
TEAM = """\
---
team: {team}
level: team
cycle: 2026-Q4
---

# OKRs

## O1: {objective}

{supports}- KR 1.1: {key_result}
"""


@pytest.fixture(autouse=True)
def _without_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without the extra: the audit goes by words, in a second."""

    def refuse(_: EmbeddingOptions) -> NoReturn:
        raise EncoderMissing("the extra `embedding` is not installed")

    monkeypatch.setattr(coach.bootstrap, "_start_encoder", refuse)


@pytest.fixture
def okrs(folder: Path) -> Path:
    """A company with two goals; one team declares the first, nobody the second."""
    root = folder / "okrs"
    (root / "teams").mkdir(parents=True)
    (root / "company.md").write_text(COMPANY, encoding="utf-8")
    (root / "teams" / "routes.md").write_text(
        TEAM.format(
            team="Routes",
            objective="Rounds that fit into a shift",
            supports="supports: company O1\n\n",
            key_result="Parcels that come late from 900 to 300 a week",
        ),
        encoding="utf-8",
    )
    return root


def test_an_audit_shows_figures_and_gaps(okrs: Path) -> None:
    result = run_cli("audit", okrs.name)

    assert result.exit_code == 0, result.stderr
    assert "3 OKRs, 3 key results, 1 team, 2 files" in result.stdout
    assert "error: Northwind “Drivers want to stay” has no support below" in result.stdout
    assert "[no-encoder]" in result.stdout


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [("uncovered", 1), ("orphan", 0), ("orphan,uncovered", 1), ("any", 1), ("UNCOVERED", 1), ("never", 0)],
)
def test_a_gap_of_a_named_kind_fails(okrs: Path, fail_on: str, code: int) -> None:
    assert run_cli("audit", okrs, "--fail-on", fail_on).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--fail-on", "orphans"), "did you mean 'orphan'?"),
        (("--candidates", "few"), "a number from 1 up, or all"),
        (("--candidates", "0"), "a number from 1 up, or all"),
        (("--limit", "max_team=3"), "NAME=VALUE"),
        (("--limit", "max_teams=many"), "takes a whole number"),
        (("--limit", "bottom_up_share=-1"), "from 0 up"),
        (("--limit", "drafting_begins=soon"), "a date such as"),
        (("--cache", "x", "--no-cache"), "not both"),
        (("--links", "nowhere.yaml"), "nowhere.yaml: cannot be read"),
        (("--since", "nowhere.json"), "nowhere.json: cannot be read"),
    ],
)
def test_a_wrong_option_is_named_before_anything_is_read(
    okrs: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run_cli("audit", okrs, *arguments)

    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_limits_are_handed_on(okrs: Path) -> None:
    shown = run_cli("audit", okrs, "--limit", "max-objectives=1", "--limit", "max_key_results=9").stdout

    assert "2 objectives (the limit is 1)" in shown


def test_every_report_is_written_at_once(okrs: Path, folder: Path) -> None:
    result = run_cli(
        "audit",
        okrs,
        "--format",
        "xlsx",
        "--output",
        "a.xlsx",
        "--html",
        "a.html",
        "--write-links",
        "links.yaml",
    )

    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert openpyxl.load_workbook(folder / "a.xlsx").sheetnames[0] == "Summary"
    assert (folder / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "confirm:" in (folder / "links.yaml").read_text(encoding="utf-8")
    assert not list(folder.glob(".*"))


def test_answers_are_honoured_and_kept(okrs: Path, folder: Path) -> None:
    run_cli("audit", okrs, "--write-links", "links.yaml")
    links = folder / "links.yaml"
    text = links.read_text(encoding="utf-8")
    at = text.index("gap: uncovered")
    links.write_text(
        text[:at]
        + text[at:].replace("confirm:", "confirm: no", 1).replace("reason:", "reason: next year", 1),
        encoding="utf-8",
    )

    result = run_cli("audit", okrs, "--links", links, "--write-links", links, "--fail-on", "uncovered")

    assert result.exit_code == 0
    assert "1 dismissed" in result.stdout
    assert "next year" in links.read_text(encoding="utf-8")
    run_cli("audit", okrs, "--write-links", links)
    assert "next year" in links.read_text(encoding="utf-8")


def test_a_broken_links_file_is_named_with_its_line(okrs: Path, folder: Path) -> None:
    (folder / "links.yaml").write_text("schema: coach.links/v1\nlinks:\n  - child: a\n", encoding="utf-8")

    result = run_cli("audit", okrs, "--links", "links.yaml")

    assert result.exit_code == 2
    assert "links.yaml:3: the entry has no 'parent'" in result.stderr


def test_since_tells_what_changed(okrs: Path) -> None:
    run_cli("audit", okrs, "--format", "json", "--output", "last.json")
    (okrs / "teams" / "routes.md").unlink()
    (okrs / "teams" / "depot.md").write_text(
        TEAM.format(
            team="Depot",
            objective="Drivers rest enough",
            supports="supports: company O2\n\n",
            key_result="x to 3",
        ),
        encoding="utf-8",
    )

    result = run_cli("audit", okrs, "--since", "last.json")

    assert "gone  Northwind “Drivers want to stay” has no support below" in result.stdout
    assert "new   Northwind “Parcels arrive when promised” has no support below" in result.stdout


def test_candidates_are_as_many_as_asked_for(okrs: Path) -> None:
    def count(*arguments: str) -> list[int]:
        content = json.loads(run_cli("audit", okrs, "--format", "json", *arguments).stdout)
        return [len(row["parents"]) for row in content["candidates"]]

    assert count("--candidates", "1") == [1]
    assert count("--candidates", "all") == [2]


def test_how_many_candidates_are_listed_changes_nothing_else(okrs: Path) -> None:
    def audit(number: str) -> dict[str, object]:
        content = json.loads(run_cli("audit", okrs, "--format", "json", "--candidates", number).stdout)
        return {name: value for name, value in content.items() if name != "candidates"}

    assert audit("1") == audit("all")


def test_what_is_no_okr_sheet_is_left_out_and_a_broken_file_is_told(okrs: Path) -> None:
    (okrs / "checkins.csv").write_text(
        "date,key_result_id,value,confidence\n2026-10-05,KR 1.1,92,7\n", encoding="utf-8"
    )
    (okrs / "batch.jsonl").write_text('{"id": 1, "key_result": "Call 40 shops"}\n', encoding="utf-8")
    (okrs / "broken.json").write_bytes(b"{")

    result = run_cli("audit", okrs.name)

    assert result.exit_code == 2
    assert "okrs/broken.json" in result.stderr
    assert "okrs/checkins.csv:1: check-ins, no OKRs" in result.stdout
    assert "okrs/batch.jsonl:1: a list of single key results" in result.stdout
    assert "3 OKRs" in result.stdout


def test_nothing_to_audit_is_an_error(folder: Path) -> None:
    (folder / "notes.md").write_text("We met. We had tea.\n", encoding="utf-8")

    result = run_cli("audit", "notes.md")

    assert result.exit_code == 2
    assert "notes.md: no objective was found" in result.stderr


def test_a_report_that_cannot_be_written_is_named(okrs: Path) -> None:
    result = run_cli("audit", okrs, "--html", "no/such/folder.html")

    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_an_interrupted_write_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = folder / "report.html"
    target.write_bytes(b"old")
    target.chmod(0o640)

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in folder.iterdir()] == ["report.html"]

    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_to_a_report_stays_a_link_and_a_folder_is_refused(folder: Path) -> None:
    (folder / "real.html").write_bytes(b"old")
    (folder / "link.html").symlink_to(folder / "real.html")

    write_whole(folder / "link.html", b"new")

    assert (folder / "link.html").is_symlink()
    assert (folder / "real.html").read_bytes() == b"new"
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(folder, b"x")


def test_help_loads_no_numbers_library() -> None:
    code = (
        "import sys\nfrom coach.cli.main import app\n"
        "try:\n    app(['audit', '--help'])\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    loaded = set(result.stdout.split("LOADED")[1].split())
    assert loaded.isdisjoint({"numpy", "torch", "openpyxl", "jinja2", "pydantic", "sentence_transformers"})


def test_an_interruption_ends_without_a_traceback_or_a_file(okrs: Path, folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", "audit", str(okrs), "pipe.md", "--html", "a.html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=listen_to_interrupts,  # noqa: PLW1509 - no thread is running here
    )
    writer = os.open(folder / "pipe.md", os.O_WRONLY)  # returns when the audit reads from the pipe
    errors = interrupt(process)
    os.close(writer)

    assert process.returncode in (130, 1)
    assert b"Traceback" not in errors
    assert not (folder / "a.html").exists()


@pytest.mark.parametrize("options", [(), ("--input-format", "jsonl")])
def test_every_line_of_standard_input_is_audited(options: tuple[str, ...]) -> None:
    result = run_cli("audit", "-", *options, "--format", "json", stdin=b"\n" + write_lines(ROWS))

    assert result.exit_code == 0, result.stderr
    assert [node["id"] for node in json.loads(result.stdout)["nodes"]] == [row["id"] for row in ROWS]


def test_answers_of_the_file_that_is_written_stay_beside_those_that_are_honoured(
    okrs: Path, folder: Path
) -> None:
    run_cli("audit", okrs, "--write-links", "a.yaml")
    text = (folder / "a.yaml").read_text(encoding="utf-8")
    assert "confirm:\n    reason:" in text
    answered = text.replace("confirm:\n    reason:", "confirm: no\n    reason: until spring")
    (folder / "b.yaml").write_text(answered, encoding="utf-8")

    result = run_cli("audit", okrs, "--links", "a.yaml", "--write-links", "b.yaml")

    assert result.exit_code == 0, result.stderr
    assert (folder / "b.yaml").read_text(encoding="utf-8").count("confirm: no\n    reason: until spring") == (
        answered.count("until spring")
    )
