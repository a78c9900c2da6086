"""Split a sentence into its core and what stands beside it: label, deadline, purpose, means and notes."""

from __future__ import annotations

import re

from coach.domain.source import Span
from coach.domain.statement import Clause, ClauseKind
from coach.parsing.lexicon import verbs
from coach.parsing.patterns import pattern

__all__ = ["find_clauses"]

_PURPOSE_VERBS = (
    verbs("rise_verbs").base
    | verbs("fall_verbs").base
    | verbs("vague_work_verbs").base
    | frozenset(
        "allow achieve attract be become better bring build cover create deliver drive ease empower "
        "enable ensure free generate give have help keep let make meet"
        " offer provide reach show support unblock understand drive get win retain serve sustain "
        "test validate".split()
    )
)
_PURPOSE = pattern(
    r"\b(?:in order to|so that|so as to|in order that|with the (?:goal|aim|purpose|intention) of|aim(?:ing"
    r"|ed) (?:to|at)|for the purpose of|which will|that will|in support of|resulting in|leading to|leads to"
    r"|aligned to|thereby|which (?:leads|results))\b",
    hints=(
        *(
            "in order ",
            "so that",
            "so as to",
            "with the goal",
            "with the aim",
            "purpose",
            "with the intention",
        ),
        *("aiming ", "aimed ", "aim to", "aim at", "which will", "that will", "in support", "resulting in"),
        *("leading to", "leads to", "aligned to", "thereby", "which lead", "which result"),
    ),
)
_TO_VERB = pattern(r"to (?<!\wto )(?<!\d to )(?<!%to )(?P<verb>[a-z]+)(?:\s(?:and|or|&)\s[a-z]+)?\b")
_NO_PURPOSE_BEFORE = frozenset(
    "able ability access adapt agree ask begin close committed commitment continue continues decide due "
    "easy enough expect expected fail fails failing have has help how invite invited keep learn likely "
    "likelihood need needs plan plans power rate ready request right say says start starts tend time try "
    "trying unable use used want wants way ways willing willingness where whether free "
    "going pledge right chance opportunity empowered enabled helps lead led leads intent "
    "intention intend intends choose chose refuse refused".split()
)
_VALUE_FOLLOWS = pattern(r"\s+(?:from|by|to|under|below|above|over|at|less|more)\b|\s+(?:[$€£]?\d)")
_MEANS = pattern(
    r"\b(?:by (?:means of )?(?:[a-z]+ly )?(?P<gerund>[a-z]{2,}ing)\b"
    r"|through (?:the )?(?:use of )?(?=[a-z])|via (?=\w)|thanks to\b|as a result of\b|using (?=\w)"
    r"|with (?:the )?help of\b|implementation hint\b)",
    hints=("by ", "through ", "via ", "thanks to", "as a result", "using ", "help of", "implementation hint"),
)
_BY_NOUN = ("through ", "via ", "thanks ")
_VALUE = pattern(r"\d|\[[^\[\]]+\]|<[a-z]+>|\b[XYZ]\b")
_MOVEMENT = pattern(
    r"\s(?:up |down )?from (?:\w+ )?[$€£~]?(?:[\d\[<]|[XYZ]\b)"
    r"[^;]{0,40}?\sto (?:\w+ )?[$€£~]?(?:[\d\[<]|[XYZ]\b)",
    hints=("from ",),
)
_NOT_MEANS = frozenset("morning evening spring king building training meeting onboarding during".split())
_SENTENCE_END = pattern(r"[.;](?:\s|$)")
_NOTE = pattern(r"\([^()]*\)|\[[^\[\]]*\]|\s=>\s.*$")
_LABEL = pattern(
    r"^\s*(?:\[[^\]]{1,30}\]\s*)?(?:@[\w.-]{1,40}(?:\s?:|\s[-–—])\s+"
    r"|(?:(?!https?)[A-Za-z][\w&/+.’'-]*)(?:\s(?!to\b|is\b|are\b|from\b)[\w&/+.’'-]+){0,3}"
    r"\s?:(?!\d|//)\s+(?=[A-Za-z\"“(\[]))?"
)


def find_clauses(text: str, deadlines: list[Span]) -> list[Clause]:
    """The clauses beside the core, in order; the core itself is what none of them covers."""
    clauses = [Clause(ClauseKind.DEADLINE, span) for span in deadlines]
    label = _LABEL.match(text)
    start = label.end() if label else 0
    if start and start < len(text):
        clauses.append(Clause(ClauseKind.LABEL, Span(0, start)))
    else:
        start = 0
    clauses.extend(Clause(ClauseKind.NOTE, Span(*match.span())) for match in _NOTE.finditer(text, start))
    lowered = text.lower()
    for kind, span in sorted(
        [*_find_purpose(lowered, start), *_find_means(lowered, start)], key=lambda item: item[1]
    ):
        end = _clause_end(text, span.end, len(text))
        if kind is ClauseKind.MEANS and lowered.startswith(_BY_NOUN, span.start):
            end = _stop_at_values(text, Span(span.start, end), deadlines)
        clauses.append(Clause(kind, Span(span.start, end)))
    clauses.sort(key=lambda clause: clause.span)
    return clauses


def _find_purpose(lowered: str, start: int) -> list[tuple[ClauseKind, Span]]:
    spans = [Span(*match.span()) for match in _PURPOSE.finditer(lowered, start)]
    for match in _TO_VERB.finditer(lowered, start):
        if not any(span.start <= match.start() < span.end for span in spans) and _says_why(lowered, match):
            spans.append(Span(*match.span()))
    return [(ClauseKind.PURPOSE, span) for span in spans if span.start > start + 3]


def _says_why(lowered: str, match: re.Match[str]) -> bool:
    """Whether `to` and a verb open a purpose: not after a word that asks for them, and not before a value."""
    if match["verb"] not in _PURPOSE_VERBS or _VALUE_FOLLOWS.match(lowered, match.end()):
        return False
    before = lowered[: match.start()].rsplit(None, 1)
    return len(before) > 1 and before[-1] not in _NO_PURPOSE_BEFORE


def _find_means(lowered: str, start: int) -> list[tuple[ClauseKind, Span]]:
    found = []
    for match in _MEANS.finditer(lowered, start):
        if match["gerund"] in _NOT_MEANS or match.start() <= start:
            continue
        found.append((ClauseKind.MEANS, Span(*match.span())))
    return found


def _clause_end(text: str, start: int, limit: int) -> int:
    """A clause runs to the end of its sentence."""
    stop = _SENTENCE_END.search(text, start)
    return min(stop.start() if stop else limit, limit)


def _stop_at_values(text: str, means: Span, deadlines: list[Span]) -> int:
    """Where a means ends: before `from A to B` if no value stands ahead, for both belong to the measure."""
    stated = any(
        not any(deadline.start <= match.start() < deadline.end for deadline in deadlines)
        for match in _VALUE.finditer(text, 0, means.start)
    )
    movement = None if stated else _MOVEMENT.search(text, means.start, means.end)
    return movement.start() if movement else means.end
