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
