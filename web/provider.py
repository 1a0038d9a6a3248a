"""The provider of people's accounts, by OpenID Connect: the one door to the library that speaks it.

The authorization code flow with PKCE, a state and a nonce (OpenID Connect Core 1.0, section 3.1; RFC 7636). What comes
back is trusted as far as its signature, issuer, audience, nonce and time say, and only for an address that the school's
own organisation vouches for. That is a `tid` of the own tenant and no guest for Entra, an `hd` of the own domain for
Google, and for any other a verified address.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, TypeVar

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from httpx2 import HTTPError, InvalidURL
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from engine.configparts import Oidc

T = TypeVar("T")
# Signed with a key of the provider alone: never "none", and never with a secret that both know. A provider may put
# words of its own in the header of a token (RFC 7515, section 4.3).
SIGNED = JWSRegistry(algorithms=["RS256", "PS256", "ES256"], strict_check_header=False)
DISCOVERY = "/.well-known/openid-configuration"
PATIENCE = 10.0
CLOCKS_DIFFER = 120
KNOWN_FOR = timedelta(hours=1)
# A provider that is silent keeps few of us waiting: the pages of everybody else must go on.
LINES, TURN, LET_BE = 12, 1.0, timedelta(seconds=30)
ENTRA, GOOGLE = "entra", "google"


class ProviderError(Exception):
    """The provider cannot be reached, or what it says is not to be trusted. Its words hold no address and no secret."""


@dataclass(frozen=True, slots=True)
class Trip:
    """What one journey to the provider is known by; all of it stays in the browser that went."""

    state: str
    nonce: str
    verifier: str


def new_trip() -> Trip:
    return Trip(token_urlsafe(24), token_urlsafe(24), token_urlsafe(48))


class Provider:
    """The provider of one school. `back` is our own address where people return, `secret` what it knows us by."""

    def __init__(self, oidc: Oidc, secret: str, back: str) -> None:
        self.name = oidc.name
        self._oidc, self._secret, self._back = oidc, secret, back
        self._turn, self._lines = Lock(), BoundedSemaphore(LINES)
        self._known: tuple[datetime, dict[str, Any], KeySet] | None = None
        self._silent: datetime | None = None

    def way(self, trip: Trip, now: datetime) -> str:
        """Return the address at the provider where somebody signs in. Raises ProviderError."""
        with self._line():
            endpoint = self._learned(now)[0].get("authorization_endpoint")
        if not isinstance(endpoint, str):
            raise ProviderError("shape")
        more = {"hd": self._oidc.domain} if self._oidc.kind == GOOGLE else {}
        with self._client() as client:
            address, _ = client.create_authorization_url(
                endpoint, trip.state, trip.verifier, nonce=trip.nonce, prompt="select_account", **more
            )
        return str(address)

    def address(self, trip: Trip, code: str, now: datetime) -> str:
        """Return the mail address of who came back with this code. Raises ProviderError."""
        with self._line():
            return _vouched(self._oidc, self._claims(trip, code, now))

    def _claims(self, trip: Trip, code: str, now: datetime) -> CodeIDToken:
        said, keys = self._learned(now)
        token = self._asked(lambda client: _token(client, said.get("token_endpoint", ""), code, trip.verifier))
        try:
            words = self._read(str(token.get("id_token", "")), keys, now)
            claims = CodeIDToken(
                words.claims,
                words.header,
                {"iss": {"essential": True, "value": self._oidc.issuer}, "aud": {"value": self._oidc.client_id}},
                {"nonce": trip.nonce, "client_id": self._oidc.client_id, "access_token": token.get("access_token")},
            )
            claims.validate(now=int(now.timestamp()), leeway=CLOCKS_DIFFER)
        except (JoseError, AuthlibBaseError, ValueError, TypeError) as error:
            raise ProviderError(type(error).__name__) from None
        return claims

    def _read(self, token: str, keys: KeySet, now: datetime) -> jwt.Token:
        """Read a token with the keys we know; with a key that is new to us, learn the keys again once."""
        try:
            return jwt.decode(token, keys, registry=SIGNED)
        except InvalidKeyIdError:
            return jwt.decode(token, self._learned(now, anew=True)[1], registry=SIGNED)

    def _learned(self, now: datetime, *, anew: bool = False) -> tuple[dict[str, Any], KeySet]:
        """Return what the provider says of itself, and its keys; asked for once an hour.

        One that did not answer is let be for half a minute: who waited meanwhile does not wait once more.
        """
        with self._turn:
            if anew or self._known is None or not self._known[0] <= now < self._known[0] + KNOWN_FOR:
                self._known = (now, *self._learned_now(now))
            return self._known[1:]

    def _learned_now(self, now: datetime) -> tuple[dict[str, Any], KeySet]:
        if self._silent is not None and now < self._silent + LET_BE:
            raise ProviderError("silent")
        try:
            found = self._asked(self._learn)
        except ProviderError:
            self._silent = now
            raise
        self._silent = None
        return found

    @contextmanager
    def _line(self) -> Iterator[None]:
        """Hold one of the lines to the provider. Raises ProviderError when all stay busy."""
        if not self._lines.acquire(timeout=TURN):
            raise ProviderError("busy")
        try:
            yield
        finally:
            self._lines.release()

    def _learn(self, client: OAuth2Client) -> tuple[dict[str, Any], KeySet]:
        said = _json(client, f"{self._oidc.issuer.rstrip('/')}{DISCOVERY}")
        if said.get("issuer") != self._oidc.issuer:
            raise ProviderError("issuer")
        keys = _json(client, str(said.get("jwks_uri", ""))).get("keys")
        return said, KeySet.import_key_set({"keys": keys if isinstance(keys, list) else []})

    def _asked(self, question: Callable[[OAuth2Client], T]) -> T:
        try:
            with self._client() as client:
                return question(client)
        except (HTTPError, InvalidURL, JoseError, AuthlibBaseError, ValueError) as error:
            raise ProviderError(type(error).__name__) from None

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            client_id=self._oidc.client_id,
            client_secret=self._secret,
            token_endpoint_auth_method="client_secret_post",
            scope="openid email profile",
            redirect_uri=self._back,
            code_challenge_method="S256",
            timeout=PATIENCE,
        )


def _json(client: OAuth2Client, address: str) -> dict[str, Any]:
    found = client.request("GET", address, withhold_token=True)
    found.raise_for_status()
    said = found.json()
    if not isinstance(said, dict):
        raise ProviderError("shape")
    return said


def _token(client: OAuth2Client, endpoint: str, code: str, verifier: str) -> dict[str, Any]:
    found = client.fetch_token(endpoint, grant_type="authorization_code", code=code, code_verifier=verifier)
    return dict(found)


def _vouched(oidc: Oidc, claims: Mapping[str, Any]) -> str:
    """Return the address that the school's own organisation gave this person. Raises ProviderError."""
    if oidc.kind == ENTRA:
        # A guest of the tenant signed in elsewhere: the address is one that another organisation gave.
        own = (oidc.issuer, f"https://sts.windows.net/{oidc.tenant}/")
        mine = str(claims.get("tid", "")).lower() == oidc.tenant and claims.get("idp", oidc.issuer) in own
        return _filled(claims.get("preferred_username") if mine else None)
    mine = oidc.kind != GOOGLE or str(claims.get("hd", "")).lower() == oidc.domain
    return _filled(claims.get("email") if mine and claims.get("email_verified") is True else None)


def _filled(address: object) -> str:
    if not isinstance(address, str) or "@" not in address:
        raise ProviderError("address")
    return address
