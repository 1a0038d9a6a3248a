"""The parts of config.toml read: each from its own section, with what cannot stand there told at its place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from engine.configparts import Kinds, Mail, Oidc, Privacy, Schedule, School, Store, Watch, Web
from engine.officialdates import REGIONS
from engine.reading import unknown_word

if TYPE_CHECKING:
    from pathlib import Path

    from engine.configvalues import Section

TLS = ("none", "starttls", "tls")
LOCAL = ("localhost", "127.0.0.1", "::1")
BRIN = re.compile(r"\d{2}[A-Z]{2}")
ADDRESS = re.compile(r"([^<>@]+<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+)")
WEB_ADDRESS = re.compile(r"(https?://[^\s/]+\S*)?")
LISTEN = re.compile(r"(\[[0-9a-fA-F:]+\]|[^\s:/\[\]]+):(\d{1,5})")
HIGHEST_PORT = 65535
MOST_YEARS = 20
# The key that a kind of provider cannot do without.
NEEDED = {"entra": "tenant", "google": "domain", "oidc": "issuer"}
ENTRA, GOOGLE = "https://login.microsoftonline.com", "https://accounts.google.com"
TENANT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
TENANT_LOOKS = "een tenant is de id van de eigen organisatie, zoals 9f2c1a3e-0000-4000-8000-0123456789ab"
DOMAIN = re.compile(r"([A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
DOMAIN_LOOKS = "een domein is zoals dewilg.nl"
ISSUER = re.compile(r"https://[^\s?#]+|http://(localhost|127\.0\.0\.1)(:\d+)?(/[^\s?#]*)?")
SQLITE, POSTGRES = "sqlite://", "postgresql+psycopg://"
NO_PASSWORD_HERE = (
    "een wachtwoord staat nooit in config.toml; noem met password_env een omgevingsvariabele, "
    "of met password_file een bestand"
)
NO_SECRET_HERE = (
    "een geheim staat nooit in config.toml; noem met secret_env een omgevingsvariabele, of met secret_file een bestand"
)
NO_CLIENT_SECRET_HERE = (
    "een geheim staat nooit in config.toml; noem met client_secret_env een omgevingsvariabele, "
    "of met client_secret_file een bestand"
)
ONE_CLIENT_SECRET = "noem bij [oidc] client_secret_env of client_secret_file: een van de twee"


def read_school(section: Section, packs: tuple[str, ...]) -> School:
    section.only(School)
    name = section.text("name", required=True)
    brin = section.text("brin", required=True)
    if brin and not BRIN.fullmatch(brin):
        section.error("brin", f'een brin is twee cijfers en twee hoofdletters, zoals 99XX, niet "{brin}"')
    return School(
        name=name,
        brin=brin,
        region=section.choice("region", REGIONS, required=True),
        id=section.text("id", slug(name)),
        start=section.day("start"),
        packs=_packs(section, packs),
    )


def _packs(section: Section, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the packs the school chose; without the key all that are shipped."""
    chosen = section.texts("packs", known)
    for each in chosen:
        if each not in known:
            section.error("packs", unknown_word(" pakket", each, known), item=each)
    return chosen


def slug(name: str) -> str:
    """Return a name in lower case with hyphens: `De Voorbeeldschool` becomes `de-voorbeeldschool`."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def read_store(section: Section, folder: Path) -> Store:
    section.only(Store)
    url = section.text("url", "sqlite:///jaarcyclus.db")
    if url.startswith(SQLITE):
        return Store(_absolute(url, folder))
    if not url.startswith((POSTGRES, "postgresql://")):
        section.error("url", f'een opslag begint met "sqlite:///" of "{POSTGRES}", niet "{url}"')
    if re.search(r"://[^/@\s]*:[^/@\s]+@", url):
        section.warning("url", "hier staat een wachtwoord in config.toml; zet het liever in PGPASSWORD of .pgpass")
    return Store(url.replace("postgresql://", POSTGRES, 1))


def _absolute(url: str, folder: Path) -> str:
    path, mark, options = url.removeprefix("sqlite:///").partition("?")
    if not url.startswith("sqlite:///") or path in ("", ":memory:") or path.startswith("file:"):
        return url
    return f"sqlite:///{folder / path}{mark}{options}"


def read_mail(section: Section, folder: Path) -> Mail:
    section.only(Mail, also={"password": NO_PASSWORD_HERE})
    sender = section.text("sender", "")
    if sender and not ADDRESS.fullmatch(sender):
        section.error("sender", f'een mailadres is zoals "School <school@school.nl>", niet "{sender}"')
    username = section.text("username", "")
    password_env, password_file = section.text("password_env", ""), section.text("password_file", "")
    if username and not (password_env or password_file) and not section.has("password"):
        section.error("username", "bij username hoort password_env of password_file")
    if password_env and password_file:
        section.error("password_file", "kies password_env of password_file, niet allebei")
    host, tls = section.text("host", "localhost"), section.choice("tls", TLS, "none")
    if username and tls == "none" and host not in LOCAL:
        section.warning(
            "username", 'met tls = "none" gaat het wachtwoord leesbaar over de lijn; kies "starttls" of "tls"'
        )
    ca_file = section.text("ca_file", "")
    return Mail(
        host=host,
        port=section.whole("port", 25, 1, 65535),
        tls=tls,
        sender=sender,
        username=username,
        password_env=password_env,
        password_file=folder / password_file if password_file else None,
        ca_file=folder / ca_file if ca_file else None,
        per_minute=section.whole("per_minute", 30, 1, 60_000),
    )


def read_schedule(section: Section) -> Schedule:
    section.only(Schedule)
    default = Schedule()
    window = section.times("mail_window", default.mail_window)
    if window[1] <= window[0]:
        section.error("mail_window", "het einde van mail_window ligt niet na het begin")
        window = default.mail_window
    digest = section.clock_time("digest", default.digest)
    if not window[0] <= digest < window[1]:
        shown = f"{window[0]:%H:%M} tot {window[1]:%H:%M}"
        section.warning("digest", f"het overzicht van {digest:%H:%M} valt buiten mail_window ({shown})")
    return Schedule(
        timezone=section.timezone("timezone", default.timezone),
        evaluate=section.clock_time("evaluate", default.evaluate),
        digest=digest,
        mail_window=window,
    )


def read_web(section: Section, folder: Path) -> Web:
    section.only(Web, also={"secret": NO_SECRET_HERE})
    secret_env, secret_file = section.text("secret_env", ""), section.text("secret_file", "")
    if secret_env and secret_file:
        section.error("secret_file", "kies secret_env of secret_file, niet allebei")
    return Web(
        base_url=_web_address(section, "base_url").rstrip("/"),
        listen=_listen(section),
        secret_env=secret_env,
        secret_file=folder / secret_file if secret_file else None,
        sensitive_by_mail=section.yes_or_no("sensitive_by_mail", default=False),
        mail_link=section.yes_or_no("mail_link", default=True),
    )


def read_oidc(section: Section, folder: Path, web: Web) -> Oidc:
    """Read how people sign in with an account they have; each kind of provider has a key that it cannot do without.

    A provider for everybody (Entra's "common") is refused: whoever has any account there could come in.
    """
    section.only(Oidc, also={"client_secret": NO_CLIENT_SECRET_HERE})
    kind = section.choice("kind", tuple(NEEDED), required=bool(section.values))
    client_id = section.text("client_id", required=bool(section.values))
    env, file = section.text("client_secret_env", ""), section.text("client_secret_file", "")
    if kind and bool(env) == bool(file) and not section.has("client_secret"):
        section.error("client_secret_file" if file else "kind", ONE_CLIENT_SECRET)
    if kind and not web.base_url:
        section.error("kind", "aanmelden gaat via de pagina's; vul eerst base_url in onder [web]")
    if not kind:
        return Oidc()
    section.text(NEEDED[kind], required=True)
    tenant, domain = _formed(section, "tenant", TENANT, TENANT_LOOKS), _formed(section, "domain", DOMAIN, DOMAIN_LOOKS)
    issuer = {"entra": f"{ENTRA}/{tenant.lower()}/v2.0", "google": GOOGLE}.get(kind) or _issuer(section)
    name = section.text("name", {"entra": "Microsoft", "google": "Google"}.get(kind, "je schoolaccount"))
    return Oidc(kind, client_id, env, folder / file if file else None, tenant.lower(), domain.lower(), issuer, name)


def _formed(section: Section, key: str, form: re.Pattern[str], looks: str) -> str:
    text = section.text(key, "")
    if text and not form.fullmatch(text):
        section.error(key, f'{looks}, niet "{text}"')
    return text


def _issuer(section: Section) -> str:
    text = section.text("issuer", "")
    if text and not ISSUER.fullmatch(text):
        section.error("issuer", f'een issuer begint met "https://", niet "{text}"')
    return text


def _listen(section: Section) -> tuple[str, int]:
    text = section.text("listen", "") or "127.0.0.1:8000"
    found = LISTEN.fullmatch(text)
    if found and 1 <= int(found[2]) <= HIGHEST_PORT:
        return found[1].strip("[]"), int(found[2])
    section.error("listen", f'hier hoort een adres met een poort, zoals "127.0.0.1:8000", niet "{text}"')
    return Web().listen


def read_watch(section: Section) -> Watch:
    section.only(Watch)
    return Watch(_web_address(section, "ping_url"))


def read_privacy(section: Section) -> Privacy:
    section.only(Privacy)
    usual = Privacy()
    years = {each: section.whole(each, getattr(usual, each), 1, MOST_YEARS) for each in Privacy.__slots__}
    return Privacy(**years)


def _web_address(section: Section, key: str) -> str:
    url = section.text(key, "")
    if not WEB_ADDRESS.fullmatch(url):
        section.error(key, f'een adres begint met "https://" of "http://", niet "{url}"')
    return url


def read_kinds(section: Section) -> Kinds:
    section.only(Kinds)
    values: dict[str, Any] = {each: section.texts(each, ()) for each in Kinds.__slots__}
    return Kinds(**values)
