"""Deterministic rules: one rule per file, found by discovery.

A rule file holds a docstring that is its public document, a `check` function and a `RULE`. Modules whose
name starts with an underscore are machinery.
"""

from coach.rules._catalogue import Catalogue, catalogue
from coach.rules._engine import RuleRun
from coach.rules._rule import Context, Hit, Limits, Rule, RuleDocument, Status

__all__ = [
    "Catalogue",
    "Context",
    "Hit",
    "Limits",
    "Rule",
    "RuleDocument",
    "RuleRun",
    "Status",
    "catalogue",
]
