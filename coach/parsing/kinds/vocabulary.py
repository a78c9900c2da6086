"""The word groups that the deciders share. Long groups live in `_words/*.txt`, grammar words here."""

from __future__ import annotations

from coach.domain.statement import QuantityKind
from coach.parsing.lexicon import VerbForms, entries, nouns, verbs
from coach.parsing.patterns import pattern

WORK = VerbForms(entries("work_verbs") | entries("activity_verbs"))
VAGUE_WORK = verbs("vague_work_verbs")
RISE = verbs("rise_verbs")
FALL = verbs("fall_verbs")
REACH = verbs("reach_verbs")
HOLD = verbs("hold_verbs")
RESULT = verbs("result_verbs")
DELIVERABLES = nouns("deliverables")
METRICS = nouns("metrics")
ACTORS = nouns("actors")
STATES = entries("states")
NOUN_VERBS = entries("noun_verbs")
COMPARATIVES = entries("comparatives")
SUBJECTIVE = entries("subjective")

HAVE = frozenset("have has having had we've we’ve there's".split())
BE = frozenset("is are was were be been being get gets got gotten getting".split())
MODALS = frozenset("can could will would should must may might shall do does".split())
PREPOSITIONS = frozenset(
    "of for along in on to with by from at into onto across between among about per via within "
    "without under over above below after before during through as than against around behind beyond "
    "until since toward towards that which who whose where when while because if so and or but".split()
)
_MARKS = ",-–—•*()[]\"“”'`~"
PHRASE_ENDS = PREPOSITIONS | BE | HAVE | MODALS | frozenset(",.;:(–—-&>")
LIGHT = frozenset(
    "the a an our their its all every each any new own this that these those more most first next two".split()
)
FILLERS = frozenset(
    "a an the our we we've we’ve i they my their its his her this these those some new first next at least"
    " most about around approximately approx over more than under up another additional extra only just all"
    " every each any both of also successfully fully clearly properly please then now further to"
    " there".split()
) | frozenset(_MARKS + "><≥≤=+&")
BEFORE_VERB = frozenset(
    "we we've we’ve i to please also successfully fully clearly properly then now further have has having"
    " had they".split()
) | frozenset(_MARKS)
OPENING = frozenset("for in at with as during after on from within based across".split())
FINITE_RESULT = RESULT.third - DELIVERABLES - METRICS - ACTORS
SHARES = (QuantityKind.PERCENT, QuantityKind.MONEY, QuantityKind.RATIO, QuantityKind.POINTS)
FULL = 100.0

_NOMINAL_WORK = (
    "implementation completion migration rollout roll-out documentation integration development creation "
    "deployment introduction automation launch delivery execution installation setup publication "
    "certification training redesign rewrite refactoring".split()
)
NOMINAL_WORK = frozenset(_NOMINAL_WORK) | {f"{noun}s" for noun in _NOMINAL_WORK}
"""Work as a noun: 80% of the *migration*."""

SCORED = tuple(
    "score rate time nps csat uptime availability retention churn revenue arr mrr satisfaction".split()
)
"""Ends of what turns such a noun into a metric: completion *rate*."""

AGENT = pattern(r"[a-z]{3,}(?:ers|ors|ists|ees)$", hints=("ers", "ors", "ists", "ees"))
"""Plural of a word for people who do something."""
