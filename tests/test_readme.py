"""Every command of the README does what it says, typed as it stands there."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = [re.sub(r"(?m)^ +", "", block) for block in re.findall(r"(?ms)^ *```sh\n(.*?)^ *```", README)]
SET_UP = ("pip install uv && uv run reelpulse demo", "uv run pytest")
SERVES = "reelpulse run"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a brand's exports under the names that the README uses."""
    folder = tmp_path_factory.mktemp("readme")
    shell(f"reelpulse simulate --users 300 --seed 1 --out {folder}", folder)
    (folder / "follows.csv").write_text("follower,creator,simulated\nann,brand,1\nbob,brand,1\n", "utf-8")
    (folder / "brand.csv").write_text("platform,handle,simulated\ntiktok,brand,1\n", "utf-8")
    shell("reelpulse import brand.csv", folder)
    return folder


def environment(folder: Path) -> dict[str, str]:
    found = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "REELPULSE_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{found['PATH']}"
    return found | {"PATH": path, "REELPULSE_HOME": str(folder / "home")}


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )


def test_two_commands_set_everything_up_and_ci_calls_them() -> None:
    assert [block.strip() for block in BLOCKS[:2]] == list(SET_UP)
    checks = (ROOT / ".ci" / "run").read_text("utf-8")
    assert all(command in checks for command in SET_UP)


@pytest.mark.parametrize("block", [b for b in BLOCKS[2:] if SERVES not in b], ids=lambda b: str(b.split("\n")[0]))
def test_a_command_of_the_readme_works(block: str, place: Path) -> None:
    if "doctor" in block:
        with pytest.raises(subprocess.CalledProcessError) as told:
            shell(block, place)  # nothing is installed here, and it says so
        assert told.value.returncode == 3
        assert "SLACK_BOT_TOKEN" in told.value.stdout
    else:
        assert shell(block, place).stdout.strip()


def test_the_demo_opens_as_the_readme_says(place: Path) -> None:
    script = f"exec {BLOCKS[0].strip().partition('uv run ')[2]} --no-open --port 0 --users 60 --home '{place}/demo'"
    demo = subprocess.Popen(
        ["bash", "-euc", script], cwd=place, env=environment(place), stdout=subprocess.PIPE, text=True
    )
    assert demo.stdout is not None
    with demo.stdout as said:
        assert re.search(r"http://127\.0\.0\.1:\d+/\?token=", said.readline())
        demo.send_signal(signal.SIGINT)
        assert demo.wait(30) == 0


def test_the_server_starts_as_the_readme_says(place: Path) -> None:
    (block,) = [block for block in BLOCKS if SERVES in block]
    script = block.replace("--port 3000", "--port 0").replace(SERVES, f"exec {SERVES}")
    server = subprocess.Popen(
        ["bash", "-euc", script], cwd=place, env=environment(place), stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    with server.stdout as said:
        assert "ReelPulse is up" in said.readline()
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def test_the_readme_tells_every_setting_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias)
        (row,) = [line for line in README.splitlines() if line.startswith("|") and f"`{variable}`" in line]
        if name not in {"home", "api_url"} and field.default is not None:
            shown = f"{field.default:g}" if isinstance(field.default, float) else str(field.default)
            assert re.search(rf"\b{shown}\b", row.split("|")[3]), f"{variable} is {shown} by default"
