"""What every rule of a definition says of itself: its code, its words, and the covers that it is for."""

from __future__ import annotations

from docgen.diagnostics import Phrase, Severity
from docgen.diagnostics.codes import RESERVED
from docgen.report.definition import Condition, Field, Head
from docgen.report.entry import Entry, named, nearest

_SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}


def load_head(entry: Entry, fields: tuple[Field, ...], facts: frozenset[str]) -> Head:
    """The head of a rule; `facts` are the {names} that its message and hint may use."""
    code = entry.text("code")
    if code in RESERVED or not code:
        entry.fault("code", f"“{code}” is empty or docgen's own")
    return Head(
        code,
        entry.choice("severity", _SEVERITIES, "error"),
        title=_phrase(entry, "title", facts),
        message=_phrase(entry, "message", facts),
        hint=_phrase(entry, "hint", facts),
        where=load_condition(entry, fields),
        explainable=entry.flag("explainable"),
    )


def _phrase(entry: Entry, key: str, facts: frozenset[str]) -> Phrase:
    phrase = Phrase(entry.text(key, ""), entry.text(f"{key}_en", entry.text(key, "")))
    for text in phrase:
        names, wrong = named(text)
        if wrong or names - facts:
            entry.fault(key, wrong or f"{{{min(names - facts)}}} is not one of: {', '.join(sorted(facts))}")
    return phrase


def load_condition(entry: Entry, fields: tuple[Field, ...]) -> Condition:
    """`where = { level = ["县级", ""] }`: what the cover must say for a rule to hold."""
    known = {field.key: field for field in fields}
    wanted = entry.entry("where")
    found = tuple((key, wanted.texts(key)) for key in wanted.names())
    for key, texts in found:
        if key not in known:
            wanted.fault(key, f"there is no field “{key}”; the nearest is {nearest(key, known)}")
        elif known[key].choices and (odd := set(texts) - {*known[key].choices, ""}):
            wanted.fault(key, f"“{min(odd)}” is not among the field's choices")
    return found
