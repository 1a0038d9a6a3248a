"""When it does not go as it should: a friendly page, and a line in the log without a name or an address in it."""

from __future__ import annotations

from pathlib import PurePath
from traceback import extract_tb
from typing import TYPE_CHECKING

import structlog

from engine.store.database import StoreError
from web.drawing import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ExceptionHandler

    from web.house import House

NOT_HERE = (
    "Deze pagina is er niet",
    "Kwam je hier met een link uit een mail? Dan is die niet heel overgekomen, of hij geldt niet meer. "
    "Gebruik de link uit je laatste mail, of vraag het aan de beheerder.",
)
NOT_SO = ("Dat kan hier niet", "Ga terug naar de vorige pagina en gebruik de knop die daar staat.")
NOT_FROM_HERE = (
    "Deze knop werkt niet meer",
    "Er is niets veranderd. Ga terug naar de vorige pagina, ververs die en probeer het nog eens.",
)
TOO_LARGE = (
    "Dit bestand is te groot",
    "Er is niets veranderd. Een bestand met gegevens mag hoogstens 8 MB groot zijn, "
    "de tekst van een regelbestand hoogstens 60.000 tekens.",
)
NOT_BY_MAIL = (
    "Dit bestand is nu dicht",
    "Er staat een vertrouwelijke regel in. Wie zich met een mail aanmeldde, ziet daar niets van. "
    "Meld je aan met het account van school, dan kun je het openen. Heeft jullie school zulke accounts niet, dan kan "
    "wie Jaarcyclus draait instellen dat een mail genoeg is.",
)
# A file that this session may not read: it is there, and who asks keeps the rules.
CLOSED = 423
BUSY = ("Het is even druk", "Probeer het over een paar minuten nog eens.")
BROKEN = ("Hier ging iets mis", "Aan jou ligt het niet. Probeer het straks nog eens, of vertel het de beheerder.")


def handlers(house: House) -> Mapping[int | type[Exception], ExceptionHandler]:
    """Return what to show for each thing that can go wrong."""

    def missing(_request: Request, _error: Exception) -> Response:
        return _page(house, NOT_HERE, 404)

    def unfit(_request: Request, _error: Exception) -> Response:
        return _page(house, NOT_SO, 405)

    def not_from_here(_request: Request, _error: Exception) -> Response:
        return _page(house, NOT_FROM_HERE, 403)

    def too_large(_request: Request, _error: Exception) -> Response:
        return _page(house, TOO_LARGE, 413)

    def closed(_request: Request, _error: Exception) -> Response:
        return _page(house, NOT_BY_MAIL, CLOSED)

    def busy(_request: Request, _error: Exception) -> Response:
        return _page(house, BUSY, 503)

    def broken(_request: Request, error: Exception) -> Response:
        _log(house, error)
        return _page(house, BROKEN, 500)

    return {
        403: not_from_here,
        404: missing,
        405: unfit,
        413: too_large,
        CLOSED: closed,
        StoreError: busy,
        Exception: broken,
    }


def _page(house: House, words: tuple[str, str], status: int) -> Response:
    heading, advice = words
    return drawn(house, "trouble.html.j2", status, heading=heading, advice=advice)


def _log(house: House, error: Exception) -> None:
    """Name the kind of mistake and where it was made; its words may hold somebody's name."""
    place = extract_tb(error.__traceback__)[-1]
    log = structlog.get_logger().bind(school=house.school)
    log.error("page failed", error=type(error).__name__, file=PurePath(place.filename).name, line=place.lineno)
