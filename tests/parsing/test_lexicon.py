"""Word lists and their inflected forms."""

from __future__ import annotations

from pathlib import Path

import pytest

import coach.parsing.lexicon as module
from coach.parsing.lexicon import VerbForms, entries, nouns, verbs

_FORMS = "irregular"
_LISTS = sorted(
    path.stem for path in Path(module.__file__).with_name("_words").glob("*.txt") if path.stem != _FORMS
)


@pytest.mark.parametrize(
    ("base", "past", "gerund", "third"),
    [
        ("launch", "launched", "launching", "launches"),
        ("improve", "improved", "improving", "improves"),
        ("cut", "cut", "cutting", "cuts"),
        ("build", "built", "building", "builds"),
        ("write", "wrote", "writing", "writes"),
        ("write", "written", "writing", "writes"),
        ("carry", "carried", "carrying", "carries"),
        ("play", "played", "playing", "plays"),
        ("ship", "shipped", "shipping", "ships"),
        ("agree", "agreed", "agreeing", "agrees"),
        ("fix", "fixed", "fixing", "fixes"),
        ("set", "set", "setting", "sets"),
    ],
)
def test_a_verb_has_its_forms(base: str, past: str, gerund: str, third: str) -> None:
    forms = VerbForms(frozenset({base}))
    assert past in forms.past
    assert gerund in forms.gerund
    assert third in forms.third
    assert all(form in forms for form in (base, past, gerund, third))


def test_a_word_that_is_no_form_is_not_contained() -> None:
    forms = VerbForms(frozenset({"build"}))
    assert "builded" not in forms
    assert "builder" not in forms


@pytest.mark.parametrize("name", _LISTS)
def test_a_list_is_lower_case_and_says_each_word_once(name: str) -> None:
    path = Path(module.__file__).with_name("_words") / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert entries(name) == frozenset(words)
    assert [word for word in words if word != word.lower()] == []
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize(("list_name", "plural"), [("actors", "customers"), ("actors", "people")])
def test_a_noun_has_its_plural(list_name: str, plural: str) -> None:
    assert plural in nouns(list_name)


def test_a_rise_and_a_fall_share_no_verb() -> None:
    assert verbs("rise_verbs").base.isdisjoint(verbs("fall_verbs").base)
