"""An audit as one HTML file that needs nothing else: no network, no other file, no script from elsewhere.

Every text goes through the template engine's escaping, and a content security policy allows only the style
and the script of this page, by their hashes.
"""

from __future__ import annotations

from coach.output.audit import AuditView, describe_size, describe_suggested
from coach.output.html._flow import draw_flow
from coach.output.html._goals import list_goals
from coach.output.html._matrix import build_matrix
from coach.output.html._page import (
    describe_kinds,
    list_figures,
    list_gaps,
    list_problems,
    name_organisation,
)
from coach.output.html._support import find_support
from coach.output.html._template import allow, load_template, read_part

__all__ = ["render"]


def render(view: AuditView) -> bytes:
    """The page; the same view gives the same bytes."""
    style, script = read_part("style.css"), read_part("script.js")
    support = find_support(view)
    text = load_template("page.html.j2").render(
        view=view,
        report=view.report,
        policy=allow(style, script),
        style=style,
        script=script,
        title=name_organisation(view),
        size=describe_size(view),
        suggested=describe_suggested(view),
        figures=list_figures(view),
        gaps=list_gaps(view),
        matrix=build_matrix(view, support),
        flow=draw_flow(view, support),
        goals=list_goals(view, support),
        kinds=describe_kinds(view),
        problems=list_problems(view),
        changes=view.changes,
    )
    return text.encode("utf-8", "backslashreplace")
