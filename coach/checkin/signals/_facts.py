"""Facts as signals show them."""

from __future__ import annotations

from coach.checkin.pace import is_old
from coach.checkin.shown import show_confidence, show_day, show_share, show_value
from coach.checkin.subjects import name_subject
from coach.domain.checkin import OkrType, Standing

__all__ = ["common_facts", "goal_phrase", "quote", "where_it_stands", "with_unit"]


def common_facts(standing: Standing) -> dict[str, str]:
    """The facts that every signal carries; what is not known is left out."""
    track = standing.track
    facts = {"key_result": name_subject(track.text), "team": track.team}
    if track.owner:
        facts["owner"] = track.owner
    if standing.value is not None:
        facts["value"] = show_value(standing.value, track.unit)
        facts["day"] = show_day(standing.readings[-1].day)
    if track.baseline is not None:
        facts["baseline"] = show_value(track.baseline, track.unit)
    if track.target is not None:
        facts["target"] = show_value(track.target, track.unit)
    if standing.progress is not None:
        facts["progress"] = show_share(standing.progress)
    if standing.expected is not None:
        facts["expected"] = show_share(standing.expected)
    if standing.confidence is not None:
        facts["confidence"] = show_confidence(standing.confidence)
    return facts


def with_unit(standing: Standing, value: float | None) -> str:
    """A value of this key result as it is shown."""
    return "" if value is None else show_value(value, standing.track.unit)


def goal_phrase(standing: Standing) -> str:
    """What the key result is expected to reach, for a message."""
    if standing.track.type is OkrType.COMMITTED:
        return "the full target, as it is committed"
    return "70% of the way"


def where_it_stands(standing: Standing) -> str:
    """Progress and value beside what was due: by the calendar, or by the steps that were stated."""
    done, due = show_share(standing.progress or 0.0), show_share(standing.expected or 0.0)
    said = f"{done} of the way ({with_unit(standing, standing.value)})"
    if standing.readings and is_old(standing, standing.readings[-1].day):
        said += f" on {show_day(standing.readings[-1].day)}"
    if standing.track.expected:
        return f"{said} where the stated steps ask for {due}"
    if standing.elapsed >= 1:
        return f"{said} at the end of the cycle"
    return f"{said} with {show_share(standing.elapsed)} of the cycle over"


def quote(words: str) -> str:
    """Words of the user in quotation marks."""
    return f'"{words}"'
