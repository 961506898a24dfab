"""What the system says when it refuses a file, in words that a clerk can act on."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from docgen.diagnostics.finding import Phrase

_WORDS: Mapping[int, str] = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘的配额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "同名的文件已经在了",
    errno.ENAMETOOLONG: "名字太长",
    errno.EBUSY: "别的程序正在用它",
    errno.EIO: "磁盘或网络读写出错",
    errno.EINVAL: "文件名里有不能用的字符",
}


def refusal(error: OSError) -> Phrase:
    """Why the system refused, as a clause; in the system's own words where it is none of the usual reasons."""
    english = error.strerror or str(error)
    return Phrase(_WORDS.get(error.errno or 0, english), english)
