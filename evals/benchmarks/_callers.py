"""Many callers at once, in a process of their own: `python -m evals.benchmarks._callers PORT FIRST COUNT`.

Prints how long it took until all had their answer, and how many were worded by the model. Sockets without an
HTTP library, so that the callers take little of the machine that they share with the worker.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

from evals.benchmarks._texts import OBJECTIVE, write_weak

__all__ = ["improve"]


async def improve(port: int, number: int) -> str:
    """Ask for one improvement by the model; who worded it."""
    body = json.dumps({"key_result": write_weak(number), "objective": OBJECTIVE, "critic": "llm"}).encode()
    head = (
        "POST /v1/key-results/improve HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    return str(json.loads(answer.partition(b"\r\n\r\n")[2])["source"])


async def _improve_many(port: int, first: int, count: int) -> tuple[float, int]:
    start = time.perf_counter()
    sources = await asyncio.gather(*(improve(port, number) for number in range(first, first + count)))
    return time.perf_counter() - start, sources.count("llm")


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_improve_many(*map(int, sys.argv[1:])))))
