"""What a browser shows of somebody who signed in with the account of school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from web.session import BY_ACCOUNT, begin, hand_over

if TYPE_CHECKING:
    from engine.model import Staff
    from web.house import House


def account_cookie(house: House, person: Staff) -> str:
    """Return the value of the session's cookie."""
    answer = Response()
    with house.database.reading(house.school) as store:
        hand_over(house, begin(house, store, person, BY_ACCOUNT, kept=False), answer)
    return answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
