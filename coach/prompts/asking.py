"""Ask a language model one of the questions in this folder: the way for every capability.

The model is the one that `coach.llm` hands out: one switch, budget, cache, limit and way to retry for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coach.errors import ModelCause, ModelError
from coach.llm.answer import check_schema
from coach.llm.model import Asker, Hear, ModelRequest
from coach.llm.streamed import read_finished
from coach.prompts._loader import Input, Prompt, load_prompt

__all__ = ["ask_model", "make_question"]


async def ask_model(
    model: Asker,
    name: str,
    given: Mapping[str, str | Sequence[str]],
    *,
    room: int,
    schema: Mapping[str, Any] | None = None,
    early: Callable[[Any], None] | None = None,
) -> dict[str, Any]:
    """Ask a question and get its answer, which fits the schema.

    Args:
        model: Who is asked.
        name: The prompt: `coach/prompts/<name>.md`.
        given: What fills its slots, one value for each input.
        room: Where the answer is cut off, in tokens.
        schema: A narrower schema than the prompt's own, such as one with the number of entries.
        early: For an answer that is one list: gets each entry as soon as it is complete and fits the schema,
            while the model writes on. It may get one twice after a failure, or none; the answer holds all.

    Raises:
        ModelError: There is no answer; its `reason` is a sentence for the reader of the result.
        InternalError: The prompt does not exist or an input is missing: a defect of the caller.
    """
    request = make_question(load_prompt(name), given, room=room, max_text=model.max_text, schema=schema)
    hear = None if early is None else _hear_entries(early, request.schema)
    return (await model.ask(request, hear)).content


def _hear_entries(early: Callable[[Any], None], schema: Mapping[str, Any]) -> Hear:
    """What hears a reply grow and passes on each entry of its list once."""
    [listing] = schema["properties"].values()
    given = 0

    def hear(text: str) -> None:
        nonlocal given
        entries = read_finished(text)
        for entry in entries[given:]:
            if not check_schema(entry, listing["items"]):
                early(entry)
        given = len(entries)

    return hear


def make_question(
    prompt: Prompt,
    given: Mapping[str, str | Sequence[str]],
    *,
    room: int,
    max_text: int,
    schema: Mapping[str, Any] | None = None,
) -> ModelRequest:
    """The question as it is sent.

    Raises:
        ModelError: A text has over `max_text` characters: a part of it would be judged as if it were all.
        InternalError: An input is missing, not known or of another form.
    """
    rendered = prompt.render(**given)
    longest = max(map(len, _list_user_texts(prompt, given)), default=0)
    if longest > max_text:
        reason = f"a text of {longest:,} characters is not sent to a model; the limit is {max_text:,}"
        raise ModelError(ModelCause.TOO_LONG, reason)
    schema = prompt.schema if schema is None else schema
    return ModelRequest(rendered.system, rendered.user, schema, prompt.name, prompt.sha, room)


def _list_user_texts(prompt: Prompt, given: Mapping[str, str | Sequence[str]]) -> list[str]:
    texts: list[str] = []
    for name, kind in prompt.inputs.items():
        if kind is not Input.WORDS:
            value = given[name]
            texts += [value] if isinstance(value, str) else value
    return texts
