"""The settings file that `coach init` writes. A test proves that it states the defaults."""

from __future__ import annotations

__all__ = ["SETTINGS_TEMPLATE"]

SETTINGS_TEMPLATE = """\
# Settings of the OKR coach. `coach rules` lists the rules, docs/configuration.md explains the keys.

# Rules that run: codes, names, code prefixes such as "KR1", or "ALL".
select = ["ALL"]

# Rules that do not run.
ignore = []

# "strict" wants a number and a baseline in every key result.
profile = "default"

# Lowest severity that makes `coach review` fail: "error", "warning", "hint" or "never".
fail-on = "warning"

[limits]
# Objectives of one team at one level.
max-objectives = 4
# Key results of one objective.
max-key-results = 4
max-objective-words = 25
# From this grade on (0 to 1) a key result counts as reached.
strong-grade = 0.7

# Rules that stay silent about some files.
[per-file-ignores]
# "drafts/*.md" = ["KR1", "missing-owner"]

# Severities that replace a rule's own: "error", "warning" or "hint".
[severities]
# "KR2" = "error"
"""
