"""`jaarcyclus serve` as it really runs: a process of its own, a mail server, a watcher, and a signal to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from engine.configparts import Watch
from engine.runs.ping import ping
from engine.schedule import serve, tick
from tests.sending.servers import Inbox, free_port, proper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.schedule.desk import Desk

ALL_DAY = """
[schedule]
evaluate = "00:00"
digest = "00:00"
mail_window = ["00:00", "23:59"]
"""


@pytest.fixture
def watcher() -> Iterator[tuple[str, list[str]]]:
    """Somebody who notices a ping: an address, and the paths that were visited."""
    seen: list[str] = []

    class Watches(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200 if self.path == "/goed" else 500)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Watches)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()


@pytest.mark.slow
def test_it_runs_pings_and_ends_by_itself_when_it_is_told(fresh: Desk, watcher: tuple[str, list[str]]) -> None:
    """Its first run ever: the administrator gets the letter about it, and nobody else gets anything."""
    address, seen = watcher
    inbox = Inbox()
    server = proper(inbox)
    config = fresh.folder / "config.toml"
    mail = f'host = "127.0.0.1"\nport = {server.port}\n'
    text = config.read_text(encoding="utf-8").rstrip() + f'\n{mail}{ALL_DAY}\n[watch]\nping_url = "{address}/goed"\n'
    config.write_text(f'{text}\n[store]\nurl = "sqlite:///wilg.db"\n', encoding="utf-8")
    server.start()
    command = [sys.executable, "-m", "engine.cli.main", "--config", str(config), "serve"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        deadline = time.monotonic() + 30
        while not inbox.mails and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
    finally:
        process.kill()
        server.stop()
    assert process.returncode == 0, said
    assert [to for to, _ in inbox.mails] == ["bea@dewilg.example"], said
    assert said.rstrip().endswith("Gestopt.")
    assert "event='run held'" in said
    assert "@" not in said
    assert seen == []  # a run that waits for somebody is no good run
    assert [each.outcome for each in fresh.runs()] == ["rem"]


def test_it_turns_at_once_and_again_and_stops() -> None:
    stop, turns = threading.Event(), []

    def turn() -> None:
        turns.append(1)
        if len(turns) == 3:
            stop.set()

    serve(turn, stop, every=timedelta(milliseconds=50))
    assert len(turns) >= 3


def test_a_good_run_is_pinged_and_a_held_one_is_not(settled: Desk, watcher: tuple[str, list[str]]) -> None:
    address, seen = watcher
    settled.settings = replace(settled.settings, watch=Watch(f"{address}/goed"))
    tick(settled.means)
    tick(settled.means)
    assert seen == ["/goed"]
    settled.clock.forward(24 * 60)
    settled.many()
    tick(settled.means)
    assert seen == ["/goed"]


def test_a_ping_that_fails_says_why_and_harms_nothing(watcher: tuple[str, list[str]]) -> None:
    address, _ = watcher
    assert ping(f"{address}/goed") == ""
    assert ping(f"{address}/mis") == "Internal Server Error"
    assert "refused" in ping(f"http://127.0.0.1:{free_port()}/")
    assert ping("http://") != ""
