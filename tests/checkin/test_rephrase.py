from __future__ import annotations

import asyncio

import pytest

from coach.checkin.questions import ask
from coach.checkin.rephrase import Rephrased, check_wording, keep_all, rephrase
from coach.domain.checkin import Audience, Question
from coach.errors import ModelCause, ModelError
from coach.llm.scripted import ScriptedModel
from tests.support.check_ins import MIDDLE, look_at, make_track, updates
from tests.support.model_requests import make_guard

SLOW = Question(
    text="With the return rate on boots at 44% and 54% of the cycle gone, what slows it most?",
    form="behind-pace/slows-most",
    source="behind-pace",
    fact="44%",
    track="Shop / KR 1",
    audience=Audience.TEAM,
)
FALL = Question(
    text="Confidence fell from 8 to 5 while orders on time stood at 44%: what changed?",
    form="confidence-drop/what-changed",
    source="confidence-drop",
    fact="from 8 to 5",
    track="Shop / KR 2",
    audience=Audience.TEAM,
)


def reword(*wordings: str, questions: tuple[Question, ...] = (SLOW,)) -> tuple[Rephrased, ScriptedModel]:
    model = ScriptedModel([{"questions": list(wordings)}])
    return asyncio.run(rephrase(make_guard(model), questions)), model


def test_a_wording_that_keeps_every_fact_is_used() -> None:
    told, _ = reword("What holds us up most with FACT1 at FACT2 and FACT3 of the cycle gone?")

    [question] = told.questions
    assert (
        question.text
        == "What holds us up most with the return rate on boots at 44% and 54% of the cycle gone?"
    )
    assert question.fact in question.text
    assert (question.form, question.track) == (SLOW.form, SLOW.track)
    assert told.reworded == 1


def test_no_fact_of_a_team_is_sent() -> None:
    _, model = reword("x")

    assert "boots" not in model.requests[0].user
    assert "44" not in model.requests[0].user
    assert "FACT1 key result" in model.requests[0].user


@pytest.mark.parametrize(
    ("wording", "reason"),
    [
        ("With FACT1 at FACT2, what slows it most?", "dropped"),
        ("With FACT1 at FACT2, FACT2 and FACT3 of the cycle gone, what slows it?", "dropped or repeated"),
        ("With FACT1 at FACT2 and FACT3 of the cycle gone, what are the 3 reasons?", "a number was added"),
        ("With FACT1 at FACT2 and FACT3 of the cycle gone, what would Maria do?", "a name was added"),
        ("Is FACT1 at FACT2 slow with FACT3 of the cycle gone?", "yes or no"),
        ("With FACT1 at FACT2 and FACT3 of the cycle gone, why is it slow?", "asks why"),
        ("With FACT1 at FACT2 and FACT3 of the cycle gone, speed up.", "question mark"),
        ("With FACT1 at FACT2 and FACT3 of the cycle gone, what <b>slows</b> it?", "markup"),
        ("FACT1 is at FACT2 with FACT3 of the cycle gone: what slows it?", "may not agree"),
        (
            "With FACT1 at FACT2 and FACT3 of the cycle gone, what slows it " + "so very " * 12 + "much?",
            "words",
        ),
    ],
)
def test_a_wording_that_breaks_a_rule_is_not_used(wording: str, reason: str) -> None:
    told, _ = reword(wording)

    assert told.questions == (SLOW,)
    assert reason in told.reasons[0]
    assert reason in check_wording(SLOW, wording)


def test_a_fact_of_several_words_stays_whole() -> None:
    told, _ = reword(
        "Confidence dropped to FACT2, once FACT1, with FACT3 at FACT4: what changed?", questions=(FALL,)
    )

    assert told.questions == (FALL,)
    assert told.reasons == ("the fact no longer reads as it did",)


def test_words_of_the_team_keep_their_quotation_marks() -> None:
    noted = SLOW._replace(
        text="Still 8% for returns, and the note says “Key is lost”:"
        " what has to happen next for the number to move?",
        form="never-moved/note-then-what",
        fact="8%",
    )
    wording = "With FACT1 for FACT2 and the note that FACT3, what has to happen next?"

    assert "quotation marks" in check_wording(noted, wording)
    assert check_wording(noted, wording.replace("FACT3", "“FACT3”")) == ""


def test_each_question_is_judged_on_its_own() -> None:
    told, _ = reword(
        "Is it slow?", "What changed when confidence fell from FACT1 to FACT2 and FACT3 stood at FACT4?",
        questions=(SLOW, FALL),
    )  # fmt: skip

    assert [bool(reason) for reason in told.reasons] == [True, False]
    assert told.questions[1].text.startswith("What changed when confidence fell from 8 to 5")


def test_without_an_answer_the_questions_stay_and_the_reason_is_told() -> None:
    model = ScriptedModel([ModelError(ModelCause.OVER_BUDGET, "the budget of this day is used up")])
    told = asyncio.run(rephrase(make_guard(model), (SLOW, FALL)))

    assert told == keep_all((SLOW, FALL), told.reasons[0])
    assert "budget" in told.reasons[0]


def test_too_few_wordings_change_nothing() -> None:
    told, _ = reword("What slows FACT1?", questions=(SLOW, FALL))

    assert told.questions == (SLOW, FALL)
    assert all(told.reasons)


def test_a_question_that_the_bank_does_not_know_stays() -> None:
    strange = SLOW._replace(form="nowhere/at-all")
    told = asyncio.run(rephrase(make_guard(ScriptedModel([])), (strange,)))

    assert told.questions == (strange,)


def test_no_questions_ask_no_model() -> None:
    assert asyncio.run(rephrase(make_guard(ScriptedModel([])), ())) == Rephrased((), ())


def test_every_question_of_a_meeting_can_be_masked_and_put_together_again() -> None:
    tracks = [
        make_track(
            "KR 1", "Orders on time from 60% to 90%", *updates(60, 61, 61, 61, note="Waits for the fitter")
        ),
        make_track(
            "KR 2",
            "Open a stall at the market",
            *updates(0, 0, blocker="No place before May"),
            unit="",
            baseline=0,
            target=1,
        ),
        make_track("KR 3", "Return rate on boots from 60% to 10%", *updates(60, 30), target=10),
    ]
    standings, signals = look_at(*tracks)
    questions = ask(standings, signals, day=MIDDLE)
    seen: list[str] = []

    async def echo() -> Rephrased:
        masked = ScriptedModel([{"questions": seen}])
        return await rephrase(make_guard(masked), questions)

    first = ScriptedModel([{"questions": [""] * len(questions)}])
    asyncio.run(rephrase(make_guard(first), questions))
    assert all(check_wording(question, "") for question in questions)
    blocks = first.requests[0].user
    seen.extend(
        line.split(">", 1)[1].rsplit("<", 1)[0] for line in blocks.splitlines() if line.startswith("<")
    )
    told = asyncio.run(echo())

    assert [question.text for question in told.questions] == [question.text for question in questions]
