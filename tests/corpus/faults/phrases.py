"""The phrases of `phrases.toml`, added to any report: true ones and traps must pass in silence, false ones not."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from typing import Any

from tests.corpus.draft import Draft
from tests.corpus.faults import fault
from tests.corpus.source import HERE
from tests.corpus.truth import Finding, error, info
from tests.corpus.wording import values_of, written


@lru_cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads((HERE / "phrases.toml").read_text("utf-8"))


def _added(draft: Draft, sentence: str) -> str:
    """The sentence as a paragraph at the end of section one; where it stands."""
    year = int(draft.fields["year"])
    text = sentence.replace("{last}", str(year - 1)).replace("{next}", str(year + 1))
    paragraphs = draft.data["narratives"]["overview"]
    paragraphs.append({"text": text})
    place = f"narratives.overview.{len(paragraphs) - 1}"
    if re.search("[０-９]", text):
        draft.may.append(info("E235", place))
    if "起。" in text:
        draft.may.append(info("N6", place))  # the report may count its cases in 件
    return place


def _phrase(draft: Draft) -> tuple[str, str, Decimal]:
    """A figure that is not nought, a phrase for it, and its value."""
    values = values_of(draft.readings, draft.fields, draft.source.free)
    stated = {key: phrases for key, phrases in _phrases()["stated"].items() if values[key] > 0}
    key = draft.draw.choice(sorted(stated) or ["received"])
    return key, draft.draw.choice(_phrases()["stated"][key]), values[key]


def _style(draft: Draft, value: Decimal) -> str:
    return written(value, draft.draw.choice(["", "", "", "wide", "cn" if value < 100 else ""]))


@fault("N1 phrase true")
def true_phrase(draft: Draft) -> bool:
    _, phrase, value = _phrase(draft)
    if not value:
        return False
    _added(draft, phrase.replace("{n}", _style(draft, value)))
    return True


@fault("N1 phrase false")
def false_phrase(draft: Draft) -> bool:
    _, phrase, value = _phrase(draft)
    wrong = value + draft.draw.choice([1, 2, 10, value * 9 + 7])
    place = _added(draft, phrase.replace("{n}", _style(draft, wrong)))
    draft.must.append(error("N1", place))
    draft.may.append(Finding("N2", "error", ("narratives.overview.*",)))
    return True


def _says_last_year(draft: Draft) -> bool:
    return any(name.startswith(("last", "y20")) for name in draft.source.free)


@fault("N1 phrase trap")
def trap(draft: Draft) -> bool:
    """Sentences that state no figure of the tables."""
    received = int(draft.figures()["applications.received.total"] or 0)
    for sentence in draft.draw.sample(_phrases()["traps"]["sentences"], 4):
        if ("{part}" in sentence and received < 2) or (
            _says_last_year(draft) and re.search("last|上一?年", sentence)
        ):
            continue
        filled = re.sub(r"\{x\}", lambda _: str(draft.draw.randint(2, 4000)), sentence)
        filled = filled.replace("{more}", str(received + draft.draw.randint(0, 900)))
        _added(draft, filled.replace("{part}", str(draft.draw.randint(1, max(1, received - 1)))))
    return True
