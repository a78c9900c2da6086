"""Check-in questions: the right fact is quoted, the question fits the stage, and no two ask the same.

Whether a question fits its stage is told by two judges that do not know where the bank puts it: labels that
were given to the unfilled forms in random order, without source and stage (`question_stages.jsonl`), and
the time words in the filled question. Both are compared with the stage that the case is labelled with, not
with the one computed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, timedelta

from coach.checkin.history import read_history_record
from coach.checkin.questions import MOST_WORDS, load_bank
from coach.checkin.questions.style import find_style_fault
from coach.domain.checkin import Question, Track
from coach.service import Service
from evals.histories import HistoryCase, read_histories
from evals.measure import Measured, Mistake, Row, join
from evals.question_stages import read_question_stages
from evals.scorers.labels import score_share
from evals.scorers.questions import ask_the_same, is_mentioned, list_stages_by_words
from evals.task import Guard, Task

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TOLD_BY_DATES = re.compile(
    r"\b\d+ (?:days?|weeks?|months?)\b|\b\d+% of the (?:way|cycle)\b|\b\d{1,2} [A-Z][a-z]+\b"
    r"|(?<![\d.])(?:\d|10)(?![\d.])"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WEEKS = 13
_FEWEST, _MOST = 2, 5


def ask_about_case(coach: Service, case: HistoryCase) -> dict[str, str]:
    """Ask about one history and judge each question."""
    read = read_history_record(case.record, case.id, 1)
    check = coach.check_history(read.track, case.as_of)
    texts = [question.text for question in check.questions]
    forms = {form.id: form for sheet in load_bank().values() for form in sheet.forms}
    stages = read_question_stages()
    faults = [_find_fault(question, forms[question.form].text) for question in check.questions]
    missed, shifted = _count_over_a_quarter(coach, case, read.track)
    return {
        "stage": case.stage,
        "shifted_facts": str(shifted),
        "shifted_unmentioned": str(missed),
        "questions": str(len(texts)),
        "facts": str(len(case.must_mention)),
        "unmentioned": join(fact for fact in case.must_mention if not is_mentioned(fact, texts)),
        "unfit_by_label": join(
            question.form
            for question in check.questions
            if case.stage not in stages.get(forms[question.form].text, frozenset())
        ),
        "unfit_by_words": join(
            question.form
            for question in check.questions
            if case.stage not in list_stages_by_words(question.text)
        ),
        "same": str(len(ask_the_same(texts))),
        "faults": join(fault for fault in faults if fault),
        "unknown_numbers": join(_list_unknown_numbers(texts, case, check.signals)),
        "forms": join(question.form for question in check.questions),
    }


def _count_over_a_quarter(coach: Service, case: HistoryCase, track: Track) -> tuple[int, int]:
    """Facts not quoted, and all, when the history lies 0 to 12 weeks later: forms rotate by date."""
    missed = total = 0
    for week in range(_WEEKS):
        by = timedelta(weeks=week)
        cycle = track.cycle._replace(start=track.cycle.start + by, end=track.cycle.end + by)
        check_ins = tuple(each._replace(day=each.day + by) for each in track.check_ins)
        check = coach.check_history(track._replace(cycle=cycle, check_ins=check_ins), case.as_of + by)
        texts = [question.text for question in check.questions]
        for fact in case.must_mention:
            moved = (date.fromisoformat(fact) + by).isoformat() if _DATE.fullmatch(fact) else fact
            total += 1
            missed += not is_mentioned(moved, texts)
    return missed, total


def _find_fault(question: Question, form: str) -> str:
    """What is wrong with the wording, of which words of the team are no part; empty where nothing is."""
    if len(question.text.split()) > MOST_WORDS:
        return "too long"
    if question.fact not in question.text:
        return "fact not in text"
    return find_style_fault(form)


def _list_unknown_numbers(texts: Sequence[str], case: HistoryCase, signals: Sequence[object]) -> list[str]:
    """Numbers in the questions that are neither in the history nor among the facts of a signal.

    Numbers of the calendar (days, weeks and shares of the cycle that are gone or left) and counts of up to
    ten are told by the dates, so they are left out.
    """
    known = f"{json.dumps(case.record, ensure_ascii=False)} {signals}".replace(",", "")
    given = {f"{float(number):g}" for number in re.findall(r"\d+(?:\.\d+)?", known)}
    found: list[str] = []
    for text in texts:
        numbers = _NUMBER.findall(_TOLD_BY_DATES.sub("", text.replace(",", "")))
        found.extend(number for number in numbers if f"{float(number):g}" not in given)
    return found


def measure_questions(rows: Sequence[Row]) -> Measured:
    """Shares over facts, over questions and over histories."""
    facts = _count(rows, "facts", "unmentioned")
    by_label, by_words = (
        _count(rows, "questions", "unfit_by_label"),
        _count(rows, "questions", "unfit_by_words"),
    )
    style = _count(rows, "questions", "faults")
    shifted = [
        hit
        for row in rows
        for hit in _hits(int(row.cells["shifted_unmentioned"]), int(row.cells["shifted_facts"]))
    ]
    numbers = [not row.cells["unknown_numbers"] for row in rows]
    metrics = [
        score_share("facts", "right fact quoted", facts),
        score_share(
            "facts", "right fact quoted, over 13 weeks", shifted, "each history moved by 0 to 12 weeks"
        ),
        score_share("questions", "stage fit by label", by_label),
        score_share(
            "any form of the bank", "stage fit by label", _fit_by_chance(rows), "what chance would give"
        ),
        score_share("questions", "stage fit by time words", by_words),
        score_share(
            "histories", "with two questions that ask the same", [row.cells["same"] != "0" for row in rows]
        ),
        score_share(
            "histories",
            "two to five questions",
            [_FEWEST <= int(row.cells["questions"]) <= _MOST for row in rows],
        ),
        score_share(
            "questions", "style holds", style, "open, blameless, one question mark, fact verbatim, length"
        ),
        score_share("histories", "no number without a source", numbers),
    ]
    for stage in sorted({row.cells["stage"] for row in rows}):
        chosen = [row for row in rows if row.cells["stage"] == stage]
        metrics.append(
            score_share(stage, "stage fit by label", _count(chosen, "questions", "unfit_by_label"))
        )
    used = {form for row in rows for form in row.cells["forms"].split(";") if form}
    forms = sum(len(sheet.forms) for sheet in load_bank().values())
    metrics.append(
        score_share(
            "bank", "forms used", [True] * len(used) + [False] * (forms - len(used)), "by these histories"
        )
    )
    mistakes = [
        Mistake(row.id, cell, row.cells[cell], 1.0)
        for row in rows
        for cell in ("unmentioned", "unfit_by_label", "unfit_by_words", "faults", "unknown_numbers")
        if row.cells[cell]
    ]
    return Measured(metrics, mistakes=mistakes)


def _fit_by_chance(rows: Sequence[Row]) -> list[bool]:
    """For every history and every form of the bank, whether the form would fit its stage."""
    stages = read_question_stages().values()
    return [row.cells["stage"] in fits for row in rows for fits in stages]


def _count(rows: Sequence[Row], total: str, wrong: str) -> list[bool]:
    hits: list[bool] = []
    for row in rows:
        misses = len([part for part in row.cells[wrong].split(";") if part])
        hits += _hits(misses, int(row.cells[total]))
    return hits


def _hits(misses: int, total: int) -> list[bool]:
    return [False] * misses + [True] * (total - misses)


TASK = Task(
    purpose="Questions quote the right fact, fit the stage of the cycle, and no two ask the same.",
    columns=(
        "stage",
        "questions",
        "facts",
        "shifted_facts",
        "shifted_unmentioned",
        "unmentioned",
        "unfit_by_label",
        "unfit_by_words",
        "same",
        "faults",
        "unknown_numbers",
        "forms",
    ),
    solve=ask_about_case,
    measure=measure_questions,
    load=read_histories,
    guards=(
        Guard("facts", "right fact quoted"),
        Guard("facts", "right fact quoted, over 13 weeks"),
        Guard("questions", "stage fit by label"),
        Guard("questions", "stage fit by time words"),
        Guard("histories", "with two questions that ask the same", higher_is_better=False, tolerance=0.0),
        Guard("questions", "style holds", tolerance=0.0),
    ),
)
