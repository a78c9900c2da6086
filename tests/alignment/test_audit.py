from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coach.alignment.audit import run_audit
from coach.alignment.hashed import encode_words
from coach.alignment.options import AuditOptions
from coach.alignment.start import WORDS_MODEL, audit_corpus
from coach.domain.alignment import AlignmentReport, Decision, GapKind, LinkStatus
from coach.errors import EncoderMissing
from coach.service import Service
from tests.support.organisations import ROWS, WordEncoder, read_rows

ROOT = Path(__file__).parents[2]
CORPUS = read_rows(*ROWS[:2], {**ROWS[2], "parent_ids": ["c1"]}, *ROWS[3:])


def audit(**options: object) -> AlignmentReport:
    return run_audit(CORPUS, encode_words, model="words", **options)  # type: ignore[arg-type] # options of a test


def test_declared_links_come_with_likeness_and_evidence() -> None:
    (link,) = [link for link in audit().links if link.status is LinkStatus.DECLARED]

    assert (link.child, link.parent) == ("t1", "c1")
    assert link.probability is not None
    assert link.evidence[0].startswith("closest: “")
    assert "ferries" in link.evidence[0].lower()


def test_the_closest_text_names_the_key_result_of_the_parent() -> None:
    link = next(link for link in audit().links if (link.child, link.parent) == ("t2", "c2"))

    assert link.parent_key_result == 0
    assert "Diesel per crossing from 210 to 140 litres" in link.evidence[0]


def test_candidates_are_listed_by_probability() -> None:
    report = audit(options=AuditOptions(candidates=None))

    assert sorted(report.candidates) == ["t1", "t2", "t3"]
    assert [one.parent for one in report.candidates["t2"]] == ["c2", "c1"]
    assert report.candidates["t2"][0].probability > report.candidates["t2"][1].probability


def test_a_threshold_of_ones_own_decides_what_is_suggested() -> None:
    strict = audit(options=AuditOptions(threshold=0.999))

    assert strict.threshold == 0.999
    assert [link.status for link in strict.links] == [LinkStatus.DECLARED]


def test_a_rejected_link_is_kept_as_rejected_and_a_confirmed_one_counts() -> None:
    decisions = [
        Decision(confirmed=False, child="t2", parent="c2"),
        Decision(confirmed=True, child="t3", parent="c2"),
    ]

    links = {(link.child, link.parent): link.status for link in audit(decisions=decisions).links}

    assert links["t2", "c2"] is LinkStatus.REJECTED
    assert links["t3", "c2"] is LinkStatus.CONFIRMED


def test_a_decision_about_a_node_that_is_gone_is_told() -> None:
    report = audit(decisions=[Decision(confirmed=True, child="nobody", parent="c1")])

    assert "unused-decision" in [problem.code for problem in report.problems]


def test_stages_are_told_while_they_pass() -> None:
    stages: list[str] = []

    audit(progress=lambda stage, _done, _total: stages.append(stage))

    assert list(dict.fromkeys(stages)) == ["encoding", "matching", "weighing"]


def test_the_same_corpus_gives_the_same_report() -> None:
    assert audit() == audit()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_corpus_of_next_to_nothing_is_audited(count: int) -> None:
    corpus = read_rows(*ROWS[:count])

    report = run_audit(corpus, encode_words, model="words")

    assert len(report.nodes) == count
    assert report.problems == corpus.problems
    assert report.links == ()


def test_a_node_without_words_stops_nothing() -> None:
    corpus = read_rows(*ROWS, {**ROWS[2], "id": "t9", "objective": "", "key_results": ["Ropes from 4 to 2"]})

    report = run_audit(corpus, encode_words, model="words")

    assert "t9" in report.candidates


def test_report_names_what_it_rests_on() -> None:
    report = audit()

    assert report.model == "words"
    assert set(report.versions) == {"coach", "encoder", "calibration", "candidates"}


def test_without_an_encoder_words_decide_and_the_report_says_so() -> None:
    def start() -> WordEncoder:
        raise EncoderMissing("the package torch is not installed")

    report = audit_corpus(CORPUS, start)

    assert report.model == WORDS_MODEL
    (problem,) = [problem for problem in report.problems if problem.code == "no-encoder"]
    assert "the package torch is not installed" in problem.message
    assert any(gap.kind is GapKind.ORPHAN for gap in report.gaps) or report.links


def test_what_went_wrong_with_the_cache_is_told() -> None:
    encoder = WordEncoder()
    encoder.notes = ("the vector cache was damaged",)

    report = audit_corpus(CORPUS, lambda: encoder)

    assert ("vector-cache", "the vector cache was damaged") in [
        (problem.code, problem.message) for problem in report.problems
    ]


def test_the_service_audits_with_the_encoder_that_it_was_given() -> None:
    encoder = WordEncoder()

    report = Service(encoder=lambda: encoder).audit(CORPUS)

    assert encoder.asked
    assert report.links == audit().links


def test_reading_a_corpus_loads_neither_numpy_nor_torch() -> None:
    code = (
        "import coach.service, coach.alignment.sources, coach.alignment.start, sys;"
        "print([name for name in ('numpy', 'torch', 'faiss', 'sqlite3') if name in sys.modules])"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert loaded.stdout.strip() == "[]"
