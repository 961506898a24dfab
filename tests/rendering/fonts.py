"""Fonts that answer to the names in our templates, made from the free Fandol faces.

The real ones (仿宋_GB2312, 方正小标宋简体 and so on) may not be passed on. Every Fandol Han glyph is
exactly 1 em wide, so lines and characters can still be counted, which is what the standard is about.

Renamed copies rather than fontconfig aliases: LibreOffice asks an alias for the regular weight and
so sets the title in the light face; fc-match gives the bold one for 黑体 and 宋体 (both measured).
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]


class LookAlike(NamedTuple):
    """One font to make: its two family names, and the Fandol face it is copied from.

    A PDF names the face (pages.fonts_used): its name stands in the outlines, which are left alone.
    """

    chinese: str
    english: str
    face: str


LOOK_ALIKES = (
    LookAlike("仿宋_GB2312", "FangSong_GB2312", "FandolFang-Regular"),
    LookAlike("仿宋", "FangSong", "FandolFang-Regular"),
    LookAlike("楷体_GB2312", "KaiTi_GB2312", "FandolKai-Regular"),
    LookAlike("楷体", "KaiTi", "FandolKai-Regular"),
    LookAlike("黑体", "SimHei", "FandolHei-Regular"),
    LookAlike("宋体", "SimSun", "FandolSong-Regular"),
    LookAlike("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FandolSong-Bold"),
)

# The Windows fonts' own, in em. Fandol's line gap of 0.2 makes a 22 pt title take two grid lines.
_ASCENT = 0.859375
_DESCENT = 0.140625

_ENGLISH, _CHINESE = 0x409, 0x804
_NAMING_RECORDS = {1, 2, 3, 4, 6, 16, 17, 18, 19, 21, 22, 25}


# Our digits are set in Times New Roman; these have its metrics.
_TIMES_METRICS = {"Times New Roman", "Liberation Serif", "Tinos"}


def unresolved() -> tuple[str, ...]:
    """The family names in our templates that fontconfig answers with a font that will not do."""
    names = [
        name
        for look_alike in LOOK_ALIKES
        for name in (look_alike.chinese, look_alike.english)
        if _ask("%{file}", name) != str(_target(look_alike))
    ]
    if not _TIMES_METRICS & set(_ask("%{family}", "Times New Roman").split(",")):
        names.append("Times New Roman")
    return tuple(names)


def _ask(wanted: str, family: str) -> str:
    # A bare hyphen ends the family name in a fontconfig pattern; bytes, because fontconfig reads
    # UTF-8 whatever the locale says.
    pattern = family.replace("-", r"\-").encode()
    call = subprocess.run(["fc-match", "-f", wanted, pattern], capture_output=True, check=False)
    return os.fsdecode(call.stdout)


def _font_folder() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "fonts" / "docgen-look-alikes"


def _target(look_alike: LookAlike) -> Path:
    return _font_folder() / f"{look_alike.english}.otf"


def _install(faces: Path) -> None:
    """Makes the copies unless they are there, made by this very file, and found by fontconfig."""
    stamp = _font_folder() / "recipe.sha256"
    recipe = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == recipe and not unresolved():
        return
    _font_folder().mkdir(parents=True, exist_ok=True)
    for look_alike in LOOK_ALIKES:
        _make(look_alike, faces)
    subprocess.run(["fc-cache", "-f", str(_font_folder())], check=True)
    stamp.write_text(recipe)


def _make(look_alike: LookAlike, faces: Path) -> None:
    from fontTools.ttLib import TTFont  # here, so that the tests can ask unresolved() without it

    # Lazy and with the boxes kept, the outlines are copied unread: 0.4 s a font, not half a minute.
    source = faces / f"{look_alike.face}.otf"
    unfinished = _target(look_alike).with_suffix(f".{os.getpid()}")
    with TTFont(source, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        _rename(font, look_alike)
        _set_regular_weight(font)
        _set_windows_metrics(font)
        font.save(unfinished)
    unfinished.replace(_target(look_alike))


def _rename(font: "TTFont", look_alike: LookAlike) -> None:
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in _NAMING_RECORDS]
    for language, family in ((_ENGLISH, look_alike.english), (_CHINESE, look_alike.chinese)):
        identity = f"docgen;{look_alike.english}"
        records = {1: family, 2: "Regular", 3: identity, 4: family, 6: look_alike.english}
        for record, text in records.items():
            names.setName(text, record, 3, 1, language)


def _set_regular_weight(font: "TTFont") -> None:
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0


def _set_windows_metrics(font: "TTFont") -> None:
    em = font["head"].unitsPerEm
    ascent, descent = round(_ASCENT * em), round(_DESCENT * em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def main() -> None:
    """Installs the look-alikes from the folder given; ends with the reason where that cannot be."""
    try:
        _install(Path(sys.argv[1]))
    except (ImportError, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"cannot make the fonts: {error}")
    if names := unresolved():
        sys.exit(f"no font that will do for {', '.join(names)}")


if __name__ == "__main__":
    main()
