"""`jaarcyclus serve` with a web address: pages and tick in one process, and both end when it is told to stop."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener, urlopen

import pytest

from engine.clock import now
from engine.keptsecret import NAME
from engine.outbox import Pause
from engine.pages import Pages
from engine.store.wishes import load_pauses, save_pauses
from tests.sending.school import ID, Wilg, text_of
from tests.sending.servers import Inbox, free_port, proper
from tests.web.site import CODE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

pytestmark = pytest.mark.slow
PATIENCE = 30


@contextmanager
def serving(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "engine.cli.main", "--config", str(folder / "config.toml"), "serve"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def set_up(folder: Path, port: int, mail_port: int) -> str:
    """Give the school a web address and a mail server; return the address."""
    address = f"http://127.0.0.1:{port}"
    config = folder / "config.toml"
    web = f'[web]\nbase_url = "{address}"\nlisten = "127.0.0.1:{port}"\n[store]\nurl = "sqlite:///wilg.db"\n'
    mail = f'host = "127.0.0.1"\nport = {mail_port}\n'
    config.write_text(f"{config.read_text(encoding='utf-8').rstrip()}\n{mail}\n{web}", encoding="utf-8")
    return address


def visit(address: str, method: str = "GET", process: subprocess.Popen[str] | None = None) -> str:
    """Return a page, as soon as somebody answers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(Request(address, method=method)) as answer:
                return str(answer.read().decode())
        except URLError:
            if time.monotonic() > deadline or (process is not None and process.poll() is not None):
                raise
            time.sleep(0.1)


def paused_around_today(folder: Path) -> None:
    wilg, today = Wilg(folder), now("Europe/Amsterdam").date()
    with wilg.database.writing(ID) as store:
        save_pauses(store, (), [Pause("PAR", today - timedelta(days=2), today + timedelta(days=2))])
    wilg.database.close()


def last_day_of_the_pause(folder: Path) -> date:
    wilg = Wilg(folder)
    with wilg.database.reading(ID) as store:
        (kept,) = load_pauses(store)
    wilg.database.close()
    return kept.end


def test_the_pages_run_along_and_a_click_there_is_kept(planned: Path, tmp_path: Path) -> None:
    folder, inbox = shutil.copytree(planned, tmp_path / "wilg"), Inbox()
    paused_around_today(folder)
    server = proper(inbox)
    server.start()
    address = set_up(folder, free_port(), server.port)
    with serving(folder) as process:
        assert "Dit is Jaarcyclus van De Wilg" in visit(f"{address}/", process=process)
        assert (folder / NAME).stat().st_mode & 0o777 == 0o600
        link = Pages(address, (folder / NAME).read_text(encoding="utf-8").strip()).unsubscribe(ID, "PAR")
        assert "Je mail staat op pauze" in visit(link)
        assert "Je krijgt weer mail" in visit(f"{link}/weer", "POST")
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)
    server.stop()
    assert process.returncode == 0, log
    assert log.rstrip().endswith("Gestopt.")
    assert last_day_of_the_pause(folder) < now("Europe/Amsterdam").date()
    assert f"De pagina's staan op {address}" in log
    assert "@" not in log
    assert link.rpartition("/")[2] not in log
    assert "Traceback" not in log


def test_a_letter_to_sign_in_with_goes_over_a_real_line_and_lets_somebody_in(planned: Path, tmp_path: Path) -> None:
    """While the tick sends the mail of this morning with a mailer of its own."""
    folder, inbox = shutil.copytree(planned, tmp_path / "wilg"), Inbox()
    server = proper(inbox)
    server.start()
    address = set_up(folder, free_port(), server.port)
    browser = build_opener(HTTPCookieProcessor())
    with serving(folder) as process:
        visit(f"{address}/", process=process)
        assert "Kijk in je mail" in filled_in(browser, f"{address}/aanmelden", adres="paula@dewilg.example")
        code = CODE.findall(text_of(letter(inbox)))[0]
        assert "Mijn dag" in filled_in(browser, f"{address}/aanmelden/code", code="-".join(code))
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)
    server.stop()
    assert process.returncode == 0, log
    assert "paula" not in log.lower()
    assert "Traceback" not in log


def filled_in(browser: OpenerDirector, address: str, **fields: str) -> str:
    return str(browser.open(address, urlencode(fields).encode()).read().decode())


def letter(inbox: Inbox) -> bytes:
    """Return the letter to sign in with, as soon as it is there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = [body for _, body in inbox.mails if b"Aanmelden bij Jaarcyclus" in body]
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError("no letter came")


def test_an_address_where_somebody_else_listens_is_told_and_nothing_starts(planned: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(planned, tmp_path / "wilg")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        set_up(folder, port, free_port())
        with serving(folder) as process:
            _, log = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert re.search(rf"op 127\.0\.0\.1:{port} kan ik niet luisteren \(.+\); kies een ander adres bij listen", log)
    assert "Traceback" not in log
