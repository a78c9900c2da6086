from __future__ import annotations

from coach.alignment.duplicates import Duplicate, find_duplicates
from coach.alignment.hashed import encode_words
from coach.alignment.vectors import compute_vectors
from coach.domain.alignment import Node
from tests.support.audits import make_node


def find(*nodes: Node, minimum: float = 0.8) -> tuple[Duplicate, ...]:
    return find_duplicates(nodes, compute_vectors(nodes, encode_words), minimum=minimum)


def test_the_same_key_result_in_two_teams_is_found() -> None:
    one = make_node("deck/o1", "Boarding is quick", ["Ropes tied in time from 40% to 90%"])
    other = make_node(
        "crew/o1", "Nobody waits", ["Lost gloves from 9 to 2", "Ropes tied in time from 40% to 90%"]
    )

    assert find(one, other) == (Duplicate(0, 1, 0, 1, 1.0),)


def test_a_near_copy_is_found_with_its_likeness() -> None:
    one = make_node("deck/o1", "Boarding is quick", ["Ropes tied on the pier in time from 40% to 90%"])
    other = make_node("crew/o1", "Coffee is hot", ["Ropes tied on pier from 40% to 90%"])

    (found,) = find(one, other)

    assert (found.first_key_result, found.second_key_result) == (0, 0)
    assert 0.8 <= found.similarity < 1


def test_a_shared_objective_is_no_copy() -> None:
    one = make_node("deck/o1", "Boarding feels like a walk", ["Minutes from 14 to 9"])
    other = make_node("crew/o1", "Boarding feels like a walk", ["Lost gloves from 9 to 2"])

    assert find(one, other) == ()


def test_one_team_may_say_a_thing_twice() -> None:
    text = "Ropes tied in time from 40% to 90%"

    assert find(make_node("deck/o1", "Boarding", [text]), make_node("deck/o2", "Mooring", [text])) == ()


def test_a_node_is_no_copy_of_itself() -> None:
    text = "Ropes tied in time from 40% to 90%"

    assert find(make_node("deck/o1", "Boarding is quick", [text, text])) == ()


def test_a_sentence_that_every_team_has_is_not_told_for_every_pair() -> None:
    nodes = [
        make_node(f"t{number}/o1", f"Goal {number} of lamps", ["Safety course done"]) for number in range(60)
    ]

    assert len(find(*nodes)) == 20


def test_one_text_has_no_neighbour() -> None:
    assert find(make_node("deck/o1", "Boarding is quick")) == ()
