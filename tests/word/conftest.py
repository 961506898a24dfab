"""A small report type, what such a report says, and templates reworked for a test."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

import pytest
from openxml_audit import OpenXmlValidator

from docgen.diagnostics import Phrase
from docgen.package import write_package
from docgen.report.content import Content, Printed
from docgen.report.definition import Definition, Field, Narrative, Section
from docgen.report.tables import Block, Heading, Table
from docgen.word import Names, names_of, official_template

APPLICATIONS = Table(
    key="applications",
    name="依申请公开",
    sheet="二、依申请公开",
    size=9,
    blocks=(
        Block(
            corner="（第一项加第二项之和，等于第三项）",
            columns=(
                Heading("申请人情况", children=(
                    Heading("自然人", "person"),
                    Heading("法人或其他组织", children=(
                        Heading("商业企业", "business"), Heading("社会公益组织", "charity"),
                    )),
                    Heading("总计", "total"),
                )),
            ),
            rows=(
                Heading("一、本年新收", "received"),
                Heading("二、办理结果", children=(
                    Heading("（一）予以公开", "granted"),
                    Heading("（二）不予公开", "denied", children=(
                        Heading("1.属于国家秘密", "secret"), Heading("2.其他", "other"),
                    )),
                )),
                Heading("三、结转下年度", "carried_out"),
            ),
        ),
    ),
)  # fmt: skip
DISCLOSURE = Table(
    key="disclosure",
    name="主动公开",
    sheet="一、主动公开",
    size=12,
    widths=(28, 24, 24),
    blocks=(
        Block(
            key="item_1", band="第二十条第（一）项", corner="信息内容",
            columns=(Heading("本年制发件数", "made"), Heading("现行有效件数", "in_force")),
            rows=(Heading("规章", "rules"), Heading("行政规范性文件", "documents")),
        ),
        Block(
            key="item_8", band="第二十条第（八）项", corner="信息内容",
            columns=(Heading("本年收费金额（单位：万元）", "amount", span=2),),
            rows=(Heading("行政事业性收费", "fees"),),
        ),
    ),
)  # fmt: skip
DEFINITION = Definition(
    id="small-report",
    version=1,
    name=Phrase("小报告", "a small report"),
    title="{unit}{year}年政府信息公开工作年度报告",
    source="",
    cover="封面",
    citations="数据引用",
    instructions=(),
    fields=(Field("unit", "填报单位"), Field("year", "报告年度", "year"), Field("number", "文号")),
    sections=(
        Section(narrative=Narrative("preamble", "开头")),
        Section("总体情况", Narrative("overview", "一、总体情况")),
        Section("统计数据", tables=(DISCLOSURE, APPLICATIONS)),
        Section("存在的主要问题", Narrative("problems", "三、问题")),
    ),
    rules=(),
)
FIELDS = {
    "title": "罗平县2021年政府信息公开工作年度报告",
    "unit": "罗平县人民政府",
    "year": "2021",
    "number": "",
    "signature": "罗平县人民政府办公室",
    "date": "2022年1月20日",
}
NARRATIVES = {
    "preamble": (Printed("现将有关情况报告如下。"),),
    "overview": (
        Printed("全年公开12条。", level=2, heading="主动公开"),
        Printed("", level=2, heading="依申请公开"),
        Printed("全年收到1件。"),
        Printed("办法已印发。", level=3, heading="建章立制。"),
    ),
    "problems": (Printed("一是队伍不稳。"), Printed("二是渠道不多。")),
}


@pytest.fixture(scope="session")
def definition() -> Definition:
    return DEFINITION


@pytest.fixture(scope="session")
def names() -> Names:
    return names_of(DEFINITION)


@pytest.fixture(scope="session")
def official() -> bytes:
    return official_template(DEFINITION)


@pytest.fixture(scope="session")
def content(names) -> Content:
    figures = {path: str(number) for number, path in enumerate(names.figures)}
    return Content(FIELDS, figures, NARRATIVES)


@pytest.fixture
def saying(content) -> Callable[..., Content]:
    """The content with other fields, figures or narratives."""

    def change(*, figures: Mapping[str, str] | None = None, narratives=None, **fields: str) -> Content:
        return Content(
            {**content.fields, **fields},
            {**content.figures, **(figures or {})},
            {**content.narratives, **(narratives or {})},
        )

    return change


@pytest.fixture(scope="session")
def reworked(official) -> Callable[..., bytes]:
    """The official template with one text of a part replaced, and further parts."""

    def rework(old: str = "", new: str = "", part: str = "word/document.xml", **parts: bytes | str) -> bytes:
        content = unpacked(official)
        assert old.encode() in content[part]
        content[part] = content[part].replace(old.encode(), new.encode(), 1)
        return write_package(content | {name: _bytes(data) for name, data in parts.items()})

    return rework


@cache
def validator() -> OpenXmlValidator:
    """openxml-audit, whose schemas take longer to load than a document to be held against them."""
    return OpenXmlValidator()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, as another program reads them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data
