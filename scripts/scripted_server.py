"""A loopback server that speaks the OpenAI protocol and answers from a script: for recordings and benchmarks.

`python -m scripts.scripted_server SECONDS` prints its address, then answers each question after that time.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

__all__ = ["ScriptedAnswer", "answer_plainly", "chat_completion", "run_scripted_server"]


@dataclass(frozen=True)
class ScriptedAnswer:
    """One HTTP response, after some seconds."""

    body: Mapping[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


_PIECE = 7
Script = Callable[[Mapping[str, Any]], ScriptedAnswer]


def chat_completion(content: str | None, finish: str = "stop", refusal: str | None = None) -> dict[str, Any]:
    """The body of a chat completion."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return {
        "id": "chatcmpl-synthetic",
        "object": "chat.completion",
        "created": 1_772_323_200,
        "model": "synthetic",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": 400, "completion_tokens": 60, "total_tokens": 460},
    }


def answer_plainly(seconds: float) -> Script:
    """One candidate in the key result's own words, for any question about a rewrite; else no points."""

    def answer(question: Mapping[str, Any]) -> ScriptedAnswer:
        wanted = question["response_format"]["json_schema"]["name"]
        user = question["messages"][-1]["content"]
        start = user.index("<key_result>") + len("<key_result>") if "<key_result>" in user else 0
        text = user[start : user.index("</key_result>")] if start else ""
        reworded = f"{text} from [baseline] to [target]"
        content: dict[str, Any] = {"key_results": []}
        if wanted == "rewrite":
            content = {"candidates": [{"text": reworded, "change": "The start of the change is asked for."}]}
        return ScriptedAnswer(chat_completion(json.dumps(content)), seconds=seconds)

    return answer


@contextmanager
def run_scripted_server(script: Script) -> Iterator[str]:
    """Serve in a thread of this process, and yield the address."""
    ready: Future[tuple[str, Callable[[], object]]] = Future()

    async def serve() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        connections = _Connections(script)
        async with await connections.listen() as server:
            ready.set_result((_address(server), partial(loop.call_soon_threadsafe, stop.set)))
            await stop.wait()
        await connections.end()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    address, stop_serving = ready.result()
    try:
        yield address
    finally:
        stop_serving()
        thread.join()


class _Connections:
    """Callers' connections, which stay open until the caller or the server ends them."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._welcome, "127.0.0.1", 0, backlog=1_000)

    async def end(self) -> None:
        """Close every connection, whether its caller waits for an answer or not."""
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for handler, writer in self._open.items():
                writer.close()
                handler.cancel()
            # What was accepted a moment ago is welcomed first, and ended in the next round.
            await asyncio.wait(others, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(0)  # sockets are closed one step after their connection

    def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handler = asyncio.create_task(self._answer_all(reader, writer))
        self._open[handler] = writer
        handler.add_done_callback(self._open.pop)

    async def _answer_all(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await _answer_one(reader, writer, self._script):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def _address(server: asyncio.Server) -> str:
    return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"


async def _answer_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, script: Script) -> bool:
    """Answer one request of a connection that stays open; false at its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    question = json.loads(await reader.readexactly(length))
    answer = script(question)
    if answer.seconds:
        await asyncio.sleep(answer.seconds)
    if question.get("stream") and "choices" in answer.body:
        writer.write(_write_stream(answer.body))
        await writer.drain()
        return True
    body = json.dumps(answer.body).encode()
    headers = {"content-type": "application/json", "content-length": str(len(body)), **answer.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"HTTP/1.1 {answer.status} Scripted\r\n{lines}\r\n".encode() + body)
    await writer.drain()
    return True


def _write_stream(body: Mapping[str, Any]) -> bytes:
    """The same answer as server-sent events, its text in pieces of a few characters."""
    [choice] = body["choices"]
    content = choice["message"]["content"] or ""
    deltas: list[dict[str, Any]] = [
        {"content": content[at : at + _PIECE]} for at in range(0, len(content), _PIECE)
    ]
    deltas.append({"refusal": choice["message"]["refusal"]})
    pieces: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas
    ]
    pieces.append({"choices": [{"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}]})
    pieces.append({"choices": [], "usage": body["usage"]})
    events = [f"data: {json.dumps(piece)}\n\n" for piece in pieces]
    stream = "".join([*events, "data: [DONE]\n\n"]).encode()
    head = f"content-type: text/event-stream\r\ncontent-length: {len(stream)}\r\n"
    return f"HTTP/1.1 200 Scripted\r\n{head}\r\n".encode() + stream


async def _serve_forever(seconds: float) -> None:
    server = await _Connections(answer_plainly(seconds)).listen()
    print(_address(server), flush=True)  # noqa: T201 - the caller reads it
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(_serve_forever(float(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(0)
