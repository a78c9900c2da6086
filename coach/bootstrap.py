"""Composition root: settings in, a service with its parts out."""

from __future__ import annotations

from coach.service import Service
from coach.settings import Settings, load_settings

__all__ = ["build_service"]


def build_service(settings: Settings | None = None) -> Service:
    """The service as the settings describe it; without settings, as the nearest file does.

    Raises:
        ConfigurationError: A setting does not fit.
    """
    return Service((settings or load_settings()).policy)
