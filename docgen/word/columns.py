"""The columns of a table in Word: how wide each is, and what its cells leave for labels and figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docgen.records import dataclass
from docgen.word.fitting import ems

if TYPE_CHECKING:
    from docgen.report.form import Form
    from docgen.report.grid import Area
    from docgen.report.tables import Table

_MARGIN, _NARROW_MARGIN = 57, 40  # twips; 1 mm, in tables of many columns 0.7 mm
_ROOMY = 1000  # twips; from here on a figure column is wide enough to leave figures a margin
_LABEL_EMS = 14  # a longer label takes several lines


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in twips from left to right, the margins at both sides of labels and figures, the size in points."""

    widths: tuple[int, ...]
    margin: int
    figure_margin: int
    size: float

    def width(self, area: Area) -> int:
        return sum(self.widths[area.left - 1 : area.right])

    def room(self, area: Area) -> int:
        """What the cell of a label leaves for its text, in twips."""
        return self.width(area) - 2 * self.margin

    def figure_room(self, area: Area) -> int:
        """What the cell of a figure leaves for its digits, in twips."""
        return self.width(area) - 2 * self.figure_margin


def columns_of(table: Table, form: Form, width: int) -> Columns:
    """The columns of a table that is `width` twips wide: by its own widths, or else by its labels."""
    widths = _scaled(table.widths or _by_labels(form), width)
    narrowest = min((sum(widths[f.area.left - 1 : f.area.right]) for f in form.figures), default=width)
    margin, figure_margin = (_MARGIN, _MARGIN) if narrowest >= _ROOMY else (_NARROW_MARGIN, 0)
    return Columns(widths, margin, figure_margin, table.size)


def fixed_columns(shares: Sequence[float], width: int, size: float) -> Columns:
    """Columns of these shares of a table that is `width` twips wide, labels and figures with the same margins."""
    widths = _scaled(shares, width)
    margin = _MARGIN if min(widths) >= _ROOMY else _NARROW_MARGIN
    return Columns(widths, margin, margin, size)


def _scaled(widths: Sequence[float], total: int) -> tuple[int, ...]:
    """The widths brought to the total, exactly: what rounding leaves over goes to the widest."""
    scaled = [int(width * total // sum(widths)) for width in widths]
    scaled[scaled.index(max(scaled))] += total - sum(scaled)
    return tuple(scaled)


def _by_labels(form: Form) -> tuple[int, ...]:
    """Figure columns alike, stub columns by their longest label."""
    weights = [6] * form.columns
    for label in form.labels:
        if label.role == "stub" and label.area.left == label.area.right:
            column = label.area.left - 1
            weights[column] = max(weights[column], round(min(ems(label.text), _LABEL_EMS)))
    return tuple(weights)
