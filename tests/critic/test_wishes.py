from __future__ import annotations

import pytest

from coach.parsing.reader import read_key_result
from coach.service import Service

SERVICE = Service()


def rewrite(text: str) -> str:
    return SERVICE.improve(read_key_result(text)[0]).after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Enable guest log-in on the reading tablets",
            "[metric: effect of enabling guest log-in on the reading tablets]",
        ),
        ("Readable letters to tenants", "[metric: sign of readable letters to tenants]"),
    ],
)
def test_what_ends_like_an_adjective_may_be_a_verb(before: str, after: str) -> None:
    assert rewrite(before) == f"{after} from [baseline] to [target]"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Query time caching of maps", "[metric: effect of query time caching of maps]"),
        ("Call backlog per dispatcher", "Call backlog per dispatcher"),
    ],
)
def test_what_may_be_a_verb_can_belong_to_the_noun_behind_it(before: str, after: str) -> None:
    assert rewrite(before) == f"{after} from [baseline] to [target]"


def test_a_measure_of_what_is_spent_is_named_already() -> None:
    assert rewrite("Reduction in time spent between opening a claim and the first letter") == (
        "Reduction in time spent between opening a claim and the first letter from [baseline] to [target]"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "The letters of the claims desk are mostly in plain words",
            "Share of letters of the claims desk that are in plain words",
        ),
        (
            "Parcels are usually picked up at the counter",
            "Share of parcels that are picked up at the counter",
        ),
    ],
)
def test_what_is_mostly_so_becomes_a_share(before: str, after: str) -> None:
    assert rewrite(before) == f"{after} from [baseline] to [target]"


def test_an_example_is_no_part_of_the_measure() -> None:
    assert rewrite("Complaints reach the wrong desk, e.g. a lost coat goes to the kitchen") == (
        "[metric: sign that complaints reach the wrong desk] from [baseline] to [target]"
    )


def test_a_noun_behind_what_is_counted_makes_no_clause() -> None:
    assert rewrite("Complaints review meeting") == (
        "[metric: effect of the complaints review meeting] from [baseline] to [target]"
    )
