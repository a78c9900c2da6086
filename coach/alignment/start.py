"""Start an audit: with the encoder where there is one, else by words alone, and say which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from coach.alignment.options import AuditOptions, Progress, ignore_progress
from coach.domain.alignment import AlignmentReport, AuditProblem, Corpus, Decision
from coach.errors import ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from coach.alignment.distributed import RayEngine

__all__ = ["WORDS_MODEL", "AuditEncoder", "audit_corpus"]

WORDS_MODEL = "shared words, no encoder"


class AuditEncoder(Protocol):
    """What an audit needs of an encoder."""

    @property
    def name(self) -> str:
        """Name of the model and how it runs."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """What went wrong beside the encoding, such as a damaged cache; one sentence each."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, in order: vectors of length 1."""
        ...


@runtime_checkable
class Spreadable(Protocol):
    """An encoder whose work can be done elsewhere."""

    def spread_over(self, spread: Callable[[Any], Any]) -> AuditEncoder:
        """The same encoder with its work done elsewhere."""
        ...


def audit_corpus(
    corpus: Corpus,
    start: Callable[[], AuditEncoder] | None,
    *,
    options: AuditOptions | None = None,
    decisions: Sequence[Decision] = (),
    progress: Progress = ignore_progress,
    engine: RayEngine | None = None,
) -> AlignmentReport:
    """Audit an organisation with an encoder that is started when it is needed.

    Args:
        corpus: Its OKRs.
        start: Starts the encoder; `None` where there is none.
        options: What may be set.
        decisions: What people said of links and gaps before.
        progress: Called as work goes on.
        engine: Does the heavy parts on a cluster; on this machine unless given.

    Without an encoder the audit goes by the words that OKRs share; the report says so in `model` and as the
    problem `no-encoder`. What went wrong with its cache is told as the problem `vector-cache`.
    """
    from coach.alignment.audit import run_audit  # noqa: PLC0415 - numpy; a review must not pay for it
    from coach.alignment.hashed import encode_words  # noqa: PLC0415

    encoder = None
    why = "this service has none"
    try:
        encoder = start() if start else None
    except ModelUnavailable as error:
        why = str(error)
    if engine is not None and isinstance(encoder, Spreadable):
        encoder = encoder.spread_over(engine.spread)
    encode, model = (encode_words, WORDS_MODEL) if encoder is None else (encoder.encode, encoder.name)
    report = run_audit(
        corpus,
        encode,
        model=model,
        options=options,
        decisions=decisions,
        progress=progress,
        search=None if engine is None else engine.search,
        chunk=None if engine is None else engine.chunk,
    )
    if encoder is None:
        message = f"no encoder, so links rest on shared words alone and are less sure: {why}"
        problems = [AuditProblem("no-encoder", message)]
    else:
        problems = [AuditProblem("vector-cache", note) for note in encoder.notes]
    return report._replace(problems=(*report.problems, *problems))
