"""The workspace in a browser: someone without a Slack account types, clicks, fills in and drops, in the real app."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Locator, Page, async_playwright, expect

from bot.manifest import commands

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]

AXE = Path(__file__).parent.parent.parent / "page" / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 60_000
"""Milliseconds for an answer on a busy machine."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """`reelpulse demo`, as a process; the address it prints."""
    home = tmp_path_factory.mktemp("parent") / "demo"
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-open", "--port", "0", "--users", "300", "--home", str(home)),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert demo.stdout is not None
        async with asyncio.timeout(60):
            line = (await demo.stdout.readline()).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", line)
        assert found, line
        yield found[0]
    finally:
        demo.send_signal(signal.SIGINT)
        async with asyncio.timeout(30):
            assert await demo.wait() == 0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    chromium = os.environ.get("REELPULSE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("REELPULSE_NEEDS_BROWSER"):
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("needs Chromium: apt-get install chromium")
    async with async_playwright() as playwright:
        made = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        await made.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    """The workspace, opened by Anna; whatever the page complains about fails the test."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    opened = await context.new_page()
    complaints: list[str] = []
    outside: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on(
        "request",
        lambda sent: outside.append(sent.url) if not sent.url.startswith(("http://127.0.0.1:", "data:")) else None,
    )
    await opened.goto(address)
    await expect(message_box(opened)).to_be_visible(timeout=PATIENCE)
    await expect(opened.get_by_text("the app is running")).to_be_visible(timeout=PATIENCE)
    yield opened
    await context.close()
    assert complaints == []
    assert outside == [], "a request left the machine"


def message_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^(Message|消息)$"))


def log(page: Page) -> Locator:
    return page.get_by_role("log").get_by_role("group", name=re.compile("^In "))


def answers(page: Page) -> Locator:
    """What the bot said that is more than a note that it is at work."""
    return page.locator("article:has(.block-header), article:has(.slack_blocks_to_jsx__section)").filter(has_text="APP")


async def type_and_send(page: Page, text: str) -> None:
    await message_box(page).fill(text)
    await message_box(page).press("Escape")
    await message_box(page).press("Enter")


async def answer_to(page: Page, text: str) -> Locator:
    """The answer that comes to what is typed, not one that stands there from before."""
    before = await answers(page).count()
    await type_and_send(page, text)
    await expect(answers(page)).to_have_count(before + 1, timeout=PATIENCE)
    return answers(page).nth(before)


async def test_a_command_is_answered_with_a_chart_and_the_time_it_took(page: Page) -> None:
    await type_and_send(page, "/segments")
    answer = log(page).get_by_role("article").last
    await expect(answer.locator("svg[role=img]")).to_be_visible(timeout=PATIENCE)
    await expect(answer.get_by_text(re.compile(r"answered in \d+\.\d s"))).to_be_visible()
    await expect(answer).to_contain_text("SIMULATED DATA")
    await expect(answer.get_by_role("button", name="CSV")).to_be_visible()


async def test_slash_completion_comes_from_the_manifest(page: Page) -> None:
    await message_box(page).fill("/")
    offered = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(offered).to_have_count(len(commands()))
    await message_box(page).fill("/seg")
    await message_box(page).press("Tab")
    await expect(message_box(page)).to_have_value("/segments ")


@pytest.mark.parametrize("command", ["/influencers top 5", "/kpis last 28 days", "/reelpulse help"])
async def test_every_command_is_answered(page: Page, command: str) -> None:
    before = await answers(page).count()
    await type_and_send(page, command)
    await expect(answers(page)).not_to_have_count(before, timeout=PATIENCE)
    assert await page.locator(".undrawable").count() == 0


async def test_a_table_can_be_sorted(page: Page) -> None:
    await type_and_send(page, "/influencers top 5 show=table")
    table = answers(page).last.get_by_role("table")
    await expect(table).to_be_visible(timeout=PATIENCE)
    await table.get_by_role("button", name="Account").click()
    names = await table.locator("tbody td:nth-child(2)").all_inner_texts()
    assert names == sorted(names, reverse=True)


async def test_a_person_who_speaks_chinese_is_answered_in_chinese(page: Page) -> None:
    await page.get_by_label("You are").select_option(label="陈梅 (zh-CN)")
    await page.get_by_role("button", name="▶ ReelPulse").click()
    await type_and_send(page, "分群")
    answer = answers(page).last
    await expect(answer).to_contain_text("模拟数据", timeout=PATIENCE)
    await expect(page.get_by_text("应用正在运行")).to_be_visible()
    fonts = await page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert any("Noto Sans SC" in font for font in fonts)


async def test_a_mention_is_answered_in_a_thread_that_opens(page: Page) -> None:
    await type_and_send(page, "@ReelPulse influencers top 3 show=table")
    thread = page.get_by_role("log").get_by_role("group", name="Replies")
    await expect(thread.get_by_role("table")).to_be_visible(timeout=PATIENCE)
    assert await thread.get_by_role("article").count() >= 2


async def test_buttons_bring_files_and_details_and_ask_before_deleting(page: Page) -> None:
    answer = await answer_to(page, "/segments k=3")
    await expect(answer.locator("svg[role=img]")).to_be_visible(timeout=PATIENCE)
    await answer.get_by_role("button", name="CSV").click()
    await expect(page.get_by_role("link", name=re.compile(r"^segments-.*\.csv$")).last).to_be_visible(timeout=PATIENCE)
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name=re.compile(r"^segments-.*\.csv$")).last.click()
    content = Path(await (await downloading.value).path()).read_text("utf-8")
    assert content.startswith("user,")
    await page.get_by_role("button", name="Close thread").click()
    shown = await answers(page).count()
    await answer.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await dialog.get_by_role("button").last.click()
    await expect(answers(page)).to_have_count(shown - 1, timeout=PATIENCE)


async def test_a_modal_opens_is_filled_in_and_closes(page: Page) -> None:
    await type_and_send(page, "/digest")
    modal = page.get_by_role("dialog")
    await expect(modal).to_be_visible(timeout=PATIENCE)
    await expect(modal.get_by_role("combobox").first).to_be_visible()
    await modal.locator(".pressable.primary").last.click()
    await expect(modal).to_have_count(0, timeout=PATIENCE)
    await expect(log(page).get_by_role("article").last).to_contain_text(re.compile("next|Monday", re.IGNORECASE))


async def test_what_no_command_is_gets_slacks_own_refusal(page: Page) -> None:
    await type_and_send(page, "/nothing of the kind")
    await expect(page.get_by_role("alert")).to_contain_text("not a command")


async def test_behind_the_scenes_shows_payloads_and_injects_faults(page: Page) -> None:
    await page.get_by_role("button", name="Behind the scenes").click()
    drawer = page.get_by_role("complementary", name="Behind the scenes")
    await drawer.get_by_label("Rate limit on the next message").click()
    await expect(drawer.get_by_label("Rate limit on the next message")).to_be_checked()
    await type_and_send(page, "/segments k=4")
    await expect(answers(page).last.locator("svg[role=img]")).to_be_visible(timeout=PATIENCE)
    await expect(drawer.get_by_role("button", name=re.compile("chat.postMessage .*ratelimited"))).to_be_visible()
    await expect(drawer.get_by_label("Rate limit on the next message")).not_to_be_checked()
    await drawer.get_by_role("button").filter(has_text="/segments").first.click()
    await expect(drawer.locator("pre")).to_contain_text("response_url")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 800)], ids=["desk", "phone"])
async def test_nothing_is_in_the_way_of_screen_readers(page: Page, theme: str, size: tuple[int, int]) -> None:
    if not AXE.exists() and not os.environ.get("REELPULSE_NEEDS_BROWSER"):
        pytest.skip("needs the packages of page/: npm ci --prefix page")
    await page.evaluate(f"localStorage.setItem('theme', '{theme}')")
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.reload()
    await type_and_send(page, "/influencers top 3 show=table")
    await expect(answers(page).last.get_by_role("table")).to_be_visible(timeout=PATIENCE)
    await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [(fault["id"], [node["html"][:120] for node in fault["nodes"][:3]]) for fault in found["violations"]]
    assert told == [], told
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]


async def test_the_page_is_closed_to_other_pages(address: str) -> None:
    async with aiohttp.ClientSession() as session:
        root = address.partition("?")[0]
        for path in ("", "page/states", "page/acts", "page/manifest"):
            call = session.post if path == "page/acts" else session.get
            async with call(root + path) as answer:
                assert answer.status == 403
        async with session.get(address, headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
        async with session.get(address) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        async with session.post(f"{root}api/chat.postMessage") as answer:
            assert (await answer.json())["error"] == "not_authed"


async def test_home_says_who_it_is_and_how_fresh_the_data_is(page: Page) -> None:
    await page.get_by_role("button", name="▶ ReelPulse").click()
    await page.get_by_role("tab", name="Home").click()
    home = page.get_by_role("region", name="Home")
    await expect(home).to_contain_text("ReelPulse", timeout=PATIENCE)
    await expect(home.get_by_role("button").first).to_be_visible()


async def test_a_suggestion_is_asked_and_followed_up_in_chinese(page: Page) -> None:
    await page.get_by_label("You are").select_option(label="陈梅 (zh-CN)")
    await page.get_by_role("button", name="▶ ReelPulse").click()
    before = await answers(page).count()
    await page.get_by_role("button", name="上个月怎么样？").click()
    await expect(answers(page)).not_to_have_count(before, timeout=PATIENCE)


async def test_a_dropped_export_is_shown_imported_on_confirmation_and_can_be_undone(page: Page) -> None:
    await page.get_by_role("button", name="▶ ReelPulse").click()
    export = "作品名称,发布时间,体裁,播放量,点赞量,评论量,分享量,收藏量\n" + "".join(
        f"美食{n},2026-11-{n:02d} 10:00:00,视频,{n * 1000},{n * 10},{n},{n},{n}\n" for n in range(1, 21)
    )
    file: FilePayload = {"name": "作品列表.csv", "mimeType": "text/csv", "buffer": export.encode("gb18030")}
    await page.get_by_label("Attach a file").first.set_input_files(file)
    await log(page).get_by_role("button", name="Import", exact=True).last.click(timeout=PATIENCE)
    await expect(log(page).get_by_role("button", name=re.compile("^Undo")).last).to_be_visible(timeout=PATIENCE)
