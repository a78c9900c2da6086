"""What a question about a key result may quote: its facts as they are shown, and the flags that hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from coach.checkin.pace import is_old, is_task
from coach.checkin.questions.flags import list_flags
from coach.checkin.questions.phrase import capitalise, name_for, quote_words
from coach.checkin.questions.style import is_quotable
from coach.checkin.shown import show_confidence, show_day, show_days, show_share, show_value
from coach.domain.checkin import Signal, Standing
from coach.parsing.patterns import pattern

__all__ = ["Known", "add_facts", "gather_facts", "is_fresh", "show_time_left"]

_MOVED = 0.05
_DAYS_SHOWN = 14
_WEEKS_SHOWN = 26
_MONTH = 30.4
_WORDS_OF_A_NOTE = 3
_UNIT_WORD = pattern(r"[^\W\d_]{3,}")
_NUMBERS_OF_A_TASK = frozenset(
    (
        "baseline first flat_since flat_times last_value previous progress reached_value read_on "
        "target value value_days"
    ).split()
)
"""A task is open or done; nothing of it is told as a number that moves."""
_RENAMED = {
    "projected": "projected",
    "confidence_before": "confidence_before",
    "confidence_after": "confidence_after",
    "reached": "reached",
}


class Known(NamedTuple):
    """Facts by slot, as they are shown, and the flags that hold."""

    facts: Mapping[str, str]
    flags: frozenset[str]


def gather_facts(standing: Standing) -> Known:
    """The facts of one key result; what is not known is left out."""
    facts = {**_name(standing), **_plan(standing), **_readings(standing), **_words(standing)}
    left_out = _NUMBERS_OF_A_TASK if is_task(standing) else frozenset()
    known = {slot: fact for slot, fact in facts.items() if fact and slot not in left_out}
    return Known(known, frozenset(list_flags(standing)))


def add_facts(known: Known, signal: Signal) -> Known:
    """The facts of a key result with those of a signal, which win."""
    left_out = _NUMBERS_OF_A_TASK if "task" in known.flags else frozenset()
    more = {slot: fact for slot, fact in _of_signal(signal).items() if fact and slot not in left_out}
    return known._replace(facts={**known.facts, **more}) if more else known


def show_time_left(day: date, end: date) -> str:
    """`6 weeks`, `9 days`, `8 months`; empty from the last day on."""
    days = (end - day).days
    if days <= 0:
        return ""
    if days < _DAYS_SHOWN:
        return show_days(days)
    weeks = round(days / 7)
    return f"{weeks} weeks" if weeks <= _WEEKS_SHOWN else f"{round(days / _MONTH)} months"


def _name(standing: Standing) -> dict[str, str]:
    name = name_for(standing.track)
    return {"key_result": name, "Key_result": capitalise(name), "team": standing.track.team}


def _plan(standing: Standing) -> dict[str, str]:
    track = standing.track
    limit = (
        track.target
        if track.target is not None
        else next((edge for edge in track.band if edge is not None), None)
    )
    facts = {
        "baseline": _show(standing, track.baseline),
        "target": _show(standing, limit),
        "cycle": track.cycle.name,
        "end": show_day(track.cycle.end),
        "time_left": show_time_left(standing.day, track.cycle.end),
        "elapsed": show_share(standing.elapsed) if 0 < standing.elapsed < 1 else "",
    }
    zone = next((name for name, at in track.zones if at > (standing.value or 0.0)), "")
    return {**facts, "next_zone": quote_words(zone)}


def _readings(standing: Standing) -> dict[str, str]:
    """Values, progress, confidence, and how long they are what they are."""
    readings = standing.readings
    facts = {"progress": _show_progress(standing.progress), "confidence": _show_confidence(standing)}
    if readings:
        value, read = _show(standing, standing.value), readings[-1].day
        facts["last_value"], facts["read_on"] = value, show_day(read)
        facts["value"] = f"{value} ({show_day(read)})" if is_old(standing, read) else value
        facts["value_days"] = show_days((standing.day - read).days)
        facts["first"] = _show(standing, readings[0].value)
        same = list(_run_of_equal(standing))
        facts["flat_since"], facts["flat_times"] = show_day(same[-1]), str(len(same))
    if len(readings) > 1:
        facts["previous"] = _show(standing, readings[-2].value)
    if standing.updates:
        facts["since"] = show_day(standing.updates[-1].day)
        facts["days"] = show_days((standing.day - standing.updates[-1].day).days)
    else:
        facts["days_in"] = show_days((standing.day - standing.track.cycle.start).days)
    return facts


def _show_confidence(standing: Standing) -> str:
    """The latest confidence; empty where later check-ins went without one for long."""
    said = [update.day for update in standing.updates if update.confidence is not None]
    if standing.confidence is None or (said[-1] != standing.updates[-1].day and is_old(standing, said[-1])):
        return ""
    return show_confidence(standing.confidence)


def _words(standing: Standing) -> dict[str, str]:
    """The note and the blocker of the latest update."""
    if not standing.updates:
        return {}
    last = standing.updates[-1]
    note = quote_words(last.note) if len(last.note.split()) >= _WORDS_OF_A_NOTE else ""
    blocker = quote_words(last.blockers[0]) if last.blockers else ""
    return {slot: words for slot, words in (("note", note), ("blocker", blocker)) if is_quotable(words)}


def _of_signal(signal: Signal) -> dict[str, str]:
    facts = {slot: signal.facts[name] for slot, name in _RENAMED.items() if name in signal.facts}
    if signal.name == "blocked-long":
        facts["blocker"] = quote_words(signal.facts.get("blocker", ""))
        facts["blocked_times"] = signal.facts.get("times", "")
    if signal.name == "sandbagged":
        facts["reached_value"] = signal.facts["reached_value"]
    if signal.name == "unclear-plan":
        facts["doubt"] = signal.facts["doubt"]
    if signal.name == "target-changed":
        facts["change"] = quote_words(signal.facts.get("note", ""))
    return facts


def _run_of_equal(standing: Standing) -> Iterator[date]:
    """Days of the last readings that are all equal, the latest first."""
    for reading in reversed(standing.readings):
        if reading.value != standing.value:
            return
        yield reading.day


def is_fresh(standing: Standing) -> bool:
    """Whether there is an update that the last meeting did not know."""
    if not standing.updates:
        return False
    return (standing.day - standing.updates[-1].day).days < standing.track.cycle.rhythm.days


def _show(standing: Standing, value: float | None) -> str:
    """A value; its unit is left out where the name of the key result says it already."""
    if value is None:
        return ""
    unit = standing.track.unit
    return show_value(value, "" if _says(name_for(standing.track), unit) else unit)


@lru_cache(maxsize=20_000)
def _says(name: str, unit: str) -> bool:
    if unit == "NPS":
        return "promoter score" in name.lower() or "nps" in name.lower().split()
    words = [word.lower() for word in _UNIT_WORD.findall(unit)]
    named = {_stem(word) for word in name.lower().split()}
    return bool(words) and unit.replace(" ", "").isalpha() and all(_stem(word) in named for word in words)


def _stem(word: str) -> str:
    return word.removesuffix("s")


def _show_progress(progress: float | None) -> str:
    """Empty where nobody would speak of a part of the way."""
    return "" if progress is None or progress < _MOVED else show_share(progress)
