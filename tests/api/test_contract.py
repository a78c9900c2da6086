from __future__ import annotations

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from coach.api.app import create_app
from coach.api.openapi import write_contract
from coach.service import Service

ROOT = Path(__file__).parent.parent.parent
schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(Service()))
# A body that breaks the contract may also be too large, and that is found first.
schema.config.checks.negative_data_rejection.expected_statuses.append("413")


def test_the_committed_contract_is_the_one_that_the_code_has() -> None:
    committed = (ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")

    assert committed == write_contract(), "run: python -m coach.api.openapi > docs/openapi.json"


def test_the_page_about_the_api_names_every_route() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")

    assert all(path in page for path in create_app(Service()).openapi()["paths"])


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_server_keeps_its_contract_for_any_request(case: schemathesis.Case[Any]) -> None:
    # A text may fit the contract and still be no document, so a refusal of it is right.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
