from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, for one module: while it runs no other event loop can. Skips where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as engine:
        started = engine.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


class Watched:
    """A page and everything that must not happen on it: messages, errors, dialogs, requests."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.events: list[str] = []
        page.on("console", lambda message: self.events.append(message.text))
        page.on("pageerror", lambda error: self.events.append(str(error)))
        page.on("dialog", lambda dialog: self.events.append(dialog.message))
        page.on("request", self._note)

    def _note(self, request: Any) -> None:
        if not request.url.startswith("file://"):
            self.events.append(request.url)

    def rows(self) -> list[str]:
        """Messages of the gaps that are shown, in order."""
        return self.page.locator("tbody.gap:not([hidden]) .open").all_inner_texts()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Opens a page; when the test ends, nothing may have happened on it that must not."""
    pages: list[Watched] = []

    def open_page(data: bytes, width: int = 1280, **options: Any) -> Watched:
        path = tmp_path / "page.html"
        path.write_bytes(data)
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        watched = Watched(context.new_page())
        watched.page.goto(path.as_uri())
        pages.append(watched)
        return watched

    yield open_page
    for watched in pages:
        assert watched.events == []
        watched.page.context.close()
