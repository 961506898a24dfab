"""The table of codes, continued: what is said of the reports that are to be summed, and of their sum (formats, section 8.3)."""

from __future__ import annotations

from docgen.diagnostics.table import kind

SAME_UNIT = kind("E261", "error", "{where}是“{unit}”，{other} 也是这个单位的，同一个单位给了两次", "{where} is “{unit}”, and so is {other}: one unit is given twice",
                 "只留下作数的一份；两个单位的，请在封面上写明全称", "keep the one that counts; if they are two units, give their full names on the covers")  # fmt: skip
SAME_FILE = kind("E261", "error", "这个工作簿和 {other} 一个字也不差，同一份给了两次", "this workbook is {other}, byte for byte: one is given twice",
                 "请去掉多余的一份", "take one of them away")  # fmt: skip
OTHER_REPORT = kind("E262", "error", "这是“{found}”，要汇总的是“{wanted}”", "this is “{found}”; what is summed is “{wanted}”",
                    "各种报表分别汇总；填错了报表的，请用这一种的标准工作簿重填", "sum each report type by itself")  # fmt: skip
OTHER_SUBJECT = kind("E263", "error", "{where}是“{found}”，要汇总的是“{wanted}”", "{where} is “{found}”; what is summed is of “{wanted}”",
                     "请核对是不是拿错了文件，或封面填错了", "is it the right file, and the cover right?")  # fmt: skip
OTHER_VERSION = kind("E264", "error", "这是第 {found} 版的工作簿，要汇总的是第 {wanted} 版", "this workbook is of version {found}; those summed are of version {wanted}",
                     "请用同一版的标准工作簿重填", "fill in the standard workbook of that version")  # fmt: skip
NOT_SUMMED = kind("E265", "error", "没有汇总，也没有写文件：{count} 个工作簿没有通过", "nothing was summed or written: {count} workbooks did not pass",
                  "少一个单位，汇总数就不对；请改好再来一次", "with a unit missing the sums would be wrong; put them right and try again")  # fmt: skip
NO_OFFICE = kind("E266", "info", "没有用 --own 给出本级的工作簿，{what}空着", "no --own workbook was given: {what} were left blank",
                 "在汇总的工作簿里补填，或填好本级的工作簿，加上 --own 再汇总一次", "fill them in by hand, or give the office's own workbook with --own")  # fmt: skip
TOO_MANY_DIGITS = kind("E267", "error", "{where}的和是 {sum}，多于 15 位，单元格里放不准", "the sum at {where} is {sum}, more digits than a cell keeps",
                       "请核对各单位的计量单位和小数位数", "check the units' measures and decimals")  # fmt: skip
ODD_TOTAL = kind("E268", "error", "{where}的合计公式得 {expected}，各单位的合计加起来却是 {actual}", "the total's formula at {where} gives {expected}, the units' totals make {actual}",
                 "总有一个单位的合计和它的各项不平；请核对有关各格", "some unit's total does not agree with its parts: check the cells")  # fmt: skip
BLANK_PART = kind("E269", "warning", "{where}的和是 {sum}，其中 {count} 个单位没有填：{units}", "the sum at {where} is {sum}, but {count} units left it blank: {units}",
                  "没有的请填 0，免得分不清是没有还是漏了", "have them write 0 where there is nothing")  # fmt: skip
