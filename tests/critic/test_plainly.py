from __future__ import annotations

import pytest

from coach.critic.plainly import name_plainly
from coach.parsing.statement import read_statement


def name(text: str) -> str:
    return name_plainly(text, read_statement(text))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Menu cards translated into Sami", "the menu cards are translated into Sami"),
        ("Ticket table printed and hung in the hall", "the ticket table is printed and hung in the hall"),
        ('"Calm harbour" painted on each boat', '"Calm harbour" is painted on each boat'),
        ("4 pilots hired in Bergen", "4 pilots are hired in Bergen"),
        ("Exit criteria agreed for each boat", "the Exit criteria are agreed for each boat"),
        ("New phone menu switched on", "the new phone menu is switched on"),
    ],
)
def test_what_is_called_done_becomes_a_clause(text: str, asked: str) -> None:
    assert name(text) == f"what changes once {asked}"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Have 2 fixes merged to the ferry app", "we have 2 fixes merged to the ferry app"),
        ("We’ve written a guide for the crew", "we’ve written a guide for the crew"),
        ("Write a log which is ready for the port", "we write a log which is ready for the port"),
        ("Identified 1 owner for each pier", "we have identified 1 owner for each pier"),
        ("Talk with friends who may be interested in", "we talk with friends who may be interested"),
    ],
)
def test_who_does_it_is_said(text: str, asked: str) -> None:
    assert name(text) == f"what changes once {asked}"


def test_where_no_plain_subject_stands_ahead_the_words_stay() -> None:
    assert name("Is installed the second pump, signed by the port") == (
        "effect of is installed the second pump, signed by the port"
    )
