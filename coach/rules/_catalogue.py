"""Find the rules: every module of this package without a leading underscore is one."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

import coach.rules as package
from coach.domain.finding import Subject
from coach.errors import ConfigurationError
from coach.rules._rule import Rule, RuleDocument

__all__ = ["Catalogue", "catalogue"]


class Catalogue:
    """All rules, ordered by code."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._by_key = {key: rule for rule in rules for key in (rule.code.lower(), rule.name)}

    def find(self, code_or_name: str) -> Rule:
        """A rule by its code or its name.

        Raises:
            ConfigurationError: There is no such rule.
        """
        rule = self._by_key.get(code_or_name.lower())
        if rule is None:
            raise ConfigurationError(f"no rule {code_or_name!r}; `coach rules` lists them all")
        return rule

    def matching(self, selectors: tuple[str, ...]) -> frozenset[str]:
        """Codes that codes, names or code prefixes (`KR1`, `KR`, `ALL`) stand for.

        Raises:
            ConfigurationError: A selector stands for no rule.
        """
        codes: set[str] = set()
        for selector in selectors:
            wanted = selector.strip()
            found = {
                rule.code
                for rule in self.rules
                if wanted.upper() == "ALL"
                or rule.name == wanted.lower()
                or rule.code.startswith(wanted.upper())
            }
            if not wanted or not found:
                raise ConfigurationError(f"no rule matches {selector!r}; `coach rules` lists them")
            codes |= found
        return frozenset(codes)

    def for_subject(self, subject: Subject) -> tuple[Rule, ...]:
        """The rules that look at one kind of subject."""
        return tuple(rule for rule in self.rules if rule.subject is subject)


@cache
def catalogue() -> Catalogue:
    """Import every rule module once and collect its `RULE`."""
    rules = []
    for path in Path(package.__path__[0]).glob("[!_]*.py"):
        module = importlib.import_module(f"{package.__name__}.{path.stem}")
        rule: Rule = module.RULE
        rules.append(
            rule._replace(name=path.stem.replace("_", "-"), document=RuleDocument(module.__doc__ or ""))
        )
    return Catalogue(tuple(sorted(rules, key=lambda rule: rule.code)))
