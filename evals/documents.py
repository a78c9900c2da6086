"""How many key results of real documents the parser finds: `python -m evals.documents --data DIR`.

Reads `DIR/documents/*` and `DIR/documents/expected.jsonl`. A listed key result counts as found if, with
everything but letters and digits dropped and in lower case, it contains or is contained in an extracted
one and the shorter is at least 60% of the longer.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from coach.domain.okr import Document
from coach.parsing import read_document

__all__ = ["DocumentScore", "main", "matches", "score_documents"]

RECALL_FLOOR = 0.90
PRECISION_FLOOR = 0.75
SHARE = 0.6
LARGE_ORGANISATION = "GitLab"


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """Counts of one document. `missed` and `extra` are texts."""

    name: str
    organisation: str
    listed: int
    extracted: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Share of the listed key results that were found."""
        return 1 - len(self.missed) / self.listed if self.listed else 1.0

    @property
    def precision(self) -> float:
        """Share of the extracted key results that are listed."""
        return 1 - len(self.extra) / self.extracted if self.extracted else 1.0


def matches(listed: str, extracted: str) -> bool:
    """Whether two wordings are the same key result."""
    first, second = _plain(listed), _plain(extracted)
    shorter, longer = sorted((first, second), key=len)
    return bool(shorter) and shorter in longer and len(shorter) >= SHARE * len(longer)


def score_documents(folder: Path) -> list[DocumentScore]:
    """Scores of every document that `expected.jsonl` in the folder lists."""
    scores = []
    with (folder / "expected.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            document = read_document((folder / row["document"]).read_bytes(), row["document"])
            listed = [entry["key_result"] for entry in row["key_results"]]
            scores.append(_score(row["document"], row["org"], listed, _texts(document)))
    return scores


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0 where every document reaches the limits, else 1."""
    parser = argparse.ArgumentParser(prog="evals.documents", description="Recall of the document parser.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds documents/expected.jsonl")
    parser.add_argument(
        "--extra", action="store_true", help="also print what was extracted and is not listed"
    )
    options = parser.parse_args(arguments)
    scores = score_documents(options.data / "documents")
    for score in scores:
        print(
            f"{score.recall:6.1%} recall  {score.precision:6.1%} precision  "
            f"{score.listed:4d} listed  {score.name}"
        )
        for text in score.missed:
            print(f"         missed: {text}")
        for text in score.extra if options.extra else ():
            print(f"         extra:  {text}")
    small = [score for score in scores if score.organisation != LARGE_ORGANISATION]
    extracted = sum(score.extracted for score in small)
    extra = sum(len(score.extra) for score in small)
    precision = 1 - extra / extracted if extracted else 1.0
    lowest = min((score.recall for score in scores), default=1.0)
    print(
        f"lowest recall {lowest:.1%} (floor {RECALL_FLOOR:.0%}); "
        f"{precision:.1%} of the {extracted} extracted from"
    )
    print(f"smaller organisations are listed (floor {PRECISION_FLOOR:.0%})")
    return 0 if lowest >= RECALL_FLOOR and precision >= PRECISION_FLOOR else 1


def _score(name: str, organisation: str, listed: list[str], extracted: list[str]) -> DocumentScore:
    missed = tuple(text for text in listed if not any(matches(text, other) for other in extracted))
    extra = tuple(text for text in extracted if not any(matches(other, text) for other in listed))
    return DocumentScore(name, organisation, len(listed), len(extracted), missed, extra)


def _texts(document: Document) -> list[str]:
    return [
        key_result.text
        for okrs in document.sets
        for objective in okrs.objectives
        for key_result in objective.key_results
    ]


def _plain(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


if __name__ == "__main__":
    sys.exit(main())
