"""Faults of form: labels, headings, numbers of headings, leftovers, what a section must say, document numbers."""

from __future__ import annotations

import re

from openpyxl import Workbook

from tests.corpus.draft import Draft
from tests.corpus.faults import fault
from tests.corpus.places import FIRST_PARAGRAPH, NARRATIVES, SHEETS
from tests.corpus.truth import Finding, error, warning

_LABELS = {
    "规章": "规范", "行政许可": "许可", "行政处罚": "处罚情况", "自然人": "个人", "商业企业": "企业", "科研机构": "科研单位",
    "法律服务机构": "律师事务所", "社会公益组织": "公益组织", "2.重复申请": "2.重复提出申请", "结果维持": "维持原结果",
    "（一）予以公开": "（一）公开", "1.信访举报投诉类申请": "1.信访、举报、投诉类申请", "尚未审结": "未审结",
}  # fmt: skip


@fault("F2 a label changed")
def label(draft: Draft) -> bool:
    """One cell's label in the workbook, as a clerk types over it."""
    old = draft.draw.choice(sorted(_LABELS))
    address: list[str] = []
    pick = draft.draw.random()

    def change(book: Workbook) -> None:
        found = [
            cell
            for sheet in SHEETS.values()
            for row in book[sheet].iter_rows()
            for cell in row
            if cell.value == old
        ]
        cell = found[int(pick * len(found))]
        cell.value = _LABELS[old]
        address.append(f"{cell.parent.title}!{cell.coordinate}")

    change(_opened(draft))
    draft.edits.append(change)
    draft.must.append(error("F2", address[0]))
    return True


def _opened(draft: Draft) -> Workbook:
    from io import BytesIO

    from openpyxl import load_workbook

    return load_workbook(BytesIO(draft.workbook()))


@fault("F3 another unit in the title")
def other_unit(draft: Draft) -> bool:
    draft.fields["title_unit"] = draft.draw.choice(["宁远市", "安平县", "长乐区"])
    draft.must.append(Finding("F3/F8", "error/warning", ("fields.title_unit", "fields.unit")))
    return True


_HEADINGS = {
    "overview": "一、工作总体情况", "problems": "五、存在的问题", "other_matters": "六、其他需要说明的事项",
    "disclosure": "二、主动公开情况", "applications": "三、依申请公开情况", "reviews": "四、行政复议、行政诉讼情况",
}  # fmt: skip


@fault("F6 a section renamed")
def renamed(draft: Draft) -> bool:
    key = draft.draw.choice(sorted(_HEADINGS))
    sheet = {**NARRATIVES, **SHEETS}[key]

    def rename(book: Workbook) -> None:
        book[sheet]["A1"].value = _HEADINGS[key]

    draft.edits.append(rename)
    draft.must.append(error("F6", f"{sheet}!A1"))
    return True


@fault("F6 a section missing")
def missing(draft: Draft) -> bool:
    sheet = draft.draw.choice([NARRATIVES[key] for key in ("overview", "problems", "other_matters")])
    draft.edits.append(lambda book: book.remove(book[sheet]))
    draft.must.append(error("F6/E203/E202", "*"))
    draft.may.append(Finding("F9/F10", "error/warning", ("*",)))
    return True


@fault("F6 a section that the office added")
def added(draft: Draft) -> bool:
    key = draft.draw.choice(["overview", "problems"])
    paragraphs = draft.data["narratives"][key]
    paragraphs += [{"level": 1, "heading": "下一步工作打算"}, {"text": "继续做好各项公开工作。"}]
    draft.must.append(warning("F6", f"narratives.{key}.{len(paragraphs) - 2}"))
    draft.may.append(Finding("F10", "warning", ("narratives.problems*", "五、问题及改进*")))
    return True


@fault("F7 a number repeated or skipped")
def number(draft: Draft) -> bool:
    """Numbers typed by hand, level left empty, and one of them wrong."""
    paragraphs = draft.data["narratives"]["overview"]
    heads = [i for i, paragraph in enumerate(paragraphs) if paragraph.get("level") == 2]
    if len(heads) < 3 or any(paragraph.get("level", 2) > 2 for paragraph in paragraphs):
        return False
    wrong = draft.draw.randint(1, len(heads) - 1)
    step = draft.draw.choice([0, 2])  # the number before again, or one left out
    numbers = [n + (step - 1 if n > wrong else 0) for n in range(1, len(heads) + 1)]

    def typed(book: Workbook) -> None:
        sheet = book[NARRATIVES["overview"]]
        for index, value in zip(heads, numbers, strict=True):
            row = FIRST_PARAGRAPH + index
            sheet.cell(row, 1).value = None
            heading, text = sheet.cell(row, 2).value, sheet.cell(row, 3).value
            sheet.cell(row, 2).value = None
            sheet.cell(
                row, 3
            ).value = f"（{'一二三四五六七八九'[value - 1]}）{heading.rstrip('。')}。{text or ''}"

    draft.edits.append(typed)
    draft.must.append(error("F7", f"narratives.overview.{heads[wrong]}"))
    return True


@fault("F7 five parts of six")
def six_parts(draft: Draft) -> bool:
    for place in draft.places("preamble"):
        paragraph = draft.paragraph(place)
        if found := re.search(r"六(?=个?部分)", paragraph["text"]):
            said = draft.draw.choice("五七")
            paragraph["text"] = (
                f"{paragraph['text'][: found.start()]}{said}{paragraph['text'][found.end() :]}"
            )
            draft.must.append(error("F7", place))
            return True
    return False


@fault("F8 a leftover of the template")
def leftover(draft: Draft) -> bool:
    place = draft.draw.choice(draft.places("preamble", "overview", "problems", "other_matters"))
    paragraph = draft.paragraph(place)
    rest = draft.draw.choice(
        [
            "××部门也参加了有关工作。",
            "该部分以表格形式报告。表格如下：",
            "XX县也参加了有关工作。",
            "某某县参加了有关工作。",
        ]
    )
    paragraph["text"] += rest
    draft.must.append(error("F8", place))
    return True


_POINTS = ("政府信息管理", "平台建设", "监督保障", "依申请公开")


@fault("F9 a point left out")
def point(draft: Draft) -> bool:
    """A heading of section one and what stands under it."""
    paragraphs = draft.data["narratives"]["overview"]
    wanted = draft.draw.choice(_POINTS)
    start = next(
        (i for i, p in enumerate(paragraphs) if p.get("level") == 2 and wanted in p["heading"]), None
    )
    if start is None:
        return False
    end = next(
        (i for i in range(start + 1, len(paragraphs)) if paragraphs[i].get("level") == 2), len(paragraphs)
    )
    rest = paragraphs[:start] + paragraphs[end:]
    if any(wanted in p.get("text", "") + p.get("heading", "") for p in rest):
        return False
    _renumber(draft, start, end)
    draft.data["narratives"]["overview"] = rest
    draft.must.append(warning("F9", "narratives.overview*", "一、总体情况*"))
    return True


def _renumber(draft: Draft, start: int, end: int) -> None:
    """What is left out says nothing any more, and what follows moves up: no other fault may be planted with this."""
    lines = list(draft.source.lines["overview"])
    source = draft.source
    moved = {**source.lines, "overview": tuple(lines[:start] + lines[end:])}
    draft.restart(source.with_lines(moved))


_DUTIES = {"工作考核": "考核", "社会评议": "评议|满意|评估", "责任追究": "追究|追责|问责|约谈|通报"}
"""What a government must report besides, and the words that may still tell of it."""


@fault("F9 a government's duty left out")
def duty(draft: Draft) -> bool:
    if draft.fields["level"] not in ("省级", "设区的市、自治州", "县级"):
        return False
    word = draft.draw.choice(sorted(_DUTIES))
    texts = {place: _without(draft.paragraph(place)["text"], word) for place in draft.places("overview")}
    if not all(texts.values()) or any(re.search(_DUTIES[word], text) for text in texts.values()):
        return False
    for place, text in texts.items():
        draft.paragraph(place)["text"] = text
    draft.must.append(warning("F9", "narratives.overview*", "一、总体情况*"))
    return True


def _without(text: str, word: str) -> str:
    """The text without the sentences that have the word in them."""
    return "".join(sentence for sentence in re.split(r"(?<=[。；])", text) if word not in sentence)


@fault("F10 no problems")
def no_problems(draft: Draft) -> bool:
    draft.restart(draft.source.with_lines({**draft.source.lines, "problems": ()}))
    draft.data["narratives"]["problems"] = [{"text": draft.draw.choice(["无", "无。", "无存在的问题。"])}]
    draft.must.append(warning("F10", "narratives.problems*", "五、问题及改进*"))
    return True


@fault("F10 section six empty")
def nothing_else(draft: Draft) -> bool:
    draft.restart(draft.source.with_lines({**draft.source.lines, "other_matters": ()}))
    draft.data["narratives"]["other_matters"] = []
    draft.must.append(Finding("F10", "warning", ("narratives.other_matters*", "六、其他事项*")))
    draft.may.append(Finding("N5/E203", "warning/error", ("*",)))
    return True


@fault("F10 problems without measures")
def no_measures(draft: Draft) -> bool:
    """The second half, under its own heading, is not there."""
    lines = draft.source.lines["problems"]
    heads = [i for i, line in enumerate(lines) if line.level == 2 and line.heading.startswith("改进")]
    if not heads:
        return False
    draft.restart(draft.source.with_lines({**draft.source.lines, "problems": lines[: heads[0]]}))
    draft.must.append(warning("F10", "narratives.problems*", "五、问题及改进*"))
    return True


@fault("F12 a document number written wrongly")
def document_number(draft: Draft) -> bool:
    for place in draft.places("preamble"):
        paragraph = draft.paragraph(place)
        if found := re.search(r"〔(20\d\d)〕(\d+)号", paragraph["text"]):
            year, number = found.groups()
            shapes = [
                f"[{year}]{number}号",
                f"【{year}】{number}号",
                f"（{year}）{number}号",
                f"〔{year}〕第{number}号",
                f"〔{year}〕0{number}号",
            ]
            wrong = draft.draw.choice(shapes)
            paragraph["text"] = paragraph["text"].replace(found[0], wrong, 1)
            draft.must.append(warning("F12", place))
            draft.may.append(Finding("Y3", "warning", (place,)))
            return True
    return False


@fault("F12 a notice without its number")
def without_number(draft: Draft) -> bool:
    for place in draft.places("preamble"):
        paragraph = draft.paragraph(place)
        if found := re.search(r"》（国办公开办函〔20\d\d〕\d+号）", paragraph["text"]):
            paragraph["text"] = paragraph["text"].replace(found[0], "》", 1)
            draft.must.append(warning("F12", place))
            draft.may.append(Finding("Y3", "warning", (place,)))
            return True
    return False
