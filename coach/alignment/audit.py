"""The audit: from a corpus to a report.

This module and those that it imports need numpy; nothing else imports it before an audit is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from coach import __version__
from coach.alignment.calibrate import Calibrator, explain, load_calibrator
from coach.alignment.candidates import CandidateTable
from coach.alignment.confirmations import find_speaking, find_unused, honour_gaps, honour_links
from coach.alignment.duplicates import find_duplicates
from coach.alignment.features import compute_features
from coach.alignment.gaps import GapContext, find_gaps
from coach.alignment.lexical import LexicalIndex
from coach.alignment.links import make_links
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

    vectors = compute_vectors(corpus.nodes, encode, show, chunk=chunk or CHUNK)
    report = audit.run(vectors, search)
    return report._replace(model=model, versions={**report.versions, "encoder": model})


class _Weighing(NamedTuple):
    """Weighed pairs, and what weighed them."""

    weighed: Weighed
    calibrator: Calibrator
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
        self._positions = {node.id: position for position, node in enumerate(corpus.nodes)}

    def run(self, vectors: Vectors, search: Search | None) -> AlignmentReport:
        """Match, weigh, link and find gaps."""
        decided = self._decided()
        self._progress("matching", 0, 1)
        pairs = match(self._nodes, vectors, limit=self._options.candidates, also=decided, search=search)
        self._progress("matching", 1, 1)
        self._progress("weighing", 0, 1)
        weighing = self._weigh(vectors, pairs, decided)
        self._progress("weighing", 1, 1)
        weighed = weighing.weighed
        candidates = CandidateTable([node.id for node in self._nodes], weighed.pairs, weighed.probabilities)
        context = self._context(vectors, weighing, candidates)
        found = find_gaps(context)
        report = self.close(context.links, candidates, *honour_gaps(found, self._decisions))
        return report._replace(
            problems=(*report.problems, *find_unused(self._decisions, self._nodes, found)),
            threshold=context.threshold,
            recalibrated=weighing.recalibrated,
            versions={**report.versions, "calibration": weighing.calibrator.version},
        )

    def close(
        self,
        links: Sequence[Link],
        candidates: Mapping[str, tuple[Candidate, ...]],
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
            versions={"coach": __version__, "candidates": _say_weighed(self._options.candidates)},
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
        return _Weighing(weighed, changed, sentence)

    def _context(self, vectors: Vectors, weighing: _Weighing, candidates: CandidateTable) -> GapContext:
        """Links and near copies: all that a gap may rest on."""
        weighed, calibrator, wanted = weighing.weighed, weighing.calibrator, self._options.threshold
        threshold = calibrator.threshold if wanted is None else wanted
        tell = partial(explain, size=vectors.size)
        links = make_links(
            self._nodes,
            vectors,
            weighed,
            threshold=threshold,
            explain=tell,
            speaking=find_speaking(self._nodes, self._decisions),
        )
        limits = self._options.limits
        return GapContext(
            nodes=self._nodes,
            links=honour_links(links, self._decisions, self._nodes, candidates),
            candidates=candidates,
            threshold=threshold,
            duplicates=find_duplicates(self._nodes, vectors, minimum=limits.duplicate_from),
            limits=limits,
            problems=self._corpus.problems,
            doubt_parents=calibrator.orphan.doubt,
            doubt_support=calibrator.uncovered.doubt,
        )


def _say_weighed(limit: int | None) -> str:
    return "all" if limit is None else str(limit)
