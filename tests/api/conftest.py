from __future__ import annotations

import pytest

from coach.api.app import create_app
from coach.service import Service
from tests.support.http_client import HttpClient


@pytest.fixture(scope="session")
def client() -> HttpClient:
    """The application with all rules and default settings."""
    return HttpClient(create_app(Service()))
