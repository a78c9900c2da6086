"""What the coach adds to a language model's own time, and how many callers one worker serves at once.

The model is a loopback server that answers after a known time. The model, the worker and the callers are
three processes; on a machine that others use too, the worker's processor time says more than the clock.
"""

from __future__ import annotations

import asyncio
import json
import math
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

from coach.critic.llm_rewrite import LlmRewriter
from coach.critic.protocol import CriticName
from coach.llm.door import ModelDoor
from coach.llm.model import ModelRequest
from coach.llm.options import ModelOptions
from coach.parsing import read_key_result
from coach.service import Service
from evals.benchmarks import Measurement
from evals.benchmarks._callers import improve
from evals.benchmarks._texts import OBJECTIVE, write_weak

_SECONDS = 0.1
_QUESTIONS = 40
_LIMIT = 0.015
_CALLERS = 200
_ROUNDS = 3
_ANSWER_SECONDS = 1.0
_CALLERS_LIMIT = 4.0


def measure() -> Iterator[Measurement]:
    """Medians of alternating questions; then the best of three rounds of many callers against one worker."""
    own, through, busy = asyncio.run(_compare())
    added = statistics.median(through) - statistics.median(own)
    yield Measurement("the model's own answer, median", statistics.median(own), "s")
    yield Measurement("improve by the model beyond that, median", added, "s", f"< {_LIMIT}", added < _LIMIT)
    yield Measurement("processor time of that, client included, median", statistics.median(busy), "s")
    yield Measurement("questions that may be under way at once, by default", ModelOptions().concurrency, "")
    rounds = list(_serve_many())
    seconds, by_model, worked = min(rounds)
    name = f"{_CALLERS} improvements at once, one worker, a model of {_ANSWER_SECONDS:g} s"
    yield Measurement(name, seconds, "s", f"< {_CALLERS_LIMIT:g}", seconds < _CALLERS_LIMIT)
    yield Measurement("the slowest of the rounds", max(rounds)[0], "s")
    if not math.isnan(worked):
        # What is left of the time when the model's own is taken off is all that the worker may compute.
        most = _CALLERS_LIMIT - _ANSWER_SECONDS
        yield Measurement("processor time of the worker", worked, "s", f"< {most:g}", worked < most)
    yield Measurement("of them worded by the model", by_model, "", f"= {_CALLERS}", by_model == _CALLERS)


async def _compare() -> tuple[list[float], list[float], list[float]]:
    """Seconds of the bare question, of the whole path, and of the processor for it; no text is in a cache."""
    with _run_model(_SECONDS) as address:
        door = ModelDoor(ModelOptions(model="openai:scripted", base_url=address, max_day_tokens=10**9))
        service = Service(rewriters={CriticName.LLM: lambda: LlmRewriter(door)})
        own, through, busy = [], [], []
        async with httpx.AsyncClient() as client:
            for number in range(_QUESTIONS + 3):
                own.append(await _time_question(client, address, number))
                start, worked = time.perf_counter(), time.process_time()
                key_result, okrs = read_key_result(write_weak(number + 1), OBJECTIVE)
                template = service.improve(key_result, okrs.objectives[0], okrs)
                improved = await service.criticise_improvement(template, OBJECTIVE, CriticName.LLM, okrs=okrs)
                through.append(time.perf_counter() - start)
                busy.append(time.process_time() - worked)
                if improved.source != "llm":
                    raise RuntimeError(f"not worded by the model: {improved.critic.reason}")
        await door.close()
    return own[3:], through[3:], busy[3:]


async def _time_question(client: httpx.AsyncClient, address: str, number: int) -> float:
    question = ModelRequest("", f"<key_result>{write_weak(number)}</key_result>", {}, "rewrite", "", 1)
    body = {
        "messages": [{"role": "user", "content": question.user}],
        "response_format": {"json_schema": {"name": question.schema_name}},
    }
    start = time.perf_counter()
    (await client.post(f"{address}/chat/completions", json=body)).raise_for_status()
    return time.perf_counter() - start


def _serve_many() -> Iterator[tuple[float, int, float]]:
    """Of each round: seconds until all have their answer, how many the model worded, the worker's seconds."""
    with _run_model(_ANSWER_SECONDS) as address, _run_api(address) as (worker, port):
        asyncio.run(_wait_until_ready(port))
        asyncio.run(improve(port, 0))  # the model's library is loaded
        for first in range(1, _ROUNDS * _CALLERS, _CALLERS):
            before = _read_processor_time(worker)
            command = [
                sys.executable,
                "-m",
                "evals.benchmarks._callers",
                str(port),
                str(first),
                str(_CALLERS),
            ]
            told = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own command
            seconds, by_model = json.loads(told.stdout)
            yield seconds, by_model, _read_processor_time(worker) - before


def _read_processor_time(process: int) -> float:
    """Seconds of processor time that a process used so far; not a number where the system does not tell."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return math.nan
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _wait_until_ready(port: int) -> None:
    for _ in range(300):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise RuntimeError("the server did not start")


@contextmanager
def _run_model(seconds: float) -> Iterator[str]:
    with _run([sys.executable, "-m", "scripts.scripted_server", str(seconds)], {}) as process:
        if process.stdout is None:
            raise RuntimeError("the scripted server has no output")
        yield process.stdout.readline().decode().strip()


@contextmanager
def _run_api(address: str) -> Iterator[tuple[int, int]]:
    """Yield the worker's process and port."""
    with tempfile.TemporaryDirectory() as folder:
        port = _find_port()
        variables = {
            "COACH_LLM_MODEL": "openai:scripted",
            "COACH_LLM_BASE_URL": address,
            "COACH_LLM_STATE": str(Path(folder) / "state"),
            "COACH_LLM_MAX_DAY_TOKENS": str(10**9),
        }
        command = [sys.executable, "-m", "coach", "serve", "--port", str(port)]
        with _run(command, variables) as process:
            yield process.pid, port


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
