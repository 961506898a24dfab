"""A command line said as one JSON object, which keeps names that a host's arguments would lose (contract, 2 and 5)."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeGuard

from docgen.cli.commands import commands
from docgen.cli.misuse import MisuseError
from docgen.cli.spoken import lang_first
from docgen.diagnostics.system import refusal
from docgen.report.data import Plain

if TYPE_CHECKING:
    from typer._click import Parameter

Request = Mapping[str, Plain]
OPTION = "--request"
LIMIT = 4 << 20  # bytes of a request: it names files and holds none
PATHS = ("inputs", "input")
_NOT_FOR_HOSTS = ("worker", "drop", "install", "uninstall")


def expanded(arguments: list[str]) -> list[str]:
    """The arguments; a request among them replaced by the arguments that it stands for. Raises MisuseError."""
    if not any(word.partition("=")[0] == OPTION for word in arguments):
        return arguments
    source, method, beside = _taken_apart(lang_first(arguments))
    request = _request(source)
    try:
        command, *words = arguments_of(request, method)
        return [command, *beside, *words]
    except MisuseError as error:
        error.as_data = request.get("json") is True
        raise


def _taken_apart(words: list[str]) -> tuple[str, str, list[str]]:
    """The source of the request, the command named, and `--lang` and `--json`, which say how to answer a wrong one."""
    beside = [words.pop(0), words.pop(0)] if words[0] == "--lang" else []
    if "--json" in words:
        words.remove("--json")
        beside.append("--json")
    method = words.pop(0) if words[0] in commands() else "render"
    if len(words) == 1:
        words = list(words[0].partition("=")[::2])
    if len(words) != 2 or words[0] != OPTION or not words[1]:
        raise MisuseError(
            f"{OPTION} 后面是一个文件名或 -，旁边不能有别的参数",
            f"{OPTION} takes one file or -, and no other arguments beside it",
        )
    return words[1], method, beside


def _request(source: str) -> Request:
    try:
        request: object = json.loads(_bytes(source).decode("utf-8-sig"))
    except OSError as error:
        said = refusal(error)
        raise MisuseError(
            f"读不了请求 {source}：{said.zh}", f"cannot read the request {source}: {said.en}"
        ) from None
    except (ValueError, RecursionError) as error:
        raise MisuseError(
            f"请求不是 UTF-8 的 JSON：{error}", f"the request is no JSON in UTF-8: {error}"
        ) from None
    if not is_request(request):
        raise MisuseError("请求应是一个 JSON 对象", "the request must be one JSON object")
    return request


def is_request(value: object) -> TypeGuard[Request]:
    """Whether what was parsed is an object; its keys are texts, as JSON has it."""
    return isinstance(value, dict)


def _bytes(source: str) -> bytes:
    if source != "-":
        with Path(source).open("rb") as file:
            return file.read(LIMIT)
    return sys.stdin.buffer.read(LIMIT) if sys.stdin else b""


def arguments_of(request: Request, method: str, omitted: Collection[str] = ()) -> list[str]:
    """The arguments that a request stands for, every option by its name. Raises MisuseError.

    The options in `omitted` are none of this caller's.
    """
    method = _method(request.get("method", method))
    known = {key: option for key, option in _options(method) if key not in omitted}
    options: list[str] = []
    paths: dict[str, list[str]] = {option.name or "": [] for option in known.values() if _is_argument(option)}
    for key, value in request.items():
        if key == "method" or value is None:
            continue
        option = known.get(key)
        if option is None:
            raise _unknown(key, known)
        words = paths[option.name or ""] if _is_argument(option) else options
        words.extend(_words(key, value, option))
    return [method, *options, "--", *(path for given in paths.values() for path in given)]


def _is_argument(option: Parameter) -> bool:
    return option.param_type_name == "argument"


def _method(asked: Plain) -> str:
    methods = [name for name in commands() if name and name not in _NOT_FOR_HOSTS]
    if isinstance(asked, str) and asked in methods:
        return asked
    listed = ", ".join(methods)
    raise MisuseError(f"请求的 method 只能是：{listed}", f"the method must be one of: {listed}")


def _options(method: str) -> Iterator[tuple[str, Parameter]]:
    """The keys that a request may have: the options without their hyphens, the arguments by their names."""
    for option in (*commands()[""].params, *commands()[method].params):
        longest = max(option.opts, key=len)
        if f"--{longest.lstrip('-')}" not in {OPTION, "--version"}:
            names = PATHS if option.name in {"paths", "file"} else (longest.lstrip("-"),)
            yield from ((name, option) for name in names)


def _unknown(key: str, known: Collection[str]) -> MisuseError:
    from difflib import get_close_matches  # where a request is wrong

    near = get_close_matches(key, known, 1, 0.5)
    listed = near[0] if near else ", ".join(known)
    return MisuseError(
        f"请求里没有 {key} 这一项，有：{listed}", f"a request has no key {key}; there is: {listed}"
    )


def _words(key: str, value: Plain, option: Parameter) -> list[str]:
    """One key as words of a command line."""
    if option.nargs == -1:
        return _texts(key, value)
    said = _said(value, option)
    if said is None:
        zh, en = _WANTED[_kind(option)]
        raise MisuseError(f"请求里的 {key} 应是{zh}", f"{key} must be {en}")
    if option.param_type_name == "argument":
        return [said]
    longest = max(option.opts, key=len)
    if _kind(option) == "flag":
        return [longest] if said else []
    return [f"{longest}={said}"]


_Kind = Literal["flag", "number", "text"]
_WANTED: Mapping[_Kind, tuple[str, str]] = {
    "flag": ("true 或 false", "true or false"),
    "number": ("一个数", "a number"),
    "text": ("一个字符串", "a text"),
}


def _kind(option: Parameter) -> _Kind:
    if getattr(option, "is_flag", False):
        return "flag"
    return "number" if option.type.name.startswith(("float", "int")) else "text"


def _said(value: Plain, option: Parameter) -> str | None:
    """A value as it is typed, nothing for a flag that is not raised; None when it is of another kind."""
    match _kind(option), value:
        case "flag", bool():
            return "1" if value else ""
        case "number", int() | float() if not isinstance(value, bool):
            return str(value)
        case "text", str():
            return value
    return None


def _texts(key: str, value: Plain) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    found = [text for text in texts if isinstance(text, str)]
    if len(found) != len(texts):
        raise MisuseError(
            f"请求里的 {key} 应是路径，或路径的列表", f"{key} must be a path or a list of paths"
        )
    return found
