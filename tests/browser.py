"""JupyterLab in a real browser: a server of its own on a folder, and headless Chromium to look."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from checkout import ROOT

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Nothing of it has to leave the machine; a container has no sandbox and no graphics card.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
PATIENCE = 90.0  # seconds until a notebook counts as hanging


def skip(reason: str) -> None:
    """Skip with the reason; fail where a browser was promised."""
    if os.environ.get("JOBSEARCH_REQUIRE_BROWSER") == "1":
        pytest.fail(f"The test in a browser was to run here. {reason}")
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser without a window, else a skipped test."""
    for needed in ("playwright", "jupyterlab"):
        if find_spec(needed) is None:
            skip(f'{needed} is not installed: pip install ".[test]"')
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, CHROMIUM)), None)
        path = found or playwright.chromium.executable_path
        if not Path(path).exists():
            skip("There is no Chromium: apt-get install chromium, or playwright install chromium")
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        except Error as error:
            skip(f"Chromium does not start: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


def artefacts(folder: Path) -> Path:
    """Where screenshots are kept: the folder that the checks name, else this one."""
    kept = Path(os.environ.get("JOBSEARCH_ARTEFACTS") or folder)
    kept.mkdir(parents=True, exist_ok=True)
    return kept


class Lab:
    """A JupyterLab on a folder of notebooks, and a page that shows it."""

    def __init__(self, page: Any, folder: Path, address: str, token: str) -> None:
        self.page, self.folder, self._address, self._token = page, folder, address, token

    def start(self) -> None:
        """Open the page, the notebooks with all its width."""
        self.page.goto(f"{self._address}/lab?token={self._token}&reset")
        self.page.wait_for_function("() => window.jupyterapp?.shell.leftCollapsed === false")
        self.do("application:toggle-left-area")

    def open(self, name: str) -> None:
        """Open a notebook, and wait for its kernel."""
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.do("docmanager:open", {"path": name})
        self.page.wait_for_function(
            "name => { const shown = window.jupyterapp.shell.currentWidget; return "
            "shown?.context?.path === name"
            " && shown.sessionContext?.session?.kernel?.status === 'idle'; }",
            arg=name,
        )

    def close(self) -> None:
        """Close the notebook, and end its kernel."""
        self.page.evaluate(
            "async () => { const shown = window.jupyterapp.shell.currentWidget;"
            " await shown.sessionContext.shutdown(); shown.close(); }"
        )

    def do(self, command: str, options: dict[str, object] | None = None) -> None:
        """Run the command of a menu's item, and wait until it has ended."""
        self.page.evaluate(
            "async ([command, options]) => {"
            " await window.jupyterapp.commands.execute(command, options); }",
            [command, options or {}],
        )

    def run(self, name: str) -> None:
        """Open a notebook, and run all its cells."""
        self.open(name)
        self.do("notebook:run-all-cells")

    def saved(self, name: str) -> dict[str, Any]:
        """Save the notebook; what is then in its file."""
        self.do("docmanager:save")
        notebook: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return notebook

    def screenshot(self, path: Path) -> None:
        """The whole notebook, as long as it is."""
        bottom = self.page.evaluate(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget.node;
                panel.querySelector('.jp-WindowedPanel-outer').scrollTop = 0;
                const cells = panel.querySelectorAll('.jp-Cell');
                return cells[cells.length - 1].getBoundingClientRect().bottom;
            }"""
        )
        self.page.set_viewport_size({"width": 1280, "height": min(int(bottom) + 60, 12_000)})
        self.page.wait_for_timeout(300)  # until it is drawn at that height
        self.page.screenshot(path=path)


@contextmanager
def lab(browser: Any, folder: Path, home: Path) -> Iterator[Lab]:
    """
    A server on `folder` and a page on it; what Jupyter keeps goes to `home`.

    A folder of settings of its own, so that what a person has set plays no part.
    """
    for name, values in SETTINGS.items():
        path = home / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    address = f"http://127.0.0.1:{port}"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")
    } | {
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("JOBSEARCH_LOG", None)
    options = (
        "--no-browser", "--allow-root", f"--IdentityProvider.token={token}",
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
        "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={folder}",
    )  # fmt: skip
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait_for(f"{address}/api", server, home / "server.log")
            page = browser.new_page()
            page.set_default_timeout(PATIENCE * 1000)
            shown = Lab(page, folder, address, token)
            shown.start()
            yield shown
            page.close()
        finally:
            server.terminate()  # it ends its kernels, too
            server.wait(30)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab does not answer.\n{log.read_text(errors='replace')[-3000:]}")


def faults(notebook: dict[str, Any]) -> list[str]:
    """What is wrong with a notebook that was run and saved: the cell, and what it shows."""
    found = []
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] != "code":
            continue
        if "".join(cell["source"]).strip() and not isinstance(cell["execution_count"], int):
            found.append(f"cell {number} was not run")
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                found.append(f"cell {number}: {output['ename']}: {output['evalue']}")
            elif output.get("name") == "stderr":
                found.append(f"cell {number} on standard error: {''.join(output['text'])}")
    return found


def emptied(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook as if it had never been run."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return notebook
