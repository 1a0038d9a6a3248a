"""A provider of accounts on this machine: discovery, keys, and tokens signed with a key of its own.

It speaks OpenID Connect over HTTP as the large ones do, and can be told to lie in each of the ways that matter.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from threading import Event

    from starlette.requests import Request
    from starlette.responses import Response

CLIENT, SECRET = "jaarcyclus-van-de-wilg", "alleen wij en de aanbieder weten dit"
LASTS = 600


class Accounts:
    """`address` is where it answers; `claims` is what it says of who signs in, beside what every token has.

    `header` and `key` sign the tokens; `broken` lets every answer fail, and none comes before what it `waits` for.
    """

    def __init__(self, address: str, now: Callable[[], datetime]) -> None:
        self.address, self._now = address, now
        self.key = RSAKey.generate_key(2048, {"kid": "een"})
        self.published = [self.key]
        self.claims: dict[str, Any] = {}
        self.said_of_itself: dict[str, Any] = {}
        self.header: dict[str, str] = {}
        self.algorithm, self.broken = "RS256", False
        self.waits: Event | None = None
        self._codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    async def _discovery(self, _request: Request) -> Response:
        self.asked.append("discovery")
        if self.waits is not None:
            await run_in_threadpool(self.waits.wait, LASTS)
        if self.broken:
            return HTMLResponse("<p>stuk</p>", 500)
        paths = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        found = {"issuer": self.address} | {name: f"{self.address}/{path}" for name, path in paths.items()}
        return JSONResponse(found | self.said_of_itself)

    async def _keys(self, _request: Request) -> Response:
        self.asked.append("keys")
        return JSONResponse({"keys": [each.as_dict(private=False) for each in self.published]})

    async def _authorize(self, request: Request) -> Response:
        """Stand for somebody who signs in here: the page has one link, back to who sent them."""
        asked = dict(request.query_params)
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        if request.query_params.get("prompt") != "select_account":
            return RedirectResponse(back)
        return HTMLResponse(f'<h1>Kies een account</h1><a href="{back.replace("&", "&amp;")}">Ga door</a>')

    async def _token(self, request: Request) -> Response:
        sent = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self._codes.pop(sent.get("code", ""), None)
        known = (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
        if asked is None or not known or _challenge(sent.get("code_verifier", "")) != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": self._id_token(asked)})

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(self._now().timestamp())
        usual = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + LASTS,
            "nonce": asked["nonce"],
        }
        header = {"alg": self.algorithm, "kid": self.key.kid} | self.header
        words = {name: value for name, value in (usual | self.claims).items() if value is not None}
        if self.algorithm == "none":
            return ".".join((_packed('{"alg":"none"}'), _packed(_json(words)), ""))
        registry = JWSRegistry(algorithms=[self.algorithm], strict_check_header=False)
        return jwt.encode(header, words, self.key, registry=registry)


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _packed(text: str) -> str:
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _json(words: dict[str, Any]) -> str:
    return bytes(JSONResponse(words).body).decode()
