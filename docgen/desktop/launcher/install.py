"""The launcher of this system: what `docgen install` and `docgen uninstall` do."""

import sys

if sys.platform == "win32":
    from docgen.desktop.launcher.explorer import install, uninstall
else:
    from docgen.desktop.launcher.desktops import install, uninstall

__all__ = ["install", "uninstall"]
