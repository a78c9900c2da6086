"""Key results after launch: cycles with dates, check-ins, signals, questions and grades."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from coach.domain.finding import Severity

__all__ = [
    "Audience",
    "CalendarEvent",
    "CheckIn",
    "CycleCalendar",
    "CyclePlan",
    "Grade",
    "HistoryProblem",
    "KeyResultKind",
    "OkrType",
    "Question",
    "Rhythm",
    "RhythmFit",
    "Risk",
    "Signal",
    "Stage",
    "Standing",
    "Track",
]


class KeyResultKind(StrEnum):
    """How a key result is measured."""

    METRIC = "metric"
    MILESTONE = "milestone"
    MAINTAIN = "maintain"
    BASELINE = "baseline"


class OkrType(StrEnum):
    """Expected to reach 1.0, or about 0.7."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"

    @property
    def strong_grade(self) -> float:
        """The grade from which it counts as reached."""
        return 1.0 if self is OkrType.COMMITTED else 0.7


class Rhythm(StrEnum):
    """How often a team checks in."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"

    @property
    def days(self) -> int:
        """Days between two check-ins."""
        return {"weekly": 7, "biweekly": 14, "monthly": 30}[self.value]


class Stage(StrEnum):
    """Where in its cycle a date lies."""

    DRAFTING = "drafting"
    KICK_OFF = "kick-off"
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    CLOSE = "close"


class CyclePlan(NamedTuple):
    """A cycle whose dates are known. Both dates belong to it."""

    name: str
    start: date
    end: date
    rhythm: Rhythm = Rhythm.WEEKLY

    @property
    def days(self) -> int:
        """Days from the first to the last; at least 1."""
        return max((self.end - self.start).days, 1)

    def elapsed(self, day: date) -> float:
        """Share of the cycle that is over, 0 before the start, 1 from the last day."""
        return min(max((day - self.start) / timedelta(days=self.days), 0.0), 1.0)


class CalendarEvent(NamedTuple):
    """Something to hold in or around a cycle.

    Attributes:
        kind: `preparation`, `drafting`, `alignment-review`, `kick-off`, `check-in`, `mid-cycle-review`,
            `close` or `next-drafting`.
        title: One line for a calendar.
        first: First day.
        last: Last day; the same where it takes one day.
        why: What it is for, in one sentence.
    """

    kind: str
    title: str
    first: date
    last: date
    why: str


class RhythmFit(NamedTuple):
    """How well a rhythm fits a cycle.

    Attributes:
        rhythm: The rhythm.
        check_ins: Check-ins that it gives in the cycle.
        fits: Whether a trend shows in time, and the number can be kept up.
        recommended: Whether it is the one to begin with; true for exactly one.
        why: The reason, in one sentence.
    """

    rhythm: Rhythm
    check_ins: int
    fits: bool
    recommended: bool
    why: str


class CycleCalendar(NamedTuple):
    """What is held around a cycle, how often to check in, and where a day lies in it."""

    plan: CyclePlan
    day: date
    stage: Stage
    fits: tuple[RhythmFit, ...]
    events: tuple[CalendarEvent, ...]


class CheckIn(NamedTuple):
    """One dated update.

    Attributes:
        day: When.
        value: Reading in the key result's unit; `None` where the update gives none.
        confidence: 0..10; `None` where the update gives none.
        note: Free words.
        blockers: What stands in the way, one each.
        author: Who wrote it.
        line: 1-based line in its source, where one is known.
        source: File name; empty where none is known.
    """

    day: date
    value: float | None = None
    confidence: float | None = None
    note: str = ""
    blockers: tuple[str, ...] = ()
    author: str = ""
    line: int | None = None
    source: str = ""


class HistoryProblem(NamedTuple):
    """An entry that could not be used as it stands, and why; nothing is dropped in silence.

    Attributes:
        code: `future-date`, `before-cycle`, `after-cycle`, `unordered`, `corrected`, `other-unit`,
            `not-a-number`, `unknown-key-result`, `confidence-out-of-range`, `no-zones` ...
        message: One sentence that quotes the offending text and says what to do.
        track: Id of the key result concerned; empty where none is.
        source: File name.
        line: 1-based line, where one is known.
    """

    code: str
    message: str
    track: str = ""
    source: str = ""
    line: int | None = None


class Track(NamedTuple):
    """One key result followed over a cycle.

    Attributes:
        id: Unique within what is looked at: `team / label`.
        team: Name of the team or person.
        label: Label in its document, such as `KR 1.2`.
        objective: Text of its objective.
        text: Text of the key result.
        kind: How it is measured.
        type: Committed or aspirational.
        unit: Unit of its values; empty where there is none.
        baseline: Where it started; `None` where unknown.
        target: What is aimed at; `None` where unknown.
        zones: For milestones: name of each zone and its value, 0..1, ascending.
        band: For key results to maintain: lowest and highest value that are in order; either may be `None`.
        cycle: Its cycle.
        check_ins: In the order they were typed in, corrections and oddities included.
        owner: Who drives it; empty where unknown.
        expected: Stepwise expectation where stated: day and the progress 0..1 due by then, ascending.
        doubt: What its words leave open, as the end of a sentence; while it does, there is no progress.
    """

    id: str
    team: str
    label: str
    objective: str
    text: str
    kind: KeyResultKind
    type: OkrType
    unit: str
    baseline: float | None
    target: float | None
    cycle: CyclePlan
    check_ins: tuple[CheckIn, ...] = ()
    zones: tuple[tuple[str, float], ...] = ()
    band: tuple[float | None, float | None] = (None, None)
    owner: str = ""
    expected: tuple[tuple[date, float], ...] = ()
    doubt: str = ""


class Standing(NamedTuple):
    """Where a key result stands on a day: its history, cleaned, and what follows from it.

    Attributes:
        track: The key result.
        day: The day that is looked at.
        stage: Where in the cycle the day lies.
        elapsed: Share of the cycle that is over, 0..1.
        readings: Check-ins with a value, one a day, by date, from the start of the cycle up to the day.
        updates: All check-ins of that time, one a day, by date.
        value: Latest reading; `None` where there is none.
        progress: (value - baseline) / (target - baseline), not cut at 0 or 1; `None` where it does not exist.
        expected: Progress due by the day; `None` where progress does not exist for this key result.
        confidence: Latest confidence; `None` where none was given.
        confidences: All that were given, by date.
        notes: What in the history could not be used as it stands.
    """

    track: Track
    day: date
    stage: Stage
    elapsed: float
    readings: tuple[CheckIn, ...] = ()
    updates: tuple[CheckIn, ...] = ()
    value: float | None = None
    progress: float | None = None
    expected: float | None = None
    confidence: float | None = None
    confidences: tuple[float, ...] = ()
    notes: tuple[HistoryProblem, ...] = ()


class Signal(NamedTuple):
    """Something that the history shows, found by a documented threshold.

    Attributes:
        code: `CI6xx`.
        name: Such as `behind-pace`.
        severity: How much it matters.
        track: Id of the key result; empty for a pattern over a team or over teams.
        team: Name of the team; empty for a pattern over teams.
        message: One line that quotes the facts.
        facts: The facts by slot name, as they are shown (`{"progress": "12%", "expected": "50%"}`).
        tracks: For patterns: ids of the key results that show it.
    """

    code: str
    name: str
    severity: Severity
    track: str
    team: str
    message: str
    facts: Mapping[str, str] = MappingProxyType({})
    tracks: tuple[str, ...] = ()


class Risk(NamedTuple):
    """Chance that a key result gets there.

    Attributes:
        probability: 0..1, calibrated, of reaching 0.7 (1.0 if committed) at the end of the cycle; `None`
            where nothing can be said.
        reason: What it rests on, or why there is none.
    """

    probability: float | None
    reason: str


class Audience(StrEnum):
    """Who is asked."""

    TEAM = "team"
    ONE_TO_ONE = "one-to-one"
    AT_RISK_REVIEW = "at-risk-review"
    LEADERSHIP = "leadership"


class Question(NamedTuple):
    """A question for a meeting.

    Attributes:
        text: The question.
        form: Id of its form in the bank.
        source: Name of the signal, or of the stage, that it comes from.
        fact: What it quotes, as it stands in `text`; empty where it quotes nothing.
        track: Id of the key result that it is about; empty where it is about none.
        audience: Who is asked.
        asked_before: Day on which it was asked and not answered, where it was.
    """

    text: str
    form: str
    source: str
    fact: str
    track: str
    audience: Audience
    asked_before: date | None = None


class Grade(NamedTuple):
    """Final mark of a key result.

    Attributes:
        track: Id of the key result.
        value: 0.0..1.0; `None` where it cannot be graded.
        reading: What the grade means for its type, in one sentence.
        reason: How it was computed, or why there is none.
    """

    track: str
    value: float | None
    reading: str
    reason: str
