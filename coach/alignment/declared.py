"""Which nodes a declaration such as `company O1`, `plant/o2` or the text of an objective means.

A declaration is tried as an id, as the sentence of an objective or key result, as a label with the name of
a team or level, and as a sentence with small differences. What means nothing, several nodes alike, the node
itself or one that does not stand above it, is a problem and no parent; so parents never lead in a circle.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

from coach.alignment.cycles import spell_cycle
from coach.alignment.entries import Entry
from coach.domain.alignment import AuditProblem
from coach.domain.okr import Level
from coach.parsing.drafts import read_level

__all__ = ["resolve_parents"]

_LABEL = re.compile(
    r"\b(?P<kind>objective|obj|okr|o|key\s?result|kr)\s*[#-]?\s*(?P<number>\d+(?:\.\d+)*)\b", re.IGNORECASE
)
_FILLERS = re.compile(
    r"\b(?:the|our|of|from|in|for|to|level|okrs?|objectives?|goals?|team|supports?|aligned|with|parent)\b"
)
_AND = re.compile(r"\s*(?:,|&|\band\b|\+)\s*", re.IGNORECASE)
_RANKS = {level: rank for rank, level in enumerate(Level)}
_SHORTEST_SENTENCE = 12
_MOST_COMPARED = 5_000
_LIKE = 0.85
_SOMEWHAT_LIKE = 0.6
_FEWEST_WORDS = 2
_MOST_GUESSES = 5
_MOST_SUGGESTED = 200
_LONGEST = 80
"""As errors shorten their quotes."""


def resolve_parents(
    entries: Sequence[Entry], aliases: Mapping[str, str], doubles: Mapping[str, Sequence[str]]
) -> list[AuditProblem]:
    """Set `parent_ids` of every entry that declares parents, and say what could not be found.

    Args:
        entries: All entries, with their ids.
        aliases: Ids of folded copies, in lower case, to the id that is left.
        doubles: Ids that were given several times, in lower case, to the ids that their entries have now.
    """
    if not any(entry.declared for entry in entries):
        return []
    finder = _Finder(entries, aliases, doubles)
    problems: list[AuditProblem] = []
    for position, entry in enumerate(entries):
        found: dict[str, None] = {}
        for text in entry.declared:
            parents = finder.find_all(text, position)
            above = [parent for parent in parents if _RANKS[entries[parent].level] < _RANKS[entry.level]]
            found.update(dict.fromkeys(entries[parent].id for parent in above))
            if not parents:
                problems.append(_explain(text, entry, finder, position))
            elif len(above) < len(parents):
                others = [entries[parent] for parent in parents if parent not in above]
                problems.append(_explain_below(text, entry, others))
        entry.parent_ids = tuple(found)
    return problems


class _Finder:
    """Everything that a declaration may name, indexed once."""

    def __init__(
        self, entries: Sequence[Entry], aliases: Mapping[str, str], doubles: Mapping[str, Sequence[str]]
    ) -> None:
        self._entries = entries
        self._ids: dict[str, tuple[int, ...]] = {
            entry.id.casefold(): (position,) for position, entry in enumerate(entries)
        }
        for alias, kept in aliases.items():
            self._ids.setdefault(alias, self._ids[kept.casefold()])
        for name, ids in doubles.items():
            self._ids[name] = tuple(position for one in ids for position in self._ids[one.casefold()])
        self._sentences: dict[str, list[int]] = defaultdict(list)
        self._labels: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._groups: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, list[int]] = defaultdict(list)
        self._suggested: dict[tuple[int, str], list[int]] = {}
        for position, entry in enumerate(entries):
            sentences = (entry.objective, *entry.key_results, *entry.written)
            for sentence in dict.fromkeys(map(_normalise, sentences)):
                self._sentences[sentence].append(position)
            for label in (entry.label, *entry.key_result_labels):
                for key in _read_labels(label):
                    self._labels[key].append(position)
            self._groups[_normalise(entry.team)].append(position)
            self._names[entry.label.casefold()].append(position)

    def find_all(self, text: str, child: int) -> list[int]:
        """Positions that a declaration means; several where it lists them; none where it is not clear."""
        found = self._find(text, child)
        if found is not None:
            return [found]
        parts = [part for part in _AND.split(text) if part]
        if len(parts) < 2:  # noqa: PLR2004 - a list has two parts
            return []
        # "company O1 and O3": what stands before the first label counts for the others too.
        head = _LABEL.split(parts[0])[0]
        each: list[int] = []
        for part in parts:
            found = self._find(part, child)
            found = self._find(f"{head} {part}", child) if found is None else found
            if found is None:
                return []
            each.append(found)
        return each

    def guess(self, text: str, child: int) -> list[int]:
        """Several positions that a declaration may mean."""
        found = self._ids.get(text.strip().casefold()) or self._alike(text, child)
        found = found or self._by_group(text, child)
        return [position for position in found if position != child]

    def name(self, position: int) -> str:
        """The id of a position."""
        return self._entries[position].id

    def names_itself(self, text: str, child: int) -> bool:
        """Whether a declaration is the id or the sentence of the very node that declares it."""
        wanted = text.strip().casefold()
        own = self._entries[child]
        return wanted == own.id.casefold() or _normalise(text) == _normalise(own.objective)

    def suggest(self, text: str, child: int) -> list[int]:
        """The one node above whose id, name or sentence is nearest to a declaration that names nothing."""
        rank, wanted = _RANKS[self._entries[child].level], _normalise(text)
        if (rank, wanted) not in self._suggested:
            if len(self._suggested) == _MOST_SUGGESTED:
                return []  # each takes a while, and so many are no slips of the pen
            names = self._known.get(rank, {})
            near = get_close_matches(wanted, names, n=1, cutoff=_SOMEWHAT_LIKE)
            self._suggested[rank, wanted] = [names[name] for name in near]
        return self._suggested[rank, wanted]

    @cached_property
    def _known(self) -> dict[int, dict[str, int]]:
        """By rank of a child, what nodes above it are called; only the first few thousand names."""
        known: dict[int, dict[str, int]] = {}
        for rank in sorted({_RANKS[entry.level] for entry in self._entries})[1:]:
            names: dict[str, int] = {}
            for position, entry in enumerate(self._entries):
                if _RANKS[entry.level] < rank and len(names) < _MOST_COMPARED:
                    said = (entry.id, f"{entry.team} {entry.label}", entry.objective)
                    names.update({_normalise(name): position for name in said if name.strip()})
            known[rank] = names
        return known

    def _find(self, text: str, child: int) -> int | None:
        exact = self._ids.get(text.strip().casefold())
        if exact is not None:
            return self._settle(exact, child)
        for look in (self._by_name, self._by_sentence, self._alike, self._by_group, self._by_likeness):
            settled = self._settle(look(text, child), child)
            if settled is not None:
                return settled
        return None

    def _settle(self, found: Iterable[int], child: int) -> int | None:
        """The one position that is meant: above the child if any is, at the level next above."""
        own = self._entries[child]
        others = sorted({position for position in found if position != child})
        above = [position for position in others if _RANKS[self._entries[position].level] < _RANKS[own.level]]
        same_cycle = [
            position
            for position in above
            if spell_cycle(self._entries[position].cycle) == spell_cycle(own.cycle)
        ]
        for choice in (same_cycle, above, others):
            if len(choice) == 1:
                return choice[0]
        return None

    def _by_name(self, text: str, child: int) -> Sequence[int]:  # noqa: ARG002 - as the others
        """Nodes whose label, such as the id in an export, is written just so; a short one is a number."""
        name = text.strip().casefold()
        return () if _LABEL.fullmatch(name) and name[0] == "o" else self._names.get(name, ())

    def _by_sentence(self, text: str, child: int) -> Sequence[int]:  # noqa: ARG002 - as the others
        """Nodes with this very sentence."""
        return self._sentences.get(_normalise(text), ())

    def _alike(self, text: str, child: int) -> list[int]:
        """Nodes with the label that a text names, of the team or level that stands beside it."""
        labels = dict(_key(match) for match in _LABEL.finditer(text))
        if not labels or len(labels) < len(_LABEL.findall(text)):
            return []  # a list of labels is taken apart first
        kind = "kr" if "kr" in labels else "o"
        found = self._labels.get((kind, labels[kind]), [])
        rest = _normalise(_LABEL.sub(" ", text))
        who = " ".join(_FILLERS.sub(" ", rest).split())
        if not who:
            return self._nearest(found, child)
        by_team = [position for position in found if _normalise(self._entries[position].team) == who]
        if by_team:
            return by_team
        level = read_level(who)
        by_level = [position for position in found if self._entries[position].level is level]
        words = set(who.split())
        return by_level or [
            position
            for position in found
            if words and words <= set(_normalise(self._entries[position].team).split())
        ]

    def _nearest(self, found: Iterable[int], child: int) -> list[int]:
        """A label alone means the company's; without a company, the level next above."""
        own = _RANKS[self._entries[child].level]
        above = [position for position in found if _RANKS[self._entries[position].level] < own]
        top = min((_RANKS[self._entries[position].level] for position in above), default=own)
        return [position for position in above if _RANKS[self._entries[position].level] == top]

    def _by_group(self, text: str, child: int) -> list[int]:  # noqa: ARG002 - as the others
        """Nodes of the team or level that a text names as a whole."""
        name = _normalise(text)
        if name in self._groups:
            return self._groups[name]
        level = read_level(name)
        if level is None:
            return []
        return [position for position, entry in enumerate(self._entries) if entry.level is level]

    def _by_likeness(self, text: str, child: int) -> list[int]:
        """Nodes above with a sentence that holds the text, or that differs by a few letters."""
        wanted = _normalise(text)
        is_short = len(wanted) < _SHORTEST_SENTENCE
        if is_short and len(_FILLERS.sub(" ", wanted).split()) < _FEWEST_WORDS:
            return []
        own = _RANKS[self._entries[child].level]
        known = [
            sentence
            for sentence, found in self._sentences.items()
            if any(_RANKS[self._entries[position].level] < own for position in found)
        ]
        if len(known) > _MOST_COMPARED:
            known = [sentence for sentence in known if sentence[:4] == wanted[:4]]
        if is_short:
            holding = [sentence for sentence in known if f" {wanted} " in f" {sentence} "]
            return [position for sentence in holding for position in self._sentences[sentence]]
        holding = [
            sentence
            for sentence in known
            if wanted in sentence or (len(sentence) >= _SHORTEST_SENTENCE and sentence in wanted)
        ]
        near = holding or get_close_matches(wanted, known[:_MOST_COMPARED], n=1, cutoff=_LIKE)
        return [position for sentence in near for position in self._sentences[sentence]]


def _normalise(text: str) -> str:
    return " ".join(re.sub(r"[^\w%]+", " ", text.casefold()).split())


def _key(match: re.Match[str]) -> tuple[str, str]:
    return ("kr" if match["kind"].lower().startswith("k") else "o"), match["number"]


def _read_labels(label: str) -> list[tuple[str, str]]:
    """`Objective 1` and `O1` are one label, `KR 1.2` and `KR1.2` another; a bare `1` is an objective's."""
    match = _LABEL.fullmatch(label.strip())
    if match is not None:
        return [_key(match)]
    return [("o", label.strip())] if re.fullmatch(r"\d+(?:\.\d+)*", label.strip()) else []


def _explain(text: str, entry: Entry, finder: _Finder, position: int) -> AuditProblem:
    guesses = finder.guess(text, position)
    code = "unknown-parent"
    if len(guesses) > 1:
        code, why = "ambiguous-parent", f"it fits {len(guesses)} objectives"
    elif finder.names_itself(text, position):
        code, why = "own-parent", "it names itself"
    else:
        why = "no objective has that id, label or text"
        guesses = guesses or finder.suggest(text, position)
    cure = "name it by team and label ('company O1') or by its id"
    message = f"{entry.id!r} declares the parent {_shorten(text)!r}: {why}; {cure}"
    found = tuple(finder.name(guess) for guess in guesses[:_MOST_GUESSES])
    return AuditProblem(code, message, entry.place, (entry.id,), text, found)


def _explain_below(text: str, entry: Entry, found: Sequence[Entry]) -> AuditProblem:
    where = " and ".join(f"{one.id!r} is at the level {one.level.value}" for one in found)
    message = (
        f"{entry.id!r} at the level {entry.level.value} declares the parent {_shorten(text)!r}: {where},"
        " which is not above it, so this does not count; name a goal of a level above, or mend the level"
    )
    ids = tuple(one.id for one in found[:_MOST_GUESSES])
    return AuditProblem("parent-below", message, entry.place, (entry.id,), text, ids)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
