"""What the engine may read: nothing but what the page holds inside itself."""

from __future__ import annotations

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pressroom.errors import Fault


class Guard(URLFetcher):  # type: ignore[misc]
    """Opens `data:` URLs. Any other is refused and remembered, since the engine goes on after a refusal inside a picture."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.faults: list[Fault] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The response of a `data:` URL. Raises `FatalURLFetchingError` for any other."""
        if not url.lower().startswith("data:"):
            self.faults.append(Fault("foreign-resource", f"the page asks for {url[:200]}", hint="a page brings along all that it needs"))
            raise FatalURLFetchingError(f"not inside the page: {url[:200]}")
        return super().fetch(url, headers)
