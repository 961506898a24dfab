"""The one table of docgen's own codes: every kind of finding, its words and its exit code.

Rules of a report type bring their codes from `report.toml`; they may not reuse one of these. One code may be
said in several ways (F5 is an error for a unit in the cell, a warning for a separator), each a row here. The rows on
the text of a report are in `text_codes.py`, those on files that are read with a warning in `file_codes.py`, those on
sums of many reports in `sum_codes.py`, those of `docgen verify` in `verification_codes.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docgen.diagnostics import file_codes, sum_codes, text_codes, verification_codes
from docgen.diagnostics.finding import Kind
from docgen.diagnostics.table import kind as _kind

# E0xx: the command line
USAGE = _kind("E001", "error", "命令写错了：{detail}", "the command line is wrong: {detail}",
              "docgen --help 列出全部命令和选项", "docgen --help lists every command and option")  # fmt: skip

BAD_REQUEST = _kind("E002", "error", "这一行不是 worker 的请求：{detail}", "this line is no request to the worker: {detail}",
                    "请求的写法见 docs/integrators.md", "docs/integrators.md describes requests")  # fmt: skip
CANCELLED = _kind("E003", "error", "这个请求取消了", "this request was cancelled", "需要结果就再发一次", "send it again if it is wanted after all")  # fmt: skip

# E1xx: the file cannot be read as a workbook
NOT_A_DOCUMENT = _kind("E104", "error", "这是{kind}，不是 .docx 文档", "this is {kind}, not a .docx document",
                       "请用 Word 或 WPS 另存为“Word 文档（*.docx）”", "save it as a Word document (*.docx)")  # fmt: skip
MISSING_FILE = _kind("E101", "error", "找不到文件 {file}", "no such file: {file}",
                     "请检查路径和文件名", "check the path and the name")  # fmt: skip
UNREADABLE_FILE = _kind("E102", "error", "读不了文件 {file}：{detail}", "cannot read {file}: {detail}",
                        "文件可能正被别的程序占用，或没有读的权限；关闭后重试",
                        "another program may hold the file, or permission is missing; close it and try again")  # fmt: skip
EMPTY_FILE = _kind("E103", "error", "文件是空的（0 字节）", "the file is empty (0 bytes)",
                   "请重新获取这个文件", "get the file again")  # fmt: skip
WRONG_TYPE = _kind("E104", "error", "这是{kind}，不是 .xlsx 工作簿", "this is {kind}, not an .xlsx workbook",
                   "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再用",
                   "open it in Excel or WPS and save it as an Excel workbook (*.xlsx)")  # fmt: skip
PASSWORD = _kind("E105", "error", "文件有打开密码", "the file is protected by a password",
                 "请先在 Excel 或 WPS 里取消打开密码再用", "remove the password in Excel or WPS first")  # fmt: skip
OLD_FORMAT = _kind("E106", "error", "这是旧格式的工作簿（.xls 或 .et）", "this is a workbook in the old format (.xls or .et)",
                   "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再用",
                   "open it in Excel or WPS and save it as an Excel workbook (*.xlsx)")  # fmt: skip
NO_READER = _kind("E106", "error", "这是别的格式的工作簿（{kind}）", "this is a workbook in another format ({kind})",
                  "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再用；或请管理员安装 docgen[legacy]",
                  "save it as an Excel workbook (*.xlsx) in Excel or WPS, or install docgen[legacy]")  # fmt: skip
DAMAGED = _kind("E107", "error", "文件已损坏或不完整（可能没有下载完）：{detail}",
                "the file is damaged or cut off: {detail}",
                "请重新获取这个文件，或用 Office 或 WPS 打开后另存一份",
                "get the file again, or open it in Office or WPS and save a copy")  # fmt: skip
AMBIGUOUS_PACKAGE = _kind("E108", "error", "文件里有两份内容都叫 {part}，不同的程序会读出不同的数",
                          "two parts of the file have the same name {part}: programs would read different contents",
                          "请用 Office 或 WPS 打开，核对后另存一份", "open it in Office or WPS, check it, save a copy")  # fmt: skip
MALFORMED = _kind("E109", "error", "文件里的 {part} 格式不对：{detail}", "part {part} of the file is malformed: {detail}",
                  "请用 Office 或 WPS 打开后另存一份", "open it in Office or WPS and save a copy")  # fmt: skip
DOCTYPE = _kind("E110", "error", "文件里的 {part} 含有 DOCTYPE 声明，正常的文件里不会有，为安全起见不读",
                "part {part} declares a DOCTYPE, which no honest file has; it is not read",
                "请用 Office 或 WPS 打开，核对后另存一份", "open it in Office or WPS, check it, save a copy")  # fmt: skip
TOO_LARGE = _kind("E111", "error", "文件超出安全限度：{detail}", "the file exceeds a safety limit: {detail}",
                  "请删去多余的行、列、图片后再用", "remove superfluous rows, columns and pictures", 7)  # fmt: skip
NO_SHEETS = _kind("E112", "error", "工作簿里没有可以读的工作表", "the workbook holds no sheet that can be read",
                  "请从 docgen workbook 生成的标准工作簿填起", "start from the workbook that `docgen workbook` writes")  # fmt: skip
LOST_NAME = _kind("E114", "error", "文件名在传到 docgen 之前已经变成了问号：{file}",
                  "the file name had already become question marks when it reached docgen: {file}",
                  "调用程序的字符集是 C 或 POSIX；请设 LANG=C.UTF-8，或把路径写在 --request 的 JSON 里，或用标准输入（-）传文件内容",
                  "the caller runs under LANG=C or POSIX; set LANG=C.UTF-8, name the file in the JSON of --request, or pass the workbook on stdin (-)")  # fmt: skip
NOTHING_FOUND = _kind("E115", "error", "{file} 里没有工作簿", "there is no workbook in {file}",
                      "要连同子文件夹一起找，请加 --recursive", "add --recursive to look into its subfolders")  # fmt: skip
MARKED_COPY = _kind("E116", "error", "{file} 是批注过的一份，只用来看", "{file} is the annotated copy, which is only to be looked at",
                    "请在原来的工作簿里改好、保存，再拖原来的那一份", "correct and save the workbook itself, and drop that")  # fmt: skip
BAD_DATA_FILE = _kind("E120", "error", "{file} 不是 JSON：{detail}", "{file} is not JSON: {detail}",
                      "请检查该处的引号、逗号和括号，并以 UTF-8 保存", "check the quotes, commas and brackets there; save as UTF-8")  # fmt: skip
TIME_UP = _kind("E121", "error", "{seconds} 秒内没有做完，停下了；没有留下写了一半的文件", "it was not done within {seconds} s and was stopped; nothing half-written is left",
                "请放宽 --timeout；别的工作簿都很快，只有它慢的，请看看它是不是特别大", "allow more with --timeout; if it alone is slow, see whether it is unusually large", 7)  # fmt: skip
OUT_OF_MEMORY = _kind("E122", "error", "处理它要用的内存超过了限度，停下了", "it needs more memory than allowed and was stopped",
                      "请删去多余的行、列、图片后再用", "remove superfluous rows, columns and pictures", 7)  # fmt: skip

# E2xx: what the workbook holds cannot be told
UNKNOWN_REPORT = _kind("E201", "error", "看不出这是哪种报表的工作簿；其中的工作表有：{sheets}",
                       "the workbook belongs to no known report type; its sheets are: {sheets}",
                       "请用 docgen workbook 生成的标准工作簿，或用 --report 指明报表类型（docgen reports 列出全部）",
                       "use the workbook that `docgen workbook` writes, or name the type with --report")  # fmt: skip
MISSING_TABLE = _kind("E202", "error", "没有一张工作表里有“{table}”这张表；现有的工作表：{sheets}",
                      "no sheet holds the table “{table}”; the sheets are: {sheets}",
                      "请从标准工作簿把这张表（连同表头）原样复制回来", "copy the table with its heads back from the standard workbook")  # fmt: skip
MISSING_NARRATIVE = _kind("E203", "error", "没有一张工作表是“{section}”的文字；现有的工作表：{sheets}",
                          "no sheet holds the text of “{section}”; the sheets are: {sheets}",
                          "请恢复这张工作表，它的第一行写标题，表头是“{heads}”",
                          "restore the sheet: its title in the first row, the heads “{heads}”")  # fmt: skip
MISSING_FIELD = _kind("E204", "error", "{where}没有填", "{where} is not filled in",
                      "请在“{sheet}”上填好这一行", "fill in this line on the sheet “{sheet}”")  # fmt: skip
BAD_FIELD = _kind("E205", "error", "{where}填的是“{value}”，不是{kind}", "{where} holds “{value}”, which is not {kind}",
                  "{example}", "{example}")  # fmt: skip
DOUBLE_TABLE = _kind("E206", "error", "“{table}”这张表有两份：{where}，{other}，不知道以哪一份为准",
                     "the table “{table}” is there twice: {where} and {other}",
                     "请删去或移走多余的一份", "delete or move away the one that does not count")  # fmt: skip
BACKUP_TABLE = _kind("E207", "warning", "“{table}”这张表有两份：用的是{where}，没有用{other}",
                     "the table “{table}” is there twice; {where} was used, {other} was not",
                     "请删去多余的一份", "delete the superfluous one")  # fmt: skip
ERROR_VALUE = _kind("E208", "error", "{where}是错误值 {value}", "{where} holds the error value {value}",
                    "请改正这一格的公式，或直接填数", "mend the formula or type the figure")  # fmt: skip
UNCALCULATED = _kind("E209", "error", "{where}是公式，但文件里没有存它的结果", "{where} is a formula without a stored result",
                     "请用 Excel 或 WPS 打开这个文件，保存一次再用", "open the file in Excel or WPS and save it once")  # fmt: skip
COMPUTED = _kind("E210", "info", "{where}的合计公式还没有计算过，按表内关系算得 {figure}",
                 "the total at {where} had not been calculated; by the form it is {figure}",
                 "用 Excel 或 WPS 打开保存一次，表里就会显示合计", "open and save the file in Excel or WPS to see it there")  # fmt: skip
DOUBLE_NARRATIVE = _kind("E206", "error", "“{section}”的文字有两份：{where}，{other}，不知道以哪一份为准",
                         "the text of “{section}” is there twice: {where} and {other}",
                         "请删去或移走多余的一份", "delete or move away the one that does not count")  # fmt: skip
BACKUP_NARRATIVE = _kind("E207", "warning", "“{section}”的文字有两份：用的是{where}，没有用{other}",
                         "the text of “{section}” is there twice; {where} was used, {other} was not",
                         "请删去多余的一份", "delete the superfluous one")  # fmt: skip
OLDER_VERSION = _kind("E211", "info", "工作簿是旧版（第 {found} 版），已按栏目名称读取；现行是第 {current} 版",
                      "the workbook is of version {found} and was read by its labels; the type is at {current}",
                      "下次请用 docgen workbook 重新生成标准工作簿", "next time start from a new standard workbook")  # fmt: skip
NEWER_VERSION = _kind("E212", "error", "工作簿是第 {found} 版，比本机的报表类型（第 {current} 版）新",
                      "the workbook is of version {found}, newer than the report type here ({current})",
                      "请更新 docgen 或报表类型", "update docgen or the report type", 5)  # fmt: skip
UNKNOWN_CITATION = _kind("E213", "error", "{where}引用的 {mark} 不是表里的数", "{where} cites an unknown figure {mark}",
                         "引用标记请从工作表“{sheet}”里复制{nearest}", "copy marks from the sheet “{sheet}”{nearest}")  # fmt: skip
OPEN_CITATION = _kind("E213", "error", "{where}的引用标记 {mark} 没有写完", "the citation {mark} at {where} is not closed",
                      "引用标记请从工作表“{sheet}”里整个复制", "copy the whole mark from the sheet “{sheet}”")  # fmt: skip
BLANK_CITATION = _kind("E213", "error", "{where}引用的 {mark} 没有填，印不出来", "{where} cites {mark}, which is blank",
                       "请填上所引用的那一格，或删去引用", "fill in the cell that is cited, or take the citation out")  # fmt: skip
DROPPED_CHARACTERS = _kind("E214", "warning", "{where}里有看不见的字符（{characters}），Word 放不下，没有印出",
                           "{where} holds characters that Word cannot hold ({characters}); they were not printed",
                           "请把前后几个字删去，重新键入", "delete these invisible characters and type the words again")  # fmt: skip
UNSEEN_CHARACTERS = _kind("E214", "warning", "{where}里有看不见或可能印成方框的字符（{characters}），照样印出",
                          "{where} holds characters that are invisible or may print as boxes ({characters}); they were printed as they are",
                          "不是有意用的话，请删去后重新键入", "delete them and type the words again unless they are meant")  # fmt: skip
UNKNOWN_LEVEL = _kind("E215", "error", "{where}填的是“{value}”，层级只能是：{levels}",
                      "{where} holds “{value}”; a level is one of: {levels}",
                      "请从下拉列表里选；空着就按文字开头的序号认", "pick from the list, or leave it empty")  # fmt: skip
TWO_ROWS = _kind("E216", "error", "“{table}”里有不止一行数（从{where}起），不知道以哪一行为准，都没有读",
                 "“{table}” has more than one row of figures (from {where} on); none was read",
                 "请只留一行数，别的删去或移到别的工作表", "leave one row of figures; delete or move the others")  # fmt: skip
LEVEL_MISSING = _kind("E215", "error", "{where}写了小标题，没有选层级", "{where} has a heading but no level",
                      "层级请选：{levels}；或在小标题前写上序号", "choose a level ({levels}), or type its number before the heading")  # fmt: skip
LOST_LABELS = _kind("E216", "error", "在“{table}”里找不到“{label}”，它的数没有读",
                    "the label “{label}” is not to be found in “{table}”; its figures were not read",
                    "请照标准工作簿恢复这一行（列）的名称", "restore the label as in the standard workbook")  # fmt: skip
HIDDEN = _kind("E217", "warning", "{where}被隐藏了，里面的内容照样用", "{where} is hidden; its contents were used all the same",
               "请取消隐藏，看看是不是您要的", "unhide it and see whether it is what you want")  # fmt: skip
UNKNOWN_KEY = _kind("E218", "error", "数据里有这种报表没有的键 {path}", "the data has a key that this report does not: {path}",
                    "最接近的键是 {nearest}", "the nearest key is {nearest}")  # fmt: skip
WRONG_SHAPE = _kind("E219", "error", "数据里 {path} 应是{wanted}", "in the data, {path} must be {wanted}",
                    "数据的样子见 docs/data.md", "docs/data.md shows the shape")  # fmt: skip
TOO_LONG = _kind("E220", "error", "数据里 {path} 有 {length} 个字，一个单元格最多放 32767 个",
                 "{path} has {length} characters; a cell holds 32,767", "请分成几段", "split it into paragraphs")  # fmt: skip
LOST_HEADS = _kind("E221", "error", "{where}缺少表头“{label}”，这一列没有读", "{where} lacks the head “{label}”; the column was not read",
                   "请照标准工作簿恢复表头“{heads}”", "restore the heads “{heads}”")  # fmt: skip
UNREAD_TEXT = _kind("E222", "warning", "{where}有文字，但不在表头“{heads}”之下，没有读",
                    "{where} holds text outside the columns “{heads}”; it was not read",
                    "要印出的文字请填在“正文”列，批注请删去或移到别的工作表",
                    "put text to be printed under the head of the text column; move notes elsewhere")  # fmt: skip

OTHER_LAST_YEAR = _kind("E223", "warning", "拿来对照的报告是{found}年的，不是{wanted}年的", "the report to compare with is of {found}, not of {wanted}",
                        "请用上一年的工作簿或文档", "give last year's workbook or document")  # fmt: skip
OTHER_LAST_UNIT = _kind("E223", "warning", "拿来对照的是“{found}”的报告，本报告是“{wanted}”的",
                        "the report to compare with is that of “{found}”, this one is of “{wanted}”",
                        "请核对是不是拿错了文件；单位改过名的可不理会", "is it the right file? Ignore this if the unit was renamed")  # fmt: skip
UNREAD_LAST = _kind("E224", "error", "拿来对照的 {file} 读不了：{detail}", "{file}, to compare with, cannot be read: {detail}",
                    "请换成去年的工作簿（.xlsx）或文档（.docx）", "give last year's workbook (.xlsx) or document (.docx)", 3)  # fmt: skip
UNREAD_CARRY = _kind("E224", "error", "要结转的 {file} 读不了：{detail}", "{file}, to carry over from, cannot be read: {detail}",
                     "请换成去年的工作簿（.xlsx）或文档（.docx）", "give last year's workbook (.xlsx) or document (.docx)", 3)  # fmt: skip
CARRIED = _kind("E245", "info", "{where}填了 {value}，来自去年的 {there}", "{where} begins with {value}, from last year's {there}",
                "请核对", "check it")  # fmt: skip
NOT_CARRIED = _kind("E246", "warning", "{where}没有结转：去年的 {there} 是“{said}”", "{where} was not carried over: last year's {there} is “{said}”",
                    "请照去年报告的定稿填", "fill it in from last year's final report")  # fmt: skip
NOTHING_SHARED = _kind("E247", "error", "去年的报告是“{found}”，没有可以结转到“{wanted}”的项目", "last year's report is a “{found}”: nothing of it carries over to a “{wanted}”",
                       "请换成同一种报表去年的工作簿或文档", "give last year's workbook or document of the same report")  # fmt: skip
IDLE_EXCEPTION = _kind("E225", "info", "{where}说明的 {rule} 没有出现，这条说明没有用上", "{rule}, explained at {where}, did not occur: the explanation was not needed",
                       "问题已经改正的，可删去这一行", "delete the line if the fault has been put right")  # fmt: skip
NO_EXCEPTION = _kind("E226", "warning", "{where}说明的 {rule} 不能用说明代替改正，仍按错误处理", "{rule}, explained at {where}, cannot be explained away: it still counts",
                     "数不平、表式和填法的错误必须改正", "sums, form and figures must be put right")  # fmt: skip
BAD_EXCEPTION = _kind("E227", "warning", "{where}这一行说明不完整，没有采用：{detail}", "the explanation at {where} is incomplete and was not used: {detail}",
                      "代码和说明都要填", "fill in both the code and the reason")  # fmt: skip

# Listings: tables of as many lines as are filled in (E240 to E249)
NO_LINES = _kind("E241", "error", "“{table}”一行也没有填", "“{table}” has no line", "请至少填一行", "fill in one line at least")  # fmt: skip
BLANK_ENTRY = _kind("E242", "error", "{where}没有填", "{where} is blank", "这一列每一行都要填", "every line has to fill in this column")  # fmt: skip
LINES_APART = _kind("E243", "warning", "{where}上面空了 {count} 行，照样接着读了", "{where} stands {count} blank rows below the line before; it was read all the same",
                    "请看看中间是不是漏了，或者下面的内容不该在这张表里", "is something missing in between, or does this not belong here?")  # fmt: skip

# The same kinds said of a printed document that is read back
UNKNOWN_DOCUMENT = _kind("E201", "error", "看不出这是哪种报表的文档", "the document belongs to no known report type",
                         "请用 --report 指明报表类型（docgen reports 列出全部）", "name the type with --report")  # fmt: skip
NO_TABLE = _kind("E202", "error", "文档里没有“{table}”这张表", "the document lacks the table “{table}”",
                 "请核对表的行和列的名称", "check the labels of its rows and columns")  # fmt: skip
NO_SECTION = _kind("E203", "error", "文档里没有“{section}”这一部分", "the document lacks the section “{section}”",
                   "请核对各部分的标题", "check the headings of its sections")  # fmt: skip
UNREAD_WORDS = _kind("E222", "warning", "{where}有文字“{value}”，这一部分照格式只有表，没有读",
                     "{where} has the text “{value}”, but by the form only tables; it was not read",
                     "需要的话请移到别的部分", "move it to another section if it matters")  # fmt: skip
MISPLACED_ON_PAPER = _kind("F6", "error", "{where}是另一部分的标题“{value}”，写错了地方", "{where} is the heading of another section, “{value}”",
                           "请按统一格式的次序排列各部分", "put the sections in the order of the form")  # fmt: skip

# R5, F: figure cells and form (formats, section 8)
NOT_WHOLE = _kind("R5", "error", "{where}应是整数，填的是 {value}", "{where} must be a whole number, it is {value}",
                  "件数、次数只填整数", "counts are whole numbers")  # fmt: skip
NEGATIVE = _kind("R5", "error", "{where}不能是负数，填的是 {value}", "{where} must not be negative, it is {value}",
                 "请核对；只有本身表示增减的栏目可以填负数", "check it; only columns that state a change may be negative")  # fmt: skip
TOO_FINE = _kind("R5", "error", "{where}小数最多 {decimals} 位，填的是 {value}",
                 "{where} may have {decimals} decimals at most, it is {value}", "请核对计量单位", "check the unit of measure")  # fmt: skip
EXTRA_LINE = _kind("F1", "error", "{where}是表中没有的一{line}，里面的数不会印出", "{where}: the form has no such {line}; its figures are not printed",
                   "表式是统一的，请把数并入规定的栏目，再删去这一{line}", "the form is fixed: move the figures into it, then delete the {line}")  # fmt: skip
EXTRA_NOTE = _kind("F1", "warning", "{where}是表中没有的一{line}，里面的文字不会印出", "{where}: the form has no such {line}; its words are not printed",
                   "需要印出的话请写进文字部分", "put into the narrative what is to be printed")  # fmt: skip
CHANGED_LABEL = _kind("F2", "error", "{where}的名称应是“{label}”，现在是“{value}”", "the label at {where} must be “{label}”, it is “{value}”",
                      "表头和栏目名称不能改，请照原样恢复；这里的数已按前后栏目认出", "restore the label; the figures beside it were placed by their neighbours")  # fmt: skip
BLANK_LABEL = _kind("F2", "error", "{where}没有名称，应是“{label}”", "{where} has no label; it must be “{label}”",
                    "表头和栏目名称不能删，请照原样恢复；这里的数已按前后栏目认出", "restore the label; the figures beside it were placed by their neighbours")  # fmt: skip
BLANK = _kind("F4", "error", "{where}没有填", "{where} is blank", "没有数据请填 0", "write 0 where there is nothing")  # fmt: skip
PLACEHOLDER = _kind("F4", "error", "{where}填的是“{value}”，不是数", "{where} holds “{value}”, not a figure",
                    "没有数据请填 0", "write 0 where there is nothing")  # fmt: skip
NOT_A_FIGURE = _kind("F5", "error", "{where}填的是“{value}”，不是一个数", "{where} holds “{value}”, which is not a figure",
                     "数据格里只填数；单位和说明不要写在格里", "a figure cell takes digits only, no unit and no words")  # fmt: skip
NO_FIGURE_NEEDED = _kind("F4", "error", "{where}填的是“{value}”，不是数", "{where} holds “{value}”, not a figure",
                         "没有数据的请空着，或填 0", "leave it blank, or write 0, where there is nothing")  # fmt: skip
COERCED = _kind("F5", "warning", "{where}填的是“{value}”（{manner}），按 {figure} 用", "{where} holds “{value}” ({manner}); it was read as {figure}",
                "请直接键入半角数字，不加分隔符和空格", "type plain digits, no separators, no blanks")  # fmt: skip
MERGED_FIGURE = _kind("F4", "error", "{where}与 {other} 合并了，只有 {other} 有数", "{where} is merged with {other}, which alone holds a figure",
                      "请取消合并，每格分别填数", "unmerge the cells and fill in each")  # fmt: skip
RENAMED_SECTION = _kind("F6", "error", "{where}的标题应是“{label}”，现在是“{value}”", "the heading at {where} must be “{label}”, it is “{value}”",
                        "各部分的标题是统一的，请照原样恢复", "the headings are fixed: restore it")  # fmt: skip
ADDED_SECTION = _kind("F6", "warning", "{where}增加了一个部分“{value}”，统一格式里没有，已依次编号印出",
                      "{where} adds the section “{value}”, which the format does not have; it is numbered and printed in order",
                      "如不是必须单列，请并入规定的部分", "move it into one of the format's sections unless it must stand alone")  # fmt: skip
MISPLACED_SECTION = _kind("F6", "error", "{where}是另一部分的标题“{value}”，写错了地方", "{where} is the heading of another section, “{value}”",
                          "请把这一部分的内容移到它自己的工作表", "move it to the sheet of its own")  # fmt: skip
NUMBER_REPEATED = _kind("F7", "error", "{where}的序号“{number}”重复了，应是“{wanted}”", "{where} repeats the number “{number}”; it should be “{wanted}”",
                        "请改正序号，或删去序号由文档自动编号", "correct the number, or delete it and let the document number")  # fmt: skip
NUMBER_SKIPPED = _kind("F7", "error", "{where}的序号“{number}”跳号了，应是“{wanted}”", "{where} skips to the number “{number}”; it should be “{wanted}”",
                       "请改正序号，看看是不是漏了一段", "correct the number; is a paragraph missing?")  # fmt: skip
NUMBER_TWICE = _kind("F7", "warning", "{where}选了层级，文字开头又写了序号“{number}”，印出来会有两个序号",
                     "{where} has a level and also a typed number “{number}”: two numbers will be printed",
                     "请删去文字开头的序号", "delete the typed number")  # fmt: skip
ODD_SIGN = _kind("F11", "warning", "{where}填的是“{value}”（{manner}），按 {figure} 用", "{where} holds “{value}” ({manner}); it was read as {figure}",
                 "负数请用半角“-”，正数不加“+”", "use a plain hyphen for minus, and no plus sign")  # fmt: skip
SHOWN_AS_DATE = _kind("F13", "error", "{where}显示为日期 {shown}，实际存的是 {value}，看不出原来填的是什么",
                      "{where} is shown as the date {shown} but stored as {value}; what was typed cannot be told",
                      "请把这一格的格式改为“常规”，重新填数", "set the cell's format to General and type the figure again")  # fmt: skip
SHOWN_OTHERWISE = _kind("F13", "warning", "{where}显示为 {shown}，实际存的是 {value}，按 {value} 用",
                        "{where} is shown as {shown} but stored as {value}, which was used",
                        "请把这一格的格式改为“常规”，看看数对不对", "set the cell's format to General and check the figure")  # fmt: skip

# E3xx: the report type is at fault
BAD_DEFINITION = _kind("E301", "error", "报表定义 {file} 的 {path}：{detail}", "{file}, {path}: {detail}",
                       "键和值的写法见 docs/report-author.md", "docs/report-author.md describes every key")  # fmt: skip
UNKNOWN_TYPE = _kind("E302", "error", "没有报表类型 {report}", "there is no report type {report}",
                     "现有的类型：{known}", "the types are: {known}")  # fmt: skip
BAD_TEMPLATE = _kind("E303", "error", "模板 {file} 不能用：{detail}", "the template {file} cannot be used: {detail}",
                     "请用 docgen template 重新生成模板，再在 Word 里修改", "write it anew with `docgen template` and rework that")  # fmt: skip
UNKNOWN_TAG = _kind("E304", "error", "模板 {file} 里的标签 {tag} 不是这种报表的名称", "the tag {tag} in {file} names nothing in this report",
                    "最接近的名称是 {nearest}；全部名称见 docgen reports {report}", "the nearest name is {nearest}; `docgen reports {report}` lists all")  # fmt: skip
TAG_SYNTAX = _kind("E305", "error", "模板 {file} 里“{context}”附近的标签写错了：{detail}", "{file}: a tag near “{context}” is wrong: {detail}",
                   "标签的写法是 {{{{ 名称 }}}}，段落用 {{{{p 名称 }}}}", "tags are {{{{ name }}}}, paragraphs {{{{p name }}}}")  # fmt: skip
UNSAFE_TEMPLATE = _kind("E306", "error", "模板 {file} 含有不能用的内容：{detail}", "the template {file} holds what is not allowed: {detail}",
                        "请删去外部链接、宏、嵌入对象和会运行代码的标签", "remove external links, macros, embedded objects and tags that run code")  # fmt: skip
BAD_RENDERING = _kind("E307", "error", "用模板 {file} 生成的部件 {part} 不是完好的文档：{detail}",
                      "with the template {file}, part {part} does not come out whole: {detail}",
                      "请检查循环和条件标签的开头与结尾是否在同一层", "check that loops and conditions open and close at one level")  # fmt: skip
TEMPLATE_LACKS = _kind("E308", "warning", "模板 {file} 里没有 {tag}，它不会印出", "the template {file} has no {tag}: it is not printed",
                       "如是有意为之可不理会", "ignore this if it is meant")  # fmt: skip

LACKS_STYLE = _kind("E309", "warning", "模板 {file} 里没有样式“{style}”，该用它的文字改用别的样式", "the template {file} has no style “{style}”; its text falls back to another",
                    "请在 Word 里新建这个名称的样式", "add a style of that name in Word")  # fmt: skip
UNPAGED = _kind("E311", "info", "目录里没有页码：{detail}", "the table of contents has no page numbers: {detail}",
                "页码要排出版面才知道：请装上 LibreOffice 再来一次，或在 Word 里用“引用 → 目录”换一个带页码的", "pages must be laid out: install LibreOffice, or insert one with page numbers in Word (References, Table of Contents)")  # fmt: skip

# E4xx: the output cannot be written
CANNOT_WRITE = _kind("E401", "error", "写不了 {file}：{detail}", "cannot write {file}: {detail}",
                     "请检查文件夹是否存在、是否可写、磁盘是否已满", "check that the folder exists, is writable and not full")  # fmt: skip
LOCKED = _kind("E402", "error", "{file} 正在 Word 或 WPS 里打开，没有写", "{file} is open in Word or WPS; nothing was written",
               "请关闭它再来一次", "close it and try again")  # fmt: skip
EXISTS = _kind("E403", "error", "{file} 已经存在，没有覆盖", "{file} exists and was not replaced",
               "要覆盖请加 --force，或用 -o 换一个名字", "add --force, or another name with -o")  # fmt: skip
KEPT_EDITED = _kind("E404", "warning", "原来的 {file} 有人改过，已改名为 {kept}", "{file} had been edited and was renamed {kept}",
                    "请把改动并入工作簿，以免下次再生成时丢掉", "bring the edits into the workbook so that the next run keeps them")  # fmt: skip
TWO_INPUTS = _kind("E406", "error", "另一个工作簿的文档也叫 {file}，这一个没有写", "another workbook's document is {file} too; this one was not written",
                   "请给工作簿改名，或分几次写到不同的文件夹", "rename the workbook, or write to another folder")  # fmt: skip
OVER_INPUT = _kind("E409", "error", "{file} 是输入的工作簿，不能把文档写在它上面", "{file} is a workbook that was given; nothing is written over it",
                   "请用 -o 换一个名字", "choose another name with -o")  # fmt: skip
NOT_A_TERMINAL_TARGET = _kind("E405", "error", "工作簿和文档不能写到屏幕上", "a document cannot be written to a terminal",
                              "请用 -o 指明文件，或把标准输出接到文件", "name a file with -o or redirect stdout")  # fmt: skip
NO_LIBREOFFICE = _kind("E407", "error", "这台电脑没有 LibreOffice，没有生成 PDF；文档 {file} 已写好",
                       "there is no LibreOffice on this machine, so no PDF was made; the document {file} stands",
                       "请用 Word 或 WPS 打开文档，另存为 PDF；或安装 LibreOffice", "open the document in Word or WPS and save it as PDF, or install LibreOffice")  # fmt: skip
NO_PDF = _kind("E408", "error", "LibreOffice 没有生成 {file} 的 PDF（{detail}）；文档已写好",
               "LibreOffice made no PDF of {file} ({detail}); the document stands",
               "请再试一次；或用 Word、WPS 打开文档，另存为 PDF", "try again, or open the document in Word or WPS and save it as PDF")  # fmt: skip
FOREIGN_FILE = _kind("E410", "error", "{file} 已经存在，不是 docgen 写的，没有动它", "{file} exists and is not docgen's own; it was left alone",
                     "请移走或改名以后再来一次", "move it away or rename it, then try again")  # fmt: skip
UNSPELLABLE_PATH = _kind("E411", "error", "docgen 装在 {file}，批处理文件里写不下这个路径，没有放桌面图标",
                         "docgen lives at {file}, which a batch file cannot spell; no icon was put on the desktop",
                         "请把 docgen 装到用户文件夹里，或全是英文的路径下，再运行 docgen install",
                         "install docgen below your user folder or in a path of plain letters, then run docgen install")  # fmt: skip

MENDED = _kind("E412", "info", "改正的副本里，{where}由“{old}”改为“{new}”", "in the corrected copy, {where} was changed from “{old}” to “{new}”",
               "请看一遍改正的副本再用", "look the copy over before you use it")  # fmt: skip

# E9xx: docgen is at fault
INTERNAL = _kind("E901", "error", "docgen 自己出了错（{detail}），详情在 {trace}", "docgen itself failed ({detail}); the trace is in {trace}",
                 "请把该文件交给维护人员；其中没有工作簿的内容", "send that file to the maintainers; it holds no text of the workbook")  # fmt: skip
DIED = _kind("E902", "error", "处理它的进程中途死了（{detail}）；别的工作簿不受影响", "the process that worked on it died ({detail}); no other workbook is affected",
             "请把这个工作簿交给维护人员看看", "let the maintainers have a look at this workbook")  # fmt: skip


def _by_code() -> Mapping[str, tuple[Kind, ...]]:
    table: dict[str, tuple[Kind, ...]] = {}
    others = (file_codes, text_codes, sum_codes, verification_codes)
    for row in (*globals().values(), *(row for module in others for row in vars(module).values())):
        if isinstance(row, Kind):
            table[row.code] = (*table.get(row.code, ()), row)
    return MappingProxyType(table)


CODES = _by_code()
RESERVED = frozenset(CODES) | {f"F{n}" for n in range(1, 14)} | {"R5", "N2", "N3", "N6", "Y1", "Y2"}
"""Codes with a meaning of docgen's own, which no report type may reuse (contract, section 3)."""
