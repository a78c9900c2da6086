"""The questions of the self-assessment, three for each dimension, each with five answers from 0 to 4."""

from __future__ import annotations

from coach.domain.maturity import Dimension, MaturityQuestion

__all__ = ["QUESTIONS"]


def _ask(dimension: Dimension, number: int, text: str, *levels: str) -> MaturityQuestion:
    first, second, third, fourth, fifth = levels
    return MaturityQuestion(
        f"{dimension.value}-{number}", dimension, text, (first, second, third, fourth, fifth)
    )


QUESTIONS: tuple[MaturityQuestion, ...] = (
    _ask(
        Dimension.FOCUS,
        1,
        "How many priorities does the company name for a cycle?",
        "None that everybody could repeat",
        "A long list, everything counts",
        "About ten",
        "Five to seven",
        "Three to five, and people can name them",
    ),
    _ask(
        Dimension.FOCUS,
        2,
        "What happens to work that serves no priority?",
        "Nobody asks",
        "It is done first if somebody senior wants it",
        "It is done beside the rest",
        "It is questioned when the cycle is planned",
        "It is stopped or put off, and that is said aloud",
    ),
    _ask(
        Dimension.FOCUS,
        3,
        "What do teams give up to make room for their goals?",
        "Nothing; goals come on top",
        "They work longer",
        "Small things",
        "They name what stops when they plan",
        "They name what stops, and it does stop",
    ),
    _ask(
        Dimension.MEASUREMENT,
        1,
        "What do your goals mostly describe?",
        "Projects and tasks",
        "Tasks with dates",
        "A mix of tasks and numbers",
        "Mostly changes that somebody outside the team notices",
        "Changes for customers or the business, each with a start and a target",
    ),
    _ask(
        Dimension.MEASUREMENT,
        2,
        "How easily can a team read its numbers?",
        "There are hardly any numbers",
        "Somebody has to be asked for each",
        "Once a month, by hand",
        "Every week, with some work",
        "Any day, without asking",
    ),
    _ask(
        Dimension.MEASUREMENT,
        3,
        "How would two people agree on whether a goal was reached?",
        "They would argue",
        "The boss decides",
        "For some goals they would agree",
        "For most they would agree",
        "They would agree on all, from the text alone",
    ),
    _ask(
        Dimension.ALIGNMENT,
        1,
        "When are the company's goals known, seen from the day when teams draft theirs?",
        "There are none, or after",
        "At the same time",
        "A few days before, by slide",
        "Two weeks before, with time to ask",
        "Two weeks before, and teams changed some of them",
    ),
    _ask(
        Dimension.ALIGNMENT,
        2,
        "Who sets a team's goals?",
        "They are handed down",
        "Handed down, with a talk",
        "About a quarter comes from the team",
        "About half comes from the team",
        "Most comes from the team, within the company's priorities",
    ),
    _ask(
        Dimension.ALIGNMENT,
        3,
        "How do teams that need each other settle it?",
        "When it hurts",
        "Between managers, during the cycle",
        "By a list of wishes",
        "By talks while drafting",
        "By talks while drafting, written into both teams' goals",
    ),
    _ask(
        Dimension.CADENCE,
        1,
        "How often does a team look at its goals together?",
        "At the end of the year",
        "Twice a year",
        "Once a quarter",
        "Once a month",
        "Every week or two",
    ),
    _ask(
        Dimension.CADENCE,
        2,
        "What happens in such a meeting?",
        "There is none",
        "A report to the boss",
        "Everybody reads out a status",
        "The numbers, and what blocks them",
        "The numbers, confidence, and a decision on what changes this week",
    ),
    _ask(
        Dimension.CADENCE,
        3,
        "When does it become known that a goal will be missed?",
        "At the end",
        "In the last weeks",
        "About two thirds in",
        "About half-way",
        "As soon as the team doubts it",
    ),
    _ask(
        Dimension.LEARNING,
        1,
        "What happens when a cycle ends?",
        "The next one begins",
        "Somebody writes a report",
        "Goals are marked",
        "Goals are marked and talked about",
        "They are marked, talked about, and the next draft shows it",
    ),
    _ask(
        Dimension.LEARNING,
        2,
        "What does a missed goal lead to?",
        "Blame, or pay is cut",
        "An excuse",
        "Silence",
        "A talk about reasons",
        "A change in how we work or what we measure",
    ),
    _ask(
        Dimension.LEARNING,
        3,
        "How are goals and pay connected?",
        "Bonus hangs on the mark",
        "The mark counts in the rating",
        "Not officially, but people think so",
        "Kept apart",
        "Kept apart, and everybody knows and believes it",
    ),
)
