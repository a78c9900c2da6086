"""A number that pleases: ask what the people behind it do next."""

from __future__ import annotations

from coach.critic.draft import Draft, Step
from coach.critic.peel import peel
from coach.critic.phrases import capitalise, lower_first
from coach.domain.statement import Role

__all__ = ["ask_what_people_do"]

_PEOPLE = frozenset("follower followers subscriber subscribers member members user users".split())
_OF_THE_TEAM = frozenset(("lines of code", "story points"))
_MODIFIERS = 2
_STOPS = frozenset("the our of to a from by and on for more new many".split())


def ask_what_people_do(draft: Draft) -> Step | None:
    """`Instagram followers 8k` becomes `[metric: what Instagram followers do next] from [baseline] ...`."""
    finding = draft.find("vanity-metric")
    if finding is None:
        return None
    phrase = _phrase(draft, finding.span.start, finding.span.end)
    noun = finding.quote.lower()
    if noun in _OF_THE_TEAM:
        named = draft.reading.change.metric
        phrase = (
            named.of(draft.text)
            if named is not None and not any(c.isdigit() for c in named.of(draft.text))
            else f"the {noun}"
        )
        metric = f"[metric: effect of {lower_first(phrase)}]"
    elif noun.split()[-1] in _PEOPLE:
        metric = f"[metric: what {lower_first(phrase)} do next]"
    else:
        metric = f"[metric: what the people behind {lower_first(phrase)} do next]"
    values = ", ".join(
        quantity.span.of(draft.text)
        for quantity in draft.reading.quantities
        if quantity.role is not Role.QUALIFIER
    )
    about = f" ({values})" if values else ""
    subject = capitalise(finding.quote) + about
    change = f"{subject} can rise while nobody is better off, so the line asks what these people do next."
    text = f"{metric} from [baseline] to [target]{peel(draft.reading).deadline}"
    return Step(text, (change,), kept=phrase)


def _phrase(draft: Draft, start: int, end: int) -> str:
    """The noun with up to two words before it that belong to it."""
    reading, text = draft.reading, draft.text
    floor = max(
        [quantity.span.end for quantity in reading.quantities if quantity.span.end <= start], default=0
    )
    if reading.lead is not None and reading.lead.end <= start:
        floor = max(floor, reading.lead.end)
    before = text[floor:start].split()
    kept: list[str] = []
    for word in reversed(before):
        if len(kept) == _MODIFIERS or not word[0].isalpha() or word.lower() in _STOPS:
            break
        kept.insert(0, word)
    tail = text[end:].split(maxsplit=3)
    after = ""
    if tail and tail[0].lower() in ("of", "for", "on") and len(tail) > 1:
        limit = min([q.span.start for q in reading.quantities if q.span.start > end], default=len(text))
        if reading.change.deadline is not None and reading.change.deadline.start > end:
            limit = min(limit, reading.change.deadline.start)
        after = " ".join(text[end:limit].split()[:5]).rstrip(" ,;:.")
        for link in (" from", " to", " by", " at"):
            after = after.removesuffix(link)
    return " ".join([*kept, text[start:end]]) + (f" {after}" if after else "")
