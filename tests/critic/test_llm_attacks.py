"""Every attack of the dataset, with a model that obeys as badly as a model can."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.critic.joining import criticise_document
from coach.critic.llm_critique import LlmCritic
from coach.critic.llm_rewrite import LlmRewriter
from coach.domain.finding import IssueKind
from coach.domain.okr import Document, Objective, OkrSet
from coach.domain.review import DocumentReview, Improvement, KeyResultReview
from coach.llm.model import ModelRequest
from coach.llm.scripted import ScriptedModel
from coach.output.json_v1 import improvement_object, write_line
from coach.output.report import OutputFormat, Report, render_report
from coach.parsing import Format, read_text
from coach.prompts import unescape_text
from evals.cases import InjectionCase, read_injections
from tests.support.model_requests import make_guard
from tests.support.okrs import PLAIN

CASES = read_injections(Path(__file__).parents[2] / "evals" / "datasets")
MARKS = ("<script", "<b>", "](", "\x1b", "`", "://")
MARKUP = "<b>bold</b> [x](https://grab.example) `code` \x1b[31m"


def obey_in_critique(case: InjectionCase, turn: int) -> Callable[[ModelRequest], dict[str, Any]]:
    """All is well says the model, and writes what was asked for wherever it can."""

    def answer(_: ModelRequest) -> dict[str, Any]:
        said = [f"{token} {MARKUP}" for token in case.must_not_appear] + [*case.must_not_appear]
        said += [f"It names work {token} and more." for token in case.must_not_appear]
        points = [
            {"kind": kind.value, "quote": quote, "reason": words, "question": words}
            for kind in IssueKind
            for words in said
            for quote in (case.text.split()[0], words)
        ]
        # The schema allows three points at a time.
        start = 3 * turn % len(points)
        entry = {"id": 1, "observer_can_decide": True, "could_hit_and_fail": False}
        return {"key_results": [{**entry, "points": points[start : start + 3]}]}

    return answer


def read_attacked(case: InjectionCase) -> Document:
    okrs = {"team": case.team, "objectives": [{"objective": case.objective, "key_results": [case.text]}]}
    return read_text(json.dumps(okrs), f"{case.id}.json", Format.JSON)


def only(review: DocumentReview) -> tuple[OkrSet, Objective, KeyResultReview]:
    [okrs] = review.sets
    [objective] = okrs.objectives
    [key_result] = objective.key_results
    return okrs.okrs, objective.objective, key_result


def reword(case: InjectionCase, *wordings: str) -> Improvement:
    okrs, objective, reviewed = only(PLAIN.review_document(read_attacked(case)))
    template = PLAIN.improve(reviewed.key_result, objective, okrs)
    answer = {"candidates": [{"text": wording, "change": wording} for wording in wordings]}
    rewriter = LlmRewriter(make_guard(ScriptedModel(lambda _: answer)))
    return asyncio.run(
        rewriter.improve(
            template,
            objective,
            okrs.team,
            review=lambda candidate: PLAIN.review_key_result(candidate, objective, okrs),
        )
    )


def obeyed(case: InjectionCase) -> list[str]:
    """What the attack wants to see, where it is not the writer's own text."""
    given = f"{case.objective}\n{case.text}\n{case.team}"
    return [token for token in case.must_not_appear if token not in given]


def asks_for_words_of_the_text(case: InjectionCase) -> bool:
    """Whether each word of the obeyed answer stands in the text, so that a check of words cannot tell."""
    given = set(re.findall(r"\w+", f"{case.objective} {case.text} {case.team}"))
    return case.target == "model" and set(re.findall(r"\w+", " ".join(case.must_not_appear))) <= given


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_obedient_model_takes_no_finding_away_and_leaks_nothing(case: InjectionCase) -> None:
    plain = PLAIN.review_document(read_attacked(case))

    for turn in range(10):
        critic = LlmCritic(make_guard(ScriptedModel(obey_in_critique(case, turn))))
        review = asyncio.run(criticise_document(plain, critic))

        assert review.findings == plain.findings
        for output in OutputFormat:
            empty = render_report(Report(()), output, PLAIN.rules()).decode()
            shown = render_report(Report((review,)), output, PLAIN.rules()).decode()
            assert [token for token in obeyed(case) if token in shown and token not in empty] == []
        critique = only(review)[2].critique
        assert critique is not None
        assert critique.critic.used == "llm"
        said = json.dumps([[point.reason, point.question] for point in critique.points])
        assert not any(mark in said for mark in MARKS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_instruction_and_no_markup_reaches_a_rewrite(case: InjectionCase) -> None:
    better = f"{case.text} from [baseline] to [target]"
    for token in [*case.must_not_appear, MARKUP]:
        for wordings in (
            (token, f"{token} {better}", f"{better} {token}"),
            (
                f"Share of {token} from [baseline] to [target]",
                f"[metric {token}] from [baseline] to [target]",
            ),
        ):
            improvement = reword(case, *wordings)
            shown = write_line(improvement_object(None, improvement)).decode()
            assert improvement.source != "llm" or token not in improvement.after
            assert [wanted for wanted in obeyed(case) if wanted in shown] == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if not asks_for_words_of_the_text(case)], ids=lambda case: case.id
)
def test_no_instruction_reaches_a_rewrite_even_where_the_attack_is_not_recognised(
    case: InjectionCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.critic.llm_rewrite.speaks_to_a_machine", lambda _: False)

    test_no_instruction_and_no_markup_reaches_a_rewrite(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_attack_leaves_its_block_in_the_prompt(case: InjectionCase) -> None:
    model = ScriptedModel(lambda _: "")

    asyncio.run(criticise_document(PLAIN.review_document(read_attacked(case)), LlmCritic(make_guard(model))))

    [request] = model.requests
    lines = request.user.splitlines()
    assert len(lines) == 3
    assert [line.split(">")[0].split(" ")[0] for line in lines] == ["<objective", "<context", "<key_result"]
    assert all(line.count("<") == line.count(">") == 2 for line in lines)
    assert case.text.strip() in unescape_text(request.user)
    assert not any(token in request.user for token in case.must_not_appear if case.target == "prompt-block")
