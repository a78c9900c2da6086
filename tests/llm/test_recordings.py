"""Real and synthetic answers over the wire, played back: what is sent, and what comes of each answer."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

from coach.domain.review import Critique
from coach.prompts import load_prompt
from scripts.recordings import (
    ADDRESS,
    ATTACKED,
    CASSETTES,
    KEY,
    KEY_RESULTS,
    OPTIONS,
    SYNTHETIC,
    critique,
    open_cassette,
    rewrite,
)
from tests.support.model_requests import WaitBook
from tests.support.okrs import make_template

NAMES = sorted(path.stem for path in CASSETTES.glob("*.yaml"))


def play_critique(
    name: str, texts: tuple[str, ...] = KEY_RESULTS
) -> tuple[tuple[Critique, ...], Any, WaitBook]:
    waits = WaitBook()
    with open_cassette(name) as tape:
        critiques = asyncio.run(critique(OPTIONS, texts, waits))
    assert tape.all_played
    return critiques, tape, waits


def sent(tape: Any) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(tape.requests[0].body)
    return content


def reason_of(name: str) -> str:
    critiques, _, _ = play_critique(name)
    assert {item.critic.used for item in critiques} == {"rules"}
    return critiques[0].critic.reason or ""


def test_the_request_is_a_chat_completion_with_the_schema_and_the_texts_in_blocks() -> None:
    _, tape, _ = play_critique("synthetic_critique_good")

    body = sent(tape)
    prompt = load_prompt("critique")
    assert tape.requests[0].uri == f"{ADDRESS}/chat/completions"
    assert body["model"] == "gemma-3-270m"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["messages"][0]["content"] == prompt.system
    assert f'<key_result id="2">{KEY_RESULTS[1]}</key_result>' in body["messages"][1]["content"]
    form = body["response_format"]
    assert (form["type"], form["json_schema"]["name"], form["json_schema"]["strict"]) == (
        "json_schema",
        "critique",
        True,
    )
    assert body["max_completion_tokens"] > 0


def test_a_good_critique_becomes_points_and_a_made_up_quote_does_not() -> None:
    (first, second), _, _ = play_critique("synthetic_critique_good")

    assert [point.quote for point in first.points] == ["Publish 5 guides"]
    assert first.critic.used == "llm"
    assert "1 point was dropped" in (first.critic.reason or "")
    assert (first.could_hit_and_fail, second.could_hit_and_fail) == (True, False)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("critique_refusal", "the model declined to answer"),
        ("critique_truncated", "the model's answer was cut off"),
        ("critique_malformed", "the model's answer is no JSON"),
        ("critique_wrong_schema", "the model's answer has another shape: answer.key_results is no array"),
        ("critique_wrong_key", "the model's server rejected the request (401)"),
        ("critique_server_error", "the model's server failed (500)"),
        ("critique_rate_limited", "the model's server asks to slow down (429)"),
    ],
)
def test_an_answer_that_cannot_be_used_ends_in_a_reason(name: str, reason: str) -> None:
    assert reason_of(f"synthetic_{name}") == reason


def test_a_server_that_asks_to_wait_is_asked_again_after_that_time() -> None:
    (first, _), tape, waits = play_critique("synthetic_critique_rate_limited_then_good")

    assert first.critic.used == "llm"
    assert len(tape.requests) == 2
    assert 2.0 <= waits.waits[0] <= 2.1


def test_a_server_that_fails_is_tried_three_times() -> None:
    _, tape, waits = play_critique("synthetic_critique_server_error")

    assert tape.play_count == 3
    assert len(waits.waits) == 2


def test_an_obeyed_injection_shows_nothing_of_the_attack() -> None:
    [[critique_]] = [play_critique("synthetic_critique_injection_obeyed", (ATTACKED,))[0]]

    assert critique_.points
    assert "BANANA" not in str(critique_)


def test_a_good_rewrite_is_shown_and_an_invented_one_beside_it_is_not() -> None:
    with open_cassette("synthetic_rewrite_good") as tape:
        improvement = asyncio.run(rewrite(OPTIONS))

    assert improvement.after == "Increase the share of online orders from [baseline] to [target]"
    assert improvement.source == "llm"
    assert "missing-target" in sent(tape)["messages"][1]["content"]


def test_when_every_wording_is_invented_the_template_is_shown_and_says_so() -> None:
    with open_cassette("synthetic_rewrite_all_invented"):
        improvement = asyncio.run(rewrite(OPTIONS))

    assert improvement.source == "template"
    assert "No wording of the model passed the checks" in improvement.changes[-1]


def test_what_a_real_small_model_says_of_a_key_result_is_read_and_its_made_up_quotes_dropped() -> None:
    [[answer]] = [play_critique("model_critique", KEY_RESULTS[:1])[0]]

    assert answer.critic.used == "llm"
    assert answer.points == ()
    assert answer.critic.reason == "3 points were dropped: the quote does not stand in the text"


def test_a_real_small_model_that_does_not_stop_is_cut_off_and_the_template_is_shown() -> None:
    with open_cassette("model_rewrite"):
        improvement = asyncio.run(rewrite(OPTIONS))

    assert improvement.after == make_template(improvement.before, "Shops order without calling us").after
    assert improvement.critic.reason == "the model's answer was cut off"


def test_every_synthetic_answer_has_a_cassette_and_every_cassette_a_source() -> None:
    assert set(NAMES) == {f"synthetic_{name}" for name in SYNTHETIC} | {"model_critique", "model_rewrite"}


@pytest.mark.parametrize("name", NAMES)
def test_a_cassette_holds_no_key_no_name_of_a_machine_and_no_header_beyond_its_form(name: str) -> None:
    text = (CASSETTES / f"{name}.yaml").read_text(encoding="utf-8")

    assert not any(
        secret in text for secret in (KEY, "uthorization", "Bearer", "127.0.0.1", "/home", "/root")
    )


def test_the_key_is_in_no_log_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    reasons = [reason_of("synthetic_critique_wrong_key"), reason_of("synthetic_critique_server_error")]

    assert KEY not in caplog.text
    assert not any(KEY in reason for reason in reasons)
