"""`python -m coach.api.openapi > docs/openapi.json` writes the contract that a test compares."""

from __future__ import annotations

import json
import sys

from coach.api.app import create_app
from coach.service import Service

__all__ = ["write_contract"]


def write_contract() -> str:
    """The OpenAPI document as it is committed."""
    return json.dumps(create_app(Service()).openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(write_contract())
