"""Pages opened in a real browser: Debian's Chromium, without a head and without a network, driven through a pair of pipes; and a large graph."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import networkx as nx
import pytest

from adminplan.plangraph.graph import PlanGraph

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 60.0  # seconds for one answer
KEYS = {
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
    "Enter": 13,
    "Escape": 27,
    "Tab": 9,
    "/": 191,
    "0": 48,
    "+": 187,
}


class Browser:
    """One page of a browser: `open` a file, `run` JavaScript in it, `click`, `press`, `type`, and see what it complained of (`errors`).

    `asked` holds every address that the page asked for.
    """

    def __init__(self, profile: Path) -> None:
        out_read, self._out = os.pipe()
        self._in, in_write = os.pipe()
        command = [
            PROGRAM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
            "--no-first-run", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--proxy-server=127.0.0.1:9", "--force-color-profile=srgb", "--lang=vi", "--hide-scrollbars",
            f"--user-data-dir={profile}", "--remote-debugging-pipe",
        ]  # fmt: skip
        # Chromium reads commands from 3 and writes answers to 4.
        script = f'exec "$@" 3<&{out_read} 4>&{in_write}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, "browser", *command],
            pass_fds=(out_read, in_write), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        os.close(out_read)
        os.close(in_write)
        self._rest, self._number, self._session = b"", 0, None
        self.errors: list[str] = []
        self.asked: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for name in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{name}.enable")
        self.size(1440, 900)

    def ask(self, method: str, **given: object) -> dict:
        """The answer to a command of the DevTools protocol."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": given}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while True:
            answer = self._next(until)
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]

    def _next(self, until: float) -> dict:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0.0, until - time.monotonic()))
            some = os.read(self._in, 1 << 20) if ready else b""
            assert some, "the browser does not answer"
            self._rest += some
        one, self._rest = self._rest.split(b"\0", 1)
        message = json.loads(one)
        given = message.get("params", {})
        if message.get("method") == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(given["exceptionDetails"], ensure_ascii=False))
        elif message.get("method") == "Runtime.consoleAPICalled" and given["type"] in ("error", "warning", "assert"):
            self.errors.append(json.dumps(given["args"], ensure_ascii=False))
        elif message.get("method") == "Log.entryAdded" and given["entry"]["level"] in ("error", "warning"):
            self.errors.append(given["entry"]["text"])
        elif message.get("method") == "Network.requestWillBeSent":
            self.asked.append(given["request"]["url"])
        elif message.get("method") == "Page.javascriptDialogOpening":
            self.errors.append(f"a dialog: {given['message']}")
        return message

    def size(self, width: int, height: int) -> None:
        """The window, in CSS pixels."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, path: Path, fragment: str = "") -> None:
        """A file of this machine, until it is loaded; what was complained of before is forgotten."""
        self.errors.clear()
        self.asked.clear()
        self.ask("Page.navigate", url="about:blank")  # so that another fragment is another load
        self.ask("Page.navigate", url=path.as_uri() + (f"#{fragment}" if fragment else ""))
        self.wait(f"document.readyState === 'complete' && location.href.startsWith({json.dumps(path.as_uri())})")

    def run(self, code: str) -> object:
        """The value of an expression (a promise is waited for); what it throws fails the test."""
        answer = self.ask("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, code: str, seconds: float = 20.0) -> None:
        """Until an expression is true."""
        until = time.monotonic() + seconds
        while not self.run(code):
            assert time.monotonic() < until, f"never true: {code}"
            time.sleep(0.02)

    def click(self, x: float, y: float) -> None:
        """The left button at a place of the window."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)

    def press(self, key: str) -> None:
        """One key, wherever the focus is."""
        for kind in ("rawKeyDown" if len(key) > 1 else "keyDown", "keyUp"):
            text = (
                {"text": key}
                if len(key) == 1 and kind == "keyDown"
                else {"text": "\r"}
                if key == "Enter" and kind != "keyUp"
                else {}
            )
            code = KEYS.get(key, ord(key.upper()[0]))
            kind = "keyDown" if text else kind  # noqa: PLW2901
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text)

    def type(self, text: str) -> None:
        """Text into what has the focus."""
        self.ask("Input.insertText", text=text)

    def picture(self, path: Path) -> None:
        """What is seen, as PNG."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))

    def close(self) -> None:
        """End the browser, and whatever it started."""
        with contextlib.suppress(AssertionError, OSError):
            self._session = None
            self.ask("Browser.close")
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._out)
        os.close(self._in)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A real browser; where there is none the test is skipped, but in CI it fails."""
    if PROGRAM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not here: sudo apt install chromium")
        pytest.skip("Chromium is not installed")
    one = Browser(tmp_path_factory.mktemp("profile"))
    try:
        yield one
    finally:
        one.close()


# --- a large graph ----------------------------------------------------------------------------------------------------

ISSUERS = (
    ("Thủ tướng Chính phủ", "QĐ-TTg"), ("Bộ Thử nghiệm", "KH-BTN"), ("UBND tỉnh An Hòa", "KH-UBND"), ("Sở Thử nghiệm tỉnh An Hòa", "KH-STN"),
    ("UBND huyện Bình Sơn", "KH-UBND"), ("Phòng Thử nghiệm huyện Bình Sơn", "KH-PTN"), ("UBND xã Tân Lập", "KH-UBND"), ("CĐCS Trường THCS Tân Lập", "KH-CĐCS"),
)  # fmt: skip
RELATIONS = ("implements", "implements", "basis", "basis", "mentions", "replaces", "amends")


def make_archive(works: int, citations: int) -> PlanGraph:
    """An invented archive of five years: later and lower works cite earlier and higher ones; a quarter of all works is missing."""
    random = Random(20240105)
    graph = nx.MultiDiGraph()
    order = []
    for number in range(works):
        rank = random.choices(range(len(ISSUERS)), (1, 2, 4, 4, 5, 3, 5, 2))[0]
        issuer, symbol = ISSUERS[rank]
        issued = f"{random.randint(2020, 2024)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        issued = random.choices((issued, issued[:4], None), (20, 1, 1))[0]
        order.append((rank, issued or "", f"work-{number:05}"))
        graph.add_node(
            order[-1][2], state=random.choices(("parsed", "cited", "ambiguous"), (14, 5, 1))[0], type="Kế hoạch", number=f"{number % 400}/{symbol}",
            title=f"Trồng cây đợt {number} trên địa bàn", issuer=issuer, issued=issued,
        )  # fmt: skip
    order.sort()
    for number in range(citations):
        one, other = sorted(random.sample(range(works), 2))
        graph.add_edge(
            order[other][2], order[one][2], key=f"reference-{number}", relation=random.choice(RELATIONS), form="full", quote=f"Kế hoạch số {number}",
            resolved_by="number and day", said_by=order[other][2], nested=number % 20 == 0,
        )  # fmt: skip
    return PlanGraph(graph)


@pytest.fixture
def archive() -> Callable[[int, int], PlanGraph]:
    """`archive(2000, 6000)`: the graph of an invented archive of so many works and citations."""
    return make_archive
