from __future__ import annotations

from coach.alignment.stems import measured_stems, read_stems, shared_words, stem_words


def test_stems_leave_out_what_every_key_result_says() -> None:
    assert stem_words("Increase the share of returning guests from 31% to 40%") == ["return", "guest"]


def test_words_count_as_shared_in_any_form() -> None:
    assert shared_words("Returning guests", "A guest returns each summer") == ("returning", "guests")
    assert shared_words("Returning guests", "Ferries leave") == ()


def test_no_more_than_three_shared_words_are_named() -> None:
    text = "ropes anchors sails engines"
    assert len(shared_words(text, text)) == 3


def test_the_stems_of_many_texts_are_those_of_each_one() -> None:
    texts = ["Guests return by ferry", "", "The best of the best", "Returning ferries: the guest returned"]

    table = read_stems(texts)

    assert len(set(table.stems)) == len(table.stems)
    for row, text in enumerate(texts):
        start, end = table.rows.starts[row : row + 2]
        assert [table.stems[number] for number in table.rows.flat[start:end]] == stem_words(text)


def test_nouns_that_name_a_measure_are_known_by_their_stem() -> None:
    assert {"churn", "revenu"} <= measured_stems()
    assert "lighthous" not in measured_stems()
