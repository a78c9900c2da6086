"""Results to bytes: one module per format, no decisions.

A format is a module with `render(report, rules) -> bytes`; `render_report` imports only the one it needs.
"""

from coach.output.report import DescribedRule, OutputFormat, Report, render_report

__all__ = ["DescribedRule", "OutputFormat", "Report", "render_report"]
