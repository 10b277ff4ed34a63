"""From `reelpulse demo` to the first answer in the browser, cold and warm; a bare Chromium page load for scale."""

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

COLD_SECONDS, WARM_SECONDS = 20.0, 3.0


def run() -> list[str]:
    """Two lines: both times in seconds against their marks."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return ["demo: not measured, Chromium is not installed"]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        begun = time.perf_counter()
        browser.new_page().goto("about:blank")
        bare = time.perf_counter() - begun
        home = Path(folder) / "demo"
        cold = _first_answer(browser, home)
        warm = sorted(_first_answer(browser, home) for _ in range(3))[1]
        browser.close()
    return [
        f"demo, cold: first answer after {cold:.1f} s (below {COLD_SECONDS:g}); an empty page takes {bare:.2f} s",
        f"demo, warm: first answer after {warm:.1f} s (below {WARM_SECONDS:g}), median of 3",
    ]


def _first_answer(browser: Browser, home: Path) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "bot", "demo", "--no-open", "--port", "0", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as demo:
        assert demo.stdout is not None
        found = re.search(r"http://\S+", demo.stdout.readline())
        assert found
        page = browser.new_page()
        page.goto(found[0])
        box = page.get_by_role("textbox", name="Message")
        box.fill("/segments")
        box.press("Escape")
        box.press("Enter")
        page.locator(".seconds").wait_for(timeout=120_000)
        seconds = time.perf_counter() - begun
        page.close()
        demo.send_signal(signal.SIGINT)
        demo.wait(30)
    return seconds
