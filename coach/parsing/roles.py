"""Say what each quantity is for: baseline, target, step, bound, amount of work, or a mere qualifier."""

from __future__ import annotations

from coach.domain.statement import Quantity, QuantityKind, Role
from coach.parsing.patterns import lower_aligned, pattern

__all__ = ["assign_roles"]

_BASELINE_BEFORE = pattern(
    r"(?:\b(?:from|stands? at|stood at|already(?: at)?|was|were|current(?:ly)?(?: (?:state|value"
    r"|level))?(?: (?:is|at))?|now(?: at)?|today(?:'s)?|baseline(?: is| of| at)?|base|up from|down from"
    r"|versus|vs\.?|compared (?:to|with)|instead of|previously|before|formerly|started at|starting (?:from"
    r"|at)|start(?: value)?|against|last (?:year|quarter|month|season|cycle|term|spring|autumn|summer"
    r"|winter)|at present|so far|to date|prior|as is|used to be|had been|over (?=last)|than the)"
    r"|[(\[](?:[qh][1-4]|fy\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|(?:19"
    r"|20)\d\d)[a-z]*(?:\s(?:19|20)?\d\d)?)\s*[:=~≈]?\s*(?:(?:about|around|approx\.?|roughly|ca\.?|some"
    r"|only|just|at|the|of|a|an|~|≈|is|avg\.?|average|over|under|more than|nearly|almost)\s*)*$"
)
_BASELINE_AFTER = pattern(
    r"^\s?(?:[^\s,;:(]+\s){0,3}?\(?(?:today|now|currently|before|last (?:year|quarter|month|season|week"
    r"|spring|autumn|summer|winter|term|cycle)|previously|at present|so far|a year ago|in (?:19"
    r"|20)\d\d (?:to|->|→))\b(?!\s*(?:at |is |only |about |:|=|~)?\s*[$€£]?\d)"
)
_TARGET_BEFORE = pattern(
    r"(?:\bto|->|→|=>|➜|⇒|—>|–>|>>|\bthen|\btarget(?:ing| is| of)?:?|\bgoal:?|\breach(?:es)?|\bhit"
    r"|\bachieve)\s*(?:(?:at least|about|around|under|over|below|above|a|an|the|only|just|less than"
    r"|more than|fewer than)\s*)*$"
)
_ARROW = pattern(
    r"^\s*(?:->|→|=>|➜|⇒|—>|–>|>>|\bto\b|\bdown to\b|\bup to\b|\binto\b|-(?=\d)"
    r"|–)\s*(?:(?:at least|about|under|over|below|above|less than|more than|a|an)\s*)*$"
)
_STEP_BEFORE = pattern(
    r"\b(?:by|another|extra|additional|further|plus|minus|additional)\s*(?:at least|about"
    r"|around|a|an|over|up to|another|more than|approx\.?|~|≥|>=?)?\s*$"
)
_STEP_AFTER = pattern(
    r"^\s?(?:[^\s,;:(]+\s)?(?:more|fewer|less|higher|lower|faster|slower|shorter|longer|increase[sd]?"
    r"|decrease[sd]?|reduction|growth|rise|drop|improvement|decline|m/?m|y/?y|q/?q|w/?w"
    r"|month[- ]over[- ]month|year[- ]over[- ]year|quarter[- ]over[- ]quarter|week[- ]over[- ]week|mom|yoy"
    r"|qoq|wow|cheaper|better|uplift|cut|gain|(?:down|up)(?! from)|off|per (?:month|quarter|year) growth"
    r"|above|below|over the (?:previous|last))\b"
)
_AGENT_BEFORE = pattern(
    r"(?<!up )(?<!down )\b(?!(?:in|de)creased|reduced|improved|lowered|dropped|raised|lifted|trimmed"
    r"|expanded|boosted|shortened|exceeded|grown|fallen|risen|missed|changed|moved|shifted)[a-z]{2,}(?:ed"
    r"|en|wn|ught) by\s*(?:at least|about|around|over|more than)?\s*$"
)
_UP_DOWN_BEFORE = pattern(
    r"\b(?:up|down|grows?|grew|fell|falls?|rises?|rose|increased?|decreased?|reduced?"
    r"|drops?|dropped|improved?)\s*$"
)
_BOUND_BEFORE = pattern(
    r"(?:\b(?:under|below|less than|fewer than|no more than|not more than|at most|max(?:imum)?(?: of)?"
    r"|within|above|over|more than|at least|min(?:imum)?(?: of)?|exceed(?:s|ing)?|no less than"
    r"|not exceed(?:ing)?|up to|or (?:more|less)|stays? (?:at|under|above|below)|inside|beyond"
    r"|greater than|higher than|lower than|better than|bigger than|smaller than|past|beats?)\b"
    r"|[<>≤≥])\s*=?\s*(?:(?:the|a|an|of)\s)*$"
)
_BOUND_AFTER = pattern(
    r"^\s?(?:\S+\s)?(?:or (?:more|less|better|higher|lower|fewer|faster|above|below"
    r"|earlier|above)|max(?:imum)?|min(?:imum)?|at (?:most|least)|and (?:above|up))\b"
)
_WINDOW_BEFORE = pattern(
    r"\b(?:within|after|for|over|during|in|in the (?:last|first|next)|the (?:last|first|next|past)|last"
    r"|first|next|past|every|per|each|older than|previous|trailing|rolling|across|for (?:at least"
    r"|more than)|day|week|in (?:under|less than|at most)|at|(?:under|over|less than"
    r"|more than) (?:the age of))\s*(?:the\s|a\s|its\s|their\s)?(?:first\s|last\s|next\s|past\s)?$"
)
_PAST_WINDOW = pattern(r"\b(?:last|past|previous|trailing|rolling|coming)\s$")
_FREQUENCY_AFTER = pattern(
    r"^\s?(?:times?\s)?(?:a|an|per|each|every|/)\s?(?:day|week|month|quarter|year|hour"
    r"|night|session|wk|mo)\b"
)


_NOTE_READING = pattern(
    r"[(\[](?![^()\[\]]*\b(?:target|goal|aim|stretch|max|min|limit|plan|budget|kr|by|in|until"
    r"|due)\b)[^()\[\]:\d]{2,30}:\s*(?:about|around|approx\.?|roughly|only|just|~|≈)?\s*$"
)
_RELATIVE = (QuantityKind.PERCENT, QuantityKind.RATIO, QuantityKind.MULTIPLE, QuantityKind.REDACTED)

# A pattern is tried only where one of its own words or signs stands between the last digit and the value.
_DIGIT = pattern(r"\d")
_HINT = pattern(r"[a-z]+|[^\w\s]")
_BASELINE_HINTS = frozenset(
    "from stand stands stood already was were current currently now today baseline base versus vs "
    "compared instead previously before formerly started starting start against last present far "
    "date prior is be been over than ( [".split()
)
_TARGET_HINTS = frozenset("to then target targeting goal reach reaches hit achieve → > ➜ ⇒".split())
_STEP_HINTS = frozenset("by another extra additional further plus minus".split())
_STEP_AFTER_HINTS = frozenset(
    "more fewer less higher lower faster slower shorter longer increase increases increased decrease "
    "decreases decreased reduction growth rise drop improvement decline m mm y yy q qq w ww month year "
    "quarter week mom yoy qoq wow cheaper better uplift cut gain down up off per above below over".split()
)
_UP_DOWN_HINTS = frozenset(
    "up down grow grows grew fell fall falls rise rises rose increase increased decrease decreased reduce "
    "reduced drop drops dropped improve improved".split()
)
_PAST_HINTS = frozenset("today now currently before last previously present far ago".split())
_SINCE_HINTS = frozenset("to > →".split())
_BOUND_HINTS = frozenset(
    "under below than most max maximum within above over least min minimum exceed exceeds "
    "exceeding up or stay stays inside beyond past beat beats < > ≤ ≥".split()
)
_LIMITS = frozenset("max maximum min minimum".split())
_LIMIT_HINTS = frozenset("or at and".split()) | _LIMITS
_LIMIT_WORDS = _LIMITS | frozenset(
    "most least above below up more less better higher lower fewer faster earlier".split()
)


def assign_roles(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The same quantities with their roles."""
    lowered = lower_aligned(text)  # the patterns know lower case only: they compile and run faster so
    roles: list[Role] = []
    for position, quantity in enumerate(quantities):
        before = lowered[max(0, quantity.span.start - 40) : quantity.span.start]
        after = lowered[quantity.span.end : quantity.span.end + 40]
        roles.append(_role(quantity, before, after))
        if position and roles[position - 1] in (Role.TARGET, Role.BOUND, Role.STEP):
            between = lowered[quantities[position - 1].span.end : quantity.span.start]
            if _ARROW.match(between) and _comparable(quantities[position - 1], quantity):
                roles[position - 1] = Role.BASELINE
                roles[position] = Role.TARGET
    _demote_windows(lowered, quantities, roles)
    return [
        quantity if role is quantity.role else _with_role(quantity, role)
        for quantity, role in zip(quantities, roles, strict=True)
    ]


def _with_role(quantity: Quantity, role: Role) -> Quantity:
    """As `dataclasses.replace` does, at a third of its cost."""
    return Quantity(quantity.span, quantity.kind, quantity.value, quantity.unit, role, quantity.upper)


def _comparable(first: Quantity, second: Quantity) -> bool:
    if QuantityKind.ABSOLUTE in (first.kind, second.kind):
        return second.kind is QuantityKind.ABSOLUTE and second.value == 0
    return (
        first.kind is second.kind
        or QuantityKind.COUNT in (first.kind, second.kind)
        or QuantityKind.REDACTED in (first.kind, second.kind)
    )


def _role(quantity: Quantity, before: str, after: str) -> Role:
    if quantity.kind is QuantityKind.MULTIPLE and _FREQUENCY_AFTER.match(after):
        return Role.QUALIFIER
    if quantity.kind is QuantityKind.DURATION and _PAST_WINDOW.search(before):
        return Role.QUALIFIER
    bracketed = "(" in before or "[" in before
    near = before if bracketed else _DIGIT.split(before)[-1]
    leading = _HINT.findall(near)
    if (
        quantity.kind is not QuantityKind.ABSOLUTE
        and not _BASELINE_HINTS.isdisjoint(leading)
        and _BASELINE_BEFORE.search(before)
    ):
        return Role.BASELINE
    if (
        bracketed
        and ":" in leading
        and quantity.kind is not QuantityKind.ABSOLUTE
        and _NOTE_READING.search(before)
    ):
        return Role.BASELINE
    if not _TARGET_HINTS.isdisjoint(leading) and _TARGET_BEFORE.search(before):
        return Role.TARGET
    if _is_step(quantity, before, after, leading):
        return Role.STEP
    following = _HINT.findall(after)
    if quantity.kind is not QuantityKind.ABSOLUTE and _is_past(after, following):
        return Role.BASELINE
    if not _BOUND_HINTS.isdisjoint(leading) and _BOUND_BEFORE.search(before):
        return Role.BOUND
    return Role.BOUND if _is_limit(after, following) else Role.TARGET


def _is_past(after: str, following: list[str]) -> bool:
    near = _first_words(after, 4)
    may_be = not _PAST_HINTS.isdisjoint(near) or ("in" in near and not _SINCE_HINTS.isdisjoint(following))
    return may_be and _BASELINE_AFTER.match(after) is not None


def _is_limit(after: str, following: list[str]) -> bool:
    may_be = not _LIMIT_WORDS.isdisjoint(following) and not _LIMIT_HINTS.isdisjoint(_first_words(after, 2))
    return may_be and _BOUND_AFTER.match(after) is not None


def _first_words(text: str, count: int) -> list[str]:
    return _HINT.findall(" ".join(text.split(None, count)[:count]))


def _is_step(quantity: Quantity, before: str, after: str, leading: list[str]) -> bool:
    if quantity.role is Role.STEP or quantity.kind is QuantityKind.POINTS:
        return True
    if not _STEP_HINTS.isdisjoint(leading) and _STEP_BEFORE.search(before):
        return quantity.kind is not QuantityKind.COUNT or _AGENT_BEFORE.search(before) is None
    if quantity.kind not in _RELATIVE:
        return False
    if not _STEP_AFTER_HINTS.isdisjoint(_first_words(after, 2)) and _STEP_AFTER.match(after):
        return True
    return not _UP_DOWN_HINTS.isdisjoint(leading) and _UP_DOWN_BEFORE.search(before) is not None


def _demote_windows(lowered: str, quantities: list[Quantity], roles: list[Role]) -> None:
    """A duration beside another measure says how long or how soon; it is not the target itself."""
    main = [
        index
        for index, quantity in enumerate(quantities)
        if roles[index] not in (Role.QUALIFIER, Role.BASELINE) and quantity.kind is not QuantityKind.DURATION
    ]
    if not main:
        return
    for index, quantity in enumerate(quantities):
        if quantity.kind is QuantityKind.DURATION and roles[index] in (Role.TARGET, Role.BOUND):
            before = lowered[max(0, quantity.span.start - 30) : quantity.span.start]
            if _WINDOW_BEFORE.search(before):
                roles[index] = Role.QUALIFIER
