"""The table of codes, continued: what is said where a printed document and its workbook differ."""

from __future__ import annotations

from docgen.diagnostics.finding import Phrase
from docgen.diagnostics.table import kind

_SETTLE = Phrase(
    "以工作簿为准的，重新生成文档；以文档为准的，改工作簿",
    "print it anew if the workbook is right, else correct the workbook",
)

WRONG_ORDER = kind("E123", "error", "写反了：{first} 是工作簿，{second} 是文档；先写文档，后写工作簿",
                   "the wrong way round: {first} is a workbook, {second} a document; the document comes first",
                   "docgen verify 文档.docx 工作簿.xlsx", "docgen verify DOCUMENT.docx WORKBOOK.xlsx")  # fmt: skip
OTHER_YEAR = kind("E251", "error", "文档是{found}年的，工作簿是{wanted}年的", "the document is of {found}, the workbook of {wanted}",
                  "先看是不是拿错了文件；下面的不同多半由此而来", "are these the right files? Most of what follows comes of it")  # fmt: skip
OTHER_UNIT = kind("E251", "error", "文档是“{found}”的，工作簿是“{wanted}”的", "the document is that of “{found}”, the workbook that of “{wanted}”",
                  "先看是不是拿错了文件；下面的不同多半由此而来", "are these the right files? Most of what follows comes of it")  # fmt: skip
OTHER_TYPE = kind("E251", "error", "文档是“{found}”，工作簿是“{wanted}”，不是一种报表，没有比", "the document is a “{found}”, the workbook a “{wanted}”; they were not compared",
                  "请换成从这个工作簿印出的文档", "give the document that was printed from this workbook")  # fmt: skip
FIGURE_CHANGED = kind("E252", "error", "{where}{wanted}，文档里（{there}）{said}", "{where} {wanted}; in the document ({there}) it {said}", *_SETTLE)  # fmt: skip
TABLE_LOST = kind("E253", "error", "文档里没有“{table}”这张表", "the document lacks the table “{table}”", *_SETTLE)  # fmt: skip
TABLE_UNSAID = kind("E253", "error", "文档里有“{table}”这张表，工作簿里没有", "the document has the table “{table}”, the workbook has not", *_SETTLE)  # fmt: skip
TABLE_ADDED = kind("E253", "error", "文档里多出一张表（{where}）：“{printed}”", "the document has one more table ({where}): “{printed}”", *_SETTLE)  # fmt: skip
LINE_LOST = kind("E253", "error", "文档的“{table}”表里没有“{label}”这一{line}", "the table “{table}” of the document lacks the {line} “{label}”", *_SETTLE)  # fmt: skip
LINE_ADDED = kind("E253", "error", "文档的“{table}”表里（{where}）多出一行：“{label}”", "the table “{table}” of the document has one more line at {where}: “{label}”", *_SETTLE)  # fmt: skip
LINE_MOVED = kind("E258", "error", "“{table}”的一行（{where}）在文档里换了地方：“{label}”", "a line of “{table}” ({where}) stands elsewhere in the document: “{label}”", *_SETTLE)  # fmt: skip
PART_CHANGED = kind("E254", "error", "{part}应是“{wanted}”，文档里是“{printed}”", "{part} should be “{wanted}”, in the document it is “{printed}”", *_SETTLE)  # fmt: skip
PART_LOST = kind("E254", "error", "文档里没有{part}“{wanted}”", "the document lacks {part}, “{wanted}”", *_SETTLE)  # fmt: skip
TEXT_CHANGED = kind("E255", "error", "{where}写的是“{wanted}”，文档里是“{printed}”", "{where} says “{wanted}”, the document “{printed}”", *_SETTLE)  # fmt: skip
NUMBER_CHANGED = kind("E255", "error", "{where}的序号应是“{wanted}”，文档里是“{printed}”", "the number of {where} should be “{wanted}”, in the document it is “{printed}”", *_SETTLE)  # fmt: skip
TEXT_LOST = kind("E256", "error", "{where}的这一段文档里没有：“{wanted}”", "the document lacks the paragraph at {where}: “{wanted}”", *_SETTLE)  # fmt: skip
TEXT_ADDED = kind("E257", "error", "文档的{where}多出一段，工作簿里没有：“{printed}”", "{where} of the document has a paragraph that the workbook has not: “{printed}”", *_SETTLE)  # fmt: skip
TEXT_MOVED = kind("E258", "error", "{where}的这一段在文档里换了地方：“{wanted}”", "the paragraph at {where} stands elsewhere in the document: “{wanted}”", *_SETTLE)  # fmt: skip
WRITTEN_OTHERWISE = kind("E259", "info", "{where}是 {expected}，文档里（{there}）写作“{actual}”，数是一样的", "{where} is {expected}, written “{actual}” in the document ({there}): the same figure",
                         "印出的数照工作簿里的写法，不分节，不补零", "figures are printed as they stand in the workbook")  # fmt: skip
