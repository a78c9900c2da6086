"""The page of charts: what it says, and how it looks in a real browser."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from coach.checkin.chart import draw_up
from coach.domain.chart import Chart
from coach.domain.checkin import CheckIn, CyclePlan, KeyResultKind, OkrType
from coach.output.chart_html import render
from tests.support.closings import CYCLE, follow, weekly

DAY = date(2026, 2, 15)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\x1b[31m"
OUTSIDE = """() => [...document.querySelectorAll("figure svg")].flatMap((svg) => {
  const frame = svg.viewBox.baseVal;
  return [...svg.querySelectorAll("text")].filter((text) => {
    const box = text.getBBox();
    return box.x < 0 || box.y < 0 || box.x + box.width > frame.width || box.y + box.height > frame.height;
  }).map((text) => text.textContent);
})"""
OVERLAPS = """() => [...document.querySelectorAll("figure svg")].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBBox()]);
  return boxes.flatMap(([a, one], at) => boxes.slice(at + 1).filter(([b, two]) =>
    one.x < two.x + two.width && two.x < one.x + one.width
    && one.y + 3 < two.y + two.height && two.y + 3 < one.y + one.height).map(([b]) => a + " on " + b));
})"""


def draw_odd() -> list[Chart]:
    """Charts that are hard to draw: long, empty, far out, falling, dense, slow."""
    daily = tuple(CheckIn(CYCLE.start + timedelta(days=i), 40 + i / 10, 5.5) for i in range(60))
    monthly = tuple(CheckIn(date(2024, 1, 15) + timedelta(days=30 * i), 40 + i, 7.5) for i in range(20))
    years = CyclePlan("2024 to 2026", date(2024, 1, 15), date(2026, 12, 31))
    held: dict[str, Any] = {
        "kind": KeyResultKind.MAINTAIN,
        "band": (1.0, 4.0),
        "baseline": None,
        "target": None,
        "unit": "h",
    }
    falling: dict[str, Any] = {"baseline": 14, "target": 6, "unit": "complaints per 1,000 bookings"}
    standings = [
        follow(weekly([42, 44, 47, 50, 49], confidence=[8, 7.5, 7, 5, 10]), day=DAY),
        follow(weekly([14, 13, 12, 12.5, 10], confidence=[8] * 5), day=DAY, **falling),
        follow(day=DAY),
        follow(day=DAY, baseline=None, target=None),
        follow(weekly([42]), day=DAY, text="W" * 300),
        follow(weekly([-5, 900, 30, -20]), day=DAY, type=OkrType.COMMITTED),
        follow(weekly([3, 2, 5, 3], confidence=[7.5] * 4), day=DAY, **held),
        follow(daily, day=DAY),
        follow(monthly, day=DAY, cycle=years),
        follow(weekly([1.2e6, 1.25e6]), day=DAY, baseline=1.2e6, target=2e6, unit="EUR"),
        follow(weekly([42]), day=date(2026, 6, 1), label=HOSTILE, team=HOSTILE, objective=HOSTILE),
    ]
    return [draw_up(standing) for standing in standings]


def read(charts: list[Chart], problems: tuple[str, ...] = ()) -> str:
    return render(charts, DAY, problems).decode("utf-8")


def test_every_chart_stands_below_its_team_with_its_remark_and_chance() -> None:
    page = read([draw_up(follow(weekly([42, 44]), day=DAY)), draw_up(follow(day=DAY, team="Plant"))])

    assert re.findall(r"<h2>(.*)</h2>", page) == ["Care", "Plant"]
    assert "44% on 15 January; target 60%; 50% due by 15 February." in page
    assert re.search(r"<strong>\d+%</strong> chance of 70% of the way", page)
    assert "No chance is given: there is no reading yet." in page
    assert "2 key results of 2 teams; the cycle runs from 1 January 2026 to 31 March 2026." in page


def test_the_page_may_load_and_run_nothing() -> None:
    page = read(draw_odd())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)

    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert "script-src" not in policy[1]
    assert "unsafe" not in policy[1]
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert " style=" not in page


def test_text_of_people_is_no_markup() -> None:
    page = read(draw_odd(), (HOSTILE,))

    assert "<img" not in page
    assert "\x1b" not in page
    assert page.count("&lt;script&gt;") > 3


def test_ids_of_drawings_are_unique() -> None:
    ids = re.findall(r'\bid="([^"]*)"', read(draw_odd()))

    assert len(ids) == len(set(ids))


def test_only_the_first_problems_are_listed_and_the_rest_is_counted() -> None:
    page = read([draw_up(follow(day=DAY))], tuple(f"line {number}" for number in range(205)))

    assert "<li>line 199</li>" in page
    assert "<li>line 200</li>" not in page
    assert "And 5 more" in page


def test_the_same_charts_give_the_same_bytes() -> None:
    assert render(draw_odd(), DAY) == render(draw_odd(), DAY)


@pytest.mark.parametrize("width", [400, 1280])
def test_the_page_fits_the_window_and_labels_fit_their_charts(opened: Any, width: int) -> None:
    page = opened(render(draw_odd(), DAY, ("y" * 500,)), width).page

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("figure").count() == len(draw_odd())
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVERLAPS) == []


def test_a_print_keeps_each_chart_on_one_page_in_light_colours(opened: Any) -> None:
    page = opened(render(draw_odd(), DAY), color_scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")

    style = "getComputedStyle(document.querySelector('figure'))"
    assert page.evaluate(f"{style}.breakInside") == "avoid"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()
