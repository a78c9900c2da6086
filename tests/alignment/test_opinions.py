from __future__ import annotations

import asyncio

import pytest

from coach.alignment.opinions import ask_opinions
from coach.domain.alignment import (
    AlignmentReport,
    Candidate,
    Gap,
    GapKind,
    Link,
    LinkStatus,
    Node,
    Place,
)
from coach.domain.finding import Severity
from coach.domain.okr import Level
from coach.errors import ModelCause, ModelError
from coach.llm.scripted import ScriptedModel
from tests.support.model_requests import make_guard

NODES = (
    Node(
        "p1", Level.COMPANY, "", "", "Guests come back", ("Repeat stays from 22% to 30%",), Place("a.md", 1)
    ),
    Node("p2", Level.COMPANY, "", "", "Rooms cost less to run", (), Place("a.md", 5)),
    Node(
        "c1",
        Level.TEAM,
        "Desk",
        "",
        "Nobody waits at the desk",
        ("Median wait 9 to 4 minutes",),
        Place("b.md", 1),
    ),
)


def make_report(
    *candidates: Candidate, links: tuple[Link, ...] = (), orphan: bool = False
) -> AlignmentReport:
    gap = Gap("g", GapKind.ORPHAN, Severity.HINT, 0.6, ("c1",), "supports nothing", ("no parent",), "Ask.")
    return AlignmentReport(
        nodes=NODES,
        links=links,
        candidates={"c1": candidates},
        gaps=(gap,) if orphan else (),
        problems=(),
        metrics={},
        threshold=0.3,
    )


def suggest(parent: str, probability: float, status: LinkStatus = LinkStatus.SUGGESTED) -> Link:
    return Link("c1", parent, status, probability, 0.4)


def ask(report: AlignmentReport, *opinions: dict[str, object]) -> tuple[AlignmentReport, ScriptedModel]:
    model = ScriptedModel([{"opinions": list(opinions)}])
    return asyncio.run(ask_opinions(make_guard(model), report)), model


YES = {"parent": 1, "supports": True, "reason": "Short waits are a reason to stay again."}


def test_an_opinion_stands_beside_a_link_near_the_threshold() -> None:
    report = make_report(Candidate("p1", 0.35, 0.4), links=(suggest("p1", 0.35),))
    told, model = ask(report, YES)

    [link] = told.links
    assert link.opinion is not None
    assert (link.opinion.supports, link.opinion.reason) == (True, YES["reason"])
    assert link._replace(opinion=None) == report.links[0]
    assert "Median wait 9 to 4 minutes" in model.requests[0].user


def test_pairs_far_from_the_threshold_are_not_asked_about() -> None:
    report = make_report(Candidate("p1", 0.9, 0.7), Candidate("p2", 0.02, 0.1), links=(suggest("p1", 0.9),))
    told, model = ask(report, YES)

    assert model.requests == []
    assert told == report


def test_what_a_person_or_a_team_settled_is_not_asked_about() -> None:
    settled = suggest("p1", 0.31, LinkStatus.DECLARED)
    _, model = ask(make_report(Candidate("p1", 0.31, 0.4), links=(settled,)), YES)
    assert model.requests == []


def test_an_orphan_keeps_its_claim_and_gets_the_opinion_as_evidence() -> None:
    report = make_report(Candidate("p1", 0.25, 0.4), orphan=True)
    told, _ = ask(report, YES)

    [gap] = told.gaps
    assert gap.evidence[0] == "no parent"
    assert "thinks that it supports “Guests come back”: Short waits" in gap.evidence[1]
    assert gap._replace(evidence=("no parent",)) == report.gaps[0]


@pytest.mark.parametrize(
    "opinion",
    [
        {**YES, "reason": "Waits fall by 55%."},
        {**YES, "reason": "<b>Yes</b>"},
        {**YES, "reason": "See www.example.org"},
        {**YES, "reason": ""},
        {**YES, "parent": 7},
        {**YES, "parent": 0},
    ],
)
def test_an_opinion_with_words_of_its_own_making_is_dropped(opinion: dict[str, object]) -> None:
    report = make_report(Candidate("p1", 0.35, 0.4), links=(suggest("p1", 0.35),))
    assert ask(report, opinion)[0].links == report.links


def test_no_answer_leaves_the_report_and_says_why() -> None:
    report = make_report(Candidate("p1", 0.35, 0.4), links=(suggest("p1", 0.35),))
    model = ScriptedModel([ModelError(ModelCause.OVER_BUDGET, "the budget of the day is used up")])
    told = asyncio.run(ask_opinions(make_guard(model), report))

    assert told.links == report.links
    [problem] = told.problems
    assert problem.code == "no-opinion"
    assert "the budget of the day is used up" in problem.message


def test_only_so_many_pairs_are_asked_about_the_closest_first() -> None:
    report = make_report(Candidate("p1", 0.36, 0.4), Candidate("p2", 0.31, 0.4))
    model = ScriptedModel([{"opinions": []}])
    asyncio.run(ask_opinions(make_guard(model), report, most=1))

    assert "Rooms cost less to run" in model.requests[0].user
    assert "Guests come back" not in model.requests[0].user
