from __future__ import annotations

from typing import Any

import pytest

from coach.errors import InternalError, ModelCause, ModelError
from coach.llm.answer import check_schema, read_answer
from coach.llm.model import Reply
from tests.support.model_requests import SCHEMA

LIST: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "maxItems": 2,
    "items": {"type": "string", "enum": ["a", "b"]},
}


def cause_of(reply: Reply) -> ModelCause:
    with pytest.raises(ModelError) as caught:
        read_answer(reply, SCHEMA)
    return caught.value.cause


def test_an_answer_of_the_schema_is_read() -> None:
    assert read_answer(Reply('{"ok": true}'), SCHEMA) == {"ok": True}


@pytest.mark.parametrize(
    "reply", [Reply("No.", refusal=True), Reply("", "content_filter"), Reply("", "refusal")]
)
def test_a_refusal_is_told_apart(reply: Reply) -> None:
    assert cause_of(reply) is ModelCause.REFUSED


@pytest.mark.parametrize("finish", ["length", "max_tokens", "MAX_TOKENS"])
def test_an_answer_that_is_cut_off_is_not_used_even_where_it_parses(finish: str) -> None:
    assert cause_of(Reply('{"ok": true}', finish)) is ModelCause.TRUNCATED


@pytest.mark.parametrize("text", ["", "Sure! Here it is:", '{"ok": true', "[" * 100_000])
def test_text_that_is_no_json_is_malformed(text: str) -> None:
    assert cause_of(Reply(text)) is ModelCause.MALFORMED


@pytest.mark.parametrize(
    "text", ["{}", "[]", "null", '{"ok": "yes"}', '{"ok": 1}', '{"ok": true, "more": 1}', '{"ok": null}']
)
def test_another_shape_is_a_wrong_schema(text: str) -> None:
    assert cause_of(Reply(text)) is ModelCause.WRONG_SCHEMA


def test_the_message_names_the_place_and_never_the_models_words() -> None:
    with pytest.raises(ModelError) as caught:
        read_answer(Reply('{"ok": "secret words"}'), SCHEMA)

    assert "answer.ok is no boolean" in caught.value.reason
    assert "secret" not in caught.value.reason


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ([], "answer has too few entries"),
        (["a", "b", "a"], "answer has too many entries"),
        (["a", "c"], "answer[1] is none of the allowed values"),
        (["a", "b"], ""),
    ],
)
def test_lists_are_checked_entry_by_entry(value: list[str], fault: str) -> None:
    assert check_schema(value, LIST) == fault


def test_true_is_no_number() -> None:
    assert check_schema(True, {"type": "integer"})


def test_a_schema_that_would_not_be_checked_is_a_defect() -> None:
    with pytest.raises(InternalError, match="pattern"):
        check_schema("a", {"type": "string", "pattern": "a"})
