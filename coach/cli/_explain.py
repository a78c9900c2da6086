"""The work behind `coach explain`."""

from __future__ import annotations

import sys
from difflib import get_close_matches

from coach.cli._console import write_output
from coach.errors import ConfigurationError
from coach.rules import Rule
from coach.service import Service
from coach.settings import load_settings

__all__ = ["print_rule"]


def print_rule(code_or_name: str) -> None:
    """Print the document of a rule: as it is into a pipe, set for reading on a terminal.

    Raises:
        ConfigurationError: There is no such rule; the message suggests the nearest.
    """
    service = Service()
    rule = _find(service, code_or_name)
    about = f"{rule.severity.value}, about: {rule.subject.value}, {rule.status.value}"
    text = f"# {rule.code} {rule.name}\n\n{about}\n\n{rule.document.text.strip()}\n"
    if not sys.stdout.isatty():
        write_output(text.encode())
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.markdown import Markdown  # noqa: PLC0415

    Console(no_color=not load_settings().colour).print(Markdown(text))


def _find(service: Service, code_or_name: str) -> Rule:
    try:
        return service.rule(code_or_name)
    except ConfigurationError as error:
        known = {key.lower(): key for rule in service.rules() for key in (rule.code, rule.name)}
        near = get_close_matches(code_or_name.lower(), list(known), n=1, cutoff=0.5)
        hint = f"; did you mean {known[near[0]]!r}?" if near else ""
        raise ConfigurationError(f"{error}{hint}") from None
