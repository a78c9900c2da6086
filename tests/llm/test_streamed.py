from __future__ import annotations

import json
from typing import Any

import pytest

from coach.errors import ModelCause, ModelError
from coach.llm.streamed import StreamedAnswer, read_finished

ENTRIES: list[Any] = [{"text": 'a "quoted" ], }', "more": [1, {"x": "{"}]}, {"text": "b"}, {"text": "c"}]


def piece(delta: dict[str, Any], finish: str | None = None) -> str:
    return json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def take(*pieces: str) -> StreamedAnswer:
    answer = StreamedAnswer()
    for data in pieces:
        answer.take(data)
    return answer


def test_pieces_become_the_answer_that_they_would_have_been_in_one() -> None:
    usage = {"prompt_tokens": 4, "completion_tokens": 2, "total_tokens": 6}

    answer = take(
        piece({"role": "assistant", "content": ""}),
        piece({"content": '{"ok": '}),
        piece({"content": "true}"}),
        piece({}, "stop"),
        json.dumps({"choices": [], "usage": usage}),
        "[DONE]",
    )

    message = {"role": "assistant", "content": '{"ok": true}', "refusal": None}
    assert answer.put_together() == {
        "choices": [{"message": message, "finish_reason": "stop"}],
        "usage": usage,
    }


def test_only_text_is_worth_hearing() -> None:
    answer = StreamedAnswer()

    heard = [answer.take(data) for data in (piece({"role": "assistant"}), piece({"content": "a"}), "[DONE]")]

    assert heard == [False, True, False]


def test_a_refusal_is_put_together_too() -> None:
    answer = take(piece({"refusal": "I "}), piece({"refusal": "won't."}, "stop"))

    assert answer.put_together()["choices"][0]["message"]["refusal"] == "I won't."


def test_a_stream_that_breaks_off_may_be_tried_again() -> None:
    with pytest.raises(ModelError) as caught:
        take(piece({"content": "{"})).put_together()

    assert caught.value.cause is ModelCause.UNREACHABLE


@pytest.mark.parametrize(
    "data", ["{", "[]", "7", '{"choices": [7]}', '{"choices": [{"delta": {"content": 7}}]}']
)
def test_a_piece_that_is_none_is_malformed(data: str) -> None:
    with pytest.raises(ModelError) as caught:
        StreamedAnswer().take(data)

    assert caught.value.cause is ModelCause.MALFORMED


def test_at_each_character_only_whole_entries_are_read() -> None:
    text = json.dumps({"candidates": ENTRIES}, indent=1)
    counts = []
    for end in range(len(text) + 1):
        entries = read_finished(text[:end])
        assert entries == ENTRIES[: len(entries)]
        counts.append(len(entries))

    assert counts == sorted(counts)
    assert counts[-1] == len(ENTRIES)


@pytest.mark.parametrize(
    "text", ["", "Sure!", "[{}]", '{"a": {', '{"a": [tru', "{" * 100_000, '{"a": ' + "[" * 100_000]
)
def test_what_is_no_list_of_entries_has_none(text: str) -> None:
    assert read_finished(text) == []
