"""Amounts in a sentence: words, kind, value, unit and range."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.source import Span
from coach.domain.statement import Quantity, QuantityKind
from coach.parsing.quantity import find_quantities

COUNT, PERCENT, POINTS = QuantityKind.COUNT, QuantityKind.PERCENT, QuantityKind.POINTS
MONEY, DURATION, RATIO = QuantityKind.MONEY, QuantityKind.DURATION, QuantityKind.RATIO
RANK, MULTIPLE, ABSOLUTE, REDACTED = (
    QuantityKind.RANK,
    QuantityKind.MULTIPLE,
    QuantityKind.ABSOLUTE,
    QuantityKind.REDACTED,
)


def _only(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, [quantity.span.of(text) for quantity in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value", "unit"),
    [
        ("Retention at 85%", "85%", PERCENT, 85, "%"),
        ("Retention at 85 %", "85 %", PERCENT, 85, "%"),
        ("Retention at 85 percent", "85 percent", PERCENT, 85, "%"),
        ("Margin up 3 pp", "3 pp", POINTS, 3, "pp"),
        ("Margin up 3 percentage points", "3 percentage points", POINTS, 3, "pp"),
        ("Margin up 3%-points", "3%-points", POINTS, 3, "pp"),
        ("Donations of $2,500", "$2,500", MONEY, 2500, "$"),
        ("Donations of $40k", "$40k", MONEY, 40_000, "$"),
        ("Donations of €1.2M", "€1.2M", MONEY, 1.2e6, "€"),
        ("Donations of £3bn", "£3bn", MONEY, 3e9, "£"),
        ("Donations of 1.200,50 EUR", "1.200,50 EUR", MONEY, 1200.5, "EUR"),
        ("Donations of CHF 900", "CHF 900", MONEY, 900, "CHF"),
        ("Donations of 2 million euros", "2 million euros", MONEY, 2e6, "euros"),
        ("Queue under 4 min", "4 min", DURATION, 4, "min"),
        ("Queue under 90 seconds", "90 seconds", DURATION, 90, "s"),
        ("Latency under 250ms", "250ms", DURATION, 250, "ms"),
        ("Reply within 2 working days", "2 working days", DURATION, 2, "d"),
        ("Guests rate it 4.5/5", "4.5/5", RATIO, 4.5, "/5"),
        ("9 of 10 letters arrive", "9 of 10", RATIO, 9, "of 10"),
        ("3 out of 4 letters arrive", "3 out of 4", RATIO, 3, "out of 4"),
        ("1 in 5 letters bounces", "1 in 5", RATIO, 1, "in 5"),
        ("Rank in the top 3 of the region", "top 3", RANK, 3, "rank"),
        ("Grow orders 2x", "2x", MULTIPLE, 2, "x"),
        ("Orders at 4 times the price", "4 times", MULTIPLE, 4, "x"),
        ("The appeal is shared 900 times", "900 times", COUNT, 900, "times"),
        ("Double the orders", "Double", MULTIPLE, 2, "x"),
        ("Halve the queue", "Halve", MULTIPLE, 0.5, "x"),
        ("Triple the orders", "Triple", MULTIPLE, 3, "x"),
        ("Zero accidents", "Zero", ABSOLUTE, 0, "zero"),
        ("No accidents", "No", ABSOLUTE, 0, "no"),
        ("None of the pallets break", "None", ABSOLUTE, 0, "none"),
        ("All crews carry a radio", "All", ABSOLUTE, 1, "all"),
        ("Every crew carries a radio", "Every", ABSOLUTE, 1, "every"),
        ("NPS 60", "60", COUNT, 60, ""),
        ("12 services respond", "12", COUNT, 12, "services"),
        ("twelve services respond", "twelve", COUNT, 12, "services"),
        ("250 people sign up", "250", COUNT, 250, "people"),
        ("1.5M readers", "1.5M", COUNT, 1.5e6, "readers"),
        ("40k readers", "40k", COUNT, 40_000, "readers"),
        ("two hundred readers", "two hundred", COUNT, 200, "readers"),
        ("a dozen readers", "a dozen", COUNT, 12, "readers"),
        ("4 t of paper", "4", COUNT, 4, "t"),
        ("Half of the crews carry a radio", "Half", RATIO, 0.5, ""),
        ("Two thirds of crews carry a radio", "Two thirds", RATIO, 2 / 3, ""),
        ("three quarters of crews carry a radio", "three quarters", RATIO, 0.75, ""),
    ],
)
def test_one_amount_is_read(text: str, words: str, kind: QuantityKind, value: float, unit: str) -> None:
    quantity = _only(text)
    assert quantity.span.of(text) == words
    assert (quantity.kind, quantity.unit) == (kind, unit)
    assert quantity.value == pytest.approx(value)
    assert quantity.upper is None


@pytest.mark.parametrize(
    ("text", "words", "kind", "ends", "unit"),
    [
        ("Raise margin by 5-8%", "5-8%", PERCENT, (5, 8), "%"),
        ("Raise margin by 5–8 %", "5–8 %", PERCENT, (5, 8), "%"),
        ("Raise margin to 5%–8%", "5%–8%", PERCENT, (5, 8), "%"),
        ("Between 10 and 12 clinics renew", "10 and 12", COUNT, (10, 12), "clinics"),
        ("Between 10% and 12% of clinics renew", "10% and 12%", PERCENT, (10, 12), "%"),
        ("Reply in 2-3 days", "2-3 days", DURATION, (2, 3), "d"),
        ("A budget of $5-8k", "$5-8k", MONEY, (5000, 8000), "$"),
        ("A budget of $5k–$8k", "$5k–$8k", MONEY, (5000, 8000), "$"),
    ],
)
def test_a_range_is_one_amount_with_an_upper_end(
    text: str, words: str, kind: QuantityKind, ends: tuple[float, float], unit: str
) -> None:
    quantity = _only(text)
    assert quantity.span.of(text) == words
    assert (quantity.kind, quantity.value, quantity.upper, quantity.unit) == (kind, *ends, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Churn 4-2%",
        "Churn from 5-8%",
        "Churn 5%-8%",
        "Churn from 5% to 8%",
        "10 clinics and 12 schools",
        "Between May and June 10 of 12 clinics and 3 schools",
    ],
)
def test_two_values_of_a_movement_are_no_range(text: str) -> None:
    found = find_quantities(text)
    assert len(found) == 2
    assert all(quantity.upper is None for quantity in found)


def test_a_range_may_be_the_start_of_a_movement() -> None:
    text = "Margin from 5-8% to 12%"
    assert [quantity.span.of(text) for quantity in find_quantities(text)] == ["5-8%", "12%"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sign N1 hospitals", "N1"),
        ("Win rate up to X%", "X%"),
        ("Win rate up to xx %", "xx %"),
        ("Repairs from 9 days to TBD", "TBD"),
        ("Repairs down to tbd", "tbd"),
        ("Repairs down to ?? days", "??"),
        ("Repairs down to ___ days", "___"),
        ("Repairs down to [target] days", "[target]"),
        ("Donations of $X", "$X"),
    ],
)
def test_a_stand_in_for_a_value_is_a_redacted_amount(text: str, words: str) -> None:
    hidden = [quantity for quantity in find_quantities(text) if quantity.kind is REDACTED]
    assert [quantity.span.of(text) for quantity in hidden] == [words]
    assert hidden[0].value is None


@pytest.mark.parametrize("phrase", ["no more than", "no less than", "no fewer than", "no higher than"])
def test_a_bound_in_words_is_no_absolute(phrase: str) -> None:
    quantity = _only(f"Rework stays at {phrase} 3 orders")
    assert (quantity.kind, quantity.value) == (COUNT, 3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Orders +20%", 20),
        ("Orders −20%", -20),
        ("Orders -20%", -20),
        ("Complaints - 9 a month", 9),
        ("Churn 5%–3%", 3),
    ],
)
def test_a_sign_stands_directly_before_its_number(text: str, value: float) -> None:
    assert find_quantities(text)[-1].value == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Dropouts in week 8: 18% of starters", [8, 18]),
        ("Changeover on press 3: 94 min", [3, 94]),
    ],
)
def test_a_colon_before_a_value_makes_no_ratio(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in find_quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hire 5x full stack engineers", COUNT),
        ("Achieve 2x orders", MULTIPLE),
        ("2x more engineers apply", MULTIPLE),
        ("Make builds 3x faster for engineers", MULTIPLE),
    ],
)
def test_an_x_before_staff_only_counts_them(text: str, kind: QuantityKind) -> None:
    assert [quantity.kind for quantity in find_quantities(text)] == [kind]


def test_a_digit_of_a_taken_span_is_no_amount() -> None:
    text = "Cut GPT-4 spend by 20%"
    found = find_quantities(text, [Span(4, 9)])
    assert [quantity.span.of(text) for quantity in found] == ["20%"]


@pytest.mark.parametrize("text", ["In 2027 members decide", "In 2027 letters arrive"])
def test_a_year_counts_nothing(text: str) -> None:
    assert _only(text).unit == ""


@given(st.text(alphabet="0123456789.,-–/%$€kM xofandtimes\nto#?[]_XN()+", max_size=60))
def test_amounts_stand_in_order_and_never_overlap(text: str) -> None:
    found = find_quantities(text)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    assert all(quantity.span.of(text).strip() for quantity in found)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Reach one million members", "one million", 1_000_000),
        ("Serve six hundred patients", "six hundred", 600),
        ("Twenty thousand visits a month", "Twenty thousand", 20_000),
        ("Train twenty-five clinics", "twenty-five", 25),
        ("Win two hundred and five sites", "two hundred and five", 205),
        ("Two hundred thousand downloads", "Two hundred thousand", 200_000),
        ("Plant half a million trees", "half a million", 500_000),
        ("Store one billion rows", "one billion", 1_000_000_000),
        ("Sell two dozen boats", "two dozen", 24),
        ("A million guests return", "A million", 1_000_000),
    ],
)
def test_number_words_that_belong_together_are_one_amount(text: str, words: str, value: float) -> None:
    quantity = _only(text)
    assert (quantity.span.of(text), quantity.value) == (words, value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("From one thousand to five thousand readers", [1_000, 5_000]),
        ("One team, one hundred orders", [1, 100]),
        ("Two and three stars", [2, 3]),
        ("Five ten seats", [5, 10]),
    ],
)
def test_number_words_that_stand_apart_are_amounts_of_their_own(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in find_quantities(text)] == values
