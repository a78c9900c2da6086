from __future__ import annotations

import pytest

from coach.domain.finding import Severity
from coach.errors import ConfigurationError
from coach.reviewing.policy import Policy, matches_glob
from coach.rules import catalogue


def codes(policy: Policy, name: str = "okrs.md") -> set[str]:
    return {rule.code for rule in policy.rules_for(name, catalogue())}


def test_every_rule_speaks_by_default() -> None:
    assert codes(Policy()) == {rule.code for rule in catalogue().rules}


def test_a_prefix_selects_its_family_and_a_name_is_taken_out() -> None:
    chosen = codes(Policy(select=("KR",), ignore=("redacted-target",)))

    assert chosen
    assert all(code.startswith("KR") for code in chosen)
    assert "KR105" not in chosen


def test_a_file_that_matches_a_glob_is_spared_and_no_other() -> None:
    policy = Policy(select=("KR105",), per_file_ignores=(("drafts/*.md", ("KR105",)),))

    assert codes(policy, "okrs/drafts/a.md") == set()
    assert codes(policy, "okrs/final/a.md") == {"KR105"}


def test_a_later_severity_wins() -> None:
    policy = Policy(severities=(("KR", Severity.ERROR), ("KR105", Severity.WARNING)))

    assert policy.severities_by_code(catalogue())["KR105"] is Severity.WARNING


@pytest.mark.parametrize(
    "policy",
    [
        Policy(select=("KR999",)),
        Policy(ignore=("no-such-rule",)),
        Policy(per_file_ignores=(("*.md", ("nothing",)),)),
    ],
)
def test_a_selector_that_stands_for_no_rule_is_refused(policy: Policy) -> None:
    with pytest.raises(ConfigurationError, match="no rule matches"):
        policy.check(catalogue())


@pytest.mark.parametrize(
    ("name", "glob", "expected"),
    [
        ("teams/a.md", "*.md", True),
        ("./teams/a.md", "teams/*", True),
        ("teams\\a.md", "teams/*.md", True),
        ("x/teams/deep/a.md", "teams/**/*.md", True),
        ("teams/a.md", "teams/**/*.md", True),
        ("teams/a.yaml", "*.md", False),
        ("myteams/a.md", "teams/*.md", False),
    ],
)
def test_globs_are_read_from_the_right(name: str, glob: str, *, expected: bool) -> None:
    assert matches_glob(name, glob) is expected
