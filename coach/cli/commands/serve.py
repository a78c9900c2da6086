"""`coach serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


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

    from coach.api.app import create_app  # noqa: PLC0415
    from coach.bootstrap import build_service  # noqa: PLC0415
    from coach.settings import load_settings  # noqa: PLC0415

    uvicorn.run(create_app(build_service(load_settings(config))), host=host, port=port, server_header=False)
