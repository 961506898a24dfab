"""The frame of a document: its title before the text, 署名 and date behind it, and the fields that they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from docgen.diagnostics import Place
from docgen.records import dataclass, field
from docgen.report.cover import date_of, printed_date
from docgen.report.definition import Definition
from docgen.report.grid import Cell, folded
from docgen.report.narrative import typed_number
from docgen.report.numerals import number_of
from docgen.report.paper.manuscript import Written
from docgen.report.paper.patterns import defaulted, read_pattern
from docgen.report.report import Value

TITLE, SIGNATURE, DATE = "标题", "落款", "成文日期"
ADDRESSEES, ATTACHMENTS = "主送机关", "附件"
HEAD, FOOT = 15, 15  # lines among which the title is looked for, and the date
_TITLE_LINES = 3
_SHORTEST_NAME, _LONGEST_NAME = 4, 60
_SENTENCE_ENDS = ("。", "！", "？", "；", "：", ":")
_COLONS = ("：", ":")
_ATTACHED = re.compile(
    r"(?:(?P<lead>附件[:：])\s*(?:[0-9]{1,2}\s*[.．、])?|[0-9]{1,2}\s*[.．、])\s*(?P<name>\S[^。]*)"
)
_DAY = (
    "(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日"
    "|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_SIGNED = re.compile(rf"(?P<name>[^。；]*?)[(]?(?P<day>{_DAY})[)]?")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class Frame:
    """What is not narrative: the fields that it tells, and the lines between which the text stands.

    `lines` are those of the whole document, its title in one, name and date of its ending apart.
    """

    fields: dict[str, Value]
    text: Sequence[Written]
    lines: Sequence[Written]


@dataclass(slots=True)
class _Frame:
    lines: Sequence[Written]
    start: int = 0
    end: int = 0
    title: range = range(0)
    ending: range = range(0)
    signed: tuple[str, ...] = ()
    found: dict[str, tuple[str, Place]] = field(default_factory=dict)

    def note(self, told: dict[str, str], part: str, text: str) -> None:
        for key, value in told.items():
            self.found.setdefault(key, (value, Place(part, "", f"fields.{key}", text)))

    def whole(self) -> list[Written]:
        """The lines of the document, those of the title joined and those of the ending parted."""
        title = "".join(self.lines[at].text for at in self.title).replace("\n", "")
        return [
            *self.lines[: self.title.start],
            *([Written(title)] if title else ()),
            *self.lines[self.title.stop : self.ending.start],
            *(Written(text) for text in self.signed),
            *self.lines[self.ending.stop :],
        ]


def read_frame(lines: Sequence[Written], definition: Definition) -> Frame:
    """The frame of a document. What stands before the title (版头) and behind the date (附注、版记) is no narrative."""
    frame = _Frame(lines, 0, len(lines), ending=range(len(lines), len(lines)))
    _read_ending(frame, definition)
    _read_title(frame, definition)
    values = defaulted({key: value for key, (value, _) in frame.found.items()}, definition)
    places = {key: place for key, (_, place) in frame.found.items()}
    told = [field.key for field in definition.fields if field.key in values]
    fields = {key: _value(key, values[key], places, definition) for key in told}
    return Frame(fields, lines[frame.start : frame.end], frame.whole())


def _value(key: str, text: str, places: dict[str, Place], definition: Definition) -> Value:
    """The field as its line of the cover would hold it."""
    own = definition.field(key)
    kind = "number" if own and own.kind in ("year", "number") else "text"
    place = places.get(key, Place(TITLE, "", f"fields.{key}", text))
    cell = Cell("number", text) if kind == "number" else Cell("text", text)
    return Value(Place(place.sheet, "", place.path, place.value, own.label if own else ""), cell)


def _read_title(frame: _Frame, definition: Definition) -> None:
    """The title may be broken into lines; where no words fit exactly, such as are much alike do."""
    for loosely in (False, True):
        for start, end in _windows(min(frame.end, HEAD)):
            text = "\n".join(line.text for line in frame.lines[start:end])
            told = read_pattern(text, definition.title, definition, loosely=loosely)
            if told is not None:
                frame.note(told, TITLE, text)
                frame.start, frame.title = end, range(start, end)
                _date_below(frame, definition)
                _read_addressees(frame, definition)
                return
    styled = [at for at, line in enumerate(frame.lines[:HEAD]) if line.style == "title"]
    frame.start = styled[-1] + 1 if styled else 0
    frame.title = range(styled[0], frame.start) if styled else range(0)


def _windows(count: int) -> Iterator[tuple[int, int]]:
    """One line wherever it stands, then two, then three: what a head says above a title is not taken for its part."""
    for size in range(1, _TITLE_LINES + 1):
        yield from ((start, start + size) for start in range(count - size + 1))


def _date_below(frame: _Frame, definition: Definition) -> None:
    """A date right below the title, for documents that are dated there and not signed."""
    below = frame.lines[frame.start : min(frame.start + 1, frame.end)]
    for line in below:
        _, day = _signed(line.text)
        if day and definition.dated not in frame.found:
            _note_ending(frame, line.text, definition)
            frame.start += 1


def _read_addressees(frame: _Frame, definition: Definition) -> None:
    """The 主送机关 right below the title, which no clerk means when he announces what follows."""
    key = definition.elements.get("addressees")
    text = frame.lines[frame.start].text.strip() if frame.start < frame.end else ""
    named = text.endswith(_COLONS) and "如下" not in text and "。" not in text
    if key and named and not _is_section(frame.lines[frame.start]):
        frame.note({key: text[:-1]}, ADDRESSEES, text)
        frame.start += 1


def _read_attachments(frame: _Frame, definition: Definition) -> None:
    """The 附件说明 right above the 署名: a line 附件：…, and one more for each further attachment, numbered."""
    key = definition.elements.get("attachments")
    for at in range(frame.end - 1, max(frame.end - FOOT, 0) - 1, -1):
        said = _ATTACHED.fullmatch(frame.lines[at].text.strip())
        if not key or said is None:
            return
        if said["lead"]:
            names = [_ATTACHED.fullmatch(line.text.strip()) for line in frame.lines[at : frame.end]]
            text = "\n".join(name["name"] for name in names if name)
            frame.note({key: text}, ATTACHMENTS, text)
            frame.end = at
            return


def _read_ending(frame: _Frame, definition: Definition) -> None:
    """The last line that is a date; the 署名 stands before it, in the same line or in the one above."""
    lines = frame.lines
    for at in range(len(lines) - 1, max(len(lines) - FOOT, 0) - 1, -1):
        name, day = _signed(lines[at].text)
        if _is_section(lines[at]):
            return  # the last section ends without
        if day or lines[at].style == "signature":
            frame.end = at
            _note_ending(frame, lines[at].text, definition)
            if day and not name and _may_sign(lines[:at]):
                frame.end = at - 1
                _note_name(frame, lines[at - 1].text, definition)
            frame.ending = range(frame.end, at + 1)
            frame.signed = tuple(_signing(lines[frame.end : at + 1]))
            _read_attachments(frame, definition)
            return


def _signing(lines: Sequence[Written]) -> Iterator[str]:
    """The ending as two lines at most, a name and a date as dates are printed."""
    for line in lines:
        name, day = _signed(line.text)
        yield from (part for part in (name, printed_date(day) if day else line.text) if part)


def _note_ending(frame: _Frame, text: str, definition: Definition) -> None:
    name, day = _signed(text)
    if day:
        frame.note({definition.dated: day.isoformat()}, DATE, text)
    if name or not day:
        _note_name(frame, name or text, definition)


def _note_name(frame: _Frame, text: str, definition: Definition) -> None:
    frame.note(read_pattern(text, definition.signature, definition) or {}, SIGNATURE, text)


def _may_sign(lines: Sequence[Written]) -> bool:
    """Whether the last of these lines is the name above a date: no heading, no sentence, not all that a section says."""
    before, line = (Written(""), Written(""), *lines)[-2:]
    text = line.text.strip()
    if line.style == "signature" or line.level or _is_section(line) or _is_section(before):
        return line.style == "signature"
    return _SHORTEST_NAME <= len(text) <= _LONGEST_NAME and not text.endswith(_SENTENCE_ENDS)


def _is_section(line: Written) -> bool:
    """Whether a line is a heading of the first level."""
    number = typed_number(line.text)
    return line.level == 1 or (number is not None and number.level == 1)


def _signed(text: str) -> tuple[str, date | None]:
    """The name and the date that a line consists of; no date where it is any other line."""
    bare = folded(text) if len(text) <= _LONGEST_NAME else ""
    match = _SIGNED.fullmatch(bare)
    return (match["name"], day_of(match["day"])) if match else ("", None)


def day_of(text: str) -> date | None:
    """The date that a text states in digits or in numerals: 2021年1月20日, 二〇二一年一月二十日."""
    year, _, rest = text.partition("年")
    month, _, day = rest.removesuffix("日").partition("月")
    numbers = [number_of(part) for part in (year.translate(_NUMERALS), month, day)]
    return date_of("{}年{}月{}日".format(*numbers)) if None not in numbers else None
