"""The table of codes, continued: files that are read, with something to be said of them."""

from __future__ import annotations

from docgen.diagnostics.table import kind

MACROS = kind("E113", "warning", "工作簿带有宏；宏没有运行，也不会带进文档",
               "the workbook carries macros; they were not run and are not copied",
               "标准工作簿不需要宏，可另存为 .xlsx", "the standard workbook needs none; save it as .xlsx")  # fmt: skip
LINKED = kind("E117", "warning", "工作簿引用了别的文件或数据连接（{targets}）；没有去取，用的是上次保存的数",
               "the workbook refers to other files or data connections ({targets}); nothing was fetched, the stored values were used",
               "请核对这些数，再在 Excel 里用“数据 → 编辑链接 → 断开链接”", "check those figures, then break the links in Excel: Data, Edit Links")  # fmt: skip
LEGACY = kind("E118", "warning", "这是别的格式的工作簿（{kind}），只读出了存的数和文字；显示的样子、隐藏的行列没有核对",
               "this workbook is in another format ({kind}): its values were read; how they are shown and what is hidden was not checked",
               "能另存为 .xlsx 的，请另存后再用", "save it as .xlsx if you can")  # fmt: skip
