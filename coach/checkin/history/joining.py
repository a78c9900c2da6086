"""Join the key results of OKR documents with their check-ins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from coach.checkin.cadence import plan_cycle
from coach.checkin.history.amounts import Misfit, join_entry, read_value
from coach.checkin.history.doubts import Doubt, find_doubt
from coach.checkin.history.entries import CheckInFile, Entry, Settings
from coach.checkin.history.planned import (
    Planned,
    name_team,
    name_tracks,
    normalise_label,
    normalise_team,
    plan_documents,
)
from coach.checkin.history.protocol import FileHistory
from coach.checkin.history.tracks import Plan, is_reference, move_band, plan_key_result
from coach.checkin.pace import measure_progress
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import CheckIn, CyclePlan, HistoryProblem, KeyResultKind, OkrType, Rhythm, Track
from coach.domain.okr import Document
from coach.errors import InputError

__all__ = ["read_history"]

_WEEKS, _FORTNIGHTS = 10, 21
_FAR_BACK = -1.0


def read_history(
    documents: Sequence[Document],
    check_ins: Sequence[CheckInFile],
    *,
    today: date,
    default: OkrType = OkrType.ASPIRATIONAL,
    asked: Sequence[AskedBefore] = (),
) -> FileHistory:
    """Join documents with files of check-ins.

    A file that names no team belongs to the team that is called as the file. Labels are compared by their
    numbers:
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
        self.planned = list(plan_documents(documents, self.problems))
        self.files = files
        self.entries: dict[str, list[tuple[Entry, CheckInFile]]] = defaultdict(list)
        self.settings: dict[str, list[tuple[Settings, CheckInFile]]] = defaultdict(list)

    def run(self, asked: Sequence[AskedBefore]) -> FileHistory:
        teams = {normalise_team(planned.team): planned.team for planned in self.planned}
        for file in self.files:
            own = name_team(file, teams)
            for entry in file.entries:
                self.entries[normalise_team(entry.team or own)].append((entry, file))
            for setting in file.settings:
                self.settings[normalise_team(setting.team or own)].append((setting, file))
        tracks: list[Track] = []
        by_team: dict[str, list[Planned]] = defaultdict(list)
        for planned in self.planned:
            by_team[normalise_team(planned.team)].append(planned)
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

    def team(self, slug: str, members: Sequence[Planned]) -> Iterator[Track]:
        entries = self.entries.get(slug, [])
        rhythm = self.rhythm(entries)
        cycle = self.cycle(members, entries, rhythm)
        if cycle is None:
            return
        by_label: dict[str, list[tuple[Entry, CheckInFile]]] = defaultdict(list)
        for entry, file in entries:
            by_label[normalise_label(entry.label)].append((entry, file))
        settings = {normalise_label(setting.label): setting for setting, _ in self.settings.get(slug, [])}
        names = name_tracks(members)
        for planned, name in zip(members, names, strict=True):
            key = normalise_label(planned.label)
            own = cycle if planned.okrs.cycle is None else self.own_cycle(planned, cycle)
            yield self.track(
                planned, name, own, by_label.pop(key, []) if key else [], settings.pop(key, None)
            )
        for rows in by_label.values():
            self.unknown_label(rows, members)
        for setting, file in self.settings.get(slug, []):
            if normalise_label(setting.label) in settings:
                message = (
                    f"no key result {setting.label!r} of {members[0].team}; what is said of it is not used"
                )
                problem = HistoryProblem("unknown-key-result", message, "", file.source, setting.line)
                self.problems.append(problem)

    def unknown_label(self, rows: Sequence[tuple[Entry, CheckInFile]], members: Sequence[Planned]) -> None:
        entry, file = rows[0]
        labels = ", ".join(planned.label for planned in members if planned.label)
        more = f" (and {len(rows) - 1} more)" if len(rows) > 1 else ""
        team = members[0].team or "the document"
        message = (
            f"the check-in of {entry.day}{more} is about {entry.label!r}, which {team} does not have; "
            f"it has {labels}. It is not used"
        )
        self.problems.append(HistoryProblem("unknown-key-result", message, "", file.source, entry.line))

    def rhythm(self, entries: Sequence[tuple[Entry, CheckInFile]]) -> Rhythm:
        """As a file states it, else the one that the days between check-ins come nearest to."""
        stated = next((file.rhythm for _, file in entries if file.rhythm is not None), None)
        days = sorted({entry.day for entry, _ in entries})
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        if stated is not None or not gaps:
            return stated or Rhythm.WEEKLY
        usual = median(gaps)
        if usual <= _WEEKS:
            return Rhythm.WEEKLY
        return Rhythm.BIWEEKLY if usual <= _FORTNIGHTS else Rhythm.MONTHLY

    def cycle(
        self, members: Sequence[Planned], entries: Sequence[tuple[Entry, CheckInFile]], rhythm: Rhythm
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
        message = (
            f"{len(members)} key results of {members[0].team or 'the document'} are not followed: {reason}"
        )
        self.problems.append(HistoryProblem("no-cycle", message, "", members[0].source, None))
        return None

    def own_cycle(self, planned: Planned, cycle: CyclePlan) -> CyclePlan:
        """The cycle of the set that a key result is in, where it tells dates of its own."""
        own = planned.okrs.cycle
        if own is None or own.start is None or own.end is None or own.end <= own.start:
            return cycle
        return CyclePlan(own.name, own.start, own.end, cycle.rhythm)

    def track(
        self,
        planned: Planned,
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
        track = _doubt(track, plan, planned)
        for note in plan.notes:
            self.report("other-unit", f"it {note}; write both in one", track, planned.source)
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
        wrong = [
            word
            for word, known in ((kind, KeyResultKind), (stated, OkrType))
            if word and word not in set(known)
        ]
        for word in wrong:
            self.report(
                "unknown-key", f"{word!r} is no kind or type of a key result; it is not used", track, source
            )
        track = track._replace(unit=fields.get("unit", track.unit), zones=setting.zones or track.zones)
        for end in ("baseline", "target"):
            value = read_value(fields[end], track) if end in fields else None
            if isinstance(value, Misfit):
                message = f"the {end} {fields[end][:60]!r} {value.reason}. It is not used"
                self.report(value.code, message, track, source)
            elif value is not None:
                track = track._replace(baseline=value) if end == "baseline" else track._replace(target=value)
        if "baseline" in fields and "target" in fields:
            track = track._replace(doubt="")
        steps = []
        for day, written in setting.expected:
            value = read_value(written, track)
            progress = None if isinstance(value, Misfit) else measure_progress(track, value)
            if progress is None:
                message = f"the expected value {written[:60]!r} of {day} cannot be read; it is not used"
                self.report("not-a-number", message, track, source)
            else:
                steps.append((day, progress))
        return track._replace(expected=tuple(steps), band=move_band(plan.band, track.target))

    def check_in(self, entry: Entry, file: CheckInFile, track: Track) -> CheckIn:
        made, problem = join_entry(entry, track, file.source)
        if problem is not None:
            self.problems.append(problem)
        return made

    def check(self, track: Track, planned: Planned) -> Track:
        """Name what is doubtful once the readings are known."""
        readings = [check_in for check_in in track.check_ins if check_in.value is not None]
        if track.kind is KeyResultKind.MILESTONE:
            self.check_milestone(track, readings)
        if (
            track.baseline is not None
            and track.baseline == track.target
            and track.kind is KeyResultKind.METRIC
        ):
            message = "the target equals the baseline, so there is no progress to measure"
            self.report("no-way", message, track, planned.source)
        if not readings or not is_reference(planned.key_result):
            return track
        first = measure_progress(track, readings[0].value)
        if first is None or first > _FAR_BACK:
            return track
        stated = planned.key_result.fields.get("baseline", "")
        message = (
            f"the baseline {stated!r} is of another period and the first reading is {readings[0].value:g}, "
            "so the count seems to start elsewhere; the baseline is not used, write the one of this cycle"
        )
        self.report("baseline-doubtful", message, track, planned.source)
        return track._replace(baseline=None)

    def check_milestone(self, track: Track, readings: Sequence[CheckIn]) -> None:
        values = {check_in.value for check_in in readings if check_in.value is not None}
        outside = sorted(value for value in values if not 0 <= value <= 1)
        between = sorted(value for value in values if 0 < value < 1)
        if outside:
            message = f"a milestone counts from 0 to 1, but {outside[0]:g} was reported; say what is counted"
            self.report("other-unit", message, track, readings[0].source)
        if between and not track.zones:
            message = f"{between[0]:g} was reported, but the milestone has no zones that say what that means"
            self.report("no-zones", message, track, readings[0].source)

    def report(self, code: str, message: str, track: Track, source: str) -> None:
        self.problems.append(HistoryProblem(code, f"{track.id}: {message}", track.id, source, None))


def _doubt(track: Track, plan: Plan, planned: Planned) -> Track:
    """The key result with what its words leave open; a range is no start and no aim."""
    doubt = Doubt(plan.notes[0], True) if plan.notes else find_doubt(planned.key_result, planned.okrs)
    if plan.kind is not KeyResultKind.METRIC or not doubt.words:
        return track
    track = track._replace(doubt=doubt.words)
    return track if doubt.has_ends else track._replace(baseline=None, target=None)
