"""Solvers: ways to build the coach that a task measures."""

from __future__ import annotations

from collections.abc import Callable

from coach.critic.local import load_local_critic
from coach.critic.local_rewrite import LocalRewriter
from coach.critic.protocol import CriticName
from coach.embedding.bulk import start_bulk_encoder
from coach.embedding.options import EmbeddingOptions, Precision
from coach.errors import ConfigurationError, ModelUnavailable
from coach.reviewing.policy import Policy
from coach.service import Service
from evals.task import Unscored

__all__ = ["SOLVERS", "build_solver"]


def _missing(reason: str) -> Callable[[], Service]:
    def build() -> Service:
        raise Unscored(reason)

    return build


def _build_local() -> Service:
    """The rules, the local critic, and the encoder of audits.

    Raises:
        Unscored: The extra `embedding` is not installed, or the critic's weights cannot be used.
    """
    try:
        critic = load_local_critic()
    except ModelUnavailable as error:
        raise Unscored(str(error)) from error
    return Service(
        critics={CriticName.LOCAL: lambda: critic},
        critic=CriticName.LOCAL,
        rewriters={CriticName.LOCAL: lambda: LocalRewriter(critic)},
        encoder=lambda: start_bulk_encoder(EmbeddingOptions(Precision.FLOAT32)),
    )


SOLVERS: dict[str, Callable[[], Service]] = {
    "rules": Service,
    "strict": lambda: Service(Policy(strict=True)),
    "local": _build_local,
    "llm": _missing("no answers of a capable language model are recorded"),
}


def build_solver(name: str) -> Service:
    """The coach of a solver.

    Raises:
        ConfigurationError: There is no such solver.
        Unscored: The solver is not built yet.
    """
    if name not in SOLVERS:
        raise ConfigurationError(f"no solver {name!r}; there are {', '.join(SOLVERS)}")
    return SOLVERS[name]()
