"""`coach init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.cli._console import print_note
from coach.cli._template import SETTINGS_TEMPLATE
from coach.errors import InputError
from coach.settings import DOTFILE


def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where to write it.")] = Path(),
) -> None:
    """Write a commented settings file, .okr-coach.toml. An existing one is never overwritten.

    Example:
      coach init
    """
    path = folder / DOTFILE
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(SETTINGS_TEMPLATE)
    except FileExistsError:
        raise InputError("exists already; edit it, or move it away first", source=str(path)) from None
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", source=str(path)) from error
    print_note(f"wrote {path}")
