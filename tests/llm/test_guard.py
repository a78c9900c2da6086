from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.errors import ModelCause, ModelError
from coach.llm.cache import AnswerCache
from coach.llm.guard import Guard, estimate_tokens
from coach.llm.ledger import Ledger, Spent
from coach.llm.model import Hear, ModelRequest, Reply
from coach.llm.options import ModelOptions
from coach.llm.scripted import ScriptedModel
from tests.support.model_requests import SCHEMA, WaitBook, make_guard, make_request

YES = {"ok": True}
BUSY = ModelError(ModelCause.RATE_LIMITED, "slow down")
BROKEN = ModelError(ModelCause.SERVER_ERROR, "failed")


def ask(guard: Guard, request: ModelRequest | None = None) -> object:
    return asyncio.run(guard.ask(request or make_request())).content


def cause_of(guard: Guard, request: ModelRequest | None = None) -> ModelCause:
    with pytest.raises(ModelError) as caught:
        ask(guard, request)
    return caught.value.cause


class Slow:
    """Never answers, and counts how many questions are under way."""

    name = "test:slow"

    def __init__(self) -> None:
        self.under_way = self.most = 0
        self.gate = asyncio.Event()

    async def ask(self, _: ModelRequest, hear: Hear | None = None) -> Reply:  # noqa: ARG002 - a protocol's
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await self.gate.wait()
        finally:
            self.under_way -= 1
        return Reply('{"ok": true}')

    async def close(self) -> None:
        pass


def test_an_answer_comes_through() -> None:
    model = ScriptedModel([YES])

    assert ask(make_guard(model)) == YES
    assert model.requests == [make_request()]


def test_the_switch_keeps_every_question_at_home() -> None:
    model = ScriptedModel([YES])

    assert cause_of(make_guard(model, ModelOptions(off=True))) is ModelCause.OFF
    assert model.requests == []


def test_the_same_question_is_asked_once() -> None:
    model = ScriptedModel([YES])
    guard = make_guard(model)

    first, second = (asyncio.run(guard.ask(make_request())) for _ in range(2))

    assert (first.cached, second.cached) == (False, True)
    assert second.content == YES


@pytest.mark.parametrize(
    "other",
    [
        make_request("Other text"),
        make_request(sha="1" * 64),
        make_request(room=60),
        replace(make_request(), schema={**SCHEMA, "title": "Another"}),
    ],
)
def test_another_text_prompt_schema_or_length_is_another_question(other: ModelRequest) -> None:
    model = ScriptedModel([YES, {"ok": False}])
    guard = make_guard(model)

    assert ask(guard) == YES
    assert ask(guard, other) == {"ok": False}


def test_another_model_does_not_give_the_answers_of_this_one() -> None:
    cache = AnswerCache()
    ask(make_guard(ScriptedModel([YES], "test:one"), cache=cache))

    assert ask(make_guard(ScriptedModel([{"ok": False}], "test:two"), cache=cache)) == {"ok": False}


def test_an_answer_that_cannot_be_used_is_not_kept() -> None:
    guard = make_guard(ScriptedModel(["no JSON", YES]))

    assert cause_of(guard) is ModelCause.MALFORMED
    assert ask(guard) == YES


def test_answers_outlive_the_process(tmp_path: Path) -> None:
    ask(make_guard(ScriptedModel([YES]), cache=AnswerCache(tmp_path)))

    assert ask(make_guard(ScriptedModel([]), cache=AnswerCache(tmp_path))) == YES


def test_a_damaged_file_of_the_cache_is_asked_again(tmp_path: Path) -> None:
    ask(make_guard(ScriptedModel([YES]), cache=AnswerCache(tmp_path)))
    [path] = tmp_path.rglob("*.json")
    path.write_text("{", encoding="utf-8")

    assert ask(make_guard(ScriptedModel([{"ok": False}]), cache=AnswerCache(tmp_path))) == {"ok": False}


def test_files_of_the_cache_are_for_this_user_only(tmp_path: Path) -> None:
    ask(make_guard(ScriptedModel([YES]), cache=AnswerCache(tmp_path)))

    [path] = tmp_path.rglob("*.json")
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("failure", [BUSY, BROKEN, ModelError(ModelCause.UNREACHABLE, "gone")])
def test_a_failure_that_may_pass_is_tried_again(failure: ModelError) -> None:
    waits = WaitBook()

    assert ask(make_guard(ScriptedModel([failure, failure, YES]), sleep=waits)) == YES
    assert waits.waits == [0.25, 0.5]


def test_retries_end() -> None:
    model = ScriptedModel([BUSY] * 10)

    assert cause_of(make_guard(model, ModelOptions(retries=2))) is ModelCause.RATE_LIMITED
    assert len(model.requests) == 3


@pytest.mark.parametrize(
    "failure",
    [
        ModelError(ModelCause.REJECTED, "key"),
        ModelError(ModelCause.REFUSED, "no"),
        ModelError(ModelCause.NOT_INSTALLED, "pip"),
    ],
)
def test_a_failure_that_stays_is_not_tried_again(failure: ModelError) -> None:
    model = ScriptedModel([failure, YES])

    assert cause_of(make_guard(model)) is failure.cause
    assert len(model.requests) == 1


def test_the_provider_says_how_long_to_wait() -> None:
    waits = WaitBook()
    busy = ModelError(ModelCause.RATE_LIMITED, "slow down", retry_after=7.0)

    ask(make_guard(ScriptedModel([busy, YES]), sleep=waits))

    assert 7.0 <= waits.waits[0] <= 7.1


def test_a_wait_longer_than_the_timeout_is_not_begun() -> None:
    waits = WaitBook()
    busy = ModelError(ModelCause.RATE_LIMITED, "slow down", retry_after=3_600.0)

    assert cause_of(make_guard(ScriptedModel([busy, YES]), sleep=waits)) is ModelCause.RATE_LIMITED
    assert waits.waits == []


def test_a_slow_model_is_not_waited_for() -> None:
    async def run() -> ModelCause:
        with pytest.raises(ModelError) as caught:
            await make_guard(Slow(), ModelOptions(timeout=0.01)).ask(make_request())
        return caught.value.cause

    assert asyncio.run(run()) is ModelCause.TIMEOUT


def test_only_so_many_questions_are_under_way() -> None:
    async def run() -> int:
        slow = Slow()
        guard = make_guard(slow, ModelOptions(concurrency=3))
        tasks = [asyncio.create_task(guard.ask(make_request(str(number)))) for number in range(10)]
        for _ in range(50):
            await asyncio.sleep(0)
        slow.gate.set()
        await asyncio.gather(*tasks)
        return slow.most

    assert asyncio.run(run()) == 3


def test_a_caller_who_goes_away_frees_the_place_and_keeps_the_reservation_honest() -> None:
    async def run() -> tuple[int, Spent]:
        slow, ledger = Slow(), Ledger()
        guard = make_guard(slow, ModelOptions(concurrency=1), ledger=ledger)
        gone = asyncio.create_task(guard.ask(make_request("gone")))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        slow.gate.set()
        await guard.ask(make_request("stays"))
        return slow.under_way, ledger.today()

    under_way, spent = asyncio.run(run())
    assert under_way == 0
    assert spent.tokens > 0


def test_a_question_over_its_budget_is_not_asked() -> None:
    model = ScriptedModel([YES])
    guard = make_guard(model, ModelOptions(max_request_tokens=100))

    assert cause_of(guard, make_request("word " * 100)) is ModelCause.OVER_BUDGET
    assert model.requests == []


def test_a_question_that_may_cost_too_much_is_not_asked() -> None:
    options = ModelOptions(price_in=1.0, price_out=10_000.0, max_request_cost=0.4)

    assert cause_of(make_guard(ScriptedModel([YES]), options)) is ModelCause.OVER_BUDGET


@pytest.mark.parametrize(
    "options",
    [
        ModelOptions(max_day_tokens=150),
        ModelOptions(price_in=1_000_000.0, price_out=1_000_000.0, max_day_cost=150.0),
    ],
)
def test_a_day_has_a_budget_and_the_next_day_another(options: ModelOptions) -> None:
    day = [datetime(2026, 3, 1, 23, tzinfo=UTC)]
    model = ScriptedModel([Reply('{"ok": true}', input_tokens=60, output_tokens=40)] * 3)
    guard = make_guard(model, options, ledger=Ledger(now=lambda: day[0]))
    ask(guard, make_request("one"))

    assert cause_of(guard, make_request("two")) is ModelCause.OVER_BUDGET
    day[0] = datetime(2026, 3, 2, 1, tzinfo=UTC)
    assert ask(guard, make_request("two")) == YES


def test_many_at_once_cannot_spend_the_same_money_twice() -> None:
    async def run() -> list[object]:
        slow = Slow()
        guard = make_guard(slow, ModelOptions(max_day_tokens=150))
        tasks = [asyncio.create_task(guard.ask(make_request(str(number)))) for number in range(5)]
        await asyncio.sleep(0)
        slow.gate.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    answered = [result for result in asyncio.run(run()) if not isinstance(result, ModelError)]
    assert len(answered) == 2


def test_what_is_billed_is_what_the_provider_says() -> None:
    ledger = Ledger()
    options = ModelOptions(price_in=2.0, price_out=8.0)
    reply = Reply('{"ok": true}', input_tokens=500_000, output_tokens=250_000)
    ask(make_guard(ScriptedModel([reply]), options, ledger=ledger))

    assert ledger.today() == Spent(750_000, 3.0)


def test_a_question_without_a_reply_costs_nothing() -> None:
    ledger = Ledger()

    cause_of(make_guard(ScriptedModel([ModelError(ModelCause.REJECTED, "key")]), ledger=ledger))

    assert ledger.today() == Spent(0, 0.0)


def test_an_answer_that_cannot_be_used_is_still_paid() -> None:
    ledger = Ledger()

    cause_of(make_guard(ScriptedModel([Reply("?", input_tokens=30, output_tokens=2)]), ledger=ledger))

    assert ledger.today().tokens == 32


def test_a_guard_serves_several_event_loops() -> None:
    guard = make_guard(ScriptedModel([YES, YES]), ModelOptions(concurrency=1))

    assert ask(guard, make_request("one")) == ask(guard, make_request("two"))


def test_the_estimate_is_not_below_one_token_for_three_letters() -> None:
    assert estimate_tokens("abcdefg") == 3
    assert estimate_tokens("上线新门户") == 5


def test_processes_that_ask_at_once_see_what_each_other_set_aside(tmp_path: Path) -> None:
    options = ModelOptions(max_day_tokens=100)

    async def run() -> tuple[object, ModelCause]:
        slow = Slow()
        one, two = (make_guard(slow, options, ledger=Ledger(tmp_path)) for _ in range(2))
        first = asyncio.create_task(one.ask(make_request("one")))
        await asyncio.sleep(0)
        with pytest.raises(ModelError) as caught:
            await two.ask(make_request("two"))
        slow.gate.set()
        return (await first).content, caught.value.cause

    assert asyncio.run(run()) == (YES, ModelCause.OVER_BUDGET)


def test_a_question_over_the_budget_of_the_day_leaves_nothing_set_aside(tmp_path: Path) -> None:
    guard = make_guard(ScriptedModel([]), ModelOptions(max_day_tokens=10), ledger=Ledger(tmp_path))

    assert cause_of(guard) is ModelCause.OVER_BUDGET
    assert Ledger(tmp_path).today() == Spent()


def test_who_listens_hears_a_new_answer_and_not_one_that_was_given_before() -> None:
    guard, heard = make_guard(ScriptedModel([YES])), list[str]()

    async def run() -> None:
        for _ in range(2):
            await guard.ask(make_request(), heard.append)

    asyncio.run(run())

    assert heard[-1] == '{"ok": true}'
    assert len(heard) == 2
