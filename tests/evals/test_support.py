from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from coach.alignment.calibrate import TreeCalibrator
from coach.alignment.features import FEATURES, READERS_ONLY
from coach.alignment.hashed import HASHED_SIZE
from coach.alignment.knowledge import NUMBERS_FILE, TENSORS_FILE, load_knowledge, read_knowledge
from coach.errors import InputError
from coach.service import Service
from evals.cases import DATASETS
from evals.companies import Child, CompanyCase, make_nodes, read_companies, read_plain_companies
from evals.measure import Measured, Row
from evals.outside import read_links, read_pairs
from evals.scorers.probabilities import score_calibration
from evals.tasks._support import measure_support
from evals.tasks.alignment import audit_company, measure_audits
from evals.tasks.links import measure_ranks, rank_parents
from evals.tasks.pairs import audit_pairs
from evals.training import _support as training
from evals.training.alignment import THEMES_FILE
from tests.support.eval_rows import write_lines

CASE = CompanyCase(
    "co-1",
    "dev",
    "Lighthouse Ferries",
    {
        "p1": ("Guests come back to the islands", ("Returning guests from 31% to 40%",)),
        "p2": ("Ferries leave on time", ("Departures within 5 minutes from 70% to 88%",)),
    },
    (
        Child(
            "c1",
            "Crew",
            "Boarding in ten minutes",
            ("Ferries leave on time: 88%",),
            {"p1": "weak", "p2": "yes"},
            (),
            "",
            orphan=False,
        ),
        Child("c2", "Archive", "Old logbooks scanned", (), {"p1": "no", "p2": "no"}, (), "law", orphan=True),
        Child("c3", "Choir", "Sing at the regatta", (), {"p1": "no", "p2": "no"}, (), "", orphan=True),
    ),
    frozenset(["p1"]),
)
PAIR = {
    "pair_id": "x:1",
    "org": "Lighthouse Ferries",
    "child_objective": "Boarding in ten minutes",
    "child_key_results": ["Ferries leave on time: 88%"],
    "parent_objective": "Ferries leave on time",
    "parent_key_results": [],
    "support": "yes",
}
OTHER = {**PAIR, "pair_id": "x:2", "parent_objective": "Guests come back", "support": "no"}


def numbers(measured: Measured) -> dict[tuple[str, str], float | None]:
    return {(item.subject, item.measure): item.value for item in measured.metrics}


def test_a_declared_reason_to_stand_alone_is_no_orphan_to_find() -> None:
    row = Row(CASE.id, CASE.split, audit_company(Service(), CASE))

    assert row.cells["orphans"] == "c3"
    assert row.cells["children"] == "c1;c3"
    assert "c2" not in row.cells["got_orphans"]
    assert make_nodes(CASE)[3].stands_alone_because == "law"


def test_every_pair_is_scored_beside_its_label() -> None:
    cells = audit_company(Service(), CASE)

    assert cells["support"] == "c1>p1=0.5;c1>p2=1;c2>p1=0;c2>p2=0;c3>p1=0;c3>p2=0"
    for name in ("probability", "cosine", "bm25"):
        assert [part.split("=")[0] for part in cells[name].split(";")] == [
            part.split("=")[0] for part in cells["support"].split(";")
        ]


def test_claims_are_held_against_their_labels() -> None:
    cells = {
        **audit_company(Service(), CASE),
        "orphans": "c3",
        "got_orphans": "c1;c3",
        "uncovered": "p1",
        "got_uncovered": "",
    }
    measured = measure_audits([Row("co-1", "dev", cells)])
    values = numbers(measured)

    assert values["orphans", "precision"] == 0.5
    assert values["orphans", "recall"] == 1.0
    assert values["uncovered", "precision"] is None
    assert values["uncovered", "recall"] == 0.0
    assert {(mistake.subject, mistake.what) for mistake in measured.mistakes if mistake.weight == 1.0} >= {
        ("orphans", "c1 wrong"),
        ("uncovered", "p1 missed"),
    }


def test_weak_support_counts_as_none() -> None:
    cells = {
        "support": "a=1;b=0.5;c=0",
        "probability": "a=0.9;b=0.8;c=0.1",
        "cosine": "a=0.1;b=0.5;c=0.2",
        "bm25": "a=1;b=0;c=0",
    }
    values = numbers(measure_support([Row("o", "external", cells)]))

    assert values["support, calibrated probability", "ROC AUC"] == 1.0
    assert values["support, cosine of the wholes", "ROC AUC"] == 0.0
    assert values["support, before decisions", "Brier"] is None


def test_decisions_of_an_organisation_mend_its_held_out_probabilities() -> None:
    dice = np.random.default_rng(5)
    said = [f"k{index}={0.7 + 0.2 * dice.random():.3f}" for index in range(100)]
    cells = {
        "support": ";".join(f"k{index}={float(dice.random() < 0.2):g}" for index in range(100)),
        **dict.fromkeys(("probability", "cosine", "bm25"), ";".join(said)),
    }
    values = numbers(measure_support([Row("o", "external", cells)]))
    before, after = values["support, before decisions", "Brier"], values["support, after decisions", "Brier"]

    assert before is not None
    assert after is not None
    assert after < before - 0.1


def test_judged_pairs_of_an_organisation_are_audited_together(tmp_path: Path) -> None:
    write_lines(tmp_path / "pairs.jsonl", [PAIR, OTHER])
    [case] = read_pairs(tmp_path)
    cells = audit_pairs(Service(), case)

    assert len(case.nodes) == 3
    assert cells["support"] == "x:1=1;x:2=0"
    assert cells["bm25"].endswith("x:2=0")


def test_the_published_parent_is_ranked_among_all_of_its_cycle(tmp_path: Path) -> None:
    other = {**OTHER, "child_objective": "Guests write reviews", "child_key_results": []}
    links = [
        {**{key: value for key, value in row.items() if key != "pair_id"}, "id": name, "cycle": "Q1"}
        for name, row in (("a", PAIR), ("b", other))
    ]
    write_lines(tmp_path / "links.jsonl", links)
    [case] = read_links(tmp_path)
    cells = rank_parents(Service(), case)

    assert case.id == "Lighthouse Ferries Q1"
    assert cells["bm25"] == "c1=1;c2=1"
    values = numbers(measure_ranks([Row(case.id, "external", {**cells, "cosine": "c1=1;c2=2"})]))
    assert values["parent, cosine of the wholes", "first"] == 0.5
    assert values["parent, cosine of the wholes", "mean reciprocal rank"] == 0.75


def test_a_link_without_an_organisation_is_told(tmp_path: Path) -> None:
    write_lines(tmp_path / "links.jsonl", [{"id": "a", "child_objective": "x"}])
    with pytest.raises(InputError, match=r"links.jsonl:1: "):
        read_links(tmp_path)


def test_the_reliability_curve_is_told_in_two_numbers() -> None:
    mean, largest = score_calibration("s", [True] * 10 + [False] * 10, [0.95] * 10 + [0.25] * 10)

    assert mean.value == pytest.approx(0.15)
    assert largest.value == pytest.approx(0.25)


def test_bins_of_a_few_do_not_count_as_the_largest_gap() -> None:
    _, largest = score_calibration("s", [False] * 12, [0.05] * 11 + [0.95])
    assert largest.value == pytest.approx(0.05)


def test_the_exported_trees_say_what_the_fitted_ones_say(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(2)
    features = dice.normal(size=(400, len(FEATURES))).astype(np.float32)
    truth = features[:, 0] + features[:, 5] + dice.normal(size=400) > 0
    names = [name for name in FEATURES if name not in READERS_ONLY]
    fitted: list[HistGradientBoostingClassifier] = []

    class Kept(HistGradientBoostingClassifier):  # type: ignore[misc] # scikit-learn ships no types
        def fit(self, table: object, labels: object) -> Kept:
            fitted.append(self)
            return super().fit(table, labels)  # type: ignore[no-any-return] # as above

    monkeypatch.setattr(training, "HistGradientBoostingClassifier", Kept)
    weights = training.fit_weights(features, truth, names)

    said = TreeCalibrator(load_knowledge(HASHED_SIZE)._replace(calibration=weights)).probabilities(features)
    columns = [FEATURES.index(name) for name in names]
    assert said == pytest.approx(fitted[0].predict_proba(features[:, columns])[:, 1], abs=1e-3)


def test_softened_weights_multiply_and_shift_the_odds() -> None:
    knowledge = load_knowledge(HASHED_SIZE)
    rows = np.zeros((1, len(FEATURES)), np.float32)
    soft = training.soften(knowledge.calibration, 0.5, 0.2)

    def odds(weights: object) -> float:
        chance = float(TreeCalibrator(knowledge._replace(calibration=weights)).probabilities(rows)[0])  # type: ignore[arg-type] # weights of either sort
        return float(np.log(chance / (1 - chance)))

    assert odds(soft) == pytest.approx(0.5 * odds(knowledge.calibration) + 0.2, abs=2e-3)


def test_the_committed_weights_carry_the_themes_as_they_are_written() -> None:
    themes = training.read_themes(DATASETS / THEMES_FILE)
    for knowledge in read_knowledge(NUMBERS_FILE, TENSORS_FILE):
        assert knowledge.names == tuple(theme.name for theme in themes)
        assert knowledge.areas == tuple(theme.area for theme in themes)
        for row, theme in enumerate(themes):
            brought = {
                knowledge.names[at]: knowledge.graph[row, at] for at in np.flatnonzero(knowledge.graph[row])
            }
            assert brought == {**theme.brings, theme.name: 1.0}


def test_no_phrase_of_a_theme_and_no_plain_text_stands_in_test() -> None:
    def texts(cases: Sequence[CompanyCase]) -> set[str]:
        nodes = [node for case in cases for node in make_nodes(case)]
        found = {text.lower() for node in nodes for text in (node.objective, *node.key_results)}
        return {text for text in found if len(text.split()) > 2}

    test = texts([case for case in read_companies() if case.split == "test"])
    phrases = {text.lower() for theme in training.read_themes(DATASETS / THEMES_FILE) for text in theme.texts}
    assert not test & phrases
    assert not test & texts(read_plain_companies())
