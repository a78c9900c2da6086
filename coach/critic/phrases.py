"""Small surgery on words: cases, articles, gerunds, content words."""

from __future__ import annotations

import re

from coach.parsing.lexicon import VerbForms, entries, nouns, verbs

__all__ = [
    "VERB_LISTS",
    "capitalise",
    "content_words",
    "drop_example",
    "drop_judgements",
    "gerund_of",
    "is_base_verb",
    "lower_first",
    "with_article",
]

VERB_LISTS = tuple(
    verbs(f"{name}_verbs")
    for name in ("work", "activity", "vague_work", "rise", "fall", "reach", "hold", "result")
)
FUNCTION_WORDS = frozenset(
    "a an the and or of for in on to with by from at into onto across between among about per via"
    " within without under over above below after before during through as than our their its his her my"
    " we they it this that these those all every each any both is are was were be been being has have"
    " had will would can could should next new more most least up down out off not no so if when while"
    " which who whose where what how why there us them you your also".split()
)
_JUDGING = re.compile(
    r"\b(?:(?:very |much |really |quite )?(?:significantly|substantially|drastically|dramatically"
    r"|considerably|noticeably|greatly|massively|continuously|constantly|properly"
    r"|effectively|seamlessly|smoothly|reasonably|clearly|finally|actually|truly|really)|as (?:much"
    r"|far|well) as possible|a lot|to the max(?:imum)?|even (?:more|further)|further(?= (?:improve"
    r"|increase|reduce)))\b\s*",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r",?\s+(?:e\.g\.|i\.e\.|for example|for instance)\s.*$", re.IGNORECASE)
_DETERMINED = re.compile(
    r"^(?:the|our|my|their|its|his|her|all|every|each|both|any|this|these|those|some)\b", re.IGNORECASE
)
_INDEFINITE = re.compile(r"^(?:an?|one)\s+", re.IGNORECASE)
_COMMON_ENDING = re.compile(
    r"(?:ing|tion|tions|ment|ments|ity|ness|ed|ly|er|ers|al|ance|ence|ship|ive|ous|ies)$"
)
_SHORT = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_COMMON = frozenset(
    "air back bank base best bike book brand bus business call car career care chat city code cost"
    " cross customer daily data day deep desk early email energy every exam field file fire first flat"
    " flexible floor food foot free front full fund global good great ground group hand health heat high"
    " home house human internal job key knowledge lab land language large late law legal life light line"
    " live local long loss low mail main market media mobile money monthly music name national net night"
    " office old one online open order own page paid parent part pay person phone photo plant point"
    " power press price private public quick rate raw real regional rent rest right risk road roll room"
    " safe sales school search sector security self semi shop short single site small smart social soft"
    " solar source space staff standalone stock street strong student tax team tech text ticket time"
    " tool top total town trade trial two unit user video visit voice wage walk wall waste water web"
    " week weekly whole wide work world yearly young zero three four five six seven eight nine ten"
    " twelve half".split()
)
_PREPOSITION = re.compile(
    r"\s(?:of|for|in|on|to|with|w/|by|from|at|into|across|between|about|per|via|against|through)\s"
)


def is_base_verb(word: str) -> bool:
    """Whether a word is the base form of a known verb."""
    return any(word in forms.base for forms in VERB_LISTS)


def gerund_of(verb: str) -> str:
    """`write` gives `writing`; a gerund stays as it is."""
    if verb.endswith("ing") and not is_base_verb(verb):
        return verb
    if verb.startswith("re") and is_base_verb(verb[2:]):
        return "re" + gerund_of(verb[2:])
    return next(iter(VerbForms(frozenset({verb})).gerund))


def capitalise(text: str) -> str:
    """The first letter in upper case."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The first letter in lower case, unless the first word seems to be a name or an abbreviation."""
    match = _WORD.match(text)
    if match is None or not match.group()[1:].islower():
        return text if text[:2] != "A " else "a " + text[2:]
    word = match.group().lower()
    following = text[match.end() :].lstrip()[:2]
    if following[:1].isupper() and following[1:].islower() and word not in FUNCTION_WORDS:
        return text
    return word[0] + text[1:] if _is_common(word) else text


def _is_common(word: str) -> bool:
    first = word.split("-", maxsplit=1)[0]
    return (
        first in FUNCTION_WORDS
        or any(first in forms for forms in VERB_LISTS)
        or any(first in nouns(name) for name in ("metrics", "actors", "deliverables"))
        or first in entries("subjective")
        or first in entries("comparatives")
        or first in _COMMON
        or _COMMON_ENDING.search(first) is not None
    )


def with_article(phrase: str) -> str:
    """`a new flow` and `new flow` give `the new flow`; names and determined phrases stay."""
    phrase = _INDEFINITE.sub("the ", phrase, count=1)
    if _DETERMINED.match(phrase):
        return phrase[0].lower() + phrase[1:]
    phrase = lower_first(phrase)
    head = _PREPOSITION.split(phrase, maxsplit=1)[0].split()
    is_name = bool(head) and all(not word[:1].islower() for word in head) and not _is_thing(head[-1])
    return phrase if is_name else f"the {phrase}"


def _is_thing(word: str) -> bool:
    """Whether a word names what is made, in title case too: `Career Matrix`; `SSO` is a name all the same."""
    return word.lower() in nouns("deliverables") and not word.isupper()


def drop_example(text: str) -> str:
    """Without the examples that close it: `errors, e.g. a bad address`."""
    return _EXAMPLE.sub("", text)


def drop_judgements(text: str) -> str:
    """Without adverbs that judge a size instead of giving it."""
    kept = re.sub(r"\s+([,.;])", r"\1", _JUDGING.sub("", text)).strip(" ,;")
    return capitalise(kept) if text[:1].isupper() else kept


def content_words(text: str) -> list[str]:
    """The words that carry the subject, in lower case and without a plural s."""
    judging = entries("subjective")
    words = (match.group().lower() for match in _WORD.finditer(text))
    return [
        _singular(word)
        for word in words
        if len(word) > 1 and word not in FUNCTION_WORDS and word not in judging
    ]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHORT and word.endswith("s") and not word.endswith("ss") else word
