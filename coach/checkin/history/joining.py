"""Join the key results of OKR documents with their check-ins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple, Protocol

from coach.checkin.cadence import plan_cycle
from coach.checkin.history.amounts import Misfit, read_value
from coach.checkin.history.entries import CheckInFile, Entry, Settings
from coach.checkin.history.tracks import Plan, is_reference, plan_key_result
from coach.checkin.pace import measure_progress
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import CheckIn, CyclePlan, HistoryProblem, KeyResultKind, OkrType, Rhythm, Track
from coach.domain.okr import Document, KeyResult, Level, Objective, OkrSet
from coach.errors import InputError
from coach.parsing.patterns import pattern

__all__ = ["FileHistory", "History", "normalise_label", "read_history"]

_NUMBERS = pattern(r"\d+")
_WORDS = pattern(r"[^\W_]+")
_WEEKS, _FORTNIGHTS = 10, 21
_FAR_BACK = -1.0


class History(Protocol):
    """Key results with their check-ins, wherever they are kept."""

    @property
    def problems(self) -> tuple[HistoryProblem, ...]:
        """Entries that could not be used as they stand."""

    def tracks(self, team: str | None = None) -> tuple[Track, ...]:
        """The key results that are followed, of one team or of all."""

    def last_questions(self, team: str | None = None) -> tuple[AskedBefore, ...]:
        """What was asked at the last meeting, of one team or of all."""


class FileHistory:
    """A history read from files.

    Args:
        tracks: Every key result of the documents.
        problems: Entries that could not be used.
        asked: Questions of earlier meetings.
    """

    def __init__(
        self, tracks: Sequence[Track], problems: Sequence[HistoryProblem] = (), asked: Sequence[AskedBefore] = ()
    ) -> None:
        self._tracks = tuple(tracks)
        self.problems = tuple(problems)
        self._asked = tuple(asked)
        self._followed = frozenset(track.team for track in self._tracks if track.check_ins)

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams in the order of their documents."""
        return tuple(dict.fromkeys(track.team for track in self._tracks))

    def tracks(self, team: str | None = None) -> tuple[Track, ...]:
        """The key results of one team; of all, those of teams that check in, or every one where none does."""
        if team is not None:
            wanted = _slug(team)
            return tuple(track for track in self._tracks if _slug(track.team) == wanted)
        if not self._followed:
            return self._tracks
        return tuple(track for track in self._tracks if track.team in self._followed)

    def last_questions(self, team: str | None = None) -> tuple[AskedBefore, ...]:
        """The questions of the latest meeting of each team."""
        asked = [each for each in self._asked if team is None or _slug(each.team) == _slug(team)]
        latest = {each.team: max(other.day for other in asked if other.team == each.team) for each in asked}
        return tuple(each for each in asked if each.day == latest[each.team])


class _Planned(NamedTuple):
    """A key result of a document before its check-ins are known."""

    team: str
    label: str
    key_result: KeyResult
    objective: Objective
    okrs: OkrSet
    source: str


def read_history(
    documents: Sequence[Document],
    check_ins: Sequence[CheckInFile],
    *,
    today: date,
    default: OkrType = OkrType.ASPIRATIONAL,
    asked: Sequence[AskedBefore] = (),
) -> FileHistory:
    """Join documents with files of check-ins.

    A file that names no team belongs to the team that is called as the file. Labels are compared by their numbers:
    `KR 1.2` is `1.2` and `O1 KR2`; a key result without a label is counted from its place.

    Args:
        documents: The OKRs.
        check_ins: The check-ins.
        today: The day that a cycle without a year is read on.
        default: What a key result is that does not say whether it is committed.
        asked: Questions of earlier meetings.
    """
    return _Join(documents, check_ins, today, default).run(asked)


class _Join:
    """Everything by team, while it is joined."""

    def __init__(
        self, documents: Sequence[Document], files: Sequence[CheckInFile], today: date, default: OkrType
    ) -> None:
        self.today = today
        self.default = default
        self.problems: list[HistoryProblem] = [problem for file in files for problem in file.problems]
        self.planned = list(_plan_documents(documents, self.problems))
        self.files = files
        self.entries: dict[str, list[tuple[Entry, CheckInFile]]] = defaultdict(list)
        self.settings: dict[str, list[tuple[Settings, CheckInFile]]] = defaultdict(list)

    def run(self, asked: Sequence[AskedBefore]) -> FileHistory:
        teams = {_slug(planned.team): planned.team for planned in self.planned}
        for file in self.files:
            own = _team_of(file, teams)
            for entry in file.entries:
                self.entries[_slug(entry.team or own)].append((entry, file))
            for setting in file.settings:
                self.settings[_slug(setting.team or own)].append((setting, file))
        tracks: list[Track] = []
        by_team: dict[str, list[_Planned]] = defaultdict(list)
        for planned in self.planned:
            by_team[_slug(planned.team)].append(planned)
        for slug, members in by_team.items():
            tracks.extend(self.team(slug, members))
        for slug in self.entries:
            if slug not in by_team:
                self.without_document(slug, sorted(teams.values()))
        return FileHistory(tracks, self.problems, asked)

    def without_document(self, slug: str, known: Sequence[str]) -> None:
        """Check-ins of a team that no document knows: said once per file."""
        files = {file.source: (entry, file) for entry, file in reversed(self.entries[slug])}
        for entry, file in files.values():
            count = sum(1 for _, other in self.entries[slug] if other is file)
            team = entry.team or file.team or file.source
            teams = f"; the documents name {', '.join(known)}" if known else "; give its OKR document too"
            message = f"{count} check-ins of {team!r} belong to no OKR document{teams}. They are not used"
            self.problems.append(HistoryProblem("unknown-team", message, "", file.source, entry.line))

    def team(self, slug: str, members: Sequence[_Planned]) -> Iterator[Track]:
        entries = self.entries.get(slug, [])
        rhythm = self.rhythm(entries)
        cycle = self.cycle(members, entries, rhythm)
        if cycle is None:
            return
        by_label: dict[str, list[tuple[Entry, CheckInFile]]] = defaultdict(list)
        for entry, file in entries:
            by_label[normalise_label(entry.label)].append((entry, file))
        settings = {normalise_label(setting.label): setting for setting, _ in self.settings.get(slug, [])}
        names = _names(members)
        for planned, name in zip(members, names, strict=True):
            key = normalise_label(planned.label)
            own = cycle if planned.okrs.cycle is None else self.own_cycle(planned, cycle)
            yield self.track(planned, name, own, by_label.pop(key, []) if key else [], settings.pop(key, None))
        for rows in by_label.values():
            self.unknown_label(rows, members)
        for setting, file in self.settings.get(slug, []):
            if normalise_label(setting.label) in settings:
                message = f"no key result {setting.label!r} of {members[0].team}; what is said of it is not used"
                problem = HistoryProblem("unknown-key-result", message, "", file.source, setting.line)
                self.problems.append(problem)

    def unknown_label(self, rows: Sequence[tuple[Entry, CheckInFile]], members: Sequence[_Planned]) -> None:
        entry, file = rows[0]
        labels = ", ".join(planned.label for planned in members if planned.label)
        more = f" (and {len(rows) - 1} more)" if len(rows) > 1 else ""
        message = (
            f"the check-in of {entry.day}{more} is about {entry.label!r}, which {members[0].team or 'the document'} "
            f"does not have; it has {labels}. It is not used"
        )
        self.problems.append(HistoryProblem("unknown-key-result", message, "", file.source, entry.line))

    def rhythm(self, entries: Sequence[tuple[Entry, CheckInFile]]) -> Rhythm:
        """As a file states it, else the one that the days between check-ins come nearest to."""
        stated = next((file.rhythm for _, file in entries if file.rhythm is not None), None)
        days = sorted({entry.day for entry, _ in entries})
        gaps = [(later - earlier).days for earlier, later in zip(days, days[1:], strict=False)]
        if stated is not None or not gaps:
            return stated or Rhythm.WEEKLY
        usual = median(gaps)
        if usual <= _WEEKS:
            return Rhythm.WEEKLY
        return Rhythm.BIWEEKLY if usual <= _FORTNIGHTS else Rhythm.MONTHLY

    def cycle(
        self, members: Sequence[_Planned], entries: Sequence[tuple[Entry, CheckInFile]], rhythm: Rhythm
    ) -> CyclePlan | None:
        """The cycle of the team's documents, else of its check-ins."""
        stated = [planned.okrs.cycle for planned in members if planned.okrs.cycle is not None]
        named = next((file.cycle for _, file in entries if file.cycle), "")
        problem: InputError | None = None
        for cycle in stated:
            try:
                return plan_cycle(cycle.name, self.today, rhythm=rhythm, start=cycle.start, end=cycle.end)
            except InputError as error:
                problem = error
        try:
            return plan_cycle(named, self.today, rhythm=rhythm)
        except InputError as error:
            reason = (problem or error).reason
        message = f"{len(members)} key results of {members[0].team or 'the document'} are not followed: {reason}"
        self.problems.append(HistoryProblem("no-cycle", message, "", members[0].source, None))
        return None

    def own_cycle(self, planned: _Planned, cycle: CyclePlan) -> CyclePlan:
        """The cycle of the set that a key result is in, where it tells dates of its own."""
        own = planned.okrs.cycle
        if own is None or own.start is None or own.end is None or own.end <= own.start:
            return cycle
        return CyclePlan(own.name, own.start, own.end, cycle.rhythm)

    def track(
        self,
        planned: _Planned,
        name: str,
        cycle: CyclePlan,
        rows: Sequence[tuple[Entry, CheckInFile]],
        setting: Settings | None,
    ) -> Track:
        plan = plan_key_result(planned.key_result, planned.objective, self.default)
        track = Track(
            name,
            planned.team,
            planned.label,
            planned.objective.text,
            planned.key_result.text,
            plan.kind,
            plan.type,
            plan.unit,
            plan.baseline,
            plan.target,
            cycle,
            band=plan.band,
            owner=planned.key_result.fields.get("owner", "") or planned.objective.fields.get("owner", ""),
        )
        for note in plan.notes:
            self.report("other-unit", note, track, planned.source)
        if setting is not None:
            track = self.apply(setting, track, plan, planned.source)
        check_ins = tuple(self.check_in(entry, file, track) for entry, file in rows)
        return self.check(track._replace(check_ins=check_ins), planned)

    def apply(self, setting: Settings, track: Track, plan: Plan, source: str) -> Track:
        """What a check-in file says of a key result wins over its document."""
        fields = setting.fields
        kind, stated = fields.get("kind", "").casefold(), fields.get("type", "").casefold()
        if kind in set(KeyResultKind):
            track = track._replace(kind=KeyResultKind(kind))
        if stated in set(OkrType):
            track = track._replace(type=OkrType(stated))
        wrong = [word for word, known in ((kind, KeyResultKind), (stated, OkrType)) if word and word not in set(known)]
        for word in wrong:
            self.report("unknown-key", f"{word!r} is no kind or type of a key result; it is not used", track, source)
        track = track._replace(unit=fields.get("unit", track.unit), zones=setting.zones or track.zones)
        for end in ("baseline", "target"):
            value = read_value(fields[end], track) if end in fields else None
            if isinstance(value, Misfit):
                message = f"the {end} {fields[end][:60]!r} {value.reason}. It is not used"
                self.report(value.code, message, track, source)
            elif value is not None:
                track = track._replace(baseline=value) if end == "baseline" else track._replace(target=value)
        steps = []
        for day, written in setting.expected:
            value = read_value(written, track)
            progress = None if isinstance(value, Misfit) else measure_progress(track, value)
            if progress is None:
                message = f"the expected value {written[:60]!r} of {day} cannot be read; it is not used"
                self.report("not-a-number", message, track, source)
            else:
                steps.append((day, progress))
        return track._replace(expected=tuple(steps), band=plan.band)

    def check_in(self, entry: Entry, file: CheckInFile, track: Track) -> CheckIn:
        value = read_value(entry.value, track) if entry.value else None
        if isinstance(value, Misfit):
            message = f"the value {entry.value[:60]!r} of {entry.day} {value.reason}. It is not used"
            self.problems.append(HistoryProblem(value.code, message, track.id, file.source, entry.line))
            value = None
        return CheckIn(
            entry.day, value, entry.confidence, entry.note, entry.blockers, entry.author, entry.line, file.source
        )

    def check(self, track: Track, planned: _Planned) -> Track:
        """Name what is doubtful once the readings are known."""
        readings = [check_in for check_in in track.check_ins if check_in.value is not None]
        if track.kind is KeyResultKind.MILESTONE:
            self.check_milestone(track, readings)
        if track.baseline is not None and track.baseline == track.target and track.kind is KeyResultKind.METRIC:
            message = "the target equals the baseline, so there is no progress to measure"
            self.report("no-way", message, track, planned.source)
        if not readings or not is_reference(planned.key_result):
            return track
        first = measure_progress(track, readings[0].value)
        if first is None or first > _FAR_BACK:
            return track
        stated = planned.key_result.fields.get("baseline", "")
        message = (
            f"the baseline {stated!r} is of another period and the first reading is {readings[0].value:g}, so the "
            "count seems to start elsewhere; the baseline is not used, write the one that this cycle starts from"
        )
        self.report("baseline-doubtful", message, track, planned.source)
        return track._replace(baseline=None)

    def check_milestone(self, track: Track, readings: Sequence[CheckIn]) -> None:
        values = {check_in.value for check_in in readings if check_in.value is not None}
        outside = sorted(value for value in values if not 0 <= value <= 1)
        between = sorted(value for value in values if 0 < value < 1)
        if outside:
            message = f"a milestone counts from 0 to 1, but {outside[0]:g} was reported; say what is counted, and to what"
            self.report("other-unit", message, track, readings[0].source)
        if between and not track.zones:
            message = f"{between[0]:g} was reported, but the milestone has no zones that say what that means"
            self.report("no-zones", message, track, readings[0].source)

    def report(self, code: str, message: str, track: Track, source: str) -> None:
        self.problems.append(HistoryProblem(code, f"{track.id}: {message}", track.id, source, None))


def _plan_documents(documents: Sequence[Document], problems: list[HistoryProblem]) -> Iterator[_Planned]:
    for document in documents:
        source = document.source.name
        counts: dict[str, int] = defaultdict(int)
        labelled = any(
            key_result.label
            for okrs in document.sets
            for objective in okrs.objectives
            for key_result in objective.key_results
        )
        for okrs in document.sets:
            team = _name_of(okrs, source)
            for objective in okrs.objectives:
                counts[team] += 1
                for place, key_result in enumerate(objective.key_results, start=1):
                    label = key_result.label or ("" if labelled else f"KR {counts[team]}.{place}")
                    if not label:
                        line = document.source.location(key_result.passage.span.start).line
                        message = f"{key_result.text[:60]!r} has no label, so no check-in can name it; add one"
                        problems.append(HistoryProblem("no-label", message, "", source, line))
                        continue
                    yield _Planned(team, label, key_result, objective, okrs, source)


def _name_of(okrs: OkrSet, source: str) -> str:
    """The team, or the person whose OKRs they are."""
    owners = {
        key_result.fields.get("owner", "") for objective in okrs.objectives for key_result in objective.key_results
    } - {""}
    if okrs.level is Level.INDIVIDUAL and len(owners) == 1:
        return owners.pop()
    return okrs.team or _stem(source)


def _team_of(file: CheckInFile, teams: dict[str, str]) -> str:
    """The team that a file states, else the one that is called as the file, else the only one there is."""
    if file.team:
        return file.team
    stem = _stem(file.source)
    if _slug(stem) in teams or len(teams) != 1:
        return stem
    return next(iter(teams.values()))


def _names(members: Sequence[_Planned]) -> list[str]:
    """Unique ids: `team / label`, with a number behind labels that occur twice."""
    names: list[str] = []
    seen: dict[str, int] = defaultdict(int)
    for planned in members:
        name = " / ".join(part for part in (planned.team, planned.label) if part)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def normalise_label(label: str) -> str:
    """`KR 1.2`, `O1 KR2`, `kr1-2` and `1.2` are `1.2`; a label without numbers is its words in lower case."""
    numbers = _NUMBERS.findall(label)
    return ".".join(str(int(number)) for number in numbers[:4]) if numbers else _slug(label)


def _slug(name: str) -> str:
    return " ".join(_WORDS.findall(name.casefold()))


def _stem(source: str) -> str:
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.split(r"[/\\]", source)[-1])
