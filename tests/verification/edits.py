"""Edits: what clerks do to a printed document in Word, each with what is to be found of it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any, NamedTuple

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

from docgen.pipeline import Reading, read, read_back
from docgen.report.form import form_of
from docgen.report.grid import position_of
from docgen.report.paper.frame import day_of
from tests.corpus.guises import workbook
from tests.corpus.source import Source
from tests.report.test_readback import printed


class Planted(NamedTuple):
    """A document as somebody has edited it, and the one difference: its code, and its key path or words."""

    document: bytes
    code: str
    path: str = ""


class Printed:
    """A printed document, opened anew for each edit; `texts` are the paragraphs of the narratives in it."""

    def __init__(self, reading: Reading, *, typed: bool = False) -> None:
        self.reading = reading
        self.typed = typed
        self.data = printed(reading, typed=typed)
        back, _ = read_back(self.data, str(reading.kind.folder))
        assert back
        self.places = {path: figure.place for path, figure in back.report.figures.items()}

    def opened(self) -> Any:
        return Document(BytesIO(self.data))


def saved(document: Any) -> bytes:
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def cell_at(table: Table, address: str) -> Any:
    """The cell that the reading-back calls by an address: merged cells count as many columns as they span."""
    row, column = position_of(address) or (0, 0)
    left = 1
    for cell in table._tbl.tr_lst[row - 1].tc_lst:
        if left <= column < left + cell.grid_span:
            return cell
        left += cell.grid_span
    raise AssertionError(address)


def retype(element: Any, words: str) -> None:
    """Puts words into a paragraph or cell, as if typed over what stands there."""
    first, *others = element.iter(qn("w:t"))
    first.text = words
    for other in others:
        other.text = ""


def words_of(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def figure(made: Printed, path: str, words: str) -> Planted:
    document = made.opened()
    place = made.places[path]
    cell = cell_at(document.tables[int(place.sheet[1:]) - 1], place.cell)
    retype(cell, words)
    return Planted(saved(document), "E252", path)


def another_figure(made: Printed, draw: Random) -> Planted:
    path = draw.choice(sorted(made.places))
    return figure(made, path, wrong(made, path, draw))


def wrong(made: Printed, path: str, draw: Random) -> str:
    """Another figure, much like the right one: a digit more, less or other, none at all."""
    right = made.places[path].value or "0"
    return draw.choice(
        [
            f"{right}1" if right != "0" else "10",
            f"1{right.removeprefix('-')}",
            str(int(float(right)) + 1),
            "",
            "无",
        ]
    )


def row(made: Printed, draw: Random) -> Planted:
    """A row of the table of requests deleted that begins no group."""
    kind = made.reading.definition.tables[1]
    document = made.opened()
    table = document.tables[1]
    rows = table._tbl.tr_lst
    whole = [
        at
        for at, tr in enumerate(rows)
        if at > 2 and not any("restart" in (m.get(qn("w:val")) or "") for m in tr.iter(qn("w:vMerge")))
    ]
    at = draw.choice(whole)
    rows[at].getparent().remove(rows[at])
    path = next(cell.path for cell in form_of(kind).figures if cell.area.top == at + 1)
    return Planted(saved(document), "E253", path)


def lost_table(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    at = draw.randrange(3)
    table = document.tables[at]._tbl
    table.getparent().remove(table)
    return Planted(saved(document), "E253", made.reading.definition.tables[at].key)


def narratives(document: Any, made: Printed) -> list[Any]:
    """The paragraphs between the title and the ending that are no headings of sections."""
    heads = {section.heading for section in made.reading.definition.sections}
    paragraphs = [p for p in document.paragraphs if p.text.strip()]
    return [p for p in paragraphs[1:-2] if p.text.split("、", 1)[-1] not in heads and p.text not in heads]


def changed_text(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    one = draw.choice([p for p in narratives(document, made) if len(p.text) > 8])
    texts = [text for text in one._p.iter(qn("w:t")) if text.text]
    text = max(texts, key=lambda text: len(text.text))
    at = draw.randrange(len(text.text))
    text.text = (
        f"{text.text[:at]}不{text.text[at:]}"
        if draw.random() < 0.5
        else text.text[:at] + "某" + text.text[at + 1 :]
    )
    return Planted(saved(document), "E255")


def lost_text(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    one = draw.choice(narratives(document, made))._p
    one.getparent().remove(one)
    return Planted(saved(document), "E256")


def added_text(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    draw.choice(narratives(document, made)).insert_paragraph_before("会后另行补充一项，由办公室负责。")
    return Planted(saved(document), "E257")


def moved_text(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    every = narratives(document, made)
    at = draw.randrange(len(every) - 1)
    one, other = every[at]._p, every[at + 1 + draw.randrange(len(every) - 1 - at)]._p
    other.addnext(one)
    return Planted(saved(document), "E258")


def title(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    one = next(p for p in document.paragraphs if p.text.strip())
    retype(one._p, one.text.replace("工作", draw.choice(["事务", "", "工做"])))
    return Planted(saved(document), "E254")


def year(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    one = next(p for p in document.paragraphs if p.text.strip())
    own = made.reading.report.fields["year"].text
    retype(one._p, one.text.replace(own, str(int(own) + draw.choice([-1, 1, 10]))))
    return Planted(saved(document), "E251", "fields.year")


def signature(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    one = [p for p in document.paragraphs if p.text.strip()][-2]
    retype(one._p, draw.choice([f"{one.text}办公室", one.text[:-1], "红岩县人民政府"]))
    return Planted(saved(document), "E254")


def date(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    one = [p for p in document.paragraphs if p.text.strip()][-1]
    day = day_of(one.text)
    assert day
    retype(
        one._p,
        draw.choice(
            [
                f"{day.year}年{day.month}月{day.day % 28 + 1}日",
                f"{day.year + 1}年{day.month}月{day.day}日",
                f"{day.year}年13月{day.day}日",
            ]
        ),
    )
    return Planted(saved(document), "E254", "fields.issued_on")


def heading(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    one = draw.choice(
        [p for p in document.paragraphs if p.text.endswith(("主要问题及改进情况", "其他需要报告的事项"))]
    )
    retype(one._p, one.text.replace("主要", "").replace("需要报告的", ""))
    return Planted(saved(document), "E254")


def label(made: Printed, draw: Random) -> Planted:
    document = made.opened()
    cell = next(cell for cell in document.tables[0]._tbl.iter(qn("w:tc")) if words_of(cell) == "规章")
    retype(cell, "部门规章")
    return Planted(saved(document), "F2")


EDITS: dict[str, Callable[[Printed, Random], Planted]] = {
    "another figure": another_figure, "a row deleted": row, "a table deleted": lost_table, "a word changed": changed_text,
    "a paragraph deleted": lost_text, "a paragraph added": added_text, "a paragraph moved": moved_text, "another title": title,
    "another year": year, "another signature": signature, "another date": date, "another heading": heading, "another label": label,
}  # fmt: skip


def made(source: Source, *, typed: bool = False) -> Printed:
    reading, found = read(workbook(source))
    assert reading, found
    return Printed(reading, typed=typed)
