"""The command line's own words in Dutch: its help, and what to say when something was typed that cannot be."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info, get_group

from engine.problem import nearest, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PROGRAM = "jaarcyclus"
OPTIONS = "[OPTIES]"
HELP = "Laat deze uitleg zien."
STOPPED = 130
YES_OR_NO = {"ja": True, "j": True, "nee": False, "n": False}


# --- help


class Command(TyperCommand):
    """One command. Words too many are let in, so that we can say ourselves what is wrong with them."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _told_where(ctx):
            left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            ctx.fail(_too_many(left))
        return left

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        params = self.get_params(ctx)
        part(formatter, "Argumenten", (_told(each) for each in params if each.param_type_name == "argument"))
        part(formatter, "Opties", (_told(each) for each in params if each.param_type_name == "option"))


class Group(TyperGroup):
    """The command above all others."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _told_where(ctx):
            return super().parse_args(ctx, args)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        part(formatter, "Opties", (_told(each) for each in self.get_params(ctx)))
        self.format_commands(ctx, formatter)


class Words(Group):
    """A command with words of its own, such as `mail preview`."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            ctx.fail(unknown("e opdracht", cmd_name, self.list_commands(ctx)))
        return found

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        part(formatter, "Opdrachten", ((word, self.commands[word].help or "") for word in self.list_commands(ctx)))


def command(app: typer.Typer, name: str) -> Any:
    """Return the one command of `app`, or all of them as one with words, as a Dutch command called `name`."""
    for info in app.registered_commands:
        info.cls, info.options_metavar = Command, OPTIONS
    if app.info.cls is Words:
        made: Any = get_group(app)
    else:
        (info,) = app.registered_commands
        made = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
    made.name = name
    return made


def usage(it: Any, ctx: Any, formatter: Any) -> None:
    formatter.write_usage(ctx.command_path, " ".join(it.collect_usage_pieces(ctx)), prefix="Gebruik: ")


def part(formatter: Any, heading: str, rows: Iterator[tuple[str, str]]) -> None:
    """Write a heading with two columns under it; without rows, nothing."""
    if found := list(rows):
        with formatter.section(heading):
            formatter.write_dl(found)


def _told(param: Any) -> tuple[str, str]:
    """Return how an argument or option is typed, and what it is for."""
    text = HELP if param.name == "help" else param.help or ""
    if param.param_type_name == "argument":
        return _name(param), text
    typed = ", ".join(param.opts)
    if param.is_flag:
        return typed, text
    usual = f"  [zonder opgave: {param.default}]" if param.default else ""
    return f"{typed} {param.metavar or '...'}", f"{text}{usual}"


def _name(param: Any) -> str:
    return str(param.metavar or param.name.upper())


# --- mistakes in typing


def speak(it: Any, arguments: Sequence[str] | None) -> int:
    """Run a command and return its exit code; a word that cannot be is 2, Ctrl-C ends quietly with 130."""
    try:
        code: int = it.main(args=arguments, prog_name=PROGRAM, standalone_mode=False) or 0
    except typer.TyperException as error:
        typer.echo(_worded(error), err=True)
        if ctx := getattr(error, "ctx", None):
            typer.echo(f"Uitleg: {ctx.command_path} --help", err=True)
        return error.exit_code
    except typer.Abort:
        code = STOPPED
    if code == STOPPED:
        typer.echo("Gestopt.", err=True)
    return code


@contextmanager
def _told_where(ctx: Any) -> Iterator[None]:
    """Let every mistake know in which command it was made; some are raised without."""
    try:
        yield
    except typer.TyperException as error:
        if getattr(error, "ctx", None) is None:
            error.ctx = ctx  # type: ignore[attr-defined]
        raise


def _worded(error: Any) -> str:
    """Say a mistake in Dutch. What is not in the table, we worded ourselves where we found it."""
    words = MISTAKES.get(type(error).__name__)
    return words(error) if words else str(error.message)


def _no_such_option(error: Any) -> str:
    ctx, name = error.ctx, error.option_name
    if ctx.parent and name in _options(ctx.parent):
        return f"{name} hoort voor de opdracht: {PROGRAM} {name} ... {ctx.info_name}"
    near = nearest(name.lstrip("-"), [each.lstrip("-") for each in _options(ctx)])
    if near:
        return f'onbekende optie "{name}"; bedoel je "--{near}"?'
    return f'onbekende optie "{name}"{"" if ctx.parent else "; opties van een opdracht staan achter de opdracht"}'


def _wrong_use(error: Any) -> str:
    """An option without the word it needs, or one that takes no word and got one."""
    option = _options(error.ctx)[error.option_name]
    if option.is_flag:
        return f"achter {error.option_name} hoort niets"
    return f"achter {error.option_name} ontbreekt een woord: {_small(option)}"


def _missing(error: Any) -> str:
    return f"noem nog {_name(error.param)}: {_small(error.param)}"


def _bad_value(error: Any) -> str:
    return f"wat er bij {_name(error.param)} staat, klopt niet: {_small(error.param)}"


def _too_many(words: list[str]) -> str:
    some = " ".join(words)
    return f'"{some}" is te veel; zet wat bij elkaar hoort tussen aanhalingstekens, zoals "1/2 B"'


def _options(ctx: Any) -> dict[str, Any]:
    return {name: each for each in ctx.command.get_params(ctx) for name in each.opts if name.startswith("-")}


def _small(param: Any) -> str:
    """Return what a parameter is for, to stand within a sentence."""
    text = (param.help or "").rstrip(".")
    return f"{text[:1].lower()}{text[1:]}"


MISTAKES: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _wrong_use,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}


# --- a question


def agreed(question: str, ask: Callable[[str], str] = input) -> bool:
    """Ask until somebody answers with ja or nee."""
    while True:
        answer = YES_OR_NO.get(ask(f"{question} [ja/nee] ").strip().lower())
        if answer is not None:
            return answer
