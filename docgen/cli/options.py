"""The options of the commands, each said once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Numbering(StrEnum):
    """How headings get their numbers."""

    WORD = "word"
    TEXT = "text"


Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="工作簿、文件夹或通配符；- 表示标准输入")]
Dropped = Annotated[list[str] | None, typer.Argument(metavar="[PATH...]", help="拖来的工作簿、文件夹")]
Report = Annotated[
    str | None,
    typer.Option("--report", metavar="REPORT", help="报表类型：编号或文件夹；一般由工作簿自己认出"),
]
Output = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE|DIR|-", help="写到哪里；- 表示标准输出")
]
Template = Annotated[
    Path | None, typer.Option("--template", metavar="FILE.docx", help="同一报表类型的另一个模板")
]
Pdf = Annotated[bool, typer.Option("--pdf", help="另外生成 PDF（要有 LibreOffice）")]
Numbers = Annotated[
    Numbering,
    typer.Option(
        "--numbering", help="word：标题序号由 Word 自动编排；text：序号是打出来的字，便于粘贴到网页"
    ),
]
Recursive = Annotated[bool, typer.Option("--recursive", help="连同子文件夹")]
Json = Annotated[bool, typer.Option("--json", help="结果以 JSON 写到标准输出")]
ResultFile = Annotated[Path | None, typer.Option("--result", metavar="FILE", help="完整结果以 JSON 另存一份")]
Strict = Annotated[bool, typer.Option("--strict", help="警告也算错误")]
Annotate = Annotated[
    bool,
    typer.Option("--annotate", help="有问题的，另写一份 *.批注.xlsx：格子标色、加批注，第一张表是问题清单"),
]
Draft = Annotated[
    bool,
    typer.Option("--draft", help="有错误也写：*.草稿.docx，每页有“草稿”水印，每处问题是 Word 批注"),
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against", metavar="LAST", help="去年的工作簿（.xlsx）或文档（.docx），用来核对两年之间的关系"
    ),
]
Fix = Annotated[
    bool,
    typer.Option(
        "--fix", help="另写一份 *.改正.xlsx：标点、空格、文号和存成文本的数改好，意思不变；改了什么一一列出"
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, max=256, help="多个工作簿时用几个进程；一般不用写"),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout", metavar="SECONDS", min=0.1, max=86400, help="最多几秒；到时没有做完的停下，退出 7"
    ),
]
Request = Annotated[
    Path | None,
    typer.Option("--request", metavar="FILE|-", help="不写参数，从 UTF-8 的 JSON 对象里读；- 表示标准输入"),
]
Own = Annotated[
    str | None,
    typer.Option("--own", metavar="OWN.xlsx", help="本级的工作簿：封面、文字和本级自己的数都从这里来"),
]
Force = Annotated[bool, typer.Option("--force", help="文件已经存在时覆盖")]
Last = Annotated[
    str | None,
    typer.Option("--carry-over", metavar="LAST", help="去年的工作簿（.xlsx）或文档（.docx），不变的带过来"),
]
Data = Annotated[str | None, typer.Option("--data", metavar="DATA.json", help="要填的数据")]
Printed = Annotated[str, typer.Argument(metavar="DOCX", help="印出的文档；- 表示标准输入")]
Workbook = Annotated[str, typer.Argument(metavar="WORKBOOK", help="工作簿；- 表示标准输入")]
