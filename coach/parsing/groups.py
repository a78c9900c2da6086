"""Headings that group OKRs (a team, a level, a cycle) and headings whose content is no OKR."""

from __future__ import annotations

import re

from coach.domain.okr import Cycle
from coach.parsing.cycle import find_cycle
from coach.parsing.drafts import Scope, read_level
from coach.parsing.patterns import pattern

__all__ = [
    "is_contents",
    "is_introduction",
    "is_short_name",
    "is_skipped",
    "is_team",
    "mentions_okrs",
    "read_group",
    "split_speaker",
]

_NEVER = pattern(
    r"retro(?:spective)?s?\b.*|what went .*|lessons.*|learnings?|good|bad|try"
    r"|(?:external |further )?(?:references?|reading|resources|links)|see also|glossary|definitions?.*"
    r"|terminology|key concepts?|best practices.*|faqs?\b.*|frequently asked.*|how .*|what .*|why .*"
    r"|who .*|when .*|.*\bschedule|scoring.*|grading.*|legend|.*\btemplates?\b.*|.*\bexamples?\b.*"
    r"|(?:\w+ )?notes?|(?:\w+ )?comments?|tracking.*|archive[ds]?.*|appendix.*|changelog|change log|history"
    r"|previous (?:quarters?|okrs).*|past (?:quarters?|okrs).*|anti-.*|instructions?|tips.*"
    r"|acknowledge?ments?"
)
_SELDOM = pattern(
    r"start|stop|continue|related.*|concepts|principles|guidelines?|guide|rules|about(?: .*)?|timeline"
    r"|calendar|cadence|review cadence.*|process|workflow|rituals?|ceremon.*|key|scale|tracker|meetings?.*"
    r"|.*\brecordings?|.*\bpresentations?|agenda|next steps.*|action items?.*|actions|risks?\b.*|dependenc.*"
    r"|assumptions|blockers|health metrics.*|guardrails?.*|check[ -]?ins?.*|weekly.*|status(?: updates?)?"
    r"|progress(?: updates?| notes| tracking)?|updates?|final (?:score|grade)s?|results summary|tools?"
    r"|installation|usage|contributing|contributors|licen[cs]e|vision|mission|values|strategy|north star.*"
    r"|(?:key |strategic )?initiatives?.*|projects?|tasks?|milestones?|roadmap.*|backlog|non[- ]goals"
    r"|out of scope|format|success factors|documentation|document control|sign[ -]?off|approvals?"
    r"|stakeholders|budget|rationale|motivation|decision(?:s| log)?|alignment.*|questions?.*|credits"
)
_CONTENTS = pattern(r"(?:table of )?contents?|on this page|toc|in this (?:page|document)|navigation")
_INTRODUCTION = pattern(
    r"intro(?:duction)?|preamble|overview|background.*|(?:executive )?summary|context|purpose|explanation"
)
_OKR_WORD = pattern(r"\bokrs?\b|\bokr's\b|\bobjectives?\b|\bkey[ -]results?\b|\bgoals?\b")
_GENERIC = pattern(
    r"\bokr'?s?\b|\bobjectives?\b|\bkey[ -]results?\b|\bgoals?\b|\b(?:quarter(?:ly)?|annual|yearly|current"
    r"|planning|tracker|release|active|draft|proposed|public|calendar year|fiscal year|our|the|and|for|of|in"
    r"|view|document|level|wide|from|to|period|cycle|set \d+|version [\d.]+|v\d+)\b"
    r"|\.(?:md|mdx|txt|ya?ml|json|csv|xlsx)\b",
    re.IGNORECASE,
)
_LEVEL_WORD = pattern(
    r"\b(company|organi[sz]ation|corporate|department|division|team|squad|individual|personal|project)\b"
    r"(?!['’]s)"
)
_TEAM_WORDS = pattern(
    r"\b(?:team|squad|tribe|chapter|guild|department|dept|division|group|office|marketing|sales|engineering"
    r"|product|design|support|finance|legal|people|hr|human resources|operations|\w{0,20}ops|data|security"
    r"|infrastructure|infra|platform|growth|success|research|quality|qa|front-?end|back-?end|mobile|alliances"
    r"|partnerships|recruiting|talent|it|analytics|community|content|ux|ui|r&d|devrel|communications|comms"
    r"|procurement|accounting|brand|sdr|sre|fellow|architect|director|dir|vp|svp|evp|vpe|c[a-z]o|chief|head"
    r"|manager|mgr|lead|president|founder|engineer|controller|committee|dev|development)\b"
)
_ACRONYM = pattern(r"[A-Z][A-Z&/-]{1,6}s?")
_SPEAKER = pattern(r"(?P<who>[^\W\d_][^:.!?\n]{0,50}?)\s*:+\s+(?=\S)")
_MAX_TEAM_WORDS = 6
_SHORT_NAME = 3


def mentions_okrs(text: str) -> bool:
    """Whether a title or a file name speaks of OKRs."""
    return bool(_OKR_WORD.search(text.lower().replace("_", " ").replace("-", " ")))


def is_skipped(text: str, *, has_objectives: bool = False) -> bool:
    """Whether what stands under this heading is no OKR.

    Some names ("Projects", "Strategy") may be a team's: they are skipped only where no labelled objective
    stands below.
    """
    name = text.strip(" :?.!*").lower()
    return bool(_NEVER.fullmatch(name)) or (not has_objectives and bool(_SELDOM.fullmatch(name)))


def is_contents(text: str) -> bool:
    """Whether the heading opens a table of contents: its lists are links, its sub-headings the page."""
    return bool(_CONTENTS.fullmatch(text.strip(" :?.!*").lower()))


def is_introduction(text: str) -> bool:
    """Whether the heading opens an introduction: unlabelled lists in it are no key results."""
    return bool(_INTRODUCTION.fullmatch(text.strip(" :?.!*").lower()))


def read_group(text: str, scope: Scope, *, names_team: bool) -> Scope:
    """The scope under a heading.

    Args:
        text: The heading.
        scope: The scope above it.
        names_team: Whether what is left of the heading, without generic words, may be a team's name.
    """
    cycle = find_cycle(text)
    rest = text.replace(cycle.name, " ") if cycle else text
    level_match = _LEVEL_WORD.search(rest.lower())
    level = read_level(level_match[1]) if level_match else None
    rest = _GENERIC.sub(" ", rest)
    name = " ".join(re.sub(r"[^\w&/+.' -]+", " ", rest).split()).strip(" -–—.'/&+")
    if level_match and _LEVEL_WORD.fullmatch(name.lower()):
        name = ""
    named = bool(_OKR_WORD.search(text.lower())) or names_team or bool(_TEAM_WORDS.search(name.lower()))
    team = name if named and 0 < len(name.split()) <= _MAX_TEAM_WORDS and re.search(r"[^\W\d_]", name) else ""
    if is_introduction(name) or is_skipped(name):
        team = ""
    return Scope(team or scope.team, level or scope.level, _tighter(cycle, scope.cycle), scope.parent)


def _tighter(found: Cycle | None, above: Cycle | None) -> Cycle | None:
    return found or above


def split_speaker(
    text: str, repeated: frozenset[str] = frozenset(), *, leads: bool = False
) -> tuple[str, int]:
    """Who speaks in "Support: answer faster", and where the sentence begins; ("", 0) where no one does.

    Args:
        text: The line.
        repeated: Names that stand before a colon elsewhere on the page.
        leads: Whether items are nested below the line, so that any short name may be a team's.
    """
    match = _SPEAKER.match(text[:120]) if ":" in text else None
    if match is None:
        return "", 0
    who = match["who"].strip()
    if len(who.split()) > _MAX_TEAM_WORDS:
        return "", 0
    if leads and len(who.split()) <= _SHORT_NAME and _is_name(who):
        return who, match.end()
    if _ACRONYM.fullmatch(who) or who in repeated or (_TEAM_WORDS.search(who.lower()) and _is_name(who)):
        return who, match.end()
    return "", 0


def is_team(text: str) -> bool:
    """Whether a line without a sentence names a team or a role."""
    name = text.strip(" :")
    if not name or len(name.split()) > _MAX_TEAM_WORDS:
        return False
    return bool(_ACRONYM.fullmatch(name) or (_TEAM_WORDS.search(name.lower()) and _is_name(name)))


def is_short_name(text: str) -> bool:
    """Whether a line is one or two capitalised words, as a name in front of a nested list is."""
    words = text.strip(" :").split()
    return 0 < len(words) < _SHORT_NAME and _is_name(text.strip(" :"))


def _is_name(text: str) -> bool:
    small = {"of", "and", "the", "for", "&", "to", "to the", "-", "/"}
    return all(not word[0].islower() or word in small for word in re.split(r"[\s,]+", text) if word)
