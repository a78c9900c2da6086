"""`python -m evals.benchmarks [NAME ...]`: print the figures; 1 when a limit does not hold."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import evals.benchmarks as folder
from evals.benchmarks import Measurement


def main(wanted: list[str]) -> int:
    """Run the named benchmarks, or all."""
    names = [info.name for info in pkgutil.iter_modules(folder.__path__) if not info.name.startswith("_")]
    unknown = set(wanted) - set(names)
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(names)}", file=sys.stderr)
        return 2
    failed = False
    for name in wanted or names:
        print(name)
        for measurement in importlib.import_module(f"{folder.__name__}.{name}").measure():
            print(f"  {_line(measurement)}", flush=True)
            failed = failed or measurement.holds is False
    return 1 if failed else 0


def _line(measurement: Measurement) -> str:
    verdict = {True: "holds", False: "DOES NOT HOLD", None: ""}[measurement.holds]
    limit = f"limit {measurement.limit}: {verdict}" if measurement.limit else ""
    return f"{measurement.name:<58} {measurement.value:>12,.3f} {measurement.unit:<3} {limit}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
