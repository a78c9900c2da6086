"""What an audit claims: one file per gap kind, found by discovery.

A module holds a docstring that is its public document, a `find` function and a `CHECK`. Modules whose name
starts with an underscore are machinery. Nothing here needs numpy.
"""

from coach.alignment.gaps._context import GapContext, NearCopy
from coach.alignment.gaps._engine import find_gaps, gap_checks
from coach.alignment.gaps._gap import GapCheck, GapDocument, name_owner
from coach.domain.audit import GapLimits

__all__ = [
    "GapCheck",
    "GapContext",
    "GapDocument",
    "GapLimits",
    "NearCopy",
    "find_gaps",
    "gap_checks",
    "name_owner",
]
