"""The rules, by what they look at. Each returns findings; none stops at the first."""

from docgen.rules.report import check

__all__ = ["check"]
