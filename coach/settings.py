"""Settings: a file near the working directory, the command line, and the environment.

The nearest folder, going up, that holds `.okr-coach.toml` or a `pyproject.toml` with a `[tool.okr-coach]`
table gives the settings; in one folder `.okr-coach.toml` comes first. Nothing else reads the environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from coach.critic.protocol import CriticName
from coach.domain.finding import Severity
from coach.embedding.options import EmbeddingOptions, read_embedding_options
from coach.errors import ConfigurationError
from coach.llm.options import ModelOptions, read_options
from coach.reviewing.policy import Policy
from coach.rules import Limits, catalogue

__all__ = [
    "CONFIG_VARIABLE",
    "DOTFILE",
    "FailOn",
    "Profile",
    "Settings",
    "load_settings",
]

DOTFILE = ".okr-coach.toml"
PYPROJECT = "pyproject.toml"
CONFIG_VARIABLE = "OKR_COACH_CONFIG"
# Reading TOML takes milliseconds; most projects do not configure the coach in theirs.
_TABLE = re.compile(rb"okr-coach[\"']?\s*[\].=]")
_Choice = TypeVar("_Choice", bound=StrEnum)


class Profile(StrEnum):
    """`strict` wants a number and a baseline in every key result."""

    DEFAULT = "default"
    STRICT = "strict"


class FailOn(StrEnum):
    """The lowest severity that makes a review fail."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    NEVER = "never"

    def fails(self, severities: Iterable[Severity]) -> bool:
        """Whether one of the severities is at or above this one."""
        if self is FailOn.NEVER:
            return False
        lowest = Severity(self.value).rank
        return any(severity.rank >= lowest for severity in severities)


class Settings(NamedTuple):
    """Everything that can be configured. Field names are the keys of the file, with dashes.

    Attributes:
        select: Rules that run: codes, names, code prefixes, or `ALL`.
        ignore: Rules taken out of `select`.
        per_file_ignores: Glob to the rules that stay silent about files it matches.
        severities: Rule to the severity that replaces its own.
        limits: Numbers that rules compare with.
        profile: `default` or `strict`.
        fail_on: Lowest severity that makes `coach review` exit with 1.
        critic: Who judges meaning after the rules: `rules` (nobody), `local` or `llm`; `None` leaves it to
            the face: the command line asks nobody, the API the local critic.
        colour: Whether colours may be used; `NO_COLOR` or `TERM=dumb` in the environment turns them off.
        llm: The language model, from the `COACH_LLM_*` variables.
        embedding: How an audit encodes texts and where it keeps vectors, from `COACH_ENCODER` and
            `COACH_CACHE_DIR`.
        source: The file that was read, if any.
    """

    select: tuple[str, ...] = ("ALL",)
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    limits: Limits = Limits()
    profile: Profile = Profile.DEFAULT
    fail_on: FailOn = FailOn.WARNING
    critic: CriticName | None = None
    colour: bool = True
    llm: ModelOptions = ModelOptions()
    embedding: EmbeddingOptions = EmbeddingOptions()
    source: str = ""

    @property
    def policy(self) -> Policy:
        """What the service needs to know."""
        return Policy(
            select=self.select,
            ignore=self.ignore,
            per_file_ignores=self.per_file_ignores,
            severities=self.severities,
            limits=self.limits,
            strict=self.profile is Profile.STRICT,
        )


def load_settings(
    config: Path | None = None,
    *,
    start: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings.

    Args:
        config: A file to read instead of searching; `OKR_COACH_CONFIG` names one too.
        start: Folder where the search begins; the working directory by default.
        environment: Stands in for the process's environment.

    Raises:
        ConfigurationError: The file cannot be read, or a key, rule or value in it does not exist.
    """
    environment = os.environ if environment is None else environment
    settings = Settings(
        colour=not environment.get("NO_COLOR") and environment.get("TERM") != "dumb",
        llm=read_options(environment),
        embedding=read_embedding_options(environment),
    )
    named = config or (Path(environment[CONFIG_VARIABLE]) if environment.get(CONFIG_VARIABLE) else None)
    found = _read_named(named) if named else _search(start or Path.cwd())
    if found is None:
        return settings
    path, table = found
    return _Reader(_show_path(path)).read(table, settings)


def _search(start: Path) -> tuple[Path, Mapping[str, Any]] | None:
    for folder in (start, *start.resolve().parents):
        dotfile = folder / DOTFILE
        if dotfile.is_file():
            return dotfile, _read_toml(dotfile)
        pyproject = folder / PYPROJECT
        if pyproject.is_file() and _TABLE.search(_read_bytes(pyproject)):
            table = _pyproject_table(pyproject)
            if table is not None:
                return pyproject, table
    return None


def _read_named(path: Path) -> tuple[Path, Mapping[str, Any]]:
    if path.name != PYPROJECT:
        return path, _read_toml(path)
    table = _pyproject_table(path)
    if table is None:
        raise ConfigurationError(f"{_show_path(path)}: has no [tool.okr-coach] table")
    return path, table


def _pyproject_table(path: Path) -> Mapping[str, Any] | None:
    tool = _read_toml(path).get("tool", {})
    table = tool.get("okr-coach") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(f"{_show_path(path)}: tool.okr-coach must be a table")
    return table


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{_show_path(path)}: cannot be read: {error.strerror}") from error


def _read_toml(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most runs have no settings file and must start fast

    try:
        return tomllib.loads(_read_bytes(path).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{_show_path(path)}: is not valid TOML: {error}") from error


def _show_path(path: Path) -> str:
    """Relative to the working directory where that is shorter to read."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


class _Reader(NamedTuple):
    """Reads one settings table; every error names the file and the key."""

    path: str

    def read(self, table: Mapping[str, Any], settings: Settings) -> Settings:
        readers: dict[str, Callable[[str, Any], Any]] = {
            "select": self._selectors,
            "ignore": self._selectors,
            "per-file-ignores": self._per_file_ignores,
            "severities": self._severities,
            "limits": self._limits,
            "profile": lambda key, value: self._choice(key, value, Profile),
            "fail-on": lambda key, value: self._choice(key, value, FailOn),
            "critic": lambda key, value: self._choice(key, value, CriticName),
        }
        changes: dict[str, Any] = {}
        for key, value in table.items():
            if key not in readers:
                raise self._unknown("key", key, readers)
            changes[key.replace("-", "_")] = readers[key](key, value)
        return settings._replace(source=self.path, **changes)

    def _selectors(self, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, value, 'a list of rule codes, such as ["KR1", "KR204"]')
        for selector in value:
            self._check_selector(key, selector)
        return tuple(value)

    def _check_selector(self, key: str, selector: str) -> None:
        rules = catalogue()
        try:
            rules.matching((selector,))
        except ConfigurationError:
            known = [name for rule in rules.rules for name in (rule.code, rule.name)]
            raise self._unknown(f"rule in '{key}'", selector, known) from None

    def _per_file_ignores(self, key: str, value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
        table = self._table(key, value, '"drafts/*.md" = ["KR1"]')
        return tuple((glob, self._selectors(f"{key}.{glob}", rules)) for glob, rules in table.items())

    def _severities(self, key: str, value: Any) -> tuple[tuple[str, Severity], ...]:
        table = self._table(key, value, 'KR102 = "warning"')
        pairs = []
        for selector, severity in table.items():
            self._check_selector(key, selector)
            pairs.append((selector, self._choice(f"{key}.{selector}", severity, Severity)))
        return tuple(pairs)

    def _limits(self, key: str, value: Any) -> Limits:
        known = {limit.replace("_", "-"): limit for limit in Limits._fields}
        defaults = Limits()
        changes: dict[str, Any] = {}
        for name, number in self._table(key, value, "max-key-results = 5").items():
            if name not in known:
                raise self._unknown(f"limit in '{key}'", name, known)
            whole = isinstance(getattr(defaults, known[name]), int)
            changes[known[name]] = self._number(f"{key}.{name}", number, whole=whole)
        return defaults._replace(**changes)

    def _number(self, key: str, value: Any, *, whole: bool) -> float:
        if whole:
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise self._wrong(key, value, "a whole number from 1 up")
        elif isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self._wrong(key, value, "a number from 0 to 1")
        number: float = value
        return number

    def _table(self, key: str, value: Any, example: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(key, value, f"a table, such as {example}")
        return value

    def _choice(self, key: str, value: Any, choices: type[_Choice]) -> _Choice:
        names = [choice.value for choice in choices]
        if not isinstance(value, str):
            raise self._wrong(key, value, f"one of {', '.join(names)}")
        if value not in names:
            raise self._unknown(f"value of '{key}'", value, names)
        return choices(value)

    def _unknown(self, what: str, name: str, known: Iterable[str]) -> ConfigurationError:
        names = list(known)
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        near = near or get_close_matches(name.lower(), [known.lower() for known in names], n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(names)}"
        return ConfigurationError(f"{self.path}: unknown {what}: {name!r}{hint}")

    def _wrong(self, key: str, value: Any, wanted: str) -> ConfigurationError:
        return ConfigurationError(f"{self.path}: {key!r} is {value!r}, but must be {wanted}")
