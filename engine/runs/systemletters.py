"""Letters of the system itself: the brake, the test mail, signing in. They are written when they go, and never kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.outbox import BRAKE_LETTER, IN_DOUBT, ON_THE_WIRE, SENT, SIGN_IN_LETTER, SYSTEM, TEST_LETTER
from engine.runs.lookagain import Nothing
from engine.store.holds import load_holds
from engine.store.outbox import load_posts
from notifiers.letter import Letter

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.outbox import Post
    from engine.settings import Settings
    from engine.store.database import Store

RELEASE = "jaarcyclus run --release"
NOTHING_YET = "Daarom is er vandaag nog niets verstuurd: behalve jij heeft niemand iets gekregen."
SINCE = "Daarom gaat er niets meer weg, tot jij verdergaat. De mail van eerder vandaag was al verstuurd."


def system_letter(settings: Settings, store: Store, post: Post) -> Letter | Nothing:
    """Write the letter of a system post, or say why it tells nothing any more."""
    return _LETTERS[post.kind](settings, store, post)


def _brake(settings: Settings, store: Store, post: Post) -> Letter | Nothing:
    waiting = [each for each in load_holds(store) if each.released is None]
    if not waiting:
        return Nothing("de rem is al losgelaten")
    return Letter(
        to=post.to,
        subject=f"De mail van {settings.school.name} wacht op jou",
        heading="Goedendag,",
        paragraphs=(
            waiting[-1].reason,
            SINCE if _went_today(store, post) else NOTHING_YET,
            f"Kijk met `jaarcyclus mail preview` wat er weg zou gaan. Klopt het, ga dan verder met `{RELEASE}`.",
        ),
        footer=(f"Je krijgt dit als beheerder van Jaarcyclus op {settings.school.name}.",),
    )


def _went_today(store: Store, post: Post) -> bool:
    sent = load_posts(store, day=post.day, states=(SENT, ON_THE_WIRE, IN_DOUBT))
    return any(each.kind not in SYSTEM for each in sent)


def _test(settings: Settings, store: Store, post: Post) -> Letter:
    return Letter(
        to=post.to,
        subject=f"Proefmail van {settings.school.name}",
        heading="Goedendag,",
        paragraphs=("Dit is een proefmail van Jaarcyclus. Lees je dit, dan komt de mail aan.",),
        footer=(f"Verstuurd voor {settings.school.name}, via {settings.mail.host}.",),
    )


def _sign_in(_settings: Settings, _store: Store, _post: Post) -> Nothing:
    """Only who asked knew the code, at that moment: a letter that did not go then cannot be written any more."""
    return Nothing("deze aanmeldlink geldt niet meer; vraag een nieuwe aan")


_LETTERS: dict[str, Callable[[Settings, Store, Post], Letter | Nothing]] = {
    BRAKE_LETTER: _brake,
    TEST_LETTER: _test,
    SIGN_IN_LETTER: _sign_in,
}
