"""CSV: one row per gap, the worst first, dismissed ones last. Formulas in user text are defused."""

from __future__ import annotations

from coach.output._cells import write_csv
from coach.output.audit import AuditView
from coach.output.audit_tables import GAP_COLUMNS, gap_rows

__all__ = ["render"]


def render(view: AuditView) -> bytes:
    """The gaps as CSV."""
    return write_csv(GAP_COLUMNS, gap_rows(view))
