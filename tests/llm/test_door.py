from __future__ import annotations

import asyncio
import subprocess
import sys
import threading

import pytest

from coach.errors import ModelCause, ModelError
from coach.llm.door import ModelDoor
from coach.llm.model import ChatModel
from coach.llm.options import ModelOptions
from coach.llm.scripted import ScriptedModel
from tests.support.model_requests import make_request

YES = {"ok": True}


class Builder:
    """Builds a scripted model when the gate is open, and counts how often."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.gate = threading.Event()
        self.model = ScriptedModel(lambda _: YES)
        self.built = 0
        if is_open:
            self.gate.set()

    def __call__(self, _: ModelOptions) -> ChatModel:
        self.gate.wait(timeout=30)
        self.built += 1
        return self.model


def test_the_model_is_built_once_for_all_who_ask() -> None:
    build = Builder()
    door = ModelDoor(ModelOptions(), build)

    async def ask() -> None:
        await asyncio.gather(*(door.ask(make_request(str(number))) for number in range(5)))

    asyncio.run(ask())
    asyncio.run(ask())

    assert build.built == 1


def test_the_event_loop_goes_on_while_the_model_is_loaded() -> None:
    build = Builder(is_open=False)
    door = ModelDoor(ModelOptions(), build)

    async def run() -> object:
        asking = asyncio.create_task(door.ask(make_request()))
        await asyncio.sleep(0)
        assert not asking.done()
        build.gate.set()  # only a loop that goes on comes to this line
        return (await asking).content

    assert asyncio.run(run()) == YES


def test_a_caller_who_goes_away_does_not_take_the_model_from_the_others() -> None:
    build = Builder(is_open=False)
    door = ModelDoor(ModelOptions(), build)

    async def run() -> object:
        gone, stays = (asyncio.create_task(door.ask(make_request(user))) for user in ("a", "b"))
        await asyncio.sleep(0)
        gone.cancel()
        build.gate.set()
        return (await stays).content

    assert asyncio.run(run()) == YES


def test_why_there_is_no_model_is_told_each_time() -> None:
    door = ModelDoor(ModelOptions(model="openai:some-model"))

    for _ in range(2):
        with pytest.raises(ModelError) as caught:
            asyncio.run(door.ask(make_request()))
        assert caught.value.cause is ModelCause.NO_KEY


def test_a_defect_on_the_way_reaches_who_asks() -> None:
    def build(_: ModelOptions) -> ChatModel:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(ModelDoor(ModelOptions(), build).open())


def test_a_door_that_was_never_opened_loads_nothing_to_close() -> None:
    build = Builder()

    asyncio.run(ModelDoor(ModelOptions(), build).close())

    assert build.built == 0


def test_the_loop_answers_while_the_real_library_is_loaded() -> None:
    """In a process of its own, for here the library is loaded already."""
    program = (
        "import asyncio, sys\n"
        "from coach.llm.door import ModelDoor\n"
        "from coach.llm.options import ModelOptions\n"
        "async def run():\n"
        "    door = ModelDoor(ModelOptions(model='openai:m', base_url='http://127.0.0.1:9/v1'))\n"
        "    opening, turns = asyncio.create_task(door.open()), 0\n"
        "    while not opening.done():\n"
        "        await asyncio.sleep(0)\n"
        "        turns += 'langchain_openai' not in sys.modules\n"
        "    await opening\n"
        "    print(turns, 'langchain_openai' in sys.modules)\n"
        "asyncio.run(run())\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    turns, loaded = run.stdout.split()
    assert int(turns) > 10
    assert loaded == "True"
