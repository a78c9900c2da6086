"""Start an audit: with the encoder where there is one, else by words alone, and say which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from coach.alignment.options import AuditOptions, Progress, ignore_progress
from coach.domain.alignment import AlignmentReport, AuditProblem, Corpus, Decision
from coach.errors import ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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


def audit_corpus(
    corpus: Corpus,
    start: Callable[[], AuditEncoder] | None,
    *,
    options: AuditOptions | None = None,
    decisions: Sequence[Decision] = (),
    progress: Progress = ignore_progress,
) -> AlignmentReport:
    """Audit an organisation with an encoder that is started when it is needed.

    Without an encoder the audit goes by the words that OKRs share; the report says so in `model` and as the
    problem `no-encoder`. What went wrong with its cache is told as the problem `vector-cache`.
    """
    from coach.alignment.audit import run_audit  # noqa: PLC0415 - numpy; a review must not pay for it
    from coach.alignment.lexical import encode_words  # noqa: PLC0415

    encoder = None
    why = "this service has none"
    try:
        encoder = start() if start else None
    except ModelUnavailable as error:
        why = str(error)
    encode, model = (encode_words, WORDS_MODEL) if encoder is None else (encoder.encode, encoder.name)
    report = run_audit(corpus, encode, model=model, options=options, decisions=decisions, progress=progress)
    if encoder is None:
        message = f"no encoder, so links rest on shared words alone and are less sure: {why}"
        problems = [AuditProblem("no-encoder", message)]
    else:
        problems = [AuditProblem("vector-cache", note) for note in encoder.notes]
    return report._replace(problems=(*report.problems, *problems))
