"""The time from `reelpulse demo` to the first answer in the browser, cold and warm, against an empty page."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

MAX_COLD_SECONDS, MAX_WARM_SECONDS = 20.0, 3.0


def run() -> list[str]:
    """Return two lines with both times in seconds and their limits."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return ["demo: not measured, Chromium is not installed"]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        start = time.perf_counter()
        browser.new_page().goto("about:blank")
        bare = time.perf_counter() - start
        home = Path(folder) / "demo"
        cold = _first_answer(browser, home)
        warm = sorted(_first_answer(browser, home) for _ in range(3))[1]
        browser.close()
    return [
        f"demo, cold: first answer after {cold:.1f} s (below {MAX_COLD_SECONDS:g}); an empty page takes {bare:.2f} s",
        f"demo, warm: first answer after {warm:.1f} s (below {MAX_WARM_SECONDS:g}), median of 3",
    ]


def _first_answer(browser: Browser, home: Path) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "bot", "demo", "--no-open", "--port", "0", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as demo:
        assert demo.stdout is not None
        match = re.search(r"http://\S+", demo.stdout.readline())
        assert match
        page = browser.new_page()
        page.goto(match[0])
        box = page.get_by_role("textbox", name="Message")
        box.fill("/segments")
        box.press("Escape")
        box.press("Enter")
        page.locator(".seconds").wait_for(timeout=120_000)
        seconds = time.perf_counter() - start
        page.close()
        demo.send_signal(signal.SIGINT)
        demo.wait(30)
    return seconds
