"""Settings with the command line's own choices on top."""

from __future__ import annotations

from collections.abc import Iterable

from coach.critic.protocol import CriticName
from coach.settings import FailOn, Profile, Settings

__all__ = ["split_selectors", "with_options"]


def split_selectors(values: Iterable[str] | None) -> tuple[str, ...]:
    """Rules given by repeating an option, by commas, or both."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def with_options(
    settings: Settings,
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    strict: bool = False,
    fail_on: FailOn | None = None,
    critic: CriticName | None = None,
) -> Settings:
    """The settings, changed where the command line says so. `--ignore` adds, the others replace."""
    return settings._replace(
        select=select or settings.select,
        ignore=settings.ignore + ignore,
        profile=Profile.STRICT if strict else settings.profile,
        fail_on=fail_on or settings.fail_on,
        critic=critic or settings.critic,
    )
