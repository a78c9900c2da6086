from __future__ import annotations

import pytest

from coach.alignment.sources import CorpusReader
from coach.alignment.stated import add_values


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("Berths booked online", {"baseline": "30", "target": "70"}, "Berths booked online from 30 to 70"),
        (
            "Berths booked online",
            {"baseline": "30", "target": "70", "unit": "%"},
            "Berths booked online from 30% to 70%",
        ),
        (
            "Paint per hull.",
            {"baseline": "90", "target": "60", "unit": "litres"},
            "Paint per hull from 90 to 60 litres",
        ),
        ("Paint per hull", {"target": "60 litres", "unit": "litres"}, "Paint per hull to 60 litres"),
        ("Reach 70% of berths online", {"baseline": "30%", "target": "70%"}, None),
        ("Ropes lost per 1000 crossings", {"baseline": "3", "target": "2"}, None),
    ],
)
def test_values_beside_a_sentence_become_part_of_it(
    text: str, fields: dict[str, str], expected: str | None
) -> None:
    assert add_values(text, fields) == (expected or f"{text} from {fields['baseline']} to {fields['target']}")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("On time from 82% to 95%", {"baseline": "82", "target": "95"}),
        ("On time from 82% to 95%", {"baseline": "80", "target": "99"}),
        ("Open the new quay", {"target": "done"}),
        ("Open the new quay", {"baseline": "3"}),
        ("Open the new quay", {}),
    ],
)
def test_a_sentence_that_states_its_values_stays_as_it_is(text: str, fields: dict[str, str]) -> None:
    assert add_values(text, fields) == text


def test_values_in_columns_reach_the_corpus_and_the_bare_sentence_can_still_be_quoted() -> None:
    reader = CorpusReader()
    reader.add(
        "sheet.csv",
        b"Level,Team,Objective,Key result,Start,Target,Parent\n"
        b"company,Harbour,Ropes last,Ropes lost at sea,40,12,\n"
        b"team,Deck,Knots hold,Knots that slip,9,3,Ropes lost at sea\n",
    )

    company, deck = reader.corpus().nodes

    assert company.key_results == ("Ropes lost at sea from 40 to 12",)
    assert deck.parent_ids == (company.id,)
