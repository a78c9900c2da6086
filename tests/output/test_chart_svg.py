from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from coach.checkin.chart import draw_up
from coach.domain.checkin import Standing
from coach.output.chart_svg import render_svg
from tests.support.closings import follow, weekly

SPACE = "{http://www.w3.org/2000/svg}"
HALF_WAY = date(2026, 2, 15)


def draw(standing: Standing) -> Element:
    drawing: Element = fromstring(render_svg(draw_up(standing)))
    return drawing


def list_dots(drawing: Element) -> list[Element]:
    return [dot for dot in drawing.iter(f"{SPACE}circle") if dot.find(f"{SPACE}title") is not None]


def test_every_reading_is_a_dot_that_says_its_day_and_value() -> None:
    drawing = draw(follow(weekly([42, 44, 47]), day=HALF_WAY))
    titles = [dot.findtext(f"{SPACE}title") for dot in list_dots(drawing)]
    assert titles == ["2026-01-08: 42%", "2026-01-15: 44%", "2026-01-22: 47%"]


def test_a_higher_value_stands_higher() -> None:
    heights = [float(dot.attrib["cy"]) for dot in list_dots(draw(follow(weekly([42, 50]))))]
    assert heights[0] > heights[1]


def test_text_of_the_key_result_is_no_markup() -> None:
    hostile = follow(weekly([42]), label="<script>alert(1)</script>")
    drawing = draw(hostile)
    assert not list(drawing.iter(f"{SPACE}script"))
    assert "<script>alert(1)</script>" in (drawing.findtext(f"{SPACE}title") or "")


def test_the_drawing_says_in_words_what_it_shows() -> None:
    drawing = draw(follow(weekly([42]), day=HALF_WAY))
    assert "42% on 8 January" in (drawing.findtext(f"{SPACE}desc") or "")


@pytest.mark.parametrize("values", [[], [50], [40, 40, 40], [-5, 900]])
def test_odd_histories_stay_within_the_frame(values: list[float]) -> None:
    drawing = draw(follow(weekly(values), day=HALF_WAY))
    for dot in list_dots(drawing):
        assert 0 <= float(dot.attrib["cx"]) <= 640
        assert 0 <= float(dot.attrib["cy"]) <= 260


def test_a_drawing_of_its_own_has_title_chance_and_legend() -> None:
    texts = [text.text for text in draw(follow(weekly([42, 44]), day=HALF_WAY)).iter(f"{SPACE}text")]
    assert texts[0] == "Care: KR 1.1 Complaints answered within a day"
    assert (texts[1] or "").endswith(
        "chance of 70% of the way, from 20% of the way with 51% of the cycle over, 2"
    )
    assert {"value", "due", "target", "where it heads"} <= set(texts)


def test_labels_that_would_run_into_each_other_leave_the_target() -> None:
    texts = [text.text for text in draw(follow(weekly([42, 900]), day=HALF_WAY)).iter(f"{SPACE}text")]
    assert {"60%", "900%"} <= set(texts)
    assert "40%" not in texts


def test_characters_that_xml_cannot_hold_are_written_out_or_left_out() -> None:
    title = draw(follow(weekly([42]), label="KR\x00\x1b\ufffe")).findtext(f"{SPACE}title") or ""
    assert title.startswith("Care: KR\\x00\\x1b Complaints")
