"""Pages from templates: every text is escaped, and only the page's own style and script are allowed."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.output.place import make_visible

if TYPE_CHECKING:
    from jinja2 import Environment, Template

__all__ = ["allow", "load_template", "read_part"]

_FOLDER = Path(__file__).parent


@cache
def load_template(name: str) -> Template:
    """A template of this folder."""
    return _environment().get_template(name)


@cache
def read_part(name: str) -> str:
    """A style or a script of this folder."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def allow(style: str, script: str | None = None) -> str:
    """The content security policy of a page with one style and at most one script of its own."""
    scripts = "" if script is None else f"script-src '{_hash(script)}'; "
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; {scripts}img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only a page needs it

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_show,
    )
    environment.filters["percent"] = lambda value: "" if value is None else f"{value:.0%}"
    return environment


def _show(value: Any) -> Any:
    """User text with its control and direction characters written out; markup of our own as it is."""
    return make_visible(value) if type(value) is str else value


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
