"""Where the program without Python starts: the command, or one of the processes that the command starts beside itself."""

import sys

# docgen.cli.child.AS_CHILD, written out: importing it would slow every start.
if sys.argv[1:] == ["--as-child"]:
    from docgen.cli.child import main
else:
    from docgen.cli import main

main()
