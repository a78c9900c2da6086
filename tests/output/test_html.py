"""The page of an audit as text: escaping, policy, and what it leaves out."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from coach.domain.alignment import AuditProblem, LinkStatus, Place
from coach.domain.okr import Level
from coach.output.audit import AuditView
from coach.output.html import render
from tests.support.audits import (
    declared,
    make_context,
    make_hostile_view,
    make_large_report,
    make_node,
    make_report,
    make_view,
    suggested,
)

ALLOWED = set(
    "html head meta title link style body a header h1 p nav main section div h2 form label select option"
    " input button span table thead tbody tr th td ul ol li strong code svg g path rect text tspan"
    " details summary script dl dt dd".split()
)


class Reader(HTMLParser):
    """Collects tags, attributes and the text of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.shown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend((name, value or "") for name, value in attrs)
        self._inside = tag if tag in self.texts else self._inside

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside].append(data)
        else:
            self.shown += data


def read(view: AuditView) -> Reader:
    reader = Reader()
    reader.feed(render(view).decode())
    reader.close()
    return reader


def test_hostile_texts_stay_texts_everywhere() -> None:
    page = read(make_hostile_view())

    assert set(page.tags) <= ALLOWED
    assert page.tags.count("script") == 1
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    assert page.shown.count("<script>alert(1)</script>") >= 10
    assert "{{7*7}}" in page.shown
    assert "\x1b" not in page.shown
    assert "\u202e" not in page.shown


def test_the_page_names_nothing_outside_itself() -> None:
    page = read(make_hostile_view())

    links = [value for name, value in page.attributes if name in {"href", "src", "action", "data"}]
    assert all(value.startswith("#") or value == "data:," for value in links)
    assert not re.search(r"url\(|@import|https?:", "".join(page.texts["style"]))
    assert not re.search(r"fetch\(|XMLHttp|import\(|https?:|innerHTML|eval\(", "".join(page.texts["script"]))


def test_the_policy_allows_only_the_style_and_script_of_the_page() -> None:
    page = read(make_view())
    [policy] = [value for name, value in page.attributes if name == "content" and "default-src" in value]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        digest = hashlib.sha256("".join(page.texts[tag]).encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_figures_gaps_goals_and_problems_are_on_the_page() -> None:
    problem = AuditProblem("skipped-file", "notes.md: no OKRs", Place("notes.md", 1))
    shown = read(make_view(make_report(problems=[problem]))).shown

    for text in (
        "67%",
        "1 of 2",
        "not known",
        "supports nothing above it",
        "Drivers want to stay",
        "no OKRs notes.md, line 1",
    ):
        assert text in shown


def test_dismissed_gaps_stand_apart_from_those_that_are_counted() -> None:
    page = read(make_view(make_report(dismiss=True)))

    assert page.attributes.count(("class", "gap")) == 1
    assert "1 gap " in " ".join(page.shown.split())
    assert "Dismissed: 1" in page.shown
    assert "dismissed: agreed" in page.shown


def test_without_gaps_or_levels_the_page_says_so() -> None:
    shown = read(make_view(make_report(make_context([make_node("a/o1")])))).shown

    assert "Nothing could be compared: there is one level only." in shown
    assert "nothing to compare" in shown
    assert "nothing to draw" in shown


@pytest.mark.parametrize(("teams", "note"), [(450, "50 teams that support most"), (30, "smaller teams")])
def test_what_is_left_out_is_said(teams: int, note: str) -> None:
    assert note in read(make_view(make_large_report(teams))).shown


def test_five_thousand_okrs_make_a_page_that_a_browser_can_hold() -> None:
    view = make_view(make_large_report(2_500))
    page = render(view)
    reader = read(view)

    assert len(page) < 4_000_000
    assert reader.tags.count("tr") < 5_000
    assert reader.tags.count("path") < 200
    heights = [float(value.split()[3]) for name, value in reader.attributes if name == "viewbox"]
    assert heights == [height for height in heights if height < 1_500]


def test_support_through_another_okr_is_shown_as_such() -> None:
    goal = make_node("company/o1", "Parcels arrive", level=Level.COMPANY)
    nodes = [goal, make_node("routes/o1"), make_node("ines/o1", level=Level.INDIVIDUAL)]
    links = [declared("routes/o1", "company/o1"), suggested("ines/o1", "routes/o1")]

    page = read(make_view(make_report(make_context(nodes, links))))

    assert ("title", "Ines (individual), Parcels arrive: through another OKR") in page.attributes


def test_a_chance_beside_a_declared_goal_is_called_possible_and_a_rejected_one_a_no() -> None:
    goals = [make_node(f"company/o{index}", f"Goal {index}", level=Level.COMPANY) for index in (1, 2, 3)]
    rejected = suggested("routes/o1", "company/o3", 0.8)._replace(status=LinkStatus.REJECTED)
    links = [declared("routes/o1", "company/o1"), rejected]
    chances = [("routes/o1", f"company/o{index}", 0.8) for index in (1, 2, 3)]

    page = read(make_view(make_report(make_context([*goals, make_node("routes/o1")], links, chances))))

    titles = [value for name, value in page.attributes if name == "title" and value.startswith("Routes, ")]
    assert "possible by its text, 80%" in titles[1]
    assert titles[2] == "Routes, Goal 3: no support; rejected by a person"
    assert "no" in page.shown.split()
