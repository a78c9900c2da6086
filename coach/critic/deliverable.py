"""Say in the writer's words what is made or done: `the new onboarding flow`, `training all editors`."""

from __future__ import annotations

import re

from coach.critic.participles import find_participle
from coach.critic.phrases import gerund_of, is_base_verb, lower_first, with_article
from coach.domain.statement import Reading
from coach.parsing.lexicon import VerbForms, nouns, verbs

__all__ = ["cut_phrase", "describe_thing", "describe_work", "is_one_thing"]

_PRODUCTIVE = frozenset(
    "launch build create write publish introduce implement develop deliver ship release design produce"
    " open start install establish run organise organize host hold conduct complete finish finalise"
    " finalize draft prepare provide redesign rewrite rebuild revamp update upgrade extend deploy add"
    " refresh overhaul record set roll pilot prototype perform construct compile craft submit send offer"
    " print film author craft stage form found issue plan".split()
)
_RENEWING = frozenset("update upgrade extend refresh overhaul revamp redesign rewrite rebuild".split())
"""What they make new is there already, so the work is named and not the thing alone."""
_LEAD_INS = re.compile(
    r"^(?:(?:we|i|they)(?:['’]ve|['’]ll)?\s+|(?:have|has|had|will|to|please|ongoing:?|fully"
    r"|successfully|also|then|(?!weekly|daily|monthly|quarterly|yearly|early|only"
    r"|family)[a-z]+ly)\s+)+(?=\w)",
    re.IGNORECASE,
)
_PARTICLES = re.compile(
    r"^(?:(?:out|up|off|down|over|away|back)\s+(?:(?:with|to|on|in|for)\s+)?|(?:into|onto|with|on|in"
    r"|at|about|for|through|of)\s+)",
    re.IGNORECASE,
)
_ROLLED = re.compile(r"^(?:out|up|off|down|over|on|in)\s+", re.IGNORECASE)
_MORE_VERBS = re.compile(r"^(?:(?:,|/|&|and|or)\s*)+(?P<verb>[a-z]+)\s+", re.IGNORECASE)
_COUNT = re.compile(
    r"^(?:(?:at least|at most|up to|over|more than|about|around|another|additional|a further|min\.?"
    r"|approx\.?|≥|>|~)\s+)*"
    r"(?:\d[\d.,]*(?:\s?[%+]|\s?[kK]\b)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|half|a dozen|both)(?=\s))\s*"
    r"(?:\s?/\s?\d+\s+|(?:out\s+)?of\s+(?:(?:the|our|all|its)\s+)*(?:\d+\s+)?|x\s+)?",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"^(?:at least\s+)?(?:1|one)\s(?!of\b)", re.IGNORECASE)
_TIMES = re.compile(r"^(?:week|day|month|hour|minute|min|year|day-|x)s?\b", re.IGNORECASE)
_BREAK = re.compile(
    r"\s*(?:[;:(\[]|\s[-–—]+\s|=>|->|\.\s|,\s(?!\d)|\s(?:that|which|who|where|when|while|so|because"
    r"|including|incl\.?|such as|e\.g\.|i\.e\.|acc\.|according|as well as|based on|like)\s)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r",(?:\s[\w/&-]+){1,4}?(?:,(?:\s[\w/&-]+){1,4}?)*,?\s(?:and|or|&)\s"
    r"(?P<last>[\w-]+)\b(?!\s(?:the|a|an|our|all)\b)",
    re.IGNORECASE,
)
"""A comma that goes on with a list: `a process, practice or program`."""
_DANGLING = re.compile(r"(?:\s(?:of|the|a|an|in|on|for|to|with|and|or|from|by|at))+$", re.IGNORECASE)
_JOINT = re.compile(r"\s(?:and|&|\+|then)\s+(?P<next>[\w-]+)\s+\w")
_ASKS = re.compile(r"^(?:how|why|whether|what|which|who|if|where|when)\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|be|been|being|to|get|gets|got|remains?|stays?|put|will"
    r"|should|fully|successfully|not|all))+$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r"\s(?:has|have|had)(?:\s+(?:all|fully|successfully|each))?$", re.IGNORECASE)
_LONGEST = 12
_SHORTEST = 4
_PREPOSITIONS = frozenset("of for in on to with w/ by from at into across between about per via and".split())
_PREPOSITION = re.compile(
    r"\s(?:of|for|in|on|with|w/|from|at|to|before|after|per|across|between|by|via|into)\s"
)
_DETERMINED = frozenset("the a an our my their its this that every each all any no".split())
_MADE = nouns("deliverables")
_WORK, _ACTORS = verbs("work_verbs"), nouns("actors")
_KNOWN_NOUNS = _MADE | nouns("metrics") | _ACTORS


def describe_work(core: str, reading: Reading | None) -> str:
    """The work as a phrase: `the new onboarding flow`, `training all editors`, or a clause: `once we ...`."""
    bare = _LEAD_INS.sub("", core)
    done = _find_done(bare, reading)
    if done is not None:
        return done
    first = re.match(r"[A-Za-z-]+", bare)
    verb = first.group().lower() if first else ""
    assigned = reading is not None and reading.decided_by == "assignment" and reading.because is not None
    if assigned and reading is not None and reading.because is not None:
        verb = reading.because.of(reading.text).lower()
        at = core.lower().find(f" {verb}")
        return (
            _describe_object(verb, core[at + 1 + len(verb) :].strip(), core[at + 1 :])
            if at > 0
            else describe_thing(bare)
        )
    if _leads(verb, bare, reading):
        return _describe_object(verb, bare[len(verb) :].strip(), bare)
    if verb == bare.strip().lower() and is_base_verb(verb) and verb not in _KNOWN_NOUNS:
        return gerund_of(verb)
    return describe_thing(bare)


def _leads(verb: str, bare: str, reading: Reading | None) -> bool:
    rest = bare[len(verb) :].split()
    if not rest or rest[0].lower() in ("of", "is", "are"):
        return False
    if rest[0].lower() in ("the", "a", "an", "our", "all") and verb not in _KNOWN_NOUNS:
        return True
    lead = reading.lead.of(reading.text).lower() if reading is not None and reading.lead else ""
    if reading is not None and reading.decided_by.endswith("-lead") and lead == verb:
        return True
    if verb in _WORK.gerund and (verb not in _KNOWN_NOUNS):
        return True
    return is_base_verb(verb) and (
        verb not in _KNOWN_NOUNS or rest[0].lower() in ("the", "a", "an", "our", "all")
    )


def _describe_object(verb: str, rest: str, whole: str) -> str:
    base = _base(verb)
    while more := _MORE_VERBS.match(rest):
        if not is_base_verb(more["verb"].lower()) and more["verb"].lower() not in _WORK.past:
            break
        rest = rest[more.end() :]
    if base in _PRODUCTIVE and base not in _RENEWING:
        rest = _ROLLED.sub("", rest)
        thing = cut_phrase(_drop_count(rest))
        if _ASKS.match(rest) or not thing:
            return f"once we {lower_first(cut_phrase(whole))}"
        if not _is_people(thing):
            return with_article(thing)
    if _ASKS.match(rest):
        return f"once we {verb} {_limit(rest)}" if is_base_verb(verb) else f"{verb} {_limit(rest)}"
    particle = _PARTICLES.match(rest)
    lead_in = particle.group() if particle else ""
    thing = cut_phrase(_drop_count(rest[len(lead_in) :]))
    if thing and _SINGLE.match(rest[len(lead_in) :]):
        thing = f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"
    elif thing and (base in _RENEWING or is_one_thing(thing)):
        thing = with_article(thing)
    return f"{gerund_of(base)} {lead_in}{thing}".strip() if thing else gerund_of(base)


def _base(verb: str) -> str:
    """The base form of a verb of work; an unknown form stays."""
    if is_base_verb(verb):
        return verb
    for base in _WORK.base:
        if verb in VerbForms(frozenset({base})):
            return base
    return verb if verb.endswith("ing") else verb.removesuffix("ed")


def _is_people(thing: str) -> bool:
    head = _PREPOSITION.split(thing, maxsplit=1)[0].split()
    return bool(head) and head[-1].lower().strip(".,") in _ACTORS and head[-1].lower() not in _MADE


def is_one_thing(thing: str) -> bool:
    """Whether a phrase names one thing that is made and lacks its article: `process map for permits`."""
    head = _PREPOSITION.split(thing, maxsplit=1)[0].lower().split()
    if not head or not _DETERMINED.isdisjoint(head):
        return False
    return head[-1] in _MADE and not head[-1].endswith(("s", "ing"))


def describe_thing(bare: str) -> str:
    """A thing that is named without a verb, with its article and without a count."""
    thing = cut_phrase(_drop_count(bare))
    return with_article(thing or bare)


def _find_done(bare: str, reading: Reading | None) -> str | None:
    """The subject of a finished state: `Reporting dashboard implemented` is about the reporting dashboard."""
    done = find_participle(bare, reading)
    if done is None:
        return None
    subject, word = bare[: done.start()].strip(), done.group().lower()
    if word == "place":
        subject = subject.removesuffix(" in")
    before = _AUXILIARY.sub("", subject)
    if _ACTIVE.search(subject):
        return f"once {with_article(_limit(bare)) if is_one_thing(before) else lower_first(_limit(bare))}"
    subject = _AUXILIARY.sub("", cut_phrase(_drop_count(before)))
    if not subject:
        return None
    if word in _WORK.past and (_is_people(subject) or _changes_what_is_there(word, bare[done.end() :])):
        subject = _limit(subject)
        named = with_article(subject) if is_one_thing(subject) else lower_first(subject)
        return f"{gerund_of(_base(word))} {named}"
    return with_article(_limit(subject))


def _changes_what_is_there(participle: str, rest: str) -> bool:
    """Whether the thing was there before the work: `closed`, `migrated`, and not `cleaned up`."""
    base = _base(participle)
    return (base not in _PRODUCTIVE or base in _RENEWING) and _ROLLED.match(f"{rest.strip()} ") is None


def _drop_count(phrase: str) -> str:
    match = _COUNT.match(phrase)
    if match is None:
        return phrase
    rest = phrase[match.end() :].lstrip(" -")
    if re.search(r"\s(?:and|or|to)\s\d", rest):
        return phrase
    return phrase if not rest or _TIMES.match(rest) or not rest[0].isalpha() else rest


def cut_phrase(phrase: str) -> str:
    """The phrase up to the next clause or the next piece of work."""
    stop = next((stop for stop in _BREAK.finditer(f" {phrase} ") if not _goes_on(stop)), None)
    if stop and stop.start() >= _SHORTEST and f" {phrase} "[: stop.start()].count('"') % 2 == 0:
        phrase = _DANGLING.sub("", f" {phrase} "[: stop.start()].strip())
    for joint in _JOINT.finditer(phrase):
        word = joint["next"].lower()
        if " " not in phrase[: joint.start()]:
            continue
        if is_base_verb(word) and word not in _KNOWN_NOUNS:
            phrase = phrase[: joint.start()]
            break
    return _limit(phrase.strip(" ,;"))


def _goes_on(stop: re.Match[str]) -> bool:
    """Whether a comma only parts the things of a list."""
    if stop.group().strip() != ",":
        return False
    listed = _LIST.match(stop.string, stop.start())
    return listed is not None and not (
        is_base_verb(listed["last"].lower()) and listed["last"].lower() not in _KNOWN_NOUNS
    )


def _limit(phrase: str) -> str:
    """At most a dozen words, cut before a preposition where one stands near."""
    words = phrase.split()
    if len(words) <= _LONGEST:
        return phrase
    for index in range(_LONGEST, 4, -1):
        if words[index].lower() in _PREPOSITIONS:
            return " ".join(words[:index]).rstrip(",;")
    return " ".join(words[:_LONGEST]).rstrip(",;")
