"""Which pages the web has, and their addresses. A letter links to a page only when it is built and can be reached."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.signing import signed, unsigned

UNSUBSCRIBE, TASKS, SIGN_IN = "afmelden", "taken", "aanmelden"
# The pages that are there. The commit that builds another one adds its name here: from then on letters link to it.
BUILT = frozenset({UNSUBSCRIBE, TASKS, SIGN_IN})


@dataclass(frozen=True, slots=True)
class Pages:
    """`base` is the web address people use ("": there is no web), `secret` what signs links that act by themselves."""

    base: str = ""
    secret: str = field(default="", repr=False)
    built: frozenset[str] = BUILT

    def task_list(self) -> str:
        """Return the address of somebody's whole list, "" when there is none."""
        return self._address(TASKS)

    def task(self, key: str) -> str:
        return self._address(TASKS, key) if key else ""

    def sign_in(self, code: str) -> str:
        return self._address(SIGN_IN, code)

    def back(self) -> str:
        """Return where people come back from the provider of their accounts."""
        return self._address(SIGN_IN, "terug")

    def unsubscribe(self, school: str, person: str) -> str:
        """Return the address where whoever has this mail ends this person's mail for a while, "" when there is none.

        It is always the same for the same person, and nobody else can make it.
        """
        if not self.secret:
            return ""
        return self._address(UNSUBSCRIBE, signed(self.secret, UNSUBSCRIBE, (school, person)))

    def unsubscriber(self, school: str, token: str) -> str | None:
        """Return whose mail this token is about; None for one that we did not make, or for another school."""
        found = unsigned(self.secret, UNSUBSCRIBE, token) if self.secret else None
        return found[1] if found is not None and len(found) == 2 and found[0] == school else None

    def _address(self, page: str, *rest: str) -> str:
        return "/".join((self.base, page, *rest)) if self.base and page in self.built else ""


NO_PAGES = Pages()
