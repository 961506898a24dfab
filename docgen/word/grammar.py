"""The grammar of tags: the little of Jinja's that templates may use, and where in the markup a tag may stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import TAG_SYNTAX
from docgen.records import dataclass
from docgen.word.loop import FIRST, KEPT, KEPT_ON, LOOP, MERGE
from docgen.word.narrowing import FILTER

if TYPE_CHECKING:
    from jinja2 import nodes

    from docgen.word.names import Names, Repeated

LOOP_NAME = "loop"
LINES = "[]"
"""What the lines of a listing are called by, behind its key: `penalties[].party`."""
_WRITTEN = (KEPT, KEPT_ON, MERGE, FIRST)
VALUES = "values"
"""The one name that compiled tags look at: a mapping with every value by its dotted path."""

_FILTERS = frozenset({"default", "length", "lower", "trim", "upper", FILTER})
_TEXT_ELEMENTS = ("w:t", "w:instrText", "w:delText")


def forbidden(tree: nodes.Template) -> Iterator[Phrase]:
    """What a tag does beside printing names and choosing, by its name in Jinja's grammar."""
    from jinja2 import nodes

    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _allowed()):
            kind = type(node).__name__
            yield Phrase(
                f"标签只能印名称、用 if 选择，不能用 {kind}",
                f"tags print names and choose with if; {kind} is not allowed",
            )
        elif isinstance(node, nodes.For) and not _is_plain(node):
            yield Phrase(
                "循环只能写成 {%tr for item in 明细表的键 %}",
                "a loop is {%tr for item in LIST %} and nothing else",
            )
        elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            yield Phrase(f"标签不能用过滤器 {node.name}", f"the filter {node.name} is not allowed")
        elif isinstance(node, nodes.Getattr) and (node.attr.startswith("_") or not _path(node)):
            yield Phrase(f"标签不能取属性 {node.attr}", f"the attribute {node.attr} is out of bounds")


@cache
def _allowed() -> tuple[type[nodes.Node], ...]:
    from jinja2 import nodes

    return (
        nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.Concat, nodes.Filter,
        nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Keyword,
    )  # fmt: skip


def _path(node: nodes.Node) -> str:
    """The dotted name that the node is, or ""."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (before := _path(node.node)):
        return f"{before}.{node.attr}"
    return ""


def _is_plain(loop: nodes.For) -> bool:
    """Whether a loop goes through the lines of a listing, one after the other and all of them."""
    from jinja2 import nodes

    target = loop.target.name if isinstance(loop.target, nodes.Name) else ""
    odd = loop.else_ or loop.test or loop.recursive or loop.find(nodes.For)
    named = bool(target) and target not in (VALUES, LOOP_NAME) and not target.startswith("_")
    return named and not odd and isinstance(loop.iter, nodes.Name)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a tag stands: within the loop over a listing, that calls a line so; or within none."""

    target: str = ""
    listing: str = ""

    def line_name(self, path: str) -> str:
        """The name of the line that a path is, "" where it is any other."""
        lead, _, rest = path.partition(".")
        if self.target and lead == self.target:
            return rest or "."
        return path if self.target and lead in (LOOP_NAME, *_WRITTEN) else ""

    def full(self, path: str) -> str:
        """The path as it is known: that of a line behind its listing (`penalties[].party`)."""
        name = self.line_name(path)
        return f"{self.listing}{LINES}.{name}" if name else path


NO_LOOP = Scope()


def _scope_of(loop: nodes.For) -> Scope:
    from jinja2 import nodes

    assert isinstance(loop.target, nodes.Name)  # `forbidden` has seen to that
    return Scope(loop.target.name, _path(loop.iter))


def names_within(listing: Repeated) -> Iterator[str]:
    """A listing as a loop goes through it, and the names that this has for its line, as `paths` gives them."""
    loop = (f"{LOOP_NAME}.{name}" for name in LOOP)
    written = (KEPT, KEPT_ON, *(f"{lead}.{name}" for lead in (MERGE, FIRST) for name in listing.merged))
    yield f"{listing.key}{LINES}"
    yield from (f"{listing.key}{LINES}.{name}" for name in (*listing.columns, *loop, *written))


def paths(node: nodes.Node, scope: Scope = NO_LOOP) -> Iterator[str]:
    """Every name that tags ask for, those of lines behind their listing."""
    from jinja2 import nodes

    if isinstance(node, nodes.For):
        yield f"{_path(node.iter)}{LINES}"
        for statement in node.body:
            yield from paths(statement, _scope_of(node))
        return
    for child in node.iter_child_nodes():
        if path := _path(child):
            yield scope.full(path)
        else:
            yield from paths(child, scope)


def misplaced(tree: nodes.Template, names: Names, file: str) -> Iterator[Diagnostic]:
    """Narratives within a line of text, and everything else that stands for whole paragraphs."""
    from jinja2 import nodes

    listings = {listing.key for listing in names.listings}
    for output in tree.find_all(nodes.Output):
        before = ""
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                before += node.data
                continue
            path, place = _path(node), _place(before)
            if path in listings:
                detail = Phrase(
                    f"明细表用循环印：{{%tr for item in {path} %}}",
                    f"a list is printed by a loop: {{%tr for item in {path} %}}",
                )
            elif path in names.paragraphs and place in ("text", "attribute"):
                detail = Phrase(
                    "成段的文字要用 {{p }}，独占一段",
                    "text of whole paragraphs takes {{p }}, alone in its paragraph",
                )
            elif path not in names.paragraphs and place == "block":
                detail = Phrase("{{p }} 只用于成段的文字", "{{p }} is for text of whole paragraphs only")
            else:
                continue
            yield TAG_SYNTAX.at(file=file, context=f"{path}", detail=detail)


def _place(before: str) -> str:
    """Where in the markup a tag stands, by what is before it: "text", "attribute", "block", or "" for unknown."""
    last = before[before.rfind("<") :] if "<" in before else ""
    if not last:
        return ""
    if ">" not in last:
        return "attribute"
    name = last[1:].partition(">")[0].partition(" ")[0]
    return "text" if name in _TEXT_ELEMENTS else "block"


def looked_up(node: nodes.Template) -> nodes.Template:
    """The same tree with every dotted name turned into one look-up by its whole path.

    So no attribute of any Python object is ever asked for, and a figure may be called `items` or `total`. Names of a
    line are looked up in what its loop calls the line.
    """
    _look_up(node, NO_LOOP)
    return node


def _look_up(value: object, scope: Scope) -> object:
    from jinja2 import nodes

    if not isinstance(value, nodes.Node):
        return value
    if path := _path(value):
        name = scope.line_name(path)
        holder, key = (scope.target, name) if name else (VALUES, path)
        return nodes.Getitem(nodes.Name(holder, "load"), nodes.Const(key), "load", lineno=value.lineno)
    within = _scope_of(value) if isinstance(value, nodes.For) else scope
    for name, part in value.iter_fields():
        if name == "target":
            continue
        own = within if name == "body" else scope
        found = [_look_up(item, own) for item in part] if isinstance(part, list) else _look_up(part, own)
        setattr(value, name, found)
    return value
