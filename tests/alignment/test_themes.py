from __future__ import annotations

import numpy as np
import pytest

from coach.alignment.hashed import HASHED_SIZE, encode_words
from coach.alignment.knowledge import load_knowledge
from coach.alignment.teams import AREAS, find_areas
from coach.alignment.themes import Themes
from coach.alignment.vectors import compute_vectors
from tests.support.audits import make_node

KNOWLEDGE = load_knowledge(HASHED_SIZE)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Hire 8 nurses and recruit a head of ward", "hiring"),
        ("Renewal rate above 95%, churn below 1%", "retention"),
        ("Penetration test without findings", "security"),
        ("Summer party with 200 guests", "festivities"),
    ],
)
def test_a_text_has_the_theme_that_a_reader_would_name(text: str, theme: str) -> None:
    found = Themes(KNOWLEDGE).classify(encode_words([text]))[0]

    assert KNOWLEDGE.names[int(np.argmax(found))] == theme
    assert found.sum() == pytest.approx(1.0, abs=1e-4)


def test_themes_of_a_node_are_the_mean_over_its_texts_and_the_whole() -> None:
    nodes = (make_node("t", "Hire 8 nurses", ["Churn below 1%"]), make_node("u", "Alone", []))
    vectors, themes = compute_vectors(nodes, encode_words), Themes(KNOWLEDGE)

    found = themes.read_nodes(vectors)

    texts = themes.classify(vectors.rows([*range(2), vectors.nodes[0].whole]))
    assert found.parts[0] == pytest.approx(texts.mean(axis=0), abs=1e-5)
    assert found.aim[0] == pytest.approx(texts[[0, 2]].mean(axis=0), abs=1e-5)


@pytest.mark.parametrize(
    ("team", "areas"),
    [
        ("People & culture", ["people"]),
        ("HR", ["people"]),
        ("Finance shared services", ["money"]),
        ("IT Security", ["risk", "house"]),
        ("Sales West", []),
        ("Chrome extension", []),
        ("", []),
    ],
)
def test_the_name_of_a_team_tells_where_it_works(team: str, areas: list[str]) -> None:
    assert [area for area, holds in zip(AREAS, find_areas(team), strict=True) if holds] == areas
