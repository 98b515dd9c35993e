"""Limits what the engine can read to what the page contains."""

from __future__ import annotations

import base64
import re

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pressroom.errors import Problem

__all__ = ["EmbeddedFetcher", "FatalURLFetchingError"]

EMBEDDED_FACE = re.compile(r'url\("data:(font/ttf);base64,([A-Za-z0-9+/=]+)"\)')


class EmbeddedFetcher(URLFetcher):  # type: ignore[misc]
    """Opens `data:` URLs. Any other is refused and recorded as a problem, since the engine continues after a refusal inside a picture."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.problems: list[Problem] = []
        self._faces: dict[str, tuple[str, str]] = {}

    def shorten(self, html: str) -> str:
        """The page with short URLs for its faces, which `fetch` resolves. The engine reads long URLs character by character."""

        def short(found: re.Match[str]) -> str:
            url = f"face:{len(self._faces)}"
            self._faces[url] = (found[1], found[2])
            return f'url("{url}")'

        return EMBEDDED_FACE.sub(short, html)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The response of a `data:` URL or of a shortened one. Raises `FatalURLFetchingError` for any other."""
        if url in self._faces:
            kind, content = self._faces[url]
            return URLFetcherResponse(url, base64.b64decode(content), {"Content-Type": kind})
        if not url.lower().startswith("data:"):
            self.problems.append(
                Problem("foreign-resource", f"the page asks for {url[:200]}", hint="a page must contain everything that it needs")
            )
            raise FatalURLFetchingError(f"not inside the page: {url[:200]}")
        return super().fetch(url, headers)
