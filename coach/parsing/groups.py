"""Headings that group OKRs (a team, a level, a cycle) and headings whose content is no OKR."""

from __future__ import annotations

import re

from coach.domain.okr import Cycle
from coach.parsing.cycle import find_cycle
from coach.parsing.drafts import Scope, read_level
from coach.parsing.patterns import lower_aligned, pattern

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

_NEVER_NAMES = frozenset(
    "learning|learnings|good|bad|try|see also|glossary|terminology|key concept|key concepts|legend|"
    "changelog|change log|history|instruction|instructions|acknowledgment|acknowledgments|"
    "acknowledgement|acknowledgements".split("|")
)
_NEVER_STARTS = tuple(
    "lessons|definition|best practices|frequently asked|how |what |why |who |when |scoring|grading|"
    "tracking|archive|appendix|previous quarter|previous okrs|past quarter|past okrs|anti-|tips".split("|")
)
_NEVER = pattern(
    r"(?:retro(?:spective)?s?|faqs?)\b.*|(?:external |further )?(?:references?|reading|resources|links)"
    r"|.*\bschedule|.*\b(?:template|example)s?\b.*|(?:\w+ )?(?:note|comment)s?",
    hints=(
        *("retro", "faq", "reference", "reading", "resource", "link", "schedule", "template", "example"),
        *("note", "comment"),
    ),
)
_SELDOM_NAMES = frozenset(
    "start|stop|continue|concepts|principles|guideline|guidelines|guide|rules|about|timeline|calendar|"
    "cadence|process|workflow|ritual|rituals|key|scale|tracker|agenda|actions|assumptions|blockers|"
    "status|status update|status updates|progress|progress update|progress updates|progress notes|"
    "progress tracking|update|updates|final score|final scores|final grade|final grades|results summary|"
    "tool|tools|installation|usage|contributing|contributors|license|licence|vision|mission|values|"
    "strategy|project|projects|task|tasks|milestone|milestones|backlog|non-goals|non goals|out of scope|"
    "format|success factors|documentation|document control|sign-off|sign off|signoff|approval|approvals|"
    "stakeholders|budget|rationale|motivation|decision|decisions|decision log|credits".split("|")
)
_SELDOM_STARTS = tuple(
    "related|about |review cadence|ceremon|meeting|next steps|action item|dependenc|health metrics|"
    "guardrail|check-in|check in|checkin|weekly|north star|initiative|key initiative|"
    "strategic initiative|roadmap|alignment|question".split("|")
)
_SELDOM = pattern(r".*\b(?:recording|presentation)s?|risks?\b.*", hints=("recording", "presentation", "risk"))
_CONTENTS = pattern(
    r"(?:table of )?contents?|on this page|toc|in this (?:page|document)|navigation",
    hints=("content", "page", "toc", "document", "navigation"),
)
_INTRODUCTION = pattern(
    r"intro(?:duction)?|preamble|overview|background.*|(?:executive )?summary|context|purpose|explanation",
    hints=("intro", "preamble", "overview", "background", "summary", "context", "purpose", "explanation"),
)
_OKR_WORD = pattern(r"\bokrs?\b|\bokr's\b|\bobjectives?\b|\bkey[ -]results?\b|\bgoals?\b")
_GENERIC = pattern(
    r"\bokr'?s?\b|\bobjectives?\b|\bkey[ -]results?\b|\bgoals?\b|\b(?:quarter(?:ly)?|annual|yearly|current"
    r"|planning|tracker|release|active|draft|proposed|public|calendar year|fiscal year|our|the|and|for|of|in"
    r"|view|document|level|wide|from|to|period|cycle|set \d+|version [\d.]+|v\d+)\b"
    r"|\.(?:md|mdx|txt|ya?ml|json|csv|xlsx)\b"
)
_LEVEL_WORD = pattern(
    r"\b(company|organi[sz]ation|corporate|department|division|team|squad|individual|personal|project)\b"
    r"(?!['’]s)",
    hints=(
        *("company", "organi", "corporate", "department", "division", "team", "squad", "individual"),
        *("personal", "project"),
    ),
)
_TEAM_WORDS = frozenset(
    "team squad tribe chapter guild department dept division group office marketing sales engineering "
    "product design support finance legal people hr operations data security infrastructure infra "
    "platform growth success research quality qa frontend backend mobile alliances partnerships "
    "recruiting talent it analytics community content ux ui devrel communications comms procurement "
    "accounting brand sdr sre fellow architect director dir vp svp evp vpe chief head manager mgr lead "
    "president founder engineer controller committee dev development".split()
)
_TEAM_PHRASE = pattern(r"\b(?:human resources|\w{0,20}ops|(?:front|back)-end|r&d|c[a-z]o)\b")
_WORD = pattern(r"\w+")
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
    if name in _NEVER_NAMES or name.startswith(_NEVER_STARTS) or _NEVER.fullmatch(name):
        return True
    if has_objectives:
        return False
    return name in _SELDOM_NAMES or name.startswith(_SELDOM_STARTS) or _SELDOM.fullmatch(name) is not None


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
    rest = _drop_generic(rest)
    name = " ".join(re.sub(r"[^\w&/+.' -]+", " ", rest).split()).strip(" -–—.'/&+")
    if level_match and _LEVEL_WORD.fullmatch(name.lower()):
        name = ""
    named = bool(_OKR_WORD.search(text.lower())) or names_team or _holds_team_word(name)
    team = name if named and 0 < len(name.split()) <= _MAX_TEAM_WORDS and re.search(r"[^\W\d_]", name) else ""
    if is_introduction(name) or is_skipped(name):
        team = ""
    return Scope(team or scope.team, level or scope.level, _tighter(cycle, scope.cycle), scope.parent)


def _drop_generic(text: str) -> str:
    kept, position = [], 0
    for match in _GENERIC.finditer(lower_aligned(text)):
        kept.append(text[position : match.start()])
        position = match.end()
    return " ".join([*kept, text[position:]])


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
    if _ACRONYM.fullmatch(who) or who in repeated or (_holds_team_word(who) and _is_name(who)):
        return who, match.end()
    return "", 0


def _holds_team_word(name: str) -> bool:
    lowered = name.lower()
    return not _TEAM_WORDS.isdisjoint(_WORD.findall(lowered)) or _TEAM_PHRASE.search(lowered) is not None


def is_team(text: str) -> bool:
    """Whether a line without a sentence names a team or a role."""
    name = text.strip(" :")
    if not name or len(name.split()) > _MAX_TEAM_WORDS:
        return False
    return bool(_ACRONYM.fullmatch(name) or (_holds_team_word(name) and _is_name(name)))


def is_short_name(text: str) -> bool:
    """Whether a line is one or two capitalised words, as a name in front of a nested list is."""
    words = text.strip(" :").split()
    return 0 < len(words) < _SHORT_NAME and _is_name(text.strip(" :"))


def _is_name(text: str) -> bool:
    small = {"of", "and", "the", "for", "&", "to", "to the", "-", "/"}
    return all(not word[0].islower() or word in small for word in re.split(r"[\s,]+", text) if word)
