"""`/v1/rules`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from coach.api.deps import ServiceOfApp
from coach.api.models import Problem, Rule, RuleList
from coach.output.json_v1 import rule_object

router = APIRouter(prefix="/v1/rules", tags=["rules"])


@router.get("", response_model=RuleList)
def list_rules(service: ServiceOfApp) -> dict[str, Any]:
    """Every rule with its document."""
    return {"schema": "coach.rules/v1", "rules": [rule_object(rule) for rule in service.rules()]}


@router.get(
    "/{code}",
    response_model=Rule,
    responses={404: {"model": Problem, "description": "No such rule"}, 422: {"model": Problem}},
)
def get_rule(code: str, service: ServiceOfApp) -> dict[str, Any]:
    """One rule by code or name."""
    return rule_object(service.rule(code))
