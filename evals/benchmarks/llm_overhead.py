"""What the coach adds to a language model's own time, and how many callers one worker serves at once.

The model is a loopback server in a process of its own that answers after a known time.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from coach.critic.llm_start import LlmStarter
from coach.critic.protocol import CriticName
from coach.llm.model import ModelRequest
from coach.llm.options import ModelOptions
from coach.parsing import read_key_result
from coach.service import Service
from evals.benchmarks import Measurement

_SECONDS = 0.1
_QUESTIONS = 40
_LIMIT = 0.015
_CALLERS = 200
_ANSWER_SECONDS = 1.0
_CALLERS_LIMIT = 4.0
_OBJECTIVE = "Shops order without calling us"


def measure() -> Iterator[Measurement]:
    """Medians of alternating questions; then many callers over HTTP against one worker."""
    own, through = asyncio.run(_compare())
    added = statistics.median(through) - statistics.median(own)
    yield Measurement("the model's own answer, median", statistics.median(own), "s")
    yield Measurement("improve by the model beyond that, median", added, "s", f"< {_LIMIT}", added < _LIMIT)
    seconds, by_model = asyncio.run(_serve_many())
    name = f"{_CALLERS} improvements at once, a model of {_ANSWER_SECONDS:g} s"
    yield Measurement(name, seconds, "s", f"< {_CALLERS_LIMIT:g}", seconds < _CALLERS_LIMIT)
    yield Measurement("of them worded by the model", by_model, "", f"= {_CALLERS}", by_model == _CALLERS)


def _write_text(number: int) -> str:
    return f"Increase online orders a week to {1_000 + number}"


async def _compare() -> tuple[list[float], list[float]]:
    """Seconds of the bare question and of the whole path, in turns, each text new to every cache."""
    with _run_model(_SECONDS) as address:
        options = ModelOptions(model="openai:scripted", base_url=address, max_day_tokens=10**9)
        starter = LlmStarter(options)
        service = Service(rewriters={CriticName.LLM: starter.start_rewriter})
        own, through = [], []
        async with httpx.AsyncClient() as client:
            for number in range(_QUESTIONS + 3):
                own.append(await _time_question(client, address, number))
                start = time.perf_counter()
                key_result, okrs = read_key_result(_write_text(number + 1), _OBJECTIVE)
                template = service.improve(key_result, okrs.objectives[0], okrs)
                improved = await service.criticise_improvement(
                    template, _OBJECTIVE, CriticName.LLM, okrs=okrs
                )
                through.append(time.perf_counter() - start)
                if improved.source != "llm":
                    raise RuntimeError(f"not worded by the model: {improved.critic.reason}")
        await starter.close()
    return own[3:], through[3:]


async def _time_question(client: httpx.AsyncClient, address: str, number: int) -> float:
    question = ModelRequest("", f"<key_result>{_write_text(number)}</key_result>", {}, "rewrite", "", 1)
    body = {
        "messages": [{"role": "user", "content": question.user}],
        "response_format": {"json_schema": {"name": question.schema_name}},
    }
    start = time.perf_counter()
    (await client.post(f"{address}/chat/completions", json=body)).raise_for_status()
    return time.perf_counter() - start


async def _serve_many() -> tuple[float, int]:
    """Seconds until all callers have their answer, and how many were worded by the model."""
    limits = httpx.Limits(max_connections=None)
    with _run_model(_ANSWER_SECONDS) as address, _run_api(address) as api:
        async with httpx.AsyncClient(base_url=api, timeout=60, limits=limits) as client:

            async def improve(number: int) -> str:
                body = {"key_result": _write_text(number), "objective": _OBJECTIVE, "critic": "llm"}
                response = await client.post("/v1/key-results/improve", json=body)
                return str(response.raise_for_status().json()["source"])

            await _wait_until_ready(client)
            await improve(0)
            start = time.perf_counter()
            sources = await asyncio.gather(*(improve(number) for number in range(1, _CALLERS + 1)))
            return time.perf_counter() - start, sources.count("llm")


async def _wait_until_ready(client: httpx.AsyncClient) -> None:
    for _ in range(300):
        try:
            (await client.get("/healthz")).raise_for_status()
        except httpx.TransportError:
            await asyncio.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


@contextmanager
def _run_model(seconds: float) -> Iterator[str]:
    with _run([sys.executable, "-m", "scripts.scripted_server", str(seconds)], {}) as process:
        if process.stdout is None:
            raise RuntimeError("the scripted server has no output")
        yield process.stdout.readline().decode().strip()


@contextmanager
def _run_api(address: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        port = _find_port()
        variables = {
            "COACH_LLM_MODEL": "openai:scripted",
            "COACH_LLM_BASE_URL": address,
            "COACH_LLM_STATE": str(Path(folder) / "state"),
            "COACH_LLM_MAX_DAY_TOKENS": str(10**9),
        }
        command = [sys.executable, "-m", "coach", "serve", "--port", str(port)]
        with _run(command, variables):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def _run(command: list[str], variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, **variables}
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _find_port() -> int:
    import socket  # noqa: PLC0415 - only this benchmark needs a free port

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
