"""What the desktop says, in both languages; one place, so that one voice speaks."""

from __future__ import annotations

from docgen.diagnostics import Phrase

WORDS = {
    "nothing": Phrase(
        "请把填好的工作簿拖到“生成公文”的图标上，文档就写在工作簿旁边；可以一次拖几个，也可以拖一个文件夹。",
        "Drop filled-in workbooks, or a folder of them, on the icon: each document is written beside its workbook.",
    ),
    "internal": Phrase("{fault}。{hint}。", "{fault}. {hint}."),
    "written": Phrase("{document} 已写好。", "{document} is written."),
    "not_shown": Phrase(
        "文档已写好，请自己打开：{path}", "The document is written; please open it yourself: {path}"
    ),
    "held": Phrase(
        "{document} 已写好，可是它正在 Word 或 WPS 里打开着，窗口里还是旧的：请关掉那个窗口（不要保存），再打开它。",
        "{document} is written, but a window of Word or WPS still shows the old one: "
        "close that window without saving, then open it again.",
    ),
    "warned": Phrase(
        "{document} 已写好，有 {count} 处请看一眼：",
        "{document} is written; please look at {count} place(s):",
    ),
    "faulty": Phrase(
        "{name} 有 {count} 处错误，没有写文档：{where}，请在 {name} 里改好、保存，再拖一次。",
        "{name} has {count} error(s), so no document was written: {where}; correct {name}, save it, drop it again.",
    ),
    "marked": Phrase(
        "错处都标在打开的 {copy} 里，第一张表“问题清单”列着",
        "they are marked in {copy}, listed on its first sheet",
    ),
    "marked_unseen": Phrase(
        "错处都标在 {path} 里，第一张表“问题清单”列着", "they are marked in {path}, listed on its first sheet"
    ),
    "marked_held": Phrase(
        "错处都标在 {copy} 里，它正在 Excel 或 WPS 里打开着，窗口里还是旧的，请关掉再打开",
        "they are marked in {copy}, which a window of Excel or WPS still shows as it was: close and open it again",
    ),
    "first_fault": Phrase("第一处是{fault}", "the first is {fault}"),
    "unmarked": Phrase(
        "{name} 没有写文档：{fault}。{hint}。", "{name}: no document was written: {fault}. {hint}."
    ),
    "several": Phrase(
        "共 {all} 个工作簿：写好 {written} 个文档{rest}。",
        "{all} workbooks: {written} document(s) written{rest}.",
    ),
    "several_faulty": Phrase(
        "；{count} 个有错误没有写，错处标在各自旁边的 *.批注.xlsx 里",
        "; {count} with errors and none, marked in the *.批注.xlsx beside each",
    ),
    "several_refused": Phrase("；{count} 个不能用或写不了", "; {count} could not be used or written"),
    "row_faulty": Phrase("{name}：{count} 处错误", "{name}: {count} error(s)"),
    "row_unmarked": Phrase("{name}：{count} 处错误；{fault}", "{name}: {count} error(s); {fault}"),
    "row_refused": Phrase("{name}：{fault}", "{name}: {fault}"),
    "row_warned": Phrase(
        "{name}：写好了，有 {count} 处请看一眼", "{name}: written, please look at {count} place(s)"
    ),
    "row_held": Phrase(
        "{name}：写好了，旧的还在 Word 或 WPS 里打开着，请关掉再打开",
        "{name}: written; the old one is still open in Word or WPS",
    ),
    "versions": Phrase(
        "docgen {docgen}  Python {python}  {platform}", "docgen {docgen}  Python {python}  {platform}"
    ),
    "packages": Phrase("软件包：{packages}", "packages: {packages}"),
    "office": Phrase("LibreOffice：{office}（{version}）", "LibreOffice: {office} ({version})"),
    "no_office": Phrase("LibreOffice：没有（只有 --pdf 要用）", "LibreOffice: none (only --pdf needs it)"),
    "cache_writable": Phrase(
        "缓存：{folder}（可写，有 {cached} 项）", "cache: {folder} (writable, {cached} entries)"
    ),
    "cache_closed": Phrase(
        "缓存：{folder}（写不了，不用它也能工作）", "cache: {folder} (not writable; docgen does without)"
    ),
    "cache_off": Phrase("缓存：关着（DOCGEN_CACHE 是空的）", "cache: off (DOCGEN_CACHE is empty)"),
    "fonts": Phrase("字体：", "fonts:"),
    "font": Phrase("  有    {name}（{use}）", "  there    {name} ({use})"),
    "font_instead": Phrase(
        "  代用  {name}（{use}）：有字形相近的“{instead}”。{source}",
        "  similar  {name} ({use}): {instead} looks alike; {source}",
    ),
    "font_missing": Phrase("  缺    {name}（{use}）：{source}", "  missing  {name} ({use}): {source}"),
    "types": Phrase("报表类型：", "report types:"),
    "type_whole": Phrase("  完好  {type}  {folder}", "  whole  {type}  {folder}"),
    "type_faulty": Phrase("  有错  {type}  {folder}", "  faulty  {type}  {folder}"),
    "more": Phrase("另有 {count} 个", "{count} more"),
    "more_places": Phrase("另有 {count} 处", "{count} more"),
}


def say(key: str, **facts: Phrase | str) -> Phrase:
    """The words under a key with their facts filled in."""
    return WORDS[key].filled(facts)
