"""The end of a cycle: grades, what happens to each key result next, the retrospective."""

from coach.checkin.closing.grading import grade_all, grade_key_result
from coach.checkin.closing.retrospective import look_back

__all__ = ["grade_all", "grade_key_result", "look_back"]
