"""What stands between the coach and a language model: switch, cache, budget, limit, timeout and retries."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from weakref import WeakKeyDictionary

from coach.errors import ModelCause, ModelError
from coach.llm.answer import read_answer
from coach.llm.cache import AnswerCache, make_key
from coach.llm.ledger import Ledger, Spent
from coach.llm.model import Answer, ChatModel, Hear, ModelRequest, Reply
from coach.llm.options import ModelOptions

__all__ = ["Guard", "estimate_tokens"]

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 8.0
_CHARACTERS_PER_TOKEN = 3
"""Fewer than any tokenizer has for European text, so that the estimate is above what is billed."""
_LAST_LATIN = 0x2FF
_MILLION = 1_000_000
_RANDOM = secrets.SystemRandom()


def estimate_tokens(text: str) -> int:
    """An upper estimate of the tokens of a text; scripts without spaces count one per character."""
    if text.isascii():
        return -(-len(text) // _CHARACTERS_PER_TOKEN)
    wide = sum(ord(character) > _LAST_LATIN for character in text)
    return wide + -(-(len(text) - wide) // _CHARACTERS_PER_TOKEN)


class Guard:
    """Asks a model within the options, or says why not.

    Args:
        model: Who is asked.
        options: The limits.
        ledger: What was spent today; by default as the options say.
        cache: Answers given before; by default as the options say.
        sleep: Waits between attempts.
        jitter: A number 0..1 that spreads attempts of many callers.
    """

    def __init__(
        self,
        model: ChatModel,
        options: ModelOptions,
        *,
        ledger: Ledger | None = None,
        cache: AnswerCache | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = _RANDOM.random,
    ) -> None:
        self._model = model
        self._options = options
        self._ledger = ledger or Ledger(options.state)
        self._cache = cache or AnswerCache(options.state)
        self._sleep = sleep
        self._jitter = jitter
        # A semaphore belongs to one event loop; a process may run several, one after the other.
        self._slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def max_text(self) -> int:
        """Longest text in characters that may be sent."""
        return self._options.max_text

    async def ask(self, request: ModelRequest, hear: Hear | None = None) -> Answer:
        """An answer of the request's schema. One that was given before is not heard, only returned.

        Raises:
            ModelError: There is none, and why.
        """
        if self._options.off:
            raise ModelError(ModelCause.OFF, "language models are switched off by COACH_LLM_OFF")
        key = make_key(request, f"{self.name} {self._options.base_url}")
        known = self._cache.find(key)
        if known is not None:
            return Answer(known, self.name, cached=True)
        reserved, day = self._reserve(request)
        used = reserved
        try:
            try:
                async with asyncio.timeout(self._options.timeout):
                    reply = await self._ask_with_retries(request, hear)
            except TimeoutError:
                reason = f"the model did not answer within {self._options.timeout:g} s"
                raise ModelError(ModelCause.TIMEOUT, reason) from None
            except ModelError:
                used = Spent()  # an attempt without a reply is not billed
                raise
            used = self._price(reply, reserved)
        finally:
            self._ledger.add(used.minus(reserved), day)
        content = read_answer(reply, request.schema)
        self._cache.keep(key, content)
        return Answer(content, self.name)

    async def close(self) -> None:
        """Give connections back."""
        await self._model.close()

    async def _ask_with_retries(self, request: ModelRequest, hear: Hear | None) -> Reply:
        slots = self._slots.setdefault(
            asyncio.get_running_loop(), asyncio.Semaphore(self._options.concurrency)
        )
        attempt = 0
        while True:
            try:
                async with slots:
                    return await self._model.ask(request, hear)
            except ModelError as error:
                if attempt >= self._options.retries or not error.cause.may_pass:
                    raise
                wait = self._choose_wait(attempt, error.retry_after)
                if wait > self._options.timeout:
                    raise
            attempt += 1
            await self._sleep(wait)

    def _choose_wait(self, attempt: int, retry_after: float | None) -> float:
        """As long as the provider asks, else longer from attempt to attempt; spread over the callers."""
        backoff: float = min(_LONGEST_WAIT, _FIRST_WAIT * 2**attempt) * self._jitter()
        return backoff if retry_after is None else retry_after + backoff / 10

    def _reserve(self, request: ModelRequest) -> tuple[Spent, str]:
        """Set aside the most that the request can cost, on a day.

        Raises:
            ModelError: It is over a budget.
        """
        options = self._options
        tokens_in = estimate_tokens(request.system) + estimate_tokens(request.user)
        most = Spent(tokens_in + request.max_output_tokens, self._cost(tokens_in, request.max_output_tokens))
        if most.tokens > options.max_request_tokens:
            limit = options.max_request_tokens
            reason = f"the question needs up to {most.tokens:,} tokens; the limit is {limit:,}"
            raise ModelError(ModelCause.OVER_BUDGET, reason)
        if options.max_request_cost is not None and most.cost > options.max_request_cost:
            raise ModelError(
                ModelCause.OVER_BUDGET, "the question may cost more than one question is allowed to"
            )
        # First set aside, then look: each of several processes that ask at once sees what the others took.
        day = self._ledger.add(most)
        today = self._ledger.today()
        used_up = ""
        if today.tokens > options.max_day_tokens:
            used_up = "the tokens of this day are used up"
        elif options.max_day_cost is not None and today.cost > options.max_day_cost:
            used_up = "the money of this day is used up"
        if used_up:
            self._ledger.add(Spent().minus(most), day)
            raise ModelError(ModelCause.OVER_BUDGET, used_up)
        return most, day

    def _price(self, reply: Reply, reserved: Spent) -> Spent:
        """What the reply cost; what was set aside where the provider does not say."""
        tokens = reply.input_tokens + reply.output_tokens
        return Spent(tokens, self._cost(reply.input_tokens, reply.output_tokens)) if tokens else reserved

    def _cost(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self._options.price_in + tokens_out * self._options.price_out) / _MILLION
