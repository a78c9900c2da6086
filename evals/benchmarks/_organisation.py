"""An invented organisation of any size, for measuring speed: its texts are all distinct.

Sentences of the train split, with other numbers, are said of a customer group or a place. What supports what
means nothing here; only size, length and shape are as in real organisations.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["count_nodes", "write_organisation"]

_TRAIN = Path(__file__).parent.parent / "datasets" / "key_results.train.jsonl"
_GROUPS = """
new customers|returning guests|hospitals|schools|hotels|small shops|wholesalers|commuters|students|
pensioners|tenants|drivers|nurses|farmers|bakeries|restaurants|clinics|suppliers|franchise partners|
apprentices|night shifts|field staff|call centre staff|first-time buyers|families|freelancers|
municipalities|repair shops|subscribers|trial users|warehouse teams|installers|auditors|insurers|
care homes|pharmacies|charities|architects|event organisers|tour operators|language schools|
sports clubs|museums|libraries|harbours|workshops|dairies|printers|garages|nurseries|translators|
recruiters|landlords|builders|growers|brewers|couriers|editors
"""
_PLACES = """
Tarnbridge|Kelby|Osterley Vale|Marrow Point|Hallin|Drumcastle|Vessby|Norrhamn|Lindau Park|Ferrow|
Castelnuovo Alto|Brenning|Saltmarsh|Ulverton|Pendry|Akerby|Rosemoor|Harrowgate South|Tilden|
Quayside East|Monteverde|Skelwith|Aldermoor|Birchover|Corran|Dunmere|Eastleigh Park|Fenwick|Gransha|
Holloway North|Inver|Jutland West|Kestrel Bay|Lowmoor|Mossley|Netherby|Oakhanger|Plas Newydd|
Ravensden|Stillwater|Thornaby|Upper Wexcombe|Varberg|Westerfolk|Yarrow|Zennor|Ashdown|Bellerive|
Carrick|Dovedale
"""
_NUMBER = re.compile(r"\d+")
_TEXTS_PER_NODE = 4
_COMPANY, _DEPARTMENT_SHARE, _TEAM_SHARE = 8, 0.006, 0.25


def count_nodes(texts: int) -> int:
    """How many nodes hold so many distinct texts: each has an objective and three key results."""
    return texts // _TEXTS_PER_NODE


def write_organisation(path: Path, nodes: int, *, edited: float = 0.0) -> None:
    """Write an organisation as one JSONL.

    Args:
        path: The file.
        nodes: How many nodes.
        edited: Share of the nodes of which every text is worded anew.
    """
    with path.open("w", encoding="utf-8") as file:
        for row in _make_rows(nodes, edited):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _make_rows(nodes: int, edited: float) -> Iterator[dict[str, Any]]:
    maker = _Maker()
    chooser = random.Random(3)  # noqa: S311 - the same choice in every run
    departments = max(4, round(nodes * _DEPARTMENT_SHARE))
    teams = max(8, round(nodes * _TEAM_SHARE))
    for number in range(nodes):
        texts = maker.make()
        if chooser.random() < edited:
            texts = tuple(f"{text}, revised" for text in texts)
        level = (
            "company"
            if number < _COMPANY
            else "department"
            if number < _COMPANY + departments
            else "team"
            if number < _COMPANY + departments + teams
            else "individual"
        )
        yield {
            "id": f"n{number}",
            "level": level,
            "team": "" if level == "company" else f"{level.title()} {number // 2}",
            "cycle": "2026-Q4",
            "objective": texts[0],
            "key_results": list(texts[1:]),
        }


class _Maker:
    """Makes texts that no other node has."""

    def __init__(self) -> None:
        rows = [json.loads(line) for line in _TRAIN.read_text(encoding="utf-8").splitlines()]
        self._key_results = list(dict.fromkeys(row["key_result"] for row in rows))
        self._objectives = list(dict.fromkeys(row["objective"] for row in rows))
        self._groups = [group.strip() for group in _GROUPS.split("|")]
        self._places = [place.strip() for place in _PLACES.split("|")]
        self._random = random.Random(7)  # noqa: S311 - the same texts in every run
        self._seen: set[str] = set()

    def make(self) -> tuple[str, ...]:
        """An objective and three key results."""
        key_results = (self._new(self._key_results) for _ in range(_TEXTS_PER_NODE - 1))
        return (self._new(self._objectives), *key_results)

    def _new(self, phrases: list[str]) -> str:
        while True:
            text = _NUMBER.sub(self._renumber, self._random.choice(phrases).rstrip("."))
            group, place = self._random.choice(self._groups), self._random.choice(self._places)
            endings = (f" for {group} in {place}", f" in {place}, {group}", f", {group} of {place}")
            text += self._random.choice(endings)
            if text not in self._seen:
                self._seen.add(text)
                return text

    def _renumber(self, match: re.Match[str]) -> str:
        """Another number of as many digits."""
        digits = len(match.group())
        return str(self._random.randint(10 ** (digits - 1), 10**digits - 1))
