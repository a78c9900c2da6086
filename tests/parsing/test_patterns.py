"""Patterns that wait for the text that needs them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import coach.parsing
import coach.rules
from coach.parsing.patterns import holds_any, pattern

_LETTERS = st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])


def _modules() -> Iterator[str]:
    for package in (coach.parsing, coach.rules):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield found.name


def _hinted() -> list[Any]:
    """Every pattern with hints, with its name."""
    return [
        pytest.param(value, id=f"{name}.{key}")
        for name in _modules()
        for key, value in vars(importlib.import_module(name)).items()
        if not isinstance(value, type) and getattr(value, "hints", None)
    ]


def test_there_are_patterns_with_hints() -> None:
    assert len(_hinted()) > 5


@pytest.mark.parametrize("hinted", _hinted())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_match_holds_a_hint(hinted: Any, data: st.DataObject) -> None:
    compiled = re.compile(hinted.source, hinted.flags)
    text = data.draw(st.from_regex(compiled, alphabet=_LETTERS))
    match = compiled.search(text)
    assert match is None or holds_any(text, hinted.hints)


@pytest.mark.parametrize("text", ["", "no sign of it", "a hint, a match: 12", "a hint without one"])
def test_hints_change_no_answer(text: str) -> None:
    source = r"match: \d+"
    plain, hinted = re.compile(source), pattern(source, hints=("match",))
    for asked in (text, "match: 1", text):
        assert _answers(hinted, asked) == _answers(plain, asked)


def _answers(compiled: re.Pattern[str], text: str) -> list[object]:
    matches = (
        compiled.search(text),
        compiled.match(text, 3),
        compiled.fullmatch(text),
        *compiled.finditer(text),
    )
    spans = [None if match is None else match.span() for match in matches]
    return [spans, compiled.findall(text), compiled.sub("-", text), compiled.split(text)]


def test_a_pattern_has_only_the_methods_of_a_compiled_one() -> None:
    with pytest.raises(AttributeError):
        pattern("a").groups  # noqa: B018 - looking it up is what is tested
