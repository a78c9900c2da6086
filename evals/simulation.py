"""Simulated histories of key results with known outcomes, for the risk model: no real one has both.

A key result gets a cycle (6 weeks to a year), a rhythm that fits it, and a hidden end: how far it would come,
drawn so that about half reach their goal. On its way there it follows one of the shapes people know: even,
slow at first (S-curve), late jump, early success that levels off, a stall from some day on, or steps. A
random walk comes on top, and every reading carries measurement noise.

The author sees the hidden end through a fog that clears as the cycle goes on, leans to one side (hopeful or
gloomy), may always say the same number, or may just carry the pace on. Check-ins are missed at random, more
of them where things go badly; some go silent for good; some give no value or no confidence.

A `World` holds the numbers. `FITTED` is the one that the model learns from. `OTHER` has other shapes, heavier
noise, other authors and another base rate: it tells how much of the figures is the simulator's own
handwriting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import exp, sqrt
from random import Random

from coach.domain.checkin import CheckIn, CyclePlan, KeyResultKind, OkrType, Rhythm, Track

__all__ = ["FITTED", "OTHER", "Shape", "Simulated", "World", "simulate"]

_START = date(2025, 1, 6)
_CYCLES = (
    (42, Rhythm.WEEKLY),
    (91, Rhythm.WEEKLY),
    (91, Rhythm.BIWEEKLY),
    (182, Rhythm.BIWEEKLY),
    (364, Rhythm.MONTHLY),
)
_BASELINE, _TARGET = 20.0, 70.0
_HEAVY, _NO_CONFIDENCE, _NO_VALUE, _HALF = 0.05, 0.06, 0.04, 0.5
_BEHIND, _NEVER, _STEEP = 0.15, 2.0, 0.18


class Shape(StrEnum):
    """How a key result gets to its end."""

    EVEN = "even"
    S_CURVE = "s-curve"
    LATE_JUMP = "late jump"
    EARLY = "early"
    STALL = "stall"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class World:
    """Parameters of a simulation.

    Attributes:
        end_mean: Mean of the hidden end of an aspirational key result; a committed one gets 0.25 more.
        end_spread: Its standard deviation.
        shapes: Weight of each `Shape`, in its order.
        walk: Standard deviation of the random walk over a whole cycle.
        noise: Standard deviation of a reading.
        heavy_tails: Whether walk and noise have occasional large steps.
        committed: Share of committed key results.
        fog: Standard deviation of what the author sees at the start of the cycle.
        lean: Standard deviation of the author's lean, in points of confidence.
        hope: Mean of that lean.
        stubborn: Share of authors who always say the same.
        pace_readers: Share of authors who only carry the pace on.
        missed: Share of check-ins that are missed where things go well.
        missed_when_bad: The same where they go badly.
        silent: Share of key results that go silent for good at some time, of those that will get there.
        silent_when_bad: The same of those that will not.
        literal: Share of authors whose confidence is about the full target, also where it is aspirational.
    """

    end_mean: float = 0.72
    end_spread: float = 0.38
    shapes: tuple[float, float, float, float, float, float] = (0.32, 0.18, 0.12, 0.13, 0.15, 0.10)
    walk: float = 0.10
    noise: float = 0.03
    heavy_tails: bool = False
    committed: float = 0.4
    fog: float = 0.40
    lean: float = 1.3
    hope: float = 0.7
    stubborn: float = 0.15
    pace_readers: float = 0.15
    missed: float = 0.08
    missed_when_bad: float = 0.25
    silent: float = 0.05
    silent_when_bad: float = 0.15
    literal: float = 0.6


FITTED = World()
OTHER = World(
    end_mean=0.62,
    end_spread=0.45,
    shapes=(0.15, 0.10, 0.25, 0.10, 0.30, 0.10),
    walk=0.16,
    noise=0.05,
    heavy_tails=True,
    committed=0.25,
    fog=0.60,
    lean=1.8,
    hope=1.2,
    stubborn=0.25,
    pace_readers=0.30,
    missed=0.20,
    missed_when_bad=0.30,
    silent=0.15,
    silent_when_bad=0.15,
    literal=0.9,
)


@dataclass(frozen=True, slots=True)
class Simulated:
    """A history seen on a day, and how it ended.

    Attributes:
        track: The key result with all of its check-ins, those after `day` included.
        day: The day it is seen at, within the cycle.
        end: Progress at the end of the cycle.
        reached: Whether that is the goal of its type or more.
    """

    track: Track
    day: date
    end: float
    reached: bool


def simulate(world: World, count: int, seed: int) -> Iterator[Simulated]:
    """Histories of a world; the same seed gives the same ones."""
    random = Random(seed)  # noqa: S311 - a simulation, no secret
    for number in range(count):
        yield _simulate_one(world, random, f"simulated {number + 1}")


def _simulate_one(world: World, random: Random, name: str) -> Simulated:
    days, rhythm = random.choice(_CYCLES)
    cycle = CyclePlan("simulated", _START, _START + timedelta(days=days), rhythm)
    stated = OkrType.COMMITTED if random.random() < world.committed else OkrType.ASPIRATIONAL
    lift = 0.25 if stated is OkrType.COMMITTED else 0.0
    path = _walk_path(world, random, random.gauss(world.end_mean + lift, world.end_spread), days)
    reached = path[-1] >= stated.strong_grade
    track = Track(
        name,
        "Simulation",
        "",
        "",
        "A simulated number",
        KeyResultKind.METRIC,
        stated,
        "",
        _BASELINE,
        _TARGET,
        cycle,
    )
    check_ins = tuple(_check_in(world, random, track, path))
    seen = random.uniform(0.12, 0.95)
    return Simulated(
        track._replace(check_ins=check_ins), _START + timedelta(days=round(seen * days)), path[-1], reached
    )


def _walk_path(world: World, random: Random, end: float, days: int) -> list[float]:
    """Progress of every day from the first to the last."""
    share = _choose_shape(world, random)
    step = world.walk / sqrt(days)
    drift, path = 0.0, []
    for day in range(days + 1):
        drift += _noise(world, random, step)
        path.append(end * share(day / days) + drift)
    return path


def _choose_shape(world: World, random: Random) -> Callable[[float], float]:
    """From the share of the cycle that is over to the share of the way that is done."""
    shape = random.choices(tuple(Shape), world.shapes)[0]
    turn, width = random.uniform(0.35, 0.85), random.uniform(0.04, 0.12)
    low, high = 1 / (1 + exp(turn / width)), 1 / (1 + exp(-(1 - turn) / width))
    power = random.uniform(0.35, 0.7)
    jump, before = random.uniform(0.5, 0.97), random.uniform(0.0, 0.4)
    stall, pieces = random.uniform(0.25, 0.8), random.randint(2, 5)
    shapes: dict[Shape, Callable[[float], float]] = {
        Shape.EVEN: lambda time: time,
        Shape.S_CURVE: lambda time: (1 / (1 + exp(-(time - turn) / width)) - low) / (high - low),
        Shape.LATE_JUMP: lambda time: before * time / jump if time < jump else 1.0,
        Shape.EARLY: lambda time: time**power,
        Shape.STALL: lambda time: min(time / stall, 1.0),
        Shape.STEPS: lambda time: int(time * pieces) / pieces,
    }
    return shapes[shape]


def _noise(world: World, random: Random, spread: float) -> float:
    if world.heavy_tails and random.random() < _HEAVY:
        return random.gauss(0, 4 * spread)
    return random.gauss(0, spread)


def _check_in(world: World, random: Random, track: Track, path: list[float]) -> Iterator[CheckIn]:
    """The check-ins that are kept, and what they say."""
    days, rhythm, goal = len(path) - 1, track.cycle.rhythm, track.type.strong_grade
    say = _choose_author(world, random, goal, path)
    silent = world.silent if path[-1] >= goal else world.silent_when_bad
    silent_from = random.uniform(0.2, 0.9) if random.random() < silent else _NEVER
    no_confidence, no_value = random.random() < _NO_CONFIDENCE, random.random() < _NO_VALUE
    for day in range(rhythm.days, days, rhythm.days):
        time = day / days
        bad = path[day] < goal * time - _BEHIND
        if time >= silent_from or random.random() < (world.missed_when_bad if bad else world.missed):
            continue
        read = path[day] + _noise(world, random, world.noise)
        confidence = None if no_confidence else float(min(max(round(say(day)), 0), 10))
        value: float | None = round(_BASELINE + read * (_TARGET - _BASELINE), 1)
        if no_value and random.random() < _HALF:
            value = None
        yield CheckIn(_START + timedelta(days=day), value, confidence, author="author")


def _choose_author(world: World, random: Random, goal: float, path: list[float]) -> Callable[[int], float]:
    """What an author says on a day, before it is rounded to 0..10."""
    lean, fixed = random.gauss(world.hope, world.lean), random.choice((5, 6, 7, 7, 8, 8, 9))
    kind = random.random()
    aim = 1.0 if random.random() < world.literal else goal
    days = len(path) - 1

    def say(day: int) -> float:
        if kind < world.stubborn:
            return fixed
        time = day / days
        sight = path[-1]
        if kind < world.stubborn + world.pace_readers:
            sight = path[day] / max(time, 0.1)
        sight += random.gauss(0, world.fog * (1 - 0.7 * time))
        return 10 / (1 + exp(-(sight - aim) / _STEEP)) + lean

    return say
