"""The fonts of the official page: which are on this machine, what stands in for one, and where the real one is had."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from docgen.desktop.programs import first, run
from docgen.diagnostics import Phrase
from docgen.records import dataclass

_OLD = Phrase(
    "Windows XP 中文版带有；Windows 7 以后带的是字形相近的“{kin}”。请向本单位信息中心索取，或安装带有它的字库",
    "came with the Chinese Windows XP; Windows 7 and later bring the similar {kin}. Ask your IT office for it",
)
_FOUNDER = Phrase(
    "北京北大方正电子的商业字库，机关一般已获授权；请向本单位信息中心索取，不要从不明网站下载",
    "a commercial font by Founder, for which offices usually hold a licence: ask your IT office",
)
_WINDOWS = Phrase(
    "随中文版 Windows 和 Office；Linux 上从有授权的机器或发行版的字体包安装",
    "comes with Chinese Windows and Office; on Linux, from a licensed machine or your distribution's packages",
)
_METRIC = Phrase(
    "随 Windows 和 Office；Linux 上 Liberation Serif 字宽相同，可以代用",
    "comes with Windows and Office; on Linux, Liberation Serif has the same widths",
)


@dataclass(frozen=True, slots=True)
class Font:
    """A font that the layout asks for: its names, its file as usually shipped, those that look alike, its source."""

    name: str
    use: Phrase
    names: tuple[str, ...]
    files: tuple[str, ...]
    kin: tuple[str, ...]
    source: Phrase


FONTS = (
    Font("方正小标宋简体", Phrase("标题", "title"), ("FZXiaoBiaoSong-B05S",), ("fzxbsjw.ttf",),
         ("方正小标宋_GBK", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong"), _FOUNDER),
    Font("仿宋_GB2312", Phrase("正文", "body"), ("FangSong_GB2312",), ("fsgb2312.ttf", "simfang_gb2312.ttf"),
         ("仿宋", "FangSong", "方正仿宋_GBK", "华文仿宋", "STFangsong"), _OLD.filled({"kin": Phrase("仿宋", "FangSong")})),
    Font("楷体_GB2312", Phrase("二级标题", "second headings"), ("KaiTi_GB2312",), ("ktgb2312.ttf", "simkai_gb2312.ttf"),
         ("楷体", "KaiTi", "方正楷体_GBK", "华文楷体", "STKaiti"), _OLD.filled({"kin": Phrase("楷体", "KaiTi")})),
    Font("黑体", Phrase("一级标题", "first headings"), ("SimHei",), ("simhei.ttf",),
         ("方正黑体_GBK", "华文黑体", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "思源黑体"), _WINDOWS),
    Font("宋体", Phrase("页码和表", "page numbers and tables"), ("SimSun",), ("simsun.ttc", "simsun.ttf"),
         ("方正书宋_GBK", "华文宋体", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "思源宋体"), _WINDOWS),
    Font("Times New Roman", Phrase("数字和字母", "digits and letters"), (), ("times.ttf",),
         ("Liberation Serif", "Tinos"), _METRIC),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A font of the page on this machine: there, or what stands in for it, or neither."""

    font: Font
    is_there: bool
    instead: str | None = None


def fonts() -> tuple[Found, ...]:
    """Every font of the page, looked for by name, and by its file where names cannot be asked for."""
    return find(installed())


def find(known: Iterable[str]) -> tuple[Found, ...]:
    """The same, among names of families and files."""
    names = {_folded(name) for name in known}
    return tuple(_found(font, names) for font in FONTS)


def _found(font: Font, names: set[str]) -> Found:
    own = (font.name, *font.names, *font.files)
    if any(_folded(name) in names for name in own):
        return Found(font, is_there=True)
    return Found(font, is_there=False, instead=next((kin for kin in font.kin if _folded(kin) in names), None))


def _folded(name: str) -> str:
    return re.sub(r"[\s\\-]", "", name).lower()  # fontconfig writes a hyphen in a name as \-


def installed() -> Iterator[str]:
    """The names of the families on this machine, and of the files in its font folders."""
    if sys.platform == "win32":
        yield from _registered()
    fc_list = first("fc-list")
    listed = run([fc_list, ":", "family"], 30) if fc_list else None
    if listed:
        yield from re.split(r"[,\n]", listed.stdout.decode("utf-8", "replace"))
    yield from (name for folder in _folders() for _, _, names in os.walk(folder) for name in names)


def _registered() -> list[str]:
    """What Windows has in its registry, for all users and for this one."""
    names: list[str] = []
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with (
                suppress(OSError),
                winreg.OpenKey(root, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts") as key,
            ):
                for at in range(winreg.QueryInfoKey(key)[1]):
                    names += families(winreg.EnumValue(key, at)[0])
    return names


def families(value: str) -> list[str]:
    """The families in the name of a registry value: `SimSun & NSimSun (TrueType)` names two."""
    return re.sub(r"\s*\([^()]*\)$", "", value).split(" & ")


def _folders() -> Iterator[Path]:
    home = Path(os.environ.get("HOME") or os.environ.get("USERPROFILE") or os.sep)
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
        yield Path(os.environ.get("LOCALAPPDATA", home), "Microsoft", "Windows", "Fonts")
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        yield from (home / ".fonts", home / ".local/share/fonts")
