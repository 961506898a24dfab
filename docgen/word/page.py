"""The page: a part with tags as a list of steps, and what runs them. Steps are data, never code.

A step is a text, or a list of an operation's name and its operands: an expression, which is printed, `if`, or `for`.
What tags may say at all (see `grammar`) is so little that this is the whole of it:

    ["<w:t>", ["value", "unit"], "</w:t>", ["if", ["value", "number"], ["（", ["value", "number"], "）"], []]]
    ["for", "penalties", ["<w:tr>…", ["value", ".party"], "…</w:tr>"]]
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeAlias, TypeGuard, cast

from docgen.word.narrowing import FILTER, narrowed
from docgen.word.wordml import Markup, escaped, run_text

Step: TypeAlias = "str | int | float | list[Step] | None"
Values: TypeAlias = Mapping[str, object]


class Page(Protocol):
    """A compiled part, to be filled as often as one likes."""

    def filled(self, values: Values) -> str:
        """The part with its tags filled in. Raises LookupError where a value is not there."""


class Steps:
    """A page as steps; `plain` where its text has no runs (core properties)."""

    __slots__ = ("_others", "_paths", "_scales", "plain", "steps")

    def __init__(self, steps: list[Step], *, plain: bool) -> None:
        self.steps = steps
        self.plain = plain
        # Nearly all steps are texts and names to print: what takes no thought is done without asking.
        numbered = [(number, step) for number, step in enumerate(steps) if isinstance(step, list)]
        self._paths = [(number, str(step[1])) for number, step in numbered if step[0] == "value"]
        self._scales = [(number, scale) for number, step in numbered if (scale := _scale(step))]
        known = {number for number, _ in (*self._paths, *self._scales)}
        self._others = [(number, step) for number, step in numbered if number not in known]

    def filled(self, values: Values) -> str:
        printed = _Printed(values, as_property if self.plain else as_run)
        texts: list[Step] = [*self.steps]
        for number, path in self._paths:
            texts[number] = printed[path]
        for number, (path, room, size) in self._scales:
            texts[number] = narrowed(values[path], room, size)
        for number, step in self._others:
            texts[number] = _done(step, printed)
        return "".join(cast("list[str]", texts))


def _scale(step: list[Step]) -> tuple[str, int, int] | None:
    """The operands of a step that prints how narrow a figure is set."""
    match step:
        case [name, ["value", str(path)], ["constant", int(room)], ["constant", int(size)]] if name == FILTER:
            return path, room, size
    return None


class Repeated(Protocol):
    """The lines of a listing, for a loop."""

    def repeat(self, steps: list[Step], values: Values) -> str:
        """What the steps print, once for every line."""


def printed_by(steps: Iterable[Step], values: Values, show: Callable[[object], str]) -> str:
    """What steps print that are no whole page."""
    return _run(steps, _Printed(values, show))


def as_run(value: object) -> str:
    """What a value prints within a run; a narrative is markup already and stays as it is."""
    if type(value) is str and value.isalnum():  # most figures
        return value
    return value.__html__() if hasattr(value, "__html__") else run_text(str(value))


def as_property(value: object) -> str:
    """What a value prints where there are no runs, on one line."""
    return escaped(str(value)).replace("\n", " ").replace("\t", " ")


class _Printed(dict[str, str]):
    """What each value prints, by its path: found once however often it is printed."""

    def __init__(self, values: Values, show: Callable[[object], str]) -> None:
        self.given = values
        self.show = show

    def __missing__(self, path: str) -> str:
        self[path] = shown = self.show(self.given[path])
        return shown


def _run(steps: Iterable[Step], printed: _Printed) -> str:
    return "".join(
        [step if isinstance(step, str) else _done(cast("list[Step]", step), printed) for step in steps]
    )


def _done(step: list[Step], printed: _Printed) -> str:
    if step[0] == "value":
        return printed[str(step[1])]
    if step[0] == "if":
        _, first, then, otherwise = step
        chosen = then if _value(first, printed.given) else otherwise
        return _run(cast("list[Step]", chosen), printed)
    if step[0] == "for":
        lines = cast("Repeated", printed.given[str(step[1])])
        return lines.repeat(cast("list[Step]", step[2]), printed.given)
    return printed.show(_value(step, printed.given))


def _value(expression: Step, values: Values) -> object:
    """What an expression comes to, by the rules of Python, as in Jinja."""
    assert isinstance(expression, list)
    name, *operands = expression
    if name == "value":
        return values[operands[0]]  # type: ignore[index] # a path, as `is_sound` has seen
    if name == "constant":
        return operands[0]
    assert isinstance(name, str)
    form = _FORMS.get(name)
    return form(operands, values) if form else _applied(name, operands, values)


def _applied(name: str, operands: list[Step], values: Values) -> object:
    return _FUNCTIONS[name](*[_value(operand, values) for operand in operands])


def is_sound(steps: object) -> TypeGuard[list[Step]]:
    """Whether these are steps that can be run. Asked of such as come from a file."""
    return isinstance(steps, list) and all(map(_is_step, steps))


def _is_step(step: object) -> bool:
    match step:
        case ["if", test, then, otherwise]:
            return _is_expression(test) and is_sound(then) and is_sound(otherwise)
        case ["for", str(_), body]:
            return is_sound(body)
    return isinstance(step, str) or _is_expression(step)


def _is_expression(step: object) -> bool:
    match step:
        case ["value", str(_)] | ["constant", None | str(_) | int(_) | float(_)]:
            return True
        case [str(name), *operands] if name in _COUNTS:
            return len(operands) in _COUNTS[name] and all(map(_is_expression, operands))
    return False


def _choose(operands: list[Step], values: Values) -> object:
    test, one, other = operands
    return _value(one if _value(test, values) else other, values)


def _and(operands: list[Step], values: Values) -> object:
    return _value(operands[0], values) and _value(operands[1], values)


def _or(operands: list[Step], values: Values) -> object:
    return _value(operands[0], values) or _value(operands[1], values)


def _default(operands: list[Step], values: Values) -> object:
    """The first operand, or the second (nothing) where it is no value at all; with the third also where it is empty."""
    first, *others = operands
    otherwise, empty_too = [_value(other, values) for other in (*others, *_NO_DEFAULT[len(others) :])]
    match first:
        case ["value", str(path)] if path not in values:
            return otherwise
    value = _value(first, values)
    return otherwise if empty_too and not value else value


_NO_DEFAULT: list[Step] = [["constant", ""], ["constant", False]]
_FORMS: Mapping[str, Callable[[list[Step], Values], object]] = {
    "choose": _choose,
    "and": _and,
    "or": _or,
    "default": _default,
}
"""Expressions that do not ask for all of their operands."""


def _join(*parts: object) -> str:
    """The parts in one, which is markup as soon as one of them is; then the others are escaped, by MarkupSafe's rules."""
    if any(hasattr(part, "__html__") for part in parts):
        return Markup("".join(map(_as_markup, parts)))
    return "".join(map(str, parts))


def _as_markup(part: object) -> str:
    return part.__html__() if hasattr(part, "__html__") else str(part).translate(_ESCAPES)


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"})


def _length(value: str) -> int:
    return len(value)


def _trim(value: object, characters: str | None = None) -> str:
    return str(value).strip(characters)


_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "join": _join,
    "length": _length,
    "lower": lambda value: str(value).lower(),
    "upper": lambda value: str(value).upper(),
    "trim": _trim,
    FILTER: narrowed,
    "not": operator.not_,
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda value, among: value in among,
    "notin": lambda value, among: value not in among,
}
"""What the filters and signs of tags do, by Jinja's names."""

_COUNTS: Mapping[str, range] = {
    **dict.fromkeys(_FUNCTIONS, range(2, 3)),
    **dict.fromkeys(("length", "lower", "upper", "not"), range(1, 2)),
    **dict.fromkeys(("and", "or"), range(2, 3)),
    **dict.fromkeys(("choose", FILTER), range(3, 4)),
    "trim": range(1, 3),
    "default": range(1, 4),
    "join": range(100),
}
"""How many operands an expression has."""
