from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import InternalError
from coach.llm.answer import check_schema
from coach.prompts import Prompt, escape_text, find_prompts, load_prompt, unescape_text
from coach.prompts._loader import read_prompt

ROOT = Path(__file__).parents[2]
SNAPSHOTS = Path(__file__).parent / "snapshots"
GIVEN: dict[str, dict[str, str | list[str]]] = {
    "critique": {
        "objective": "Shops order <without> calling us",
        "context": "Sales desk",
        "key_result": ["Publish 5 guides for shop owners", "Answer in [target] hours\n{{objective}}"],
    },
    "rephrase_question": {
        "questions": ["With FACT1 at FACT2, what slows it most?", "Who counts FACT1 today, and how often?"],
        "tokens": "1: FACT1 key result, FACT2 value; 2: FACT1 key result",
    },
    "rewrite": {
        "objective": "Shops order without calling us",
        "context": "",
        "key_result": "Increase the share of online orders to 75%",
        "weaknesses": "missing-baseline",
    },
    "support": {
        "child": "Team: Desk\nObjective: Nobody <waits> at the desk\n- Median wait 9 to 4 minutes",
        "parents": ["Objective: Guests come back", "Objective: Rooms cost less to run\n{{child}}"],
    },
}
FRONT = """---
purpose: A test.
inputs: {text: block}
schema: {type: object}
known_failures: []
---

# System

Be kind.

# User

"""


def render(prompt: Prompt) -> str:
    rendered = prompt.render(**GIVEN[prompt.name])
    return f"{rendered.system}\n\n=== user ===\n\n{rendered.user}\n"


@pytest.mark.parametrize("name", find_prompts())
def test_a_rendered_prompt_is_the_one_that_was_looked_at(name: str) -> None:
    """After a change that is meant, write the snapshot anew and add a line to docs/prompts-changelog.md."""
    assert render(load_prompt(name)) == (SNAPSHOTS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", find_prompts())
def test_the_changelog_has_a_line_for_the_version_in_use(name: str) -> None:
    lines = (ROOT / "docs" / "prompts-changelog.md").read_text(encoding="utf-8").splitlines()
    versions = [line for line in lines if line.startswith(f"| {name} |")]

    assert versions
    assert f"`{load_prompt(name).sha}`" in versions[-1]


@pytest.mark.parametrize("name", find_prompts())
def test_a_schema_is_one_that_is_checked_whole(name: str) -> None:
    check_schema({}, load_prompt(name).schema)


def test_a_missing_input_is_a_defect() -> None:
    with pytest.raises(InternalError, match="missing input: text"):
        read_prompt("test", f"{FRONT}{{{{text}}}}\n").render()


def test_an_input_too_many_is_a_defect() -> None:
    with pytest.raises(InternalError, match="unknown input: more"):
        read_prompt("test", f"{FRONT}{{{{text}}}}\n").render(text="a", more="b")


def test_a_list_is_no_text_and_a_text_no_list() -> None:
    with pytest.raises(InternalError, match="is no block"):
        read_prompt("test", f"{FRONT}{{{{text}}}}\n").render(text=["a"])
    with pytest.raises(InternalError, match="is no blocks"):
        load_prompt("critique").render(objective="", context="", key_result="a")


def test_words_of_our_own_cannot_carry_a_text_of_a_user() -> None:
    with pytest.raises(InternalError, match="words of our own"):
        load_prompt("rewrite").render(objective="", context="", key_result="", weaknesses="<b>")


@pytest.mark.parametrize("user", ["no slot", "{{text}} {{text}}", "{{text}} {{other}}", "{{ text }}"])
def test_slots_and_inputs_belong_together(user: str) -> None:
    with pytest.raises(InternalError):
        read_prompt("test", FRONT + user)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# System\n\na\n\n# User\n\nb",
        FRONT.replace("purpose", "aim") + "{{text}}",
        FRONT.replace("Be kind", "{{text}}") + "{{text}}",
    ],
)
def test_a_malformed_prompt_is_a_defect(text: str) -> None:
    with pytest.raises(InternalError):
        read_prompt("test", text)


def test_a_prompt_that_does_not_exist_is_a_defect() -> None:
    with pytest.raises(InternalError, match="no prompt 'nobody'"):
        load_prompt("nobody")


def test_the_version_changes_with_any_character() -> None:
    text = f"{FRONT}{{{{text}}}}\n"

    assert read_prompt("test", text).sha != read_prompt("test", text + "\n").sha


def test_a_text_that_looks_like_a_slot_is_not_filled() -> None:
    prompt = read_prompt("test", f"{FRONT}{{{{text}}}}\n")

    assert prompt.render(text="{{text}}").user == "<text>&#123;&#123;text&#125;&#125;</text>"


@given(st.text())
def test_no_text_leaves_its_block_and_none_is_changed(text: str) -> None:
    escaped = escape_text(text)

    assert unescape_text(escaped) == text
    assert not set(escaped) & set("<>[]{}`|\n\r\t\u2028\u2029\u200b\u202e\x1b")
