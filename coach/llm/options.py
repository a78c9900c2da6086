"""How the language model is reached and what it may cost, from variables that the settings hand in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from coach.errors import ConfigurationError

__all__ = ["ModelOptions", "Secret", "read_options"]

_YES = frozenset(("1", "true", "yes", "on"))
_NO = frozenset(("", "0", "false", "no", "off"))


class Secret:
    """A text that no representation, log or error shows."""

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself; only the call to the provider needs it."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret(set)" if self._value else "Secret()"

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written anywhere")


class ModelOptions(NamedTuple):
    """Everything about the language model that can be configured.

    Attributes:
        model: `provider:model`, such as `openai:gpt-5-mini`; empty where none is wanted.
        base_url: Address of an OpenAI-compatible server; empty for the provider's own.
        key: The provider's key.
        off: The kill switch: nothing is ever sent.
        timeout: Seconds for one answer, waiting and retries included.
        concurrency: Questions that are under way at the same time.
        retries: How often a question is sent again after a failure that may pass.
        max_text: Longest objective or key result in characters; a longer one is not sent.
        max_request_tokens: Largest question with its answer, in tokens.
        max_day_tokens: Tokens of one UTC day.
        price_in: US dollars for a million tokens read.
        price_out: US dollars for a million tokens written.
        max_request_cost: US dollars for one question; `None` for no limit.
        max_day_cost: US dollars of one UTC day; `None` for no limit.
        state: Folder for answers and for what was spent; `None` keeps both in memory.
    """

    model: str = ""
    base_url: str = ""
    key: Secret = Secret()
    off: bool = False
    timeout: float = 30.0
    concurrency: int = 200
    retries: int = 2
    max_text: int = 2_000
    max_request_tokens: int = 12_000
    max_day_tokens: int = 2_000_000
    price_in: float = 0.0
    price_out: float = 0.0
    max_request_cost: float | None = None
    max_day_cost: float | None = None
    state: Path | None = None


def read_options(environment: Mapping[str, str]) -> ModelOptions:
    """The options that the variables `COACH_LLM_*` name; for the key and address also `OPENAI_*`.

    Raises:
        ConfigurationError: A value cannot be used; the message never holds a key.
    """
    read = _Reader(environment)
    default = ModelOptions()
    model = read.text("COACH_LLM_MODEL")
    speaks_openai = model.startswith("openai:")
    options = ModelOptions(
        model=_check_model(model),
        base_url=read.address("COACH_LLM_BASE_URL")
        or (read.address("OPENAI_BASE_URL") if speaks_openai else ""),
        key=Secret(read.text("COACH_LLM_API_KEY") or (read.text("OPENAI_API_KEY") if speaks_openai else "")),
        off=read.switch("COACH_LLM_OFF"),
        timeout=read.number("COACH_LLM_TIMEOUT", default.timeout, above=0),
        concurrency=read.whole("COACH_LLM_CONCURRENCY", default.concurrency, least=1),
        retries=read.whole("COACH_LLM_RETRIES", default.retries, least=0),
        max_text=read.whole("COACH_LLM_MAX_TEXT", default.max_text, least=1),
        max_request_tokens=read.whole("COACH_LLM_MAX_REQUEST_TOKENS", default.max_request_tokens, least=1),
        max_day_tokens=read.whole("COACH_LLM_MAX_DAY_TOKENS", default.max_day_tokens, least=1),
        price_in=read.number("COACH_LLM_PRICE_IN", 0.0),
        price_out=read.number("COACH_LLM_PRICE_OUT", 0.0),
        max_request_cost=read.limit("COACH_LLM_MAX_REQUEST_COST"),
        max_day_cost=read.limit("COACH_LLM_MAX_DAY_COST"),
        state=_find_state(read),
    )
    wants_limit = options.max_request_cost is not None or options.max_day_cost is not None
    if wants_limit and not (options.price_in or options.price_out):
        raise ConfigurationError(
            "COACH_LLM_MAX_REQUEST_COST and COACH_LLM_MAX_DAY_COST need COACH_LLM_PRICE_IN and"
            " COACH_LLM_PRICE_OUT, in US dollars for a million tokens"
        )
    return options


def _check_model(model: str) -> str:
    provider, colon, name = model.partition(":")
    if model and not (provider and colon and name):
        raise ConfigurationError(
            f"COACH_LLM_MODEL is {model!r}, but must be provider:model, such as openai:gpt-5-mini"
        )
    return model


def _find_state(read: _Reader) -> Path | None:
    """The folder that is named, else one among the user's caches, else none."""
    named = read.text("COACH_LLM_STATE")
    if named:
        return Path(named)
    caches, home = read.text("XDG_CACHE_HOME"), read.text("HOME")
    if caches:
        return Path(caches) / "okr-coach"
    return Path(home) / ".cache" / "okr-coach" if home else None


class _Reader(NamedTuple):
    environment: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.environment.get(name, "").strip()

    def switch(self, name: str) -> bool:
        value = self.text(name).lower()
        if value not in _YES | _NO:
            raise ConfigurationError(f"{name} is {value!r}, but must be 1 or 0")
        return value in _YES

    def address(self, name: str) -> str:
        value = self.text(name)
        if not value:
            return ""
        try:
            parts = urlsplit(value)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise ConfigurationError(f"{name} must be an address such as http://127.0.0.1:8080/v1")
        if parts.username is not None or parts.password is not None or parts.query:
            raise ConfigurationError(f"{name} holds a secret; give the key in COACH_LLM_API_KEY")
        return value.rstrip("/")

    def number(self, name: str, default: float, *, above: float | None = None) -> float:
        value = self.text(name)
        if not value:
            return default
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        low_enough = number > above if above is not None else number >= 0
        if not math.isfinite(number) or not low_enough:
            wanted = "a number above 0" if above is not None else "a number from 0 up"
            raise ConfigurationError(f"{name} is {value!r}, but must be {wanted}")
        return number

    def limit(self, name: str) -> float | None:
        return self.number(name, 0.0) if self.text(name) else None

    def whole(self, name: str, default: int, *, least: int) -> int:
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdigit()) or int(value) < least:
            raise ConfigurationError(f"{name} is {value!r}, but must be a whole number from {least} up")
        return int(value)
