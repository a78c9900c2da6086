"""`coach serve`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from coach.settings import CONFIG_VARIABLE, load_settings


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file to use.")] = None,
) -> None:
    """Answer reviews over HTTP. Only this machine can reach it unless --host says otherwise.

    Example:
      coach serve --port 8080
      curl localhost:8080/v1/rules
    """
    import uvicorn  # noqa: PLC0415 - no other command needs it

    if config is not None:
        load_settings(config)  # a wrong file must stop the command, not the server
        os.environ[CONFIG_VARIABLE] = str(config.resolve())
    # Faces do not import each other: the server finds the application by its name.
    uvicorn.run("coach.api.app:create_app", factory=True, host=host, port=port, server_header=False)
