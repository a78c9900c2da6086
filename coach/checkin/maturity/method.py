"""Which way of working fits: cadence, levels, limits, cascade, roles, first rules, and KPI or OKR.

Sources: Doerr, *Measure What Matters* (2018) on levels, cadence and roles; Grove, *High Output Management*
(1983) on linked objectives; Niven and Lamorte, *Objectives and Key Results* (2016) on sponsors, champions and
on KPIs beside OKRs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.domain.maturity import Advice, Dimension, DimensionScore

__all__ = ["advise"]

_LOW = 1.5
_HIGH = 3.0
_TWO_LEVELS_UNTIL = 250
_ONE_LEVEL_UNTIL = 12
_PEOPLE_PER_AMBASSADOR = 50
_EXAMPLES = 3


def advise(
    dimensions: Sequence[DimensionScore], *, people: int | None, held: Sequence[str]
) -> tuple[Advice, ...]:
    """One entry for each topic; what is not known is said and leads to the careful choice.

    Args:
        dimensions: Scores of the five dimensions.
        people: How many people work there; `None` where unknown.
        held: Texts of key results that hold a level.
    """
    scores = {entry.dimension: entry.score for entry in dimensions}
    return (
        _advise_cadence(scores[Dimension.CADENCE]),
        _advise_levels(people),
        _advise_limits(scores[Dimension.FOCUS]),
        _advise_cascade(scores[Dimension.ALIGNMENT]),
        _advise_roles(people),
        _advise_rules(scores),
        *_explain_kpis(held),
    )


def _advise_cadence(score: float | None) -> Advice:
    if score is None or score < _LOW:
        known = "nothing is known of the cadence so far" if score is None else "check-ins are rare so far"
        return Advice(
            "cadence",
            "Quarterly cycles with a weekly check-in of 15 minutes in two or three teams first, after four to"
            " eight weeks of preparation.",
            f"A habit is learnt by doing it often and briefly; {known}.",
        )
    if score < _HIGH:
        return Advice(
            "cadence",
            "Quarterly cycles with a check-in every week or two and a longer one half-way.",
            "Teams meet about their goals already; the missing part is to decide something each time.",
        )
    return Advice(
        "cadence",
        "Keep the rhythm; let teams with slow numbers go monthly, and hold the company's goals for a year.",
        "The habit is there, so the rhythm may follow how fast the numbers move.",
    )


def _advise_levels(people: int | None) -> Advice:
    if people is None:
        return Advice(
            "levels",
            "Two levels: company and teams. No individual OKRs in the first cycles.",
            "The number of people is not known; two levels do least harm.",
        )
    if people <= _ONE_LEVEL_UNTIL:
        return Advice(
            "levels", "One level: the whole group shares one set.", f"{people} people can share one talk."
        )
    if people <= _TWO_LEVELS_UNTIL:
        return Advice(
            "levels",
            "Two levels: company and teams. No individual OKRs in the first cycles.",
            f"With {people} people a team can see the company's goals without a level between.",
        )
    return Advice(
        "levels",
        "Three levels at most: company, departments, teams. Individual OKRs only for those who ask for them.",
        f"With {people} people a team is too far from the company's goals without a level between.",
    )


def _advise_limits(score: float | None) -> Advice:
    if score is None or score < _LOW:
        return Advice(
            "limits",
            "At most two objectives per team with two or three key results each in the first cycle.",
            "Few goals that are looked after teach more than many that are not.",
        )
    return Advice(
        "limits",
        "Fewer than five objectives per level, at most four key results each.",
        "More than that and nobody can say what comes first.",
    )


def _advise_cascade(score: float | None) -> Advice:
    if score is None or score < _HIGH:
        return Advice(
            "cascade",
            "Duality: each team objective takes up one key result of the company and makes it its own.",
            "The link is visible without discussion, which helps while drafting together is new.",
        )
    return Advice(
        "cascade",
        "Classic: teams write their own objectives and say which objective above they support, or why none.",
        "Teams draft early and talk to each other, so they can choose their own way to support a goal.",
    )


def _advise_roles(people: int | None) -> Advice:
    if people is not None and people <= _ONE_LEVEL_UNTIL:
        return Advice(
            "roles",
            "One person in the lead as sponsor, one as champion; they may be the same at first.",
            "A small group needs somebody who wants it and somebody who keeps the dates.",
        )
    if people is None:
        number = "one ambassador for about every fifty people"
    else:
        count = max(round(people / _PEOPLE_PER_AMBASSADOR), 2)
        number = f"about {count} ambassadors, one for every fifty people or so"
    return Advice(
        "roles",
        f"A sponsor in the top team, one champion who runs the cycle, and {number} who help teams write.",
        "Without a sponsor it is optional, without a champion dates slip, without help texts stay weak.",
    )


def _advise_rules(scores: dict[Dimension, float | None]) -> Advice:
    measurement = scores[Dimension.MEASUREMENT]
    if measurement is None or measurement < _LOW:
        return Advice(
            "rules",
            'Start with tasks and missing targets: select = ["KR101", "KR103", "KR201", "ST5"].',
            "Too many findings at once teach nothing; these are the ones that matter most.",
        )
    if measurement < _HIGH:
        return Advice(
            "rules",
            'Switch on all rules about measuring and about output: select = ["KR1", "KR2", "ST5"].',
            "Most key results hold a number; now the number should say something.",
        )
    return Advice(
        "rules",
        'Switch on everything, and profile = "strict" where a baseline is wanted every time.',
        "Key results are strong; the last gain is in baselines, ambition and the set as a whole.",
    )


def _explain_kpis(held: Sequence[str]) -> Iterator[Advice]:
    if not held:
        return
    named = "; ".join(repr(text) for text in held[:_EXAMPLES])
    more = f" and {len(held) - _EXAMPLES} more" if len(held) > _EXAMPLES else ""
    yield Advice(
        "kpi-or-okr",
        "Keep a KPI for what must stay in order, and an OKR for what is to change. A KPI becomes a key result"
        " only while it is to move; let the others stand beside the OKRs as health metrics.",
        f"Mixed at the moment: {named}{more}.",
    )
