"""Every error that the coach raises on purpose.

```
CoachError
├── InputError              what the caller gave cannot be read; exit code 2, HTTP 4xx
│   ├── UnreadableInput     not text, not this format, wrong encoding, broken archive
│   ├── MalformedInput      the format is known, its content breaks the format
│   └── InputTooLarge       over a stated limit
├── ModelUnavailable        a model on this machine cannot be used; the answer degrades and says so
│   ├── EncoderMissing      the extra `embedding` is not installed
│   ├── EncoderMismatch     the encoder's weights are not the ones that the coach was measured with
│   └── WeightsBroken       the critic's own weights are missing, broken or for another encoder
├── ConfigurationError      a setting names something that does not exist or does not fit
├── ModelError              a language model gave no usable answer; becomes a reason beside the result
└── InternalError           a defect of the coach; exit code 3, HTTP 500
```

A message names the file, the line where there is one, the offending text and what to do.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "CoachError",
    "ConfigurationError",
    "EncoderMismatch",
    "EncoderMissing",
    "InputError",
    "InputTooLarge",
    "InternalError",
    "MalformedInput",
    "ModelUnavailable",
    "UnreadableInput",
    "WeightsBroken",
]

_QUOTE_LENGTH = 80


class CoachError(Exception):
    """Base of every deliberate error."""


class InputError(CoachError):
    """The input cannot be used.

    Args:
        reason: One sentence on what is wrong and what to do.
        source: File name or another name of the input.
        line: 1-based line in the source, where one is known.
        text: The offending text; shortened to 80 characters.
    """

    def __init__(self, reason: str, *, source: str = "", line: int | None = None, text: str = "") -> None:
        self.reason = reason
        self.source = source
        self.line = line
        self.text = text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1] + "…"
        super().__init__(str(self))

    def at(self, source: str, line: int | None = None) -> InputError:
        """The same error, placed in a source."""
        return type(self)(
            self.reason, source=source, line=self.line if line is None else line, text=self.text
        )

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source or 'input'}:{self.line}"
        quoted = f" (at {self.text!r})" if self.text else ""
        return f"{place}: {self.reason}{quoted}" if place else f"{self.reason}{quoted}"


class UnreadableInput(InputError):
    """The bytes are not what their name or the caller says."""


class MalformedInput(InputError):
    """The format is known and its content breaks it."""


class InputTooLarge(InputError):
    """The input is over a stated limit."""


class ModelUnavailable(CoachError):
    """A model that runs on this machine cannot be used."""


class EncoderMissing(ModelUnavailable):
    """The extra `embedding` is not installed."""


class EncoderMismatch(ModelUnavailable):
    """The encoder's weights are not the ones that the coach was measured with."""


class WeightsBroken(ModelUnavailable):
    """The critic's own weights are missing, broken, or made for another encoder."""


class ConfigurationError(CoachError):
    """A setting names something that does not exist or does not fit."""


class ModelCause(StrEnum):
    """Why a language model gave no usable answer."""

    OFF = "off"
    NOT_CONFIGURED = "not-configured"
    NO_KEY = "no-key"
    NOT_INSTALLED = "not-installed"
    TOO_LONG = "too-long"
    OVER_BUDGET = "over-budget"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    REJECTED = "rejected"
    REFUSED = "refused"
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    WRONG_SCHEMA = "wrong-schema"

    @property
    def may_pass(self) -> bool:
        """Whether asking again soon can help."""
        return self in (ModelCause.UNREACHABLE, ModelCause.RATE_LIMITED, ModelCause.SERVER_ERROR)


class ModelError(CoachError):
    """A language model gave no usable answer.

    Its message is our own sentence: what a provider says may repeat a key or the text, so it is never shown.

    Args:
        cause: What happened.
        reason: One sentence for the reader of a result.
        retry_after: Seconds that the provider asks to wait, where it does.
    """

    def __init__(self, cause: ModelCause, reason: str, *, retry_after: float | None = None) -> None:
        self.cause = cause
        self.reason = reason
        self.retry_after = retry_after
        super().__init__(reason)


class InternalError(CoachError):
    """A defect of the coach itself, such as a rule that crashed."""
