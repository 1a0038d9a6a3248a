"""The dead-man's ping: visit an address after a good run, so that a silence is noticed by somebody else."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import URLError
from urllib.request import Request, urlopen

PATIENCE = 10.0
WHO = {"User-Agent": "jaarcyclus"}


def ping(url: str, patience: float = PATIENCE) -> str:
    """Visit `url`; return "" when it answered and else why not. Never raises: a run is no worse for it."""
    try:
        with urlopen(Request(url, headers=WHO), timeout=patience):
            return ""
    except (HTTPException, ValueError) as error:
        return type(error).__name__
    except URLError as error:
        return str(error.reason)
    except OSError as error:
        return error.strerror or type(error).__name__
