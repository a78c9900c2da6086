"""Requests to the application in this process, through ASGI and without a socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI

__all__ = ["HttpClient"]


class HttpClient:
    """Sends one request at a time; a defect comes back as the answer that a stranger would see."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, path: str) -> httpx.Response:
        """Send a GET."""
        return self.request("GET", path)

    def post(self, path: str, json: object) -> httpx.Response:
        """Send JSON."""
        return self.request("POST", path, json=json)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request."""
        return asyncio.run(self._send(method, path, options))

    async def _send(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://coach.test") as client:
            return await client.request(method, path, **options)
