"""How far an organisation is with setting goals, and which way of working fits it."""

from coach.checkin.maturity.answers import Answers, check_level, read_answers
from coach.checkin.maturity.assess import assess
from coach.checkin.maturity.evidence import find_levels_held, gather_evidence
from coach.checkin.maturity.questions import QUESTIONS

__all__ = [
    "QUESTIONS",
    "Answers",
    "assess",
    "check_level",
    "find_levels_held",
    "gather_evidence",
    "read_answers",
]
