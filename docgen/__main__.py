"""`python -m docgen` is the command."""

from docgen.cli import main

main()
