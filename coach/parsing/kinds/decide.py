"""Ask the deciders in order; the first that knows speaks.

Structure comes before words: what leads the core, what the quantities belong to, and only then which words
there are.
"""

from __future__ import annotations

from coach.domain.statement import StatementKind
from coach.parsing.kinds.done_state import by_done_state
from coach.parsing.kinds.fragment import by_fragment, by_question
from coach.parsing.kinds.measure import by_actor, by_comparative, by_metric, by_none, by_reading
from coach.parsing.kinds.mixed import mix
from coach.parsing.kinds.verb_lead import by_assignment, by_movement_lead, by_reach_lead, by_work_lead
from coach.parsing.kinds.view import Check, Decision, View, skip_fillers
from coach.parsing.sentence import Sentence

__all__ = ["decide_kind"]

_DECIDERS: tuple[tuple[str, Check], ...] = (
    ("question", by_question),
    ("none", by_none),
    ("work-lead", by_work_lead),
    ("reading", by_reading),
    ("assignment", by_assignment),
    ("movement-lead", by_movement_lead),
    ("reach-lead", by_reach_lead),
    ("done-state", by_done_state),
    ("actor", by_actor),
    ("metric", by_metric),
    ("comparative", by_comparative),
    ("fragment", by_fragment),
)


def decide_kind(sentence: Sentence) -> Decision:
    """The kind of a statement, how sure, and which pattern decided."""
    if not sentence.core:
        return Decision(StatementKind.UNCLEAR, 0.7)
    words = skip_fillers(sentence)
    if not words:
        kind = StatementKind.OUTCOME if sentence.core_quantities else StatementKind.UNCLEAR
        return Decision(kind, 0.5 if sentence.core_quantities else 0.7)
    view = View(sentence, words)
    for name, decide in _DECIDERS:
        decision = decide(view)
        if decision is not None:
            return mix(view, decision)._replace(decided_by=name)
    return Decision(StatementKind.UNCLEAR, 0.5)
