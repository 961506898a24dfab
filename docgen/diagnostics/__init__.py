"""What docgen says about a workbook: findings with a code, a place and a hint, in Chinese and English."""

from docgen.diagnostics.codes import CODES
from docgen.diagnostics.finding import Diagnostic, Kind, Phrase, Place, Severity, worst

__all__ = ["CODES", "Diagnostic", "Kind", "Phrase", "Place", "Severity", "worst"]
