"""A clock that stands still until it is moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")


class Clock:
    """Gives the moment it was set to, as the sender asks it."""

    def __init__(self, moment: str) -> None:
        self.moment = datetime.fromisoformat(moment).replace(tzinfo=HERE)

    def __call__(self) -> datetime:
        return self.moment

    def set(self, hour: str) -> None:
        hours, minutes = map(int, hour.split(":"))
        self.moment = self.moment.replace(hour=hours, minute=minutes)

    def forward(self, minutes: float) -> None:
        self.moment += timedelta(minutes=minutes)
