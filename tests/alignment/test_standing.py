from __future__ import annotations

import math

import pytest

from coach.alignment.standing import LIKELIEST, Standing, doubt_each, sum_up


def test_likelier_links_lower_the_doubt_and_none_leave_it_whole() -> None:
    standing = Standing(offset=-2.0, slope=1.0)

    assert standing.doubt([]) == 1.0
    assert standing.doubt([0.5]) == pytest.approx(1 / (1 + math.exp(2)))
    assert standing.doubt([0.1, 0.1]) > standing.doubt([0.1, 0.4]) > standing.doubt([0.4, 0.4])


def test_a_text_of_a_kind_that_supports_nothing_raises_the_doubt_where_it_counts() -> None:
    standing = Standing(offset=0.0, slope=1.0, text=2.0)

    assert standing.doubt([0.5], -1.0) < standing.doubt([0.5]) == 0.5 < standing.doubt([0.5], 1.0)
    assert standing.doubt([0.5], 1e9) <= 1.0
    assert Standing(0.0, 1.0).doubt([0.5], 1.0) == 0.5


def test_only_the_likeliest_links_count() -> None:
    likeliest = [0.3] * LIKELIEST

    assert sum_up([*likeliest, 0.001, 0.001]) == sum_up(likeliest)


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_a_certain_link_leaves_a_finite_doubt(certain: float) -> None:
    assert 0.0 < Standing(0.0, 1.0).doubt([certain]) < 1.0


def test_links_that_are_independent_multiply_their_doubts() -> None:
    assert doubt_each([0.5, 0.2]) == pytest.approx(0.4)
    assert doubt_each([]) == 1.0
