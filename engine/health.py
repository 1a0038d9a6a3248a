"""How a school's installation is doing: values in, findings out, each one Dutch sentence that anybody may show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, dutch
from engine.audience import FALLBACK, RECIPIENT
from engine.census import GONE, TEACHER
from engine.model import LIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from engine.almanac.dayline import DayLine
    from engine.model import Pupil, Staff, Task
    from engine.rule import Rule

FINE, MIND, BAD = "goed", "let op", "fout"
PATIENCE = 15
NAMED = 3
EMPTY = {"applicatiebeheer": "niemand doet applicatiebeheer", "directie": "niemand zit in de directie"}
FILES, EXPORT, RUN, ADDRESSES, ROLES, RULES = "bestanden", "export", "laatste run", "adressen", "rollen", "regels"
MAIL, SERVER, BRAKE, PAUSES, NEW_GROUPS, PUPILS = "mail", "mailserver", "rem", "pauzes", "groepen", "leerlingen"
SIGN_IN = "aanmelden"
# What somebody must see whatever else there is to say.
PRESSING = frozenset({BRAKE, MAIL, PAUSES, NEW_GROUPS})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know: what it is `about`, whether it is `goed`, `let op` or `fout`, and the sentence."""

    about: str
    state: str
    sentence: str

    @property
    def is_fine(self) -> bool:
        return self.state == FINE


@dataclass(frozen=True, slots=True)
class Broken:
    """A file with a mistake. `since` is the day of its last version that loaded; None when it has none."""

    file: str
    line: int
    since: date | None


def broken_files(broken: Iterable[Broken]) -> tuple[Finding, ...]:
    """Name every broken file, and which version of it rules on."""
    return tuple(Finding(FILES, BAD, _broken(each)) for each in broken)


def _broken(each: Broken) -> str:
    where = f"{each.file} is stuk (regel {each.line})" if each.line else f"{each.file} is stuk"
    if each.since is None:
        return f"{where} en doet nog niet mee; met `jaarcyclus check` zie je wat er mis is"
    return f"{where}; de versie van {dutch(each.since)} geldt"


def export_age(last: date | None, today: date, school_days: DayLine) -> Finding:
    """Say how old the latest export is, in school days; more than fifteen is worth a warning."""
    if last is None:
        return Finding(EXPORT, MIND, "er is nog geen export ingelezen; met `jaarcyclus import edexml edex.xml`")
    days = len(school_days.within(last + ONE_DAY, today))
    age = f"de laatste export is van {dutch(last)}"
    if last == today:
        age = "de laatste export is van vandaag"
    elif days:
        age += f", {_count(days, 'schooldag', 'schooldagen')} geleden"
    if days < PATIENCE:
        return Finding(EXPORT, FINE, age)
    return Finding(EXPORT, MIND, f"{age}; lees een nieuwe in, zodat leerlingen en groepen weer kloppen")


def last_run(day: date | None, outcome: str, today: date, school_days: DayLine) -> Finding:
    """Say when the tasks were last brought up to date, and whether that went well."""
    if day is None:
        return Finding(RUN, MIND, "de taken zijn nog nooit bijgewerkt; met `jaarcyclus run`")
    when = "vandaag" if day == today else f"op {dutch(day)}"
    if outcome != FINE:
        return Finding(RUN, BAD, f"het bijwerken van de taken ging {when} mis: {outcome}")
    late = len(school_days.within(day + ONE_DAY, today - ONE_DAY))
    told = f"de taken zijn {when} bijgewerkt"
    return Finding(RUN, MIND if late else FINE, told + (f"; sindsdien {_missed(late)} niet" if late else ""))


def _missed(days: int) -> str:
    return _count(days, "schooldag", "schooldagen")


def without_address(
    staff: Iterable[Staff], tasks: Iterable[Task], assignees: Mapping[str, tuple[str, ...]], today: date
) -> tuple[Finding, ...]:
    """Say in one line who cannot be reached, and how many tasks went to somebody else for that reason.

    `assignees` are the roles of each rule.
    """
    mute = [each for each in staff if each.roles and not each.email and each.present and not _gone(each, today)]
    if not mute:
        return ()
    roles = {role for each in mute for role in each.roles}
    waiting = sum(bool(unreached(each, assignees) & roles) for each in tasks if each.state in LIVE)
    teachers = all(TEACHER in each.roles for each in mute)
    who = _count(len(mute), *(("leerkracht", "leerkrachten") if teachers else ("medewerker", "medewerkers")))
    tell = f", {_count(waiting, 'taak wacht', 'taken wachten')}" if waiting else ""
    return (Finding(ADDRESSES, MIND, f"{who} zonder adres{tell}"),)


def shared_addresses(staff: Iterable[Staff], today: date) -> tuple[Finding, ...]:
    """Say which colleagues have one address together: nobody can tell who of them signs in."""
    by_address: dict[str, list[str]] = {}
    for each in staff:
        if each.email and each.roles and each.present and not _gone(each, today):
            by_address.setdefault(each.email.lower(), []).append(each.first_name or each.code)
    shared = [" en ".join(sorted(names)) for names in by_address.values() if len(names) > 1]
    slips = "delen een mailadres, en kunnen zich daarom niet aanmelden"
    return tuple(Finding(ADDRESSES, MIND, f"{names} {slips}") for names in sorted(shared))


def all_reachable(staff: Iterable[Staff]) -> tuple[Finding, ...]:
    """Say that everybody with a role has an address; nothing while nobody has been read in."""
    people = sum(bool(each.roles) for each in staff)
    return (Finding(ADDRESSES, FINE, f"{_count(people, 'medewerker', 'medewerkers')} met een adres"),) if people else ()


def without_entry(pupils: Iterable[Pupil]) -> tuple[Finding, ...]:
    """Say of how many pupils nobody knows since when they are here; nothing when all is known."""
    number = sum(each.present and each.entry is None and each.year_group != GONE for each in pupils)
    if not number:
        return ()
    who = _count(number, "leerling", "leerlingen")
    slips = "wat afhangt van hoe lang een kind op school zit, krijgt geen taak"
    return (Finding(PUPILS, MIND, f"{who} zonder instroomdatum; {slips}"),)


def asleep(number: int, of: int) -> Finding:
    """Say how many rules sleep; that is no fault."""
    told = f"{_count(of, 'regel', 'regels')}"
    if not number:
        return Finding(RULES, FINE, f"{told}, allemaal wakker")
    return Finding(RULES, FINE, f"{told}, waarvan {number} {'slaapt' if number == 1 else 'slapen'}")


def waiting_run(reason: str) -> tuple[Finding, ...]:
    """Say that a run waits for a person; nothing when none does."""
    if not reason:
        return ()
    return (Finding(BRAKE, MIND, f"een run wacht op jou: {reason} Ga verder met `jaarcyclus run --release`"),)


def stuck_mail(held: int, failed: int, in_doubt: int) -> tuple[Finding, ...]:
    """Say in one line how many mails wait for a person, and how many could not go; nothing when all is well."""
    parts = (
        _count(held, "mail staat vast", "mails staan vast") if held else "",
        f"{_count(failed, 'mail', 'mails')} geweigerd door de mailserver" if failed else "",
        f"van {_count(in_doubt, 'mail', 'mails')} is niet zeker of zij aankwam{'en' * (in_doubt > 1)}"
        if in_doubt
        else "",
    )
    said = ", ".join(filter(None, parts))
    return (Finding(MAIL, MIND, f"{said}; kijk met `jaarcyclus mail held`"),) if said else ()


def pauses(running: Iterable[tuple[str, date]]) -> tuple[Finding, ...]:
    """Say in one line who gets no overview for a while; each pause ends by itself."""
    found = sorted(running, key=lambda each: (each[1], each[0]))
    if not found:
        return ()
    (first, end), *others = found
    if not others:
        return (Finding(PAUSES, MIND, f"geen overzicht krijgt {first} tot en met {dutch(end)}"),)
    names = [who for who, _ in found[:NAMED]]
    more = len(found) - len(names)
    who = f"{', '.join(names)} en nog {more}" if more else f"{', '.join(names[:-1])} en {names[-1]}"
    soonest = f"de eerste pauze loopt tot en met {dutch(end)}"
    return (Finding(PAUSES, MIND, f"{len(found)} mensen krijgen even geen overzicht ({who}); {soonest}"),)


def mail_server(host: str, problem: str, *, set_up: bool) -> Finding:
    """Say whether the mail server answered. `set_up` is False where nobody seems to have chosen one yet."""
    if not problem:
        return Finding(SERVER, FINE, f"{host} antwoordt, en neemt onze mail aan")
    return Finding(SERVER, BAD if set_up else MIND, f"{host} is niet te gebruiken: {problem}")


def accounts(name: str, problem: str = "") -> Finding:
    """Say whether people can sign in with the account of this provider."""
    return Finding(SIGN_IN, BAD, problem) if problem else Finding(SIGN_IN, FINE, f"met {name}; het geheim is er")


def _gone(staff: Staff, today: date) -> bool:
    return staff.out_of_service is not None and staff.out_of_service < today


def unreached(task: Task, assignees: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the roles a task is for and in which nobody could get it."""
    return frozenset(assignees.get(task.rule, ())) - frozenset(task.because.audience)


def needed_roles(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the roles that rules give tasks to or escalate to, and the one that everything falls back on."""
    named = {role for each in rules for role in (*each.assignees, *(one.to for one in each.escalate))}
    return tuple(sorted((named | {FALLBACK[0]}) - {RECIPIENT}))


def empty_roles(roles: Iterable[str], staff: Iterable[Staff], today: date) -> tuple[Finding, ...]:
    """Name the roles in which nobody can be reached, today or from a later day, and who gets their tasks instead."""
    people = tuple(staff)
    return tuple(_empty_roles(roles, people, today)) if people else ()


def _empty_roles(roles: Iterable[str], people: tuple[Staff, ...], today: date) -> Iterator[Finding]:
    filled = {role for each in people if each.email and not _gone(each, today) for role in each.roles}
    held = {role for each in people for role in each.roles}
    instead = next((each for each in FALLBACK if each in filled), "")
    for role in roles:
        if role in filled:
            continue
        why = EMPTY.get(role, f"niemand is {role}")
        if role in held:
            why = f"wie de rol {role} heeft, heeft geen adres of is niet in dienst"
        if instead:
            yield Finding(ROLES, MIND, f"{why}; die taken gaan naar de {instead}")
        else:
            yield Finding(ROLES, BAD, f"{why}, en er is ook geen beheerder; die taken heeft nu niemand")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
