from __future__ import annotations

import gc
import json
import socket
from http.client import HTTPConnection
from urllib.parse import urlsplit

from scripts.scripted_server import answer_plainly, run_scripted_server

QUESTION = {
    "response_format": {"json_schema": {"name": "rewrite"}},
    "messages": [{"role": "user", "content": "<key_result>Fewer returns</key_result>"}],
}


def test_a_key_result_comes_back_in_its_own_words() -> None:
    with run_scripted_server(answer_plainly(0)) as address:
        url = urlsplit(address)
        caller = HTTPConnection(url.netloc, timeout=5)
        caller.request("POST", f"{url.path}/chat/completions", json.dumps(QUESTION))
        answer = json.load(caller.getresponse())
        caller.close()

    content = json.loads(answer["choices"][0]["message"]["content"])
    assert content["candidates"][0]["text"] == "Fewer returns from [baseline] to [target]"


def test_connections_that_callers_keep_open_end_with_the_server() -> None:
    with run_scripted_server(answer_plainly(0)) as address:
        url = urlsplit(address)
        idle = socket.create_connection((url.hostname, url.port), timeout=5)
        caller = HTTPConnection(url.netloc, timeout=5)
        caller.request("POST", f"{url.path}/chat/completions", json.dumps(QUESTION))
        caller.getresponse().read()
        kept = caller.sock
    gc.collect()  # a transport left open would warn here

    assert (kept.recv(1), idle.recv(1)) == (b"", b"")
    caller.close()
    idle.close()
