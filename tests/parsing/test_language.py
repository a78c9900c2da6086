"""Which texts the reader understands."""

from __future__ import annotations

import pytest

from coach.domain.statement import StatementKind
from coach.parsing.language import is_understood
from coach.parsing.sentence import split_words
from coach.parsing.statement import read_statement


@pytest.mark.parametrize(
    "text",
    [
        "Raise renewals from 40% to 55%",
        "NPS 60",
        "Café visits per guest from 2 to 4 a month",
        "Zürich office attendance above 60% on Tuesdays",
        "",
        "42",
    ],
)
def test_english_and_what_is_too_short_to_tell_is_understood(text: str) -> None:
    assert is_understood(split_words(text))


@pytest.mark.parametrize(
    "text",
    [
        "Wartezeit am Schalter von 20 auf 10 Minuten senken",
        "Réduire le délai de réponse à deux jours pour chaque dossier",
        "Сократить время ожидания с 20 до 10 минут",
        "顧客満足度を七十から八十に上げる",
        "Reducir el tiempo de espera de veinte a diez minutos para cada paciente",
    ],
)
def test_another_language_is_not_understood(text: str) -> None:
    assert not is_understood(split_words(text))


def test_what_is_not_understood_is_judged_by_nothing() -> None:
    reading = read_statement("Wartezeit am Schalter von 20 auf 10 Minuten senken")
    assert reading.understood is False
    assert reading.kind is StatementKind.UNCLEAR
    assert (reading.kind_certainty, reading.unmeasurable, reading.decided_by) == (0.0, 0.0, "language")
