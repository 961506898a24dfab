"""The table of codes, continued: what is said of the text of a report (formats, section 8; GB/T 15834-2011)."""

from __future__ import annotations

from docgen.diagnostics.table import kind

UNEXAMINED = kind("E228", "warning", "从{where}起的文字太长，没有逐句核对", "from {where} on the text is too long; its sentences were not checked",
                  "请分成几段；不是本报告的文字请移走", "part it into paragraphs, and move away what is not of the report")  # fmt: skip
WRONG_PARTS = kind("F7", "error", "{where}写的是“{said}”，实有{parts}，列出名称的有 {named} 个", "{where} says “{said}”; there are {expected} parts, {named} are named",
                    "请使部分的数目、列出的名称和正文一致", "make the number, the names and the report agree")  # fmt: skip
LEFTOVER = kind("F8", "error", "{where}有“{words}”，像是{manner}", "“{words}” at {where} looks like {manner}",
                 "请换成本单位今年的内容，或删去", "replace it with this year's own words, or delete it")  # fmt: skip
POINT_MISSING = kind("F9", "warning", "“{section}”没有写到{point}", "“{section}” does not speak of {point}",
                      "这一项是规定要报告的，请补写；确实没有的，写明没有", "the format asks for it: write it, or say that there is none")  # fmt: skip
EMPTY_SECTION = kind("F10", "warning", "“{section}”没有实际内容", "“{section}” says nothing",
                      "这一部分不能空着，也不能只写“无”", "the section must not be empty, nor just “none”")  # fmt: skip
NO_PROBLEMS = kind("F10", "warning", "“{section}”没有写存在的问题", "“{section}” names no problems",
                    "先写存在的主要问题，再写改进情况", "name the problems first, then what is done about them")  # fmt: skip
NO_MEASURES = kind("F10", "warning", "“{section}”只写了问题，没有写改进情况", "“{section}” names problems but no measures",
                    "请逐条写明怎样改进", "say what is done about each")  # fmt: skip
UNANSWERED = kind("F10", "warning", "{where}以下的改进措施有 {measures} 条，前面的问题有 {problems} 条，没有一一对应",
                   "{problems} problems, but {measures} measures from {where} on", "请使每个问题都有改进措施", "give each problem its measure")  # fmt: skip
ODD_TITLE = kind("F3", "warning", "{where}的标题“{found}”应是“{wanted}”", "the title “{found}” at {where} should be “{wanted}”",
                  "标题由单位名称、年度和报告名称组成", "a title is the unit, the year and the report's name")  # fmt: skip
BAD_NUMBER = kind("F12", "warning", "{where}的文号“{number}”应写作“{wanted}”：{manner}", "the document number “{number}” at {where} should read “{wanted}”: {manner}",
                   "文号的写法是“×政办发〔2021〕5号”", "a number reads ×政办发〔2021〕5号")  # fmt: skip
NO_NUMBER = kind("F12", "warning", "{where}第一次提到{title}，后面没有写文号", "{title} is first named at {where} without its number",
                  "在书名号后面用括号写上文号，如：（国办发〔2021〕1号）", "give the number in brackets behind the title")  # fmt: skip
PARTS_TOO_MANY = kind("N2", "error", "{where}“{said}”：各部分加起来是 {total}{measure}，多于总数 {whole}{measure}",
                       "{where}, “{said}”: the parts make {total}, more than the whole, {whole}", "请核对总数和各部分", "check the whole and its parts")  # fmt: skip
PARTS_SHORT = kind("N2", "error", "{where}“{said}”：各部分加起来是 {total}{measure}，少于总数 {whole}{measure}",
                    "{where}, “{said}”: the parts make {total}, less than the whole, {whole}", "请核对总数和各部分", "check the whole and its parts")  # fmt: skip
TWO_FIGURES = kind("N2", "error", "{where}写的是“{said}”，{other}写的是“{otherwise}”，同一件事有两个数", "“{said}” at {where}, but “{otherwise}” at {other}: one thing, two numbers",
                    "请核对，前后一致", "make them agree")  # fmt: skip
WRONG_SHARE = kind("N3", "warning", "{where}“{said}”：按前面的数算应是 {expected}，写的是 {stated}", "{where}, “{said}”: the numbers before it make {expected}, not {stated}",
                    "请重新计算所占的比例", "compute the share again")  # fmt: skip
WRONG_GROWTH = kind("N3", "warning", "{where}“{said}”：按两年的数算应是 {expected}，写的是 {stated}", "{where}, “{said}”: the two years make {expected}, not {stated}",
                     "请重新计算增减的数，并核对是增还是减", "compute the change again, and whether it is up or down")  # fmt: skip
ODD_MEASURE = kind("N6", "info", "{where}“{said}”的计量单位是“{found}”，应是“{measure}”", "“{said}” at {where} counts in {found}; it should be {measure}",
                    "同一种数全文用同一个计量单位", "one measure for one quantity throughout")  # fmt: skip
ODD_YEAR = kind("Y1", "error", "{where}写的年份“{year}年”不是四位数字", "the year “{year}” at {where} does not have four digits",
                 "请改正年份", "correct the year")  # fmt: skip
STRAY_YEAR = kind("Y1", "warning", "{where}写的是{year}年，报告年度是{own}年，看不出为什么提到{year}年", "{where} speaks of {year} in a report of {own}, and nothing says why",
                   "是从去年的报告抄来的，请改正；确要提到的，写明“与{year}年相比”等", "correct it if it was copied from last year's report; else say why")  # fmt: skip
WRONG_PERIOD = kind("Y2", "error", "{where}的统计期限“{period}”应是“{wanted}”", "the period “{period}” at {where} should be “{wanted}”",
                     "统计期限是报告年度的 1 月 1 日至 12 月 31 日", "the period is the report's year, from 1 January to 31 December")  # fmt: skip
BAD_DATE = kind("Y2", "error", "{where}的日期“{date}”日历上没有", "no calendar has the date “{date}” at {where}", "请改正日期", "correct the date")  # fmt: skip
HALF_WIDTH = kind("E231", "info", "{where}的汉字之间用了半角标点：{found}", "half-width punctuation between Han characters at {where}: {found}",
                   "中文用全角标点；check --fix 可以改好一份副本", "Chinese takes full-width punctuation; `check --fix` mends a copy")  # fmt: skip
QUOTED_LIST = kind("E232", "info", "{where}并列的引号或书名号之间用了顿号：{found}", "、 between adjoining quotations or titles at {where}: {found}",
                    "并列的“”之间、《》之间不用顿号（GB/T 15834-2011，4.5.3.5）；check --fix 可以改好一份副本", "none is used there (GB/T 15834-2011, 4.5.3.5); `check --fix` mends a copy")  # fmt: skip
POINT_AFTER_NUMBER = kind("E233", "info", "{where}的序号写成了{found}", "numbers written {found} at {where}",
                           "阿拉伯数字的序号后面用下圆点：“1.”；check --fix 可以改好一份副本", "a point follows a number: “1.”; `check --fix` mends a copy")  # fmt: skip
ODD_SPACE = kind("E234", "info", "{where}的汉字之间有空格：{found}", "blanks between Han characters at {where}: {found}",
                  "请删去空格；check --fix 可以改好一份副本", "delete them; `check --fix` mends a copy")  # fmt: skip
WIDE_DIGITS = kind("E235", "info", "{where}有全角数字：{found}", "full-width digits at {where}: {found}",
                    "数字用半角；check --fix 可以改好一份副本", "digits are half-width; `check --fix` mends a copy")  # fmt: skip
RARE_CHARACTER = kind("E236", "warning", "{where}有公文字体缺少的字：{characters}，会用别的字体印出", "{where} has characters that the official fonts lack: {characters}",
                       "请核对是不是错字；人名、地名用字请与印刷单位确认", "is it a slip? For names, ask the printing room")  # fmt: skip
