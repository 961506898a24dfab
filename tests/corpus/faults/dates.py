"""Faults in years, dates and the notice cited."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tests.corpus.draft import Draft
from tests.corpus.faults import fault
from tests.corpus.tables import NEW
from tests.corpus.truth import Finding, error, warning

NOTICE = {True: "〔2021〕30号", False: "〔2019〕60号"}


def _swap(draft: Draft, place: str, old: str, new: str) -> bool:
    """The first `old` of a paragraph is `new`; False where it has none."""
    paragraph = draft.paragraph(place)
    if old not in paragraph.get("text", ""):
        return False
    paragraph["text"] = paragraph["text"].replace(old, new, 1)
    return True


def _year(draft: Draft) -> int:
    return int(draft.fields["year"])


@fault("Y1 five digits")
def five_digits(draft: Draft) -> bool:
    """20240年 in a paragraph that opens with the year."""
    year = _year(draft)
    places = [
        p for p in draft.places("overview") if re.match(rf"{year}年[，全我，]", draft.paragraph(p)["text"])
    ]
    if not places:
        return False
    place = draft.draw.choice(places)
    digits = str(year)
    at = draft.draw.randint(0, 4)
    _swap(draft, place, f"{year}年", f"{digits[:at]}{draft.draw.randint(0, 9)}{digits[at:]}年")
    draft.must.append(error("Y1", place))
    return True


@fault("Y1 another year left in the text")
def stray_year(draft: Draft) -> bool:
    """The opening sentence still speaks of another year."""
    year = _year(draft)
    places = [p for p in draft.places("overview") if draft.paragraph(p)["text"].startswith(f"{year}年，")]
    if not places:
        return False
    place = places[0]
    _swap(draft, place, f"{year}年，", f"{year - draft.draw.choice([1, 1, 2])}年，")
    draft.must.append(warning("Y1", place))
    return True


@fault("Y2 wrong end of the period")
def wrong_period(draft: Draft) -> bool:
    place = draft.places("preamble")[-1]
    ends = ("12月31日", draft.draw.choice(["12月30日", "11月30日", "12月32日", "10月31日"]))
    starts = ("1月1日", draft.draw.choice(["1月2日", "3月1日", "1月0日"]))
    old, new = draft.draw.choice([ends, starts])
    text = draft.paragraph(place)["text"]
    if old not in text:
        return False
    draft.paragraph(place)["text"] = re.sub(rf"(?<!\d){old}", new, text, count=1)
    draft.must.append(error("Y2", place))
    return True


@fault("Y2 period of another year")
def period_of_another_year(draft: Draft) -> bool:
    place, year = draft.places("preamble")[-1], _year(draft)
    if not _swap(draft, place, f"{year}年1月1日", f"{year - 1}年1月1日"):
        return False
    draft.must.append(error("Y2", place))
    draft.may.append(Finding("Y1", "warning", (place,)))
    return True


@fault("Y3 the other format's notice")
def other_notice(draft: Draft) -> bool:
    new = draft.report == NEW
    for place in draft.places("preamble"):
        if _swap(draft, place, NOTICE[new], NOTICE[not new]):
            draft.must.append(warning("Y3", place))
            return True
    return False


@fault("Y4 published too late")
def too_late(draft: Draft) -> bool:
    """After 31 March for governments, 31 January for departments; a town's legal date is the later one at least."""
    level = draft.fields["level"]
    department = level in ("国务院部门", "其他部门或单位")
    last = date(_year(draft) + 1, 1 if department else 3, 31)
    draft.fields["issued_on"] = (last + timedelta(days=draft.draw.randint(1, 60))).isoformat()
    draft.must.append(warning("Y4", "fields.issued_on"))
    return True


@fault("Y4 published before the year is out")
def too_early(draft: Draft) -> bool:
    issued = date(_year(draft), 12, 31) - timedelta(days=draft.draw.randint(0, 90))
    draft.fields["issued_on"] = issued.isoformat()
    draft.must.append(warning("Y4", "fields.issued_on"))
    return True


@fault("Y6 a year of the other format")
def other_format(draft: Draft) -> bool:
    """The year on the cover lies outside the format's; whatever then says otherwise in the text may be named too."""
    draft.fields["year"] = draft.draw.choice(
        [2018, 2019, 2020] if draft.report == NEW else [2018, 2021, 2022]
    )
    draft.must.append(error("Y6", "fields.year"))
    everywhere = ("narratives.*", "fields.*")
    draft.may += [Finding("Y1/Y2/Y3/Y4/Y5", "error/warning/info", everywhere)]
    return True
