"""What the engine may read: nothing but what the page holds inside itself."""

from __future__ import annotations

import base64
import re

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pressroom.errors import Problem

INSIDE = re.compile(r'url\("data:(font/ttf);base64,([A-Za-z0-9+/=]+)"\)')


class Guard(URLFetcher):  # type: ignore[misc]
    """Opens `data:` URLs. Any other is refused and remembered, since the engine goes on after a refusal inside a picture."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.problems: list[Problem] = []
        self._held: dict[str, tuple[str, str]] = {}

    def hold(self, html: str) -> str:
        """The page with a short name for each face inside it, by which `fetch` finds it: the engine reads long URLs letter by letter."""

        def name(found: re.Match[str]) -> str:
            url = f"held:{len(self._held)}"
            self._held[url] = (found[1], found[2])
            return f'url("{url}")'

        return INSIDE.sub(name, html)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The response of a `data:` URL or of a held one. Raises `FatalURLFetchingError` for any other."""
        if url in self._held:
            kind, content = self._held[url]
            return URLFetcherResponse(url, base64.b64decode(content), {"Content-Type": kind})
        if not url.lower().startswith("data:"):
            self.problems.append(
                Problem("foreign-resource", f"the page asks for {url[:200]}", hint="a page brings along all that it needs")
            )
            raise FatalURLFetchingError(f"not inside the page: {url[:200]}")
        return super().fetch(url, headers)
