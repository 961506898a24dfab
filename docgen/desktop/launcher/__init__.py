"""The launcher: put on the desktop and into the file manager's menus, and taken away again."""
