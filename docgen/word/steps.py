"""The steps of a page, from the tree that Jinja parsed. `page` runs them; Jinja is not asked again."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

from docgen.word.grammar import VALUES
from docgen.word.loop import ROW
from docgen.word.page import is_sound

if TYPE_CHECKING:
    from jinja2 import Environment, nodes
    from jinja2.nodes import EvalContext

    from docgen.word.page import Step


class InexpressibleError(Exception):
    """The tree says what steps cannot: Jinja has to fill the page."""


def steps_of(tree: nodes.Template, environment: Environment) -> list[Step] | None:
    """The steps of a tree of look-ups (`looked_up`), None where they cannot say it."""
    from jinja2.nodes import EvalContext

    try:
        steps = _Writer(EvalContext(environment)).steps(tree.body)
        return steps if is_sound(steps) else None
    except (InexpressibleError, RecursionError):
        return None


class _Writer:
    def __init__(self, context: EvalContext) -> None:
        self._context = context

    def steps(self, body: Iterable[nodes.Node]) -> list[Step]:
        """The steps of statements; texts that follow each other are one."""
        found: list[Step] = []
        for step in (step for node in body for step in self._statement(node)):
            if isinstance(step, str) and found and isinstance(found[-1], str):
                found[-1] += step
            elif step != "":
                found.append(step)
        return found

    def _statement(self, node: nodes.Node) -> Iterator[Step]:
        from jinja2 import nodes

        if isinstance(node, nodes.Output):
            yield from map(self._printed, node.nodes)
        elif isinstance(node, nodes.If):
            yield self._chosen(node)
        elif isinstance(node, nodes.For):
            yield self._repeated(node)
        else:
            raise InexpressibleError(type(node).__name__)

    def _chosen(self, node: nodes.If) -> Step:
        otherwise = self.steps(node.else_)
        for branch in (*reversed(node.elif_), node):
            otherwise = [["if", self._expression(branch.test), self.steps(branch.body), otherwise]]
        return otherwise[0]

    def _repeated(self, node: nodes.For) -> Step:
        match self._expression(node.iter):
            case ["value", str(listing)]:
                return ["for", listing, self.steps(node.body)]
        raise InexpressibleError

    def _printed(self, node: nodes.Expr) -> Step:
        """A text, also where Jinja prints a constant: it escapes that at once, its quotation marks too."""
        from jinja2 import nodes
        from markupsafe import escape

        try:
            return str(escape(node.as_const(self._context)))
        except nodes.Impossible:
            return self._expression(node)

    def _expression(self, node: nodes.Node) -> Step:
        name = type(node).__name__
        write: Callable[[nodes.Node], Step] | None = getattr(self, f"_{name.lower()}", None)
        if write is None:
            raise InexpressibleError(name)
        return write(node)

    def _each(self, *parts: nodes.Node) -> Iterator[Step]:
        return map(self._expression, parts)

    def _getitem(self, node: nodes.Getitem) -> Step:
        from jinja2 import nodes

        match node:
            case nodes.Getitem(node=nodes.Name(name=name), arg=nodes.Const(value=path)):
                return ["value", str(path) if name == VALUES else f"{ROW}{path}"]
        raise InexpressibleError

    def _const(self, node: nodes.Const) -> Step:
        value = node.value
        if (
            value is None
            or isinstance(value, str | int)
            or (isinstance(value, float) and math.isfinite(value))
        ):
            return ["constant", value]
        raise InexpressibleError

    def _concat(self, node: nodes.Concat) -> Step:
        return ["join", *self._each(*node.nodes)]

    def _filter(self, node: nodes.Filter) -> Step:
        if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise InexpressibleError
        return [node.name, *self._each(node.node, *node.args)]

    def _condexpr(self, node: nodes.CondExpr) -> Step:
        if node.expr2 is None:
            raise InexpressibleError
        return ["choose", *self._each(node.test, node.expr1, node.expr2)]

    def _and(self, node: nodes.And) -> Step:
        return ["and", *self._each(node.left, node.right)]

    def _or(self, node: nodes.Or) -> Step:
        return ["or", *self._each(node.left, node.right)]

    def _not(self, node: nodes.Not) -> Step:
        return ["not", self._expression(node.node)]

    def _compare(self, node: nodes.Compare) -> Step:
        """One comparison, or as in Python several of neighbours: `a < b < c` is `a < b and b < c`."""
        terms = pairwise(self._each(node.expr, *(operand.expr for operand in node.ops)))
        single: list[Step] = [[operand.op, *pair] for operand, pair in zip(node.ops, terms, strict=True)]
        return reduce(lambda before, after: ["and", before, after], single)
