"""Text on its way into the document: everything that Excel can hold arrives exactly, or is named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.hostile import standard
from tests.hostile.case import Case, read
from tests.hostile.standard import COVER, WORDS

# As typed, and as it must be printed: exactly so.
EXACT = {
    "markup": "甲&乙 A<b>C</b> \"引\" '单' > <",
    "entities": "&amp; &lt; &#65; &nbsp; &e;",
    "end-of-cdata": "甲]]>乙<![CDATA[丙]]>",
    "end-of-text": "甲</w:t></w:r></w:p></w:body>乙",
    "markup-of-word": '<w:p><w:r><w:t>假</w:t></w:r></w:p><w:br w:type="page"/>',
    "tag": "{{ title }}", "statement": "{% if x %}甲{% endif %}", "comment": "{# 甲 #}乙", "arithmetic": "{{ 7*7 }}",
    "escape-of-the-sandbox": "{{ cycler.__init__.__globals__.os.getcwd() }}",
    "escaped-braces": "{_{ 甲 }_} {_% 乙 %_}", "open-braces": "{{ {% {#", "closed-braces": "}} %} #}", "raw": "{% raw %}甲{% endraw %}",
    "format": "{0} {x.__class__} %s %(a)s ${HOME} $(id) `id`", "backslashes": r"甲\n乙\u0041\g<0>\1",
    "formula": "=1+1", "formula-of-dde": "=cmd|' /C calc'!A0", "at": "@SUM(1)", "minus": "-1 号", "plus": "+86",
    "extension-b": "𠀀𪛖𬺰", "emoji": "😀👨‍👩‍👧‍👦🇨🇳", "private-use": "\ue000\uf8ff\U000f0000", "combining": "e\u0301 u\u0308",
    "compatibility": "①㈠Ⅷ㎡％ｱ豈", "bidi": "甲\u202e乙\u202c丙\u200f", "zero-width": "甲\u200b乙\u200d丙\u2060",
    "soft-hyphen": "甲\u00ad乙", "byte-order-mark-within": "甲\ufeff乙", "no-break-space-within": "甲\u00a0乙", "wide-space": "甲\u3000\u3000乙",
    "several-spaces": "甲   乙", "tab": "甲\t乙", "replacement": "甲\ufffd乙", "quotes": "“甲”‘乙’「丙」——…",
    "line-separator": "甲\u2028乙", "numeral": "第1234567890123456789号", "like-an-escape": "_x005F_x000D_ 的写法",
}  # fmt: skip
# What the rules on characters say of them.
NAMED = {
    **dict.fromkeys(("bidi", "zero-width", "soft-hyphen", "byte-order-mark-within", "combining", "line-separator", "emoji"), ("E214",)),
    "private-use": ("E214", "E236"), "extension-b": ("E236",), "compatibility": ("E236",),
}  # fmt: skip
# Stored in the cell's XML; what Word cannot hold goes, with a warning that names the cell.
DROPPED = {
    "carriage-return": ("甲_x000D_乙", (), ("甲", "乙")), "crlf": ("甲_x000D_\n乙", (), ("甲", "乙")),
    "vertical-tab": ("甲_x000B_乙", ("E214",), ("甲乙",)), "form-feed": ("甲_x000C_乙", ("E214",), ("甲乙",)),
    "nul": ("甲_x0000_乙", ("E214",), ("甲乙",)), "bell": ("甲_x0007_乙", ("E214",), ("甲乙",)), "escape": ("甲_x001B_[2J乙", ("E214",), ("甲[2J乙",)),
    "c1": ("甲_x009F_乙", ("E214",), ("甲乙",)), "lone-surrogate": ("甲_xD800_乙", ("E214",), ("甲乙",)),
    "low-surrogate": ("甲_xDC00_乙", ("E214",), ("甲乙",)), "surrogates-in-order": ("甲_xD83D__xDE00_乙", (), ("甲😀乙",)),
    "surrogates-out-of-order": ("甲_xDE00__xD83D_乙", ("E214",), ("甲乙",)), "noncharacter": ("甲_xFFFE_乙", ("E214",), ("甲乙",)),
    "escaped-escape": ("甲_x005F_x000D_乙", (), ("甲_x000D_乙",)), "no-escape": ("甲_x000G_乙_x00_丙", (), ("甲_x000G_乙_x00_丙",)),
    "next-line": ("甲_x0085_乙", ("E214",), ("甲乙",)), "delete": ("甲_x007F_乙", ("E214",), ("甲乙",)),
}  # fmt: skip


def stored(text: str) -> bytes:
    return standard.with_cell(
        WORDS, f'<c r="@" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def cases() -> Iterator[Case]:
    for name, text in EXACT.items():
        printed = "_x000D_ 的写法" if name == "like-an-escape" else text
        make = partial(standard.with_text, WORDS, f"前{text}后")
        yield read(f"texts/{name}", make, *NAMED.get(name, ()), prints=(f"前{printed}后",))
    for name, (text, codes, prints) in DROPPED.items():
        place = WORDS if codes else ""
        yield read(f"texts/stored-{name}", partial(stored, text), *codes, place=place, prints=prints)
    yield read(
        "texts/in-a-heading",
        partial(standard.with_text, "一、总体情况!B3", "甲&<乙>"),
        prints=("甲&<乙>",),
    )
    unit = "甲&乙<县>{{ 7*7 }}县"
    yield read("texts/in-a-field", partial(standard.with_text, f"{COVER}!B4", unit), prints=(unit,))
    title = partial(standard.with_text, f"{COVER}!B5", unit)
    yield read("texts/in-the-title", title, prints=(f"{unit}2024年政府信息公开工作年度报告",))
    control = standard.with_cell(f"{COVER}!B5", '<c r="@" t="str"><v>甲_x0007_市</v></c>')
    yield read("texts/control-in-the-title", control, "E214", place=f"{COVER}!B5", prints=("甲市2024年",))
    lines = "\n".join(f"第{n}行" for n in range(500))
    yield read(
        "texts/five-hundred-lines", partial(standard.with_text, WORDS, lines), prints=("第0行", "第499行")
    )
    yield read(
        "texts/marks-of-citation",
        partial(standard.with_text, WORDS, "甲【乙】丙〔2021〕5号《丁》"),
        prints=("甲【乙】丙〔2021〕5号《丁》",),
    )
    long = "全年公开信息128条，比上年增加3件。" * 400
    yield read(
        "texts/a-ledger-in-a-cell",
        partial(standard.with_text, WORDS, long),
        "E228",
        place=WORDS,
        prints=(long,),
    )
