"""What nobody can measure: keep the words, and show the values, and where needed the metric, as unknown."""

from __future__ import annotations

import re

from coach.critic.draft import TASK_RULES, Draft, Step
from coach.critic.peel import Peeled, peel
from coach.critic.phrases import VERB_LISTS, drop_example, drop_judgements, is_base_verb, lower_first
from coach.domain.statement import Reading
from coach.parsing.lexicon import entries, nouns, verbs

__all__ = ["is_wish", "names_deliverable", "state_measure", "write_wish"]

_RISE, _FALL, _VAGUE, _RESULT = (
    verbs(name) for name in ("rise_verbs", "fall_verbs", "vague_work_verbs", "result_verbs")
)
_WORK = verbs("work_verbs")
_METRICS, _KNOWN_NOUNS = nouns("metrics"), nouns("deliverables") | nouns("actors") | nouns("metrics")
_COMPARATIVES = entries("comparatives")
_NOUN_VERBS = entries("noun_verbs")
_FINITE = frozenset(
    "is are was were can could will would should has have do does don't doesn't feel feels know knows"
    " gets get go goes become becomes remains remain trust trusts works work runs accept accepts".split()
)
_MOVES_AT_END = re.compile(
    r"\b(?:(?:go|goes|going|is|are|comes?|stays?)\s+(?:down|up)|(?:increases?|decreases?|rises?"
    r"|falls?|grows?|drops?|improves?|declines?|shrinks?)(?:\s+\w+ly)?)$",
    re.IGNORECASE,
)
_LEAD_INS = re.compile(r"^(?:we (?:will |want to |have )?|to )", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_MOSTLY = re.compile(
    r"(?:(?:the|all|our)\s+)?(?P<what>[^,;:]*?(?<![su])s\b[^,;:]*?)\s+(?P<verb>are|have)"
    r"\s+(?:generally|mostly|usually|typically|primarily|largely|mainly)\s+(?P<rest>.+)",
    re.IGNORECASE,
)
"""An adverb that leaves a share open; `rarely` and its like carry the sense and stay."""
_MOVES_WHAT = _RISE.base | _FALL.base | _VAGUE.base
_MODALS = frozenset(
    "can could may might feel feels accept accepts trust trusts love loves know knows understand".split()
)
_EVENTS = frozenset(
    "errors bugs incidents complaints delays outages failures returns visits questions".split()
)
"""What is counted and does something too: `errors block the queue`."""
_CAUSES = frozenset("cause block break delay stop prevent trigger affect hit".split())
_AFTER_VERB = frozenset("the a an our their its his her more less fewer to us them it all every each".split())
_COUNTS = frozenset("number share percentage proportion amount rate ratio".split())
_LEVELS = frozenset("lower higher better faster".split())
_GOES = frozenset("continue keep carry ongoing".split())
_DISAGREE = (
    "Two people could disagree whether this was met, so the line now shows the values that are missing."
)
_SPENT = frozenset("spent taken needed required lost".split())
_AFTER_NOUN = frozenset("of for in on to with by from at into the a an our their and or per".split())


def names_deliverable(core: str) -> bool:
    """Whether a phrase without a verb names something that is made: `NDA playbook + clause library`."""
    words = [match.group().lower() for match in _WORDS.finditer(core)]
    made = nouns("deliverables")
    heads = [
        word for index, word in enumerate(words) if index + 1 == len(words) or words[index + 1] in _AFTER_NOUN
    ]
    return bool(words) and any(head in made for head in heads) and not any(word in _METRICS for word in heads)


def is_wish(core: str, reading: Reading) -> bool:
    """Whether what was read as work says how things should be: `neighbours accept the shelter`."""
    words = [match.group().lower() for match in _WORDS.finditer(_LEAD_INS.sub("", core))]
    if not words[1:] or words[0] in _GOES:
        return False
    if words[0] in _COUNTS and words[1] == "of":
        return True
    if words[-1] in _WORK.past and words[-1] not in _LEVELS:
        return False
    if (
        words[0] in _COMPARATIVES
        or words[0].split("-")[0] in entries("subjective")
        or (words[0].endswith("able") and not is_base_verb(words[0]))
    ):
        return words[1] not in nouns("deliverables") or words[1] in _COMPARATIVES
    if core.lower().startswith("we ") and any(word in _COMPARATIVES for word in words):
        return True
    if words[0] in ("make", "keep", "have") and any(
        word in entries("subjective") or word in _COMPARATIVES for word in words[-2:]
    ):
        return True
    if any(word in _LEVELS for word in words[1:5]) and not is_base_verb(words[0]):
        return True
    if reading.decided_by == "movement-lead":
        return words[0] in _MOVES_WHAT and words[0] not in (
            "add",
            "expand",
            "extend",
            "scale",
            "ramp",
            "cut",
            "drop",
        )
    if any(word in _MODALS for word in words[1:6]):
        return True
    return reading.decided_by == "fragment" and _is_clause(words, reading)


def state_measure(draft: Draft) -> Step | None:
    """The skeleton of a wish, a direction without a size or a metric without a value."""
    if draft.find("missing-target") is None:
        return None
    return write_wish(draft)


def write_wish(draft: Draft) -> Step:
    """The line with its metric and values as unknown."""
    parts = peel(draft.reading)
    said = drop_example(parts.core)
    core = drop_judgements(said) or said
    changes = ["The line shows the values that are missing."] if draft.find(*TASK_RULES) else [_DISAGREE]
    if core != said:
        changes.append("Words that judge instead of measure are left out.")
    if parts.means:
        changes.append(f"Keep as an initiative: {parts.means}.")
    if parts.purpose:
        changes.append(f"Leave the purpose to the objective: {parts.purpose}.")
    text = _write_measure(draft, core, parts)
    if text.startswith("[metric: sign"):
        # Inside a question for a metric a judging word states nothing, and a clause may need it.
        text = _write_measure(draft, said, parts)
    if "[metric" in text:
        changes.append("No metric is named, so the line asks for one.")
    return Step(text, tuple(changes))


def _write_measure(draft: Draft, core: str, parts: Peeled) -> str:
    reading, start = draft.reading, draft.fields.get("baseline", "").strip() or "[baseline]"
    values = f"from {start} to [target]"
    baseline = reading.change.baseline
    if baseline is not None and baseline.span.of(reading.text) in core:
        head, value, tail = core.partition(baseline.span.of(reading.text))
        return f"{head}{value} to [target]{tail}{parts.deadline}"
    bare = _LEAD_INS.sub("", core)
    words = [match.group().lower() for match in _WORDS.finditer(bare)]
    if not words:
        return f"[metric] {values}{parts.deadline}"
    mostly = None if reading.quantities else _MOSTLY.fullmatch(bare)
    if mostly is not None:
        what = mostly["what"] if " " in mostly["what"] else mostly["what"].lower()
        shown = f"Share of {lower_first(what)} that {mostly['verb']} {mostly['rest']}"
        return f"{shown} {values}{parts.deadline}"
    if core.rstrip().endswith("?") or reading.decided_by == "question":
        return f"[metric: answer to {core.rstrip(' ?')}] {values}{parts.deadline}"
    if words[0] in _RISE or words[0] in _FALL or words[0] in _VAGUE:
        return _join(core, words, values, parts.deadline)
    if _MOVES_AT_END.search(core) or (words[-1] in ("lower", "higher") and _names_metric(words)):
        return f"{core} {values}{parts.deadline}"
    return _write_shown(core, bare, words, values, reading) + parts.deadline


def _write_shown(core: str, bare: str, words: list[str], values: str, reading: Reading) -> str:
    """The forms in which the metric itself may be unknown."""
    if words[0] in _COUNTS:
        return f"{core} {values}"
    if words[0] in ("be", "become", "being"):
        verb = "are" if words[0] == "be" else "become"
        return f"[metric: sign that we {verb}{bare[len(words[0]) :]}] {values}"
    if any(word in _MODALS for word in words[1:6]):
        return f"[metric: sign that {lower_first(core)}] {values}"
    if (
        is_base_verb(words[0])
        and words[0] not in _KNOWN_NOUNS
        and len(words) > 1
        and reading.decided_by != "actor"
        and not _opens_compound(words, reading)
    ):
        return f"[metric: sign that we {lower_first(bare)}] {values}"
    if words[0] in _COMPARATIVES and not any(word in _FINITE for word in words[1:]):
        return _join(core, words, values, "", comma=words[1:2] not in (["in"], ["of"]))
    if _is_clause(words, reading):
        return f"[metric: sign that {lower_first(core)}] {values}"
    if core.split(maxsplit=1)[0].lower() not in entries("subjective") and (
        _names_metric(words) or (reading.decided_by == "metric" and not _opens_compound(words, reading))
    ):
        return f"{core} {values}"
    asked = "effect" if _opens_compound(words, reading) else "sign"
    return f"[metric: {asked} of {lower_first(core)}] {values}"


def _join(core: str, words: list[str], values: str, deadline: str, *, comma: bool = False) -> str:
    if _names_metric(words):
        return f"{core}{',' if comma else ''} {values}{deadline}"
    return f"{core}, measured by [metric], {values}{deadline}"


def _names_metric(words: list[str]) -> bool:
    """Whether a noun of measuring is the head of a phrase rather than a mere modifier."""
    for index, word in enumerate(words):
        if word in _METRICS or word.rsplit("-", 1)[-1] in _METRICS:
            following = words[index + 1] if index + 1 < len(words) else ""
            if not following or following in _AFTER_NOUN | _SPENT | _METRICS:
                return True
    return False


def _opens_compound(words: list[str], reading: Reading) -> bool:
    """Whether what may be a verb belongs to the noun that decided the kind: `query time`."""
    if reading.lead is not None or reading.because is None:
        return False
    return words[0] in _NOUN_VERBS and words[1:2] == [reading.because.of(reading.text).lower()]


def _is_clause(words: list[str], reading: Reading) -> bool:
    if any(word in _FINITE for word in words[1:]):
        return True
    if reading.decided_by == "actor":
        return bool(words[2:])
    for before, word, after in zip(words, words[1:], [*words[2:], ""], strict=False):
        if before in _EVENTS and (word in _CAUSES or after in _AFTER_VERB) and word not in _AFTER_NOUN:
            return True
        if before in _AFTER_NOUN or word in _KNOWN_NOUNS:
            continue
        if word in _RESULT.base and before in nouns("actors"):
            return True
        if any(word in forms.third for forms in VERB_LISTS) and (
            after in _AFTER_VERB or after.endswith("ly")
        ):
            return True
    return False
