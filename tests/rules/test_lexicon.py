"""Word lists of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.rules import _lexicon
from coach.rules._lexicon import finite_verbs, opening_verbs, words

_LISTS = sorted((Path(_lexicon.__file__).parent / "_words").glob("*.txt"))


@pytest.mark.parametrize("path", _LISTS, ids=lambda path: path.stem)
def test_a_list_has_entries_without_comments_or_blanks(path: Path) -> None:
    entries = words(path.stem)
    assert entries
    assert all(entry == entry.strip() and not entry.startswith("#") for entry in entries)


@pytest.mark.parametrize("path", _LISTS, ids=lambda path: path.stem)
def test_a_list_is_in_lower_case(path: Path) -> None:
    assert all(entry == entry.lower() for entry in words(path.stem))


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        words("no_such_list")


def test_verbs_that_open_a_sentence_come_from_the_reader_and_the_rules() -> None:
    assert {"launch", "delight"} <= opening_verbs()


def test_a_noun_that_may_be_a_verb_shows_no_clause() -> None:
    assert "costs" not in finite_verbs()
    assert "trusts" not in words("noun_verbs")
