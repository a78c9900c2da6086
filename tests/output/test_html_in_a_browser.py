"""The page of an audit in a real browser: it works without a network and without the mouse.

Needs playwright and Debian's chromium; skips with a reason where one is missing.
"""

from __future__ import annotations

from typing import Any

import pytest

from coach.output.html import render
from tests.support.audits import make_hostile_view, make_large_report, make_report, make_view

CONTRAST = """() => {
  const curve = (v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = (rgb) => rgb.map((v) => curve(v / 255))
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const paper = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const back = parse(getComputedStyle(at).backgroundColor);
      if (back.length < 4 || back[3] > 0) return back.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const picks = ["body", ".muted", ".chip.warning", ".map td.none", ".map td.firm", ".map td.s4",
    ".figure .label", "nav a", ".chip.declared", ".chip.suggested"];
  const found = {};
  for (const pick of picks) {
    const node = document.querySelector(pick);
    const [a, b] = [light(parse(getComputedStyle(node).color).slice(0, 3)), light(paper(node))];
    found[pick] = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  }
  return found;
}"""


def test_a_row_opens_and_closes_its_evidence(opened: Any) -> None:
    page = opened(render(make_view())).page
    button = page.locator(".open").first
    evidence = page.locator(".evidence").first

    assert not evidence.is_visible()
    button.click()
    assert evidence.is_visible()
    assert "6% for Northwind" in evidence.inner_text()
    assert button.get_attribute("aria-expanded") == "true"
    button.click()
    assert not evidence.is_visible()


def test_evidence_opens_from_the_keyboard(opened: Any) -> None:
    page = opened(render(make_view())).page

    page.locator(".open").first.focus()
    page.keyboard.press("Enter")

    assert page.locator(".evidence").first.is_visible()


def test_gaps_are_filtered_by_team_kind_severity_and_words(opened: Any) -> None:
    watched = opened(render(make_view()))
    page = watched.page

    page.select_option("#by-kind", "uncovered")
    assert len(watched.rows()) == 1
    assert page.locator("#gap-count").inner_text() == "1 gap"
    page.select_option("#by-team", "Archive")
    assert watched.rows() == []
    page.select_option("#by-kind", "")
    assert [row.startswith("Archive") for row in watched.rows()] == [True]
    page.select_option("#by-team", "")
    page.fill("#by-words", "NO SUPPORT below")
    assert len(watched.rows()) == 1
    page.fill("#by-words", "")
    page.select_option("#by-severity", "error")
    assert watched.rows() == []


def test_gaps_are_sorted_by_their_columns(opened: Any) -> None:
    watched = opened(render(make_view()))
    page = watched.page
    head = page.locator("th", has=page.locator("[data-sort=certainty]"))

    page.click("[data-sort=certainty]")
    certain = page.locator("tbody.gap .number").all_inner_texts()
    assert certain == sorted(certain, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    page.click("[data-sort=certainty]")
    assert page.locator("tbody.gap .number").all_inner_texts() == certain[::-1]
    page.click("[data-sort=team]")
    teams = page.locator("tbody.gap td.team").all_inner_texts()
    assert teams == sorted(teams)
    assert head.get_attribute("aria-sort") is None


def test_all_evidence_opens_at_once(opened: Any) -> None:
    page = opened(render(make_view())).page

    page.click("#open-all")
    assert page.locator(".evidence:visible").count() == 2
    page.click("#open-all")
    assert page.locator(".evidence:visible").count() == 0


def test_a_large_organisation_shows_a_page_at_a_time_and_more_on_request(opened: Any) -> None:
    watched = opened(render(make_view(make_large_report(2_500))))
    page = watched.page

    assert len(watched.rows()) == 50
    assert "50 of" in page.locator("#gap-count").inner_text()
    assert page.locator("#map-table tbody tr:visible").count() == 25
    page.click("#gap-more [data-add='50']")
    page.click("#map-more [data-add='25']")
    assert len(watched.rows()) == 100
    assert page.locator("#map-table tbody tr:visible").count() == 50
    page.fill("#map-words", "team17")
    shown = page.locator("#map-table tbody tr:visible th").all_inner_texts()
    assert shown
    assert all("team17" in row.lower() for row in shown)


@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_but_the_wide_parts_scrolls_sideways(opened: Any, width: int) -> None:
    for view in (make_view(), make_hostile_view()):
        page = opened(render(view), width).page
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_texts_run_nothing(opened: Any) -> None:
    page = opened(render(make_hostile_view())).page

    page.click("#open-all")
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert "alert(1)" in page.locator(".subject").inner_text()


def test_the_policy_stops_a_script_that_is_put_in(opened: Any) -> None:
    watched = opened(render(make_view()))

    ran = watched.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); return window.ran === 1; }"
    )

    assert not ran
    assert any("Content Security Policy" in event for event in watched.events)
    watched.events.clear()


def test_without_scripts_everything_can_be_read(opened: Any) -> None:
    page = opened(render(make_view()), java_script_enabled=False).page

    assert page.locator(".evidence:visible").count() == 2


def test_a_print_shows_evidence_and_no_controls(opened: Any) -> None:
    page = opened(render(make_view())).page

    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert page.locator(".evidence:visible").count() == 2
    assert page.locator(".controls:visible").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".evidence:visible").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background_in_both_schemes(opened: Any, scheme: str) -> None:
    page = opened(render(make_view(make_report())), color_scheme=scheme).page

    found = page.evaluate(CONTRAST)

    assert min(found.values()) >= 4.5, found
