"""Which rules speak about which file, how loudly, and with which limits."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import NamedTuple

from coach.domain.finding import Severity
from coach.rules import Catalogue, Limits, Rule

__all__ = ["Policy", "matches_glob"]


class Policy(NamedTuple):
    """An organisation's choices about the rules.

    Selectors are rule codes, rule names, code prefixes (`KR1`) or `ALL`.

    Attributes:
        select: Rules that run.
        ignore: Rules taken out of `select`.
        per_file_ignores: Pairs of a glob and the rules that stay silent about files it matches.
        severities: Pairs of a selector and the severity that replaces the rule's own. Of several
            selectors for one rule the last one wins.
        limits: Numbers that rules compare with.
        strict: Whether every key result must have a number and a baseline.
    """

    select: tuple[str, ...] = ("ALL",)
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    limits: Limits = Limits()
    strict: bool = False

    def rules_for(self, name: str, rules: Catalogue) -> tuple[Rule, ...]:
        """The rules that speak about a file of this name.

        Raises:
            ConfigurationError: A selector stands for no rule.
        """
        codes = rules.matching(self.select) - rules.matching(self.ignore)
        for glob, selectors in self.per_file_ignores:
            if matches_glob(name, glob):
                codes -= rules.matching(selectors)
        return tuple(rule for rule in rules.rules if rule.code in codes)

    def check(self, rules: Catalogue) -> None:
        """Make sure that every selector stands for a rule.

        Raises:
            ConfigurationError: One does not.
        """
        for selectors in (self.select, self.ignore, *(pair[1] for pair in self.per_file_ignores)):
            rules.matching(selectors)

    def severities_by_code(self, rules: Catalogue) -> dict[str, Severity]:
        """Replaced severities by rule code.

        Raises:
            ConfigurationError: A selector stands for no rule.
        """
        return {
            code: severity
            for selector, severity in self.severities
            for code in sorted(rules.matching((selector,)))
        }


def matches_glob(name: str, glob: str) -> bool:
    """Whether a path matches a glob, read from the right as in `.gitignore`.

    `*` and `**` match across folders: `teams/*.md` matches `okrs/teams/a/b.md`.
    """
    path = name.replace("\\", "/").removeprefix("./")
    return any(
        fnmatchcase(path, form) or fnmatchcase(path, f"*/{form}") for form in (glob, glob.replace("**/", ""))
    )
