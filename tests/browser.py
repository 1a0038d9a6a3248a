"""A real browser to look with: the Chromium of this machine, driven by Playwright; nothing is downloaded.

Playwright keeps an event loop running where it lives. It lives on a thread of its own, so that a test may have one too.
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Page, Playwright

T = TypeVar("T")
NAMED = "JAARCYCLUS_TEST_CHROMIUM"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 10_000.0


class Browser:
    """One browser for many pages, each in a context of its own: no cookie or cache goes from one to the next."""

    def __init__(self, thread: ThreadPoolExecutor, chromium: Chromium) -> None:
        self._thread, self._chromium = thread, chromium

    def visit(self, use: Callable[[Page], T], *, width: int = 390, height: int = 844, **context: Any) -> T:
        """Give what `use` makes of an empty page this wide, in CSS pixels; `context` goes to `Browser.new_context`."""
        return self._thread.submit(
            self._visit, use, {"viewport": {"width": width, "height": height}} | context
        ).result()

    def _visit(self, use: Callable[[Page], T], options: dict[str, Any]) -> T:
        context = self._chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        try:
            return use(context.new_page())
        finally:
            context.close()


def chromium() -> str | None:
    """Return the program: the one that is named, or the one that is found."""
    return os.environ.get(NAMED) or next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextmanager
def opened() -> Iterator[Browser | None]:
    """Open a browser; None where there is none."""
    program = chromium()
    if program is None:
        yield None
        return
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="browser") as thread:
        playwright, started = thread.submit(_started, program).result()
        try:
            yield Browser(thread, started)
        finally:
            thread.submit(_ended, playwright, started).result()


def _started(program: str) -> tuple[Playwright, Chromium]:
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    # Chromium's own sandbox refuses to work for root, which is who runs in a container.
    return playwright, playwright.chromium.launch(executable_path=program, chromium_sandbox=os.geteuid() != 0)


def _ended(playwright: Playwright, started: Chromium) -> None:
    started.close()
    playwright.stop()
