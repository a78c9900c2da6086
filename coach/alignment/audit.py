"""The audit: from a corpus to a report.

This module and those that it imports need numpy; nothing else imports it before an audit is asked for.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from coach import __version__
from coach.alignment.calibrate import Calibrator, explain, load_calibrator
from coach.alignment.candidates import CandidateTable
from coach.alignment.confirmations import find_speaking, find_unused, honour_gaps, honour_links
from coach.alignment.duplicates import Duplicate, find_duplicates
from coach.alignment.features import compute_features
from coach.alignment.gaps import GapContext, find_gaps
from coach.alignment.knowledge import load_knowledge
from coach.alignment.lexical import LexicalIndex
from coach.alignment.links import make_links
from coach.alignment.lone import read_lone
from coach.alignment.match import Pairs, Search, match
from coach.alignment.metrics import measure
from coach.alignment.options import AuditOptions, Progress, ignore_progress
from coach.alignment.recalibrate import recalibrate
from coach.alignment.vectors import CHUNK, Encode, Vectors, compute_vectors
from coach.alignment.weighing import Weighed
from coach.domain.alignment import AlignmentReport, Candidate, Corpus, Decision, Gap, Link

__all__ = ["run_audit"]


def run_audit(
    corpus: Corpus,
    encode: Encode,
    *,
    model: str,
    options: AuditOptions | None = None,
    decisions: Sequence[Decision] = (),
    progress: Progress = ignore_progress,
    search: Search | None = None,
    chunk: int | None = None,
) -> AlignmentReport:
    """Audit an organisation.

    Args:
        corpus: Its OKRs.
        encode: Texts to vectors of length 1.
        model: Name of the encoder and how it runs, for the report.
        options: What may be set.
        decisions: What people said of links and gaps before.
        progress: Called as work goes on.
        search: Where candidates are searched; on this machine unless given.
        chunk: Texts that are handed to `encode` together; a couple of thousand unless given.

    Raises:
        InputTooLarge: All pairs of a corpus are asked for that has too many.
    """
    audit = _Audit(corpus, options or AuditOptions(), decisions, progress)
    if not corpus.nodes:
        return audit.close((), {}, (), ())

    def show(done: int, total: int) -> None:
        progress("encoding", done, total)

    with _uncollected():
        vectors = compute_vectors(corpus.nodes, encode, show, chunk=chunk or CHUNK)
        related = audit.relate(vectors, search)
        del vectors  # by far the largest thing there is
        report = audit.report(related)
    return report._replace(model=model, versions={**report.versions, "encoder": model})


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection: an audit makes many objects and no cycles, and looking for some is slow."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Weighing(NamedTuple):
    """Weighed pairs, what weighed them, the length of their vectors, and how each OKR reads by itself."""

    weighed: Weighed
    calibrator: Calibrator
    recalibrated: str
    size: int
    lone: Mapping[str, float]


class _Related(NamedTuple):
    """What gaps rest on, the version of the calibration, and how it was changed for this organisation."""

    context: GapContext
    calibration: str
    recalibrated: str


class _Audit:
    """One audit, step by step."""

    def __init__(
        self, corpus: Corpus, options: AuditOptions, decisions: Sequence[Decision], progress: Progress
    ) -> None:
        self._corpus = corpus
        self._nodes = corpus.nodes
        self._options = options
        self._decisions = decisions
        self._progress = progress
        self._versions = {"coach": __version__, "candidates": _say_weighed(options.candidates)}
        self._positions = {node.id: position for position, node in enumerate(corpus.nodes)}

    def relate(self, vectors: Vectors, search: Search | None) -> _Related:
        """Match, weigh and link: from here on, texts and links are all that is needed."""
        near = find_duplicates(self._nodes, vectors, minimum=self._options.limits.duplicate_from)
        weighing = self._match(vectors, search)
        context = self._context(weighing, near)
        return _Related(context, weighing.calibrator.version, weighing.recalibrated)

    def report(self, related: _Related) -> AlignmentReport:
        """Find gaps, and sum up."""
        context = related.context
        found = find_gaps(context)
        report = self.close(context.links, context.candidates, *honour_gaps(found, self._decisions))
        return report._replace(
            problems=(*report.problems, *find_unused(self._decisions, self._nodes, found)),
            threshold=context.threshold,
            recalibrated=related.recalibrated,
            versions={**report.versions, "calibration": related.calibration},
        )

    def _match(self, vectors: Vectors, search: Search | None) -> _Weighing:
        """Find candidates and weigh them."""
        decided = self._decided()
        self._progress("matching", 0, 1)
        pairs = match(self._nodes, vectors, limit=self._options.candidates, also=decided, search=search)
        self._progress("matching", 1, 1)
        self._progress("weighing", 0, 1)
        weighing = self._weigh(vectors, pairs, decided)
        self._progress("weighing", 1, 1)
        return weighing

    def close(
        self,
        links: Sequence[Link],
        candidates: Mapping[str, Sequence[Candidate]],
        gaps: Sequence[Gap],
        dismissed: Sequence[Gap],
    ) -> AlignmentReport:
        """What was found, with the headline figures."""
        return AlignmentReport(
            nodes=self._nodes,
            links=tuple(links),
            candidates=candidates,
            gaps=tuple(gaps),
            problems=self._corpus.problems,
            metrics=measure(self._corpus, links, gaps, dismissed, self._decisions),
            threshold=0.0,
            versions=self._versions,
            dismissed=tuple(dismissed),
        )

    def _decided(self) -> dict[tuple[int, int], bool]:
        """Positions of the pairs that people decided."""
        return {
            (self._positions[one.child], self._positions[one.parent]): one.confirmed
            for one in self._decisions
            if one.child in self._positions and one.parent in self._positions
        }

    def _weigh(self, vectors: Vectors, pairs: Pairs, decided: Mapping[tuple[int, int], bool]) -> _Weighing:
        calibrator = load_calibrator(vectors.size)
        features = compute_features(self._nodes, vectors, pairs, LexicalIndex(self._nodes))
        weighed = Weighed(pairs, features, calibrator.probabilities(features))
        rows = weighed.find(decided)
        answers = [(float(weighed.probabilities[row]), decided[pair]) for pair, row in rows.items()]
        changed, sentence = recalibrate(calibrator, answers)
        if changed is not calibrator:
            weighed = weighed._replace(probabilities=changed.probabilities(features))
        lone = read_lone(vectors, load_knowledge(vectors.size)).tolist()
        ids = (node.id for node in self._nodes)
        return _Weighing(weighed, changed, sentence, vectors.size, dict(zip(ids, lone, strict=True)))

    def _context(self, weighing: _Weighing, near: Sequence[Duplicate]) -> GapContext:
        """Links and near copies: all that a gap may rest on."""
        weighed, calibrator, wanted = weighing.weighed, weighing.calibrator, self._options.threshold
        threshold = calibrator.threshold if wanted is None else wanted
        candidates = CandidateTable([node.id for node in self._nodes], weighed.pairs, weighed.probabilities)
        links = make_links(
            self._nodes,
            weighed,
            threshold=threshold,
            explain=partial(explain, size=weighing.size),
            speaking=find_speaking(self._nodes, self._decisions),
        )
        return GapContext(
            nodes=self._nodes,
            links=honour_links(links, self._decisions, self._nodes, candidates),
            candidates=candidates,
            threshold=threshold,
            duplicates=near,
            limits=self._options.limits,
            problems=self._corpus.problems,
            doubt_parents=calibrator.orphan.doubt,
            doubt_support=calibrator.uncovered.doubt,
            lone=weighing.lone,
        )


def _say_weighed(limit: int | None) -> str:
    return "all" if limit is None else str(limit)
