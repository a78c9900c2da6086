"""Review and improve through a real model over a real server: `make live`. Skips where the extra is absent.

What the small model says is worthless; what is checked is the way: each question reaches the server, each
result says who spoke and why, no finding changes, and no wording that is shown holds what was not given.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from coach.bootstrap import build_service
from coach.critic.protocol import CriticName
from coach.domain.review import Improvement
from coach.llm.options import ModelOptions
from coach.parsing import Format, read_key_result, read_text
from coach.settings import Settings
from scripts.model_server import MODEL, PORT, MissingExtra, run_server

__all__ = ["main"]

_PATIENCE = 900.0
_DOCUMENT = """\
# Objective: Shops order without calling us

- KR1: Publish 5 guides for shop owners
"""
_WEAK = "Increase the share of online orders"


async def _walk(address: str, state: Path) -> list[str]:
    """What went wrong."""
    options = ModelOptions(model=f"openai:{MODEL}", base_url=address, timeout=_PATIENCE, state=state)
    service = build_service(Settings(llm=options, critic=CriticName.LLM))
    faults = []
    plain = service.review_document(read_text(_DOCUMENT, "live.md", Format.MARKDOWN))
    review = await service.criticise_document(plain)
    [key_result] = review.sets[0].objectives[0].key_results
    print(f"review: {key_result.critic.used}: {key_result.critic.reason or 'answered'}")  # noqa: T201 - a command
    if review.findings != plain.findings:
        faults.append("the review lost or gained a finding")
    key_result_read, okrs = read_key_result(_WEAK, "Shops order without calling us")
    template = service.improve(key_result_read, okrs.objectives[0], okrs)
    shown: list[Improvement] = []
    improved = await service.criticise_improvement(
        template, okrs.objectives[0].text, okrs=okrs, show=shown.append
    )
    print(f"shown while the model wrote: {len(shown)}")  # noqa: T201
    print(f"improve: {improved.critic.used}: {improved.critic.reason or 'answered'}: {improved.after}")  # noqa: T201
    if not all(candidate.guardrails.passed for candidate in shown):
        faults.append("a wording was shown that did not pass the checks")
    if not improved.guardrails.passed or not (improved.source == "llm" or improved.critic.reason):
        faults.append("the improvement neither passed the checks nor says why it is the template")
    await service.close()
    return faults


def main() -> int:
    """0 where the way works or cannot be walked here, 1 where it breaks."""
    try:
        with run_server(PORT + 1) as address, tempfile.TemporaryDirectory() as folder:
            faults = asyncio.run(_walk(address, Path(folder)))
            if not list(Path(folder).glob("spent-*.jsonl")):
                faults.append("no question reached the ledger")
    except MissingExtra as reason:
        print(f"skipped: {reason}")  # noqa: T201
        return 0
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
