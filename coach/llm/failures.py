"""What a provider's error means to us. Its words are never shown: they may repeat a key or a text."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from coach.errors import ModelCause, ModelError
from coach.llm.ledger import read_utc
from coach.llm.model import Reply

__all__ = ["read_failure"]

_RATE_LIMITED, _SERVER_ERROR = 429, 500
_BROKEN_OFF = frozenset(("ReadError", "WriteError", "CloseError", "ProxyError", "RemoteProtocolError"))
"""What the HTTP library calls a connection that ends before the answer is there."""


def read_failure(error: Exception) -> ModelError | Reply:
    """What a provider's error means. The status and the header are used, the words never."""
    name = type(error).__name__
    if name == "LengthFinishReasonError":
        return Reply("", "length")
    if name in ("ContentFilterFinishReasonError", "OpenAIRefusalError"):
        return Reply("", "content_filter")
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return ModelError(ModelCause.TIMEOUT, "the model did not answer in time")
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if not isinstance(status, int):
        if isinstance(error, ConnectionError) or "Connect" in name or name in _BROKEN_OFF:
            return ModelError(ModelCause.UNREACHABLE, "the model's server cannot be reached")
        return ModelError(ModelCause.MALFORMED, f"the model's reply cannot be read ({name})")
    if status == _RATE_LIMITED:
        wait = _read_wait(getattr(response, "headers", {}))
        return ModelError(
            ModelCause.RATE_LIMITED, "the model's server asks to slow down (429)", retry_after=wait
        )
    if status >= _SERVER_ERROR:
        wait = _read_wait(getattr(response, "headers", {}))
        return ModelError(ModelCause.SERVER_ERROR, f"the model's server failed ({status})", retry_after=wait)
    return ModelError(ModelCause.REJECTED, f"the model's server rejected the request ({status})")


def _read_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds of a `Retry-After` header, which holds seconds or a date."""
    value = headers.get("retry-after")
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - read_utc()).total_seconds())
    except (TypeError, ValueError):
        return None
