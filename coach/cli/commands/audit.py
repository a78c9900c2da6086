"""`coach audit`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.cli._audit_options import Engine
from coach.cli._configured import split_selectors
from coach.domain.alignment import GapKind
from coach.embedding.options import Precision
from coach.output.audit import AuditFormat
from coach.parsing.formats import Format
from coach.settings import load_settings


def audit(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="Files, folders, globs, or - for standard input.")
    ],
    *,
    output_format: Annotated[
        AuditFormat,
        typer.Option("--format", metavar="FORMAT", help=f"Write one of: {', '.join(AuditFormat)}."),
    ] = AuditFormat.TEXT,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the report here.")] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the HTML page here, beside the report.")
    ] = None,
    links: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Honour the answers in this links file.")
    ] = None,
    write_links: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write suggested links and gaps here, to confirm or reject."),
    ] = None,
    since: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Say what changed since this JSON report.")
    ] = None,
    candidates: Annotated[
        str, typer.Option(metavar="N|all", help="Possible parents that JSON and XLSX list for each OKR.")
    ] = "3",
    threshold: Annotated[
        float | None,
        typer.Option(metavar="P", min=0.0, max=1.0, help="Probability from which a suggested link counts."),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Set a limit of the gaps, such as max_teams=15; repeat."),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KINDS", help=f"Gap kinds that end with exit code 1: {', '.join(GapKind)}, any, or never."
        ),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(metavar="ENGINE", help="local, or ray: encode and match on a Ray cluster."),
    ] = Engine.LOCAL,
    ray_address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A running Ray cluster, such as auto; else one starts here."),
    ] = None,
    opinions: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, help="Ask the language model about at most N pairs near the threshold."
        ),
    ] = 0,
    encoder: Annotated[
        Precision | None,
        typer.Option(metavar="HOW", help=f"How the encoder computes: {', '.join(Precision)}."),
    ] = None,
    cache: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep vectors in this folder, for the next audit.")
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Keep no vectors.")] = False,
    input_format: Annotated[
        Format | None,
        typer.Option(metavar="FORMAT", help=f"Read every input as one of: {', '.join(Format)}."),
    ] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file to use.")] = None,
) -> None:
    """Audit the alignment of a whole organisation: who supports which goal, and what nobody supports.

    Exit codes: 0 no gap of --fail-on, 1 such a gap, 2 bad input or usage, 3 internal error.

    Examples:
      coach audit okrs/ --html audit.html
      coach audit okrs/ --write-links links.yaml
      coach audit okrs/ --links links.yaml --since last.json --format json --output now.json
      coach audit company.md teams/ --fail-on orphan,uncovered
    """
    if cache is not None and no_cache:
        raise typer.BadParameter("give --cache or --no-cache, not both")
    from coach.cli._audit import run_audit  # noqa: PLC0415 - `--help` must not load the audit
    from coach.cli._audit_options import (  # noqa: PLC0415
        AuditRequest,
        read_candidates,
        read_fail_on,
        read_limits,
    )

    request = AuditRequest(
        paths=tuple(paths),
        output_format=output_format,
        output=output,
        html=html,
        links=links,
        write_links=write_links,
        since=since,
        candidates=read_candidates(candidates),
        fail_on=read_fail_on(split_selectors(fail_on)),
        limits=read_limits(limit or ()),
        threshold=threshold,
        input_format=input_format,
        engine=engine,
        ray_address=ray_address,
        opinions=opinions,
    )
    settings = load_settings(config)
    embedding = settings.embedding._replace(
        precision=encoder or settings.embedding.precision,
        cache=None if no_cache else cache or settings.embedding.cache,
    )
    raise typer.Exit(run_audit(request, settings._replace(embedding=embedding)))
