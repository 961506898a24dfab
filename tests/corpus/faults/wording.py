"""Faults of punctuation and characters, for which the official form has no code of its own."""

from __future__ import annotations

import re

from tests.corpus.draft import Draft
from tests.corpus.faults import fault
from tests.corpus.truth import Finding

_HAN = "[\u4e00-\u9fff]"


def _rewritten(draft: Draft, pattern: str, new: str) -> bool:
    """The first match in a paragraph at random is written otherwise, and that is to be remarked upon."""
    places = [
        place for place in draft.places("overview", "problems", "preamble")
        if re.search(pattern, draft.paragraph(place)["text"])
    ]  # fmt: skip
    if not places:
        return False
    place = draft.draw.choice(places)
    paragraph = draft.paragraph(place)
    paragraph["text"] = re.sub(pattern, new, paragraph["text"], count=1)
    draft.must.append(Finding("*", "error/warning/info", (place,)))
    return True


@fault("W half-width mark between Han characters")
def half_width(draft: Draft) -> bool:
    wide, narrow = draft.draw.choice([("，", ","), ("；", ";"), ("：", ":")])
    return _rewritten(draft, f"(?<={_HAN}){wide}(?={_HAN})", narrow)


@fault("W half-width brackets around Han characters")
def half_width_brackets(draft: Draft) -> bool:
    return _rewritten(draft, f"（({_HAN}+)）", r"(\1)")


@fault("W 、 between adjoining quotes")
def between_quotes(draft: Draft) -> bool:
    return _rewritten(draft, "”“", "”、“")


@fault("W a space between Han characters")
def space(draft: Draft) -> bool:
    return _rewritten(draft, f"(?<={_HAN}{{3}})(?={_HAN}{{3}})", draft.draw.choice([" ", "\u3000"]))


@fault("W a character that fonts lack")
def unprintable(draft: Draft) -> bool:
    return _rewritten(draft, "。$", draft.draw.choice(["😀。", "\ue004。", "\u200b\ufffd。"]))
