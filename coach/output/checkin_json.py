"""Check-ins as JSON: `coach.check-in/v1` and `coach.signals/v1`, only additions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coach.domain.agenda import Agenda, AgendaBlock, AskedBefore, CheckInReport, Line
from coach.domain.checkin import HistoryProblem, Question, Risk, Signal, Standing

__all__ = [
    "CHECK_IN_SCHEMA",
    "SIGNALS_SCHEMA",
    "agenda_object",
    "check_in_object",
    "history_object",
    "history_signals_object",
    "problem_object",
    "question_object",
    "risk_object",
    "signal_object",
]

CHECK_IN_SCHEMA = "coach.check-in/v1"
SIGNALS_SCHEMA = "coach.signals/v1"

JsonObject = dict[str, Any]


def check_in_object(report: CheckInReport, errors: Sequence[JsonObject] = ()) -> JsonObject:
    """Everything about the key results that were looked at, and the agendas."""
    risks = dict(report.risks)
    signals = _by_track(report.signals)
    return {
        "schema": CHECK_IN_SCHEMA,
        "date": report.day.isoformat(),
        "agendas": [agenda_object(agenda) for agenda in report.agendas],
        "key_results": [
            {
                **_standing_object(standing),
                "signals": [signal_object(signal) for signal in signals.get(standing.track.id, ())],
                "risk": risk_object(risks.get(standing.track.id)),
            }
            for standing in report.standings
        ],
        "patterns": [signal_object(signal) for signal in signals.get("", ())],
        "problems": [problem_object(problem) for problem in report.problems],
        "errors": list(errors),
    }


def history_object(
    item_id: object,
    standing: Standing,
    signals: Sequence[Signal],
    risk: Risk | None,
    questions: Sequence[Question],
) -> JsonObject:
    """The batch form: one history."""
    return {
        "schema": CHECK_IN_SCHEMA,
        "id": item_id,
        "stage": standing.stage.value,
        "signals": [signal_object(signal) for signal in signals],
        "risk": risk_object(risk),
        "questions": [question_object(question) for question in questions],
        "problems": [problem_object(problem) for problem in standing.notes],
    }


def history_signals_object(
    item_id: object, standing: Standing, signals: Sequence[Signal], risk: Risk | None
) -> JsonObject:
    """The batch form of signals alone."""
    return {
        "schema": SIGNALS_SCHEMA,
        "id": item_id,
        "stage": standing.stage.value,
        "elapsed": round(standing.elapsed, 4),
        "value": standing.value,
        "progress": None if standing.progress is None else round(standing.progress, 4),
        "expected": None if standing.expected is None else round(standing.expected, 4),
        "confidence": standing.confidence,
        "signals": [signal_object(signal) for signal in signals],
        "risk": risk_object(risk),
        "problems": [problem_object(problem) for problem in standing.notes],
    }


def agenda_object(agenda: Agenda) -> JsonObject:
    """One meeting."""
    return {
        "team": agenda.team or None,
        "person": agenda.person or None,
        "audience": agenda.audience.value,
        "date": agenda.day.isoformat(),
        "cycle": agenda.cycle.name,
        "stage": agenda.stage.value,
        "minutes": agenda.minutes,
        "blocks": [_block_object(block) for block in agenda.blocks],
    }


def signal_object(signal: Signal) -> JsonObject:
    """One signal with its facts as they are shown."""
    return {
        "code": signal.code,
        "name": signal.name,
        "severity": signal.severity.value,
        "key_result": signal.track or None,
        "team": signal.team or None,
        "message": signal.message,
        "facts": dict(signal.facts),
        "key_results": list(signal.tracks),
    }


def risk_object(risk: Risk | None) -> JsonObject | None:
    """The chance of reaching 0.7, or 1.0 if committed."""
    if risk is None:
        return None
    probability = None if risk.probability is None else round(risk.probability, 4)
    return {"probability": probability, "reason": risk.reason}


def question_object(question: Question) -> JsonObject:
    """One question; `fact` stands in `text` exactly so."""
    asked = question.asked_before
    return {
        "text": question.text,
        "form": question.form,
        "source": question.source,
        "fact": question.fact or None,
        "key_result": question.track or None,
        "audience": question.audience.value,
        "asked_before": None if asked is None else asked.isoformat(),
    }


def problem_object(problem: HistoryProblem) -> JsonObject:
    """An entry of a history that could not be used as it stands."""
    return {
        "code": problem.code,
        "message": problem.message,
        "key_result": problem.track or None,
        "file": problem.source or None,
        "line": problem.line,
    }


def _block_object(block: AgendaBlock) -> JsonObject:
    return {
        "title": block.title,
        "minutes": block.minutes,
        "purpose": block.purpose,
        "questions": [question_object(question) for question in block.questions],
        "key_results": [_line_object(line) for line in block.lines],
        "points": list(block.points),
        "left_open": [_asked_object(asked) for asked in block.left_open],
    }


def _line_object(line: Line) -> JsonObject:
    return {
        "key_result": line.track,
        "label": line.label,
        "subject": line.subject,
        "value": line.value,
        "target": line.target,
        "confidence": line.confidence,
        "last_update": None if line.last_update is None else line.last_update.isoformat(),
        "owner": line.owner or None,
    }


def _asked_object(asked: AskedBefore) -> JsonObject:
    return {
        "date": asked.day.isoformat(),
        "text": asked.text,
        "key_result": asked.track or None,
        "form": asked.form,
        "source": asked.source,
    }


def _standing_object(standing: Standing) -> JsonObject:
    track = standing.track
    return {
        "id": track.id,
        "team": track.team or None,
        "label": track.label,
        "text": track.text,
        "owner": track.owner or None,
        "stage": standing.stage.value,
        "elapsed": round(standing.elapsed, 4),
        "value": standing.value,
        "unit": track.unit,
        "progress": None if standing.progress is None else round(standing.progress, 4),
        "expected": None if standing.expected is None else round(standing.expected, 4),
        "confidence": standing.confidence,
        "last_update": standing.updates[-1].day.isoformat() if standing.updates else None,
    }


def _by_track(signals: Sequence[Signal]) -> dict[str, list[Signal]]:
    found: dict[str, list[Signal]] = {}
    for signal in signals:
        found.setdefault(signal.track, []).append(signal)
    return found
