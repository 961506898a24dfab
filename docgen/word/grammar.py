"""The grammar of tags: the little of Jinja's that templates may use, and where in the markup a tag may stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import TAG_SYNTAX
from docgen.word.narrowing import FILTER

if TYPE_CHECKING:
    from jinja2 import nodes

    from docgen.word.names import Names

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
        elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            yield Phrase(f"标签不能用过滤器 {node.name}", f"the filter {node.name} is not allowed")
        elif isinstance(node, nodes.Getattr) and (node.attr.startswith("_") or not _path(node)):
            yield Phrase(f"标签不能取属性 {node.attr}", f"the attribute {node.attr} is out of bounds")


@cache
def _allowed() -> tuple[type[nodes.Node], ...]:
    from jinja2 import nodes

    return (
        nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.Concat, nodes.Filter,
        nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Keyword,
    )  # fmt: skip


def _path(node: nodes.Node) -> str:
    """The dotted name that the node is, or ""."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (before := _path(node.node)):
        return f"{before}.{node.attr}"
    return ""


def paths(node: nodes.Node) -> Iterator[str]:
    for child in node.iter_child_nodes():
        if path := _path(child):
            yield path
        else:
            yield from paths(child)


def misplaced(tree: nodes.Template, names: Names, file: str) -> Iterator[Diagnostic]:
    """Narratives within a line of text, and everything else that stands for whole paragraphs."""
    from jinja2 import nodes

    for output in tree.find_all(nodes.Output):
        before = ""
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                before += node.data
                continue
            path, place = _path(node), _place(before)
            if path in names.paragraphs and place in ("text", "attribute"):
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

    So no attribute of any Python object is ever asked for, and a figure may be called `items` or `total`.
    """
    from jinja2 import nodes

    def look_up(value: object) -> object:
        if not isinstance(value, nodes.Node):
            return value
        if path := _path(value):
            return nodes.Getitem(nodes.Name(VALUES, "load"), nodes.Const(path), "load", lineno=value.lineno)
        for name, part in value.iter_fields():
            setattr(
                value, name, [look_up(item) for item in part] if isinstance(part, list) else look_up(part)
            )
        return value

    look_up(node)
    return node
