"""The tags of a template: what they may say, checked before any data is read, and compiled once by Jinja.

A tag prints a name, chooses with `if`, or repeats rows for the lines of a listing. Nothing else is let through: no other
loops, no calls, arithmetic or subscripts, so that neither the report's text nor a template from elsewhere can run code or
use up the machine. The sandbox of Jinja stands behind that as a second wall.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import TAG_SYNTAX, UNKNOWN_TAG, UNSAFE_TEMPLATE
from docgen.patterns import regex
from docgen.records import dataclass, field, replace
from docgen.report.entry import nearest
from docgen.word.grammar import LINES, VALUES, forbidden, looked_up, misplaced, names_within, paths
from docgen.word.narrowing import FILTER, narrowed
from docgen.word.page import Page, Steps, Values, as_property, as_run
from docgen.word.placing import PLACED
from docgen.word.properties import ISSUED
from docgen.word.steps import steps_of
from docgen.word.wordml import Markup

if TYPE_CHECKING:
    from jinja2 import Environment, Template, nodes

    from docgen.word.names import Names

_OWN = PLACED | {ISSUED}

_MARKUP = regex(r"<[^>]*>")


@dataclass(slots=True)
class Tags:
    """What a part's tags print, what is wrong with them, and the page they make (None when something is wrong)."""

    printed: set[str] = field(default_factory=set)
    findings: list[Diagnostic] = field(default_factory=list)
    page: Page | None = None


def compile_tags(source: str, names: Names, file: str, *, plain: bool = False) -> Tags:
    """The tags of a part, whose cleaned XML is `source`; `plain` for a part without runs (core properties)."""
    tags = Tags()
    names = replace(names, listings=()) if plain else names  # no row to repeat there
    tree = _parsed(source, file, tags)
    if tree is None:
        return tags
    tags.findings += (UNSAFE_TEMPLATE.at(file=file, detail=detail) for detail in forbidden(tree))
    if not tags.findings:
        _resolve(tree, names, file, tags)
        tags.findings += () if plain else misplaced(tree, names, file)
    if not tags.findings:
        tags.page = _page(looked_up(tree), plain=plain)
    return tags


@dataclass(frozen=True, slots=True)
class JinjaPage:
    """A page that Jinja fills: the long way, for tags that steps cannot say, and what steps are tested against."""

    compiled: Template

    def filled(self, values: Values) -> str:
        return self.compiled.render({VALUES: values})


def _page(tree: nodes.Template, *, plain: bool) -> Page:
    environment = _environment(plain)
    steps = steps_of(tree, environment)
    return JinjaPage(environment.from_string(tree)) if steps is None else Steps(steps, plain=plain)


@cache
def _environment(plain: bool) -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized(as_property if plain else as_run),
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters[FILTER] = narrowed
    return environment


def _finalized(show: Callable[[object], str]) -> Callable[[object], Markup]:
    """What Jinja asks of every value that it prints: as markup, so that it is not escaped twice."""
    return lambda value: Markup(show(value))


def _parsed(source: str, file: str, tags: Tags) -> nodes.Template | None:
    from jinja2 import TemplateSyntaxError

    try:
        return _environment(plain=False).parse(source)
    except TemplateSyntaxError as error:
        detail = error.message or ""
    except (RecursionError, ValueError) as error:  # brackets in brackets; a number of 5,000 digits
        detail = type(error).__name__
    wrong = Phrase(f"读不懂（{detail}）", detail)
    tags.findings.append(TAG_SYNTAX.at(file=file, context=_words_at_fault(source), detail=wrong))
    return None


def _words_at_fault(source: str) -> str:
    """The words of the first paragraph that Jinja cannot read. Asked for on faults only, for it parses again."""
    from jinja2 import TemplateSyntaxError

    lines = source.replace("\n", " ").replace("<w:p ", "\n<w:p ").replace("<w:p>", "\n<w:p>")
    try:
        _environment(plain=False).parse(lines)
    except TemplateSyntaxError as error:
        return words(lines.split("\n")[error.lineno - 1])
    except (RecursionError, ValueError):
        pass
    return "{{"


def words(markup: str) -> str:
    """The words between tags of markup, cut to what a message can show."""
    text = _MARKUP.sub("", markup).strip()
    return text if len(text) <= 60 else f"{text[:60]}…"


def _resolve(tree: nodes.Template, names: Names, file: str, tags: Tags) -> None:
    """Nothing: notes the names that the tags print, and a finding for each that the report does not have."""
    known = names.all() | _OWN
    known |= {name for listing in names.listings for name in (listing.key, *names_within(listing))}
    for path in dict.fromkeys(paths(tree)):
        if path in known:
            tags.printed.add(path)
            continue
        facts = {"tag": _shown(path), "nearest": _nearest(path, names), "report": names.report}
        tags.findings.append(UNKNOWN_TAG.at(file=file, **facts))


def _shown(path: str) -> str:
    """A name as it stands in a tag; that of a line as loops usually call one."""
    listing, lines, name = path.partition(LINES)
    if not lines:
        return f"{{{{ {path} }}}}"
    return f"{{{{ item{name.removesuffix('..')} }}}}" if name else f"{{%tr for item in {listing} %}}"


def _nearest(path: str, names: Names) -> str:
    """The nearest of the same kind: a list, a column of one, or whatever else may be printed."""
    if LINES in path:
        whole = path.endswith(LINES)
        every = (name for listing in names.listings for name in names_within(listing))
        return _shown(nearest(path, [name for name in every if name.endswith(LINES) == whole]))
    found = nearest(path, names.all())
    return f"{{{{p {found} }}}}" if found in names.paragraphs else f"{{{{ {found} }}}}"
