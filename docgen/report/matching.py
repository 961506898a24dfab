"""Matching a grid against a form by its labels, so that no address matters.

Rows and columns may have been inserted, the table moved, the sheet renamed: each row and column of the form is
found by what its labels say. A changed label is placed by its neighbours. Merges are not relied on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from docgen.records import dataclass
from docgen.report.form import Form, LabelCell
from docgen.report.grid import Grid, Position, folded

FEW = 0.6  # a table is taken for the form's when this share of its labels is there
REACH = 12  # rows below the heads in which a row without label is looked for
SHORT = 12  # characters; a figure with its sign, separators and a unit typed by mistake is no longer
CROWD = 1000  # places of one label that are looked at: a sheet full of “总计” must not cost minutes


class Label(NamedTuple):
    """A label of the form, folded, at its first cell; `row` and `column` weigh how far it tells that line.

    A line is known by its own label: that of a group of lines, merged over them, says little about the first.
    """

    text: str
    row: int
    column: int


OWN, GROUP = 4, 1
Labels = Mapping[Position, Label]


@dataclass(frozen=True, slots=True)
class Match:
    """Where in a grid the rows and columns of a form stand; what could not be placed is absent.

    `agreed` counts the labels that stand in their places, word for word.
    """

    grid: Grid
    rows: Mapping[int, int]
    columns: Mapping[int, int]
    agreed: int

    def position(self, row: int, column: int) -> Position | None:
        if row in self.rows and column in self.columns:
            return Position(self.rows[row], self.columns[column])
        return None

    def is_whole(self, form: Form) -> bool:
        """Whether every label of the form stands in its place, word for word."""
        return self.agreed == len(labels_of(form))

    @property
    def first(self) -> Position:
        return Position(min(self.rows.values()), min(self.columns.values()))


def match(
    grid: Grid, form: Form, *, few: float = FEW, without: frozenset[Position] = frozenset()
) -> Match | None:
    """Where the form's table stands in the grid, or None when too few of its labels are there.

    `without` are label cells already taken: asking again tells whether the table is there twice.
    """
    labels = labels_of(form)
    if _texts(form).isdisjoint(grid.labels):
        return None
    hits = _hits(grid, labels, without)
    if sum(map(len, hits.values())) < few * len(labels):
        return None
    drawn = _as_drawn(labels, hits)
    rows, columns = drawn or _placed(labels, hits)
    agreed = len(labels) if drawn else _agreed(grid, labels, rows, columns)
    if agreed < few * len(labels):
        return None
    rows = _neighbours(rows, form.rows, lambda row: _holds(grid, [row], columns.values()))
    columns = _neighbours(columns, form.columns, lambda column: _holds(grid, rows.values(), [column]))
    bare = sorted(set(range(1, form.rows + 1)) - {at.row for at in labels})
    return Match(grid, _with_bare(rows, bare, grid, columns), columns, agreed)


@lru_cache(maxsize=128)
def labels_of(form: Form) -> Labels:
    """The labels of a form by where they stand in it."""
    cells = (cell for cell in form.labels if folded(cell.text))
    return {Position(cell.area.top, cell.area.left): _label(cell) for cell in cells}


@lru_cache(maxsize=128)
def _texts(form: Form) -> frozenset[str]:
    return frozenset(label.text for label in labels_of(form).values())


def _label(cell: LabelCell) -> Label:
    area = cell.area
    return Label(
        folded(cell.text),
        OWN if area.top == area.bottom else GROUP,
        OWN if area.left == area.right else GROUP,
    )


def taken(match: Match, form: Form) -> frozenset[Position]:
    """The cells of the grid in which the form's labels stand."""
    places = (match.position(cell.area.top, cell.area.left) for cell in form.labels)
    return frozenset(place for place in places if place)


def _hits(grid: Grid, labels: Labels, without: frozenset[Position]) -> Mapping[str, Sequence[Position]]:
    """Where the labels' texts stand in the grid; texts that stand nowhere are absent."""
    there = grid.labels
    found = {label.text: there[label.text] for label in labels.values() if label.text in there}
    if not without:
        return {text: places[:CROWD] for text, places in found.items()}
    free = {text: [at for at in places if at not in without][:CROWD] for text, places in found.items()}
    return {text: places for text, places in free.items() if places}


def _agreed(grid: Grid, labels: Labels, rows: Mapping[int, int], columns: Mapping[int, int]) -> int:
    """How many labels stand where their lines do."""
    placed = [(at, label) for at, label in labels.items() if at.row in rows and at.column in columns]
    return sum(folded(grid.text(rows[at.row], columns[at.column])) == label.text for at, label in placed)


def _as_drawn(
    labels: Labels, hits: Mapping[str, Sequence[Position]]
) -> tuple[dict[int, int], dict[int, int]] | None:
    """The lines of a table that stands whole and once in the grid, as it was drawn; None for any other.

    Then every label is found just as often as the form has it, all of them moved by as much, and no other placement
    of the lines, in order, has them all: it is what `_placed` comes to, without its search.
    """
    places = [at for found in hits.values() for at in found]
    if len(places) != len(labels):
        return None
    down, right = (min(place[axis] for place in places) - min(at[axis] for at in labels) for axis in (0, 1))
    moved = ((label.text, Position(at.row + down, at.column + right)) for at, label in labels.items())
    if any(at not in hits.get(text, ()) for text, at in moved):
        return None
    return {at.row: at.row + down for at in labels}, {at.column: at.column + right for at in labels}


def _placed(labels: Labels, hits: Mapping[str, Sequence[Position]]) -> tuple[dict[int, int], dict[int, int]]:
    """Rows first by any column, then columns by those rows, and once more: the second round settles repeated labels."""
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for _ in range(2):
        rows = _aligned(_row_scores(labels, hits, columns))
        columns = _aligned(_column_scores(labels, hits, rows))
    return rows, columns


Scores = Mapping[tuple[int, int], int]


def _row_scores(labels: Labels, hits: Mapping[str, Sequence[Position]], columns: Mapping[int, int]) -> Scores:
    scores: dict[tuple[int, int], int] = defaultdict(int)
    for at, label in labels.items():
        expected = columns.get(at.column)
        for row in {hit.row for hit in hits.get(label.text, ()) if expected in (None, hit.column)}:
            scores[at.row, row] += label.row
    return scores


def _column_scores(labels: Labels, hits: Mapping[str, Sequence[Position]], rows: Mapping[int, int]) -> Scores:
    scores: dict[tuple[int, int], int] = defaultdict(int)
    for at, label in labels.items():
        for hit in hits.get(label.text, ()):
            if rows.get(at.row) == hit.row:
                scores[at.column, hit.column] += label.column
    return scores


def _aligned(scores: Scores) -> dict[int, int]:
    """The lines of the form on lines of the grid: in order as far as they agree best, moved ones after that."""
    best: dict[int, int] = {}
    for (own, _), score in scores.items():
        best[own] = max(score, best.get(own, 0))
    # A line that stays in order only by its group's label has moved: its own label is elsewhere.
    placed = {own: there for own, there in _in_order(scores).items() if scores[own, there] == best[own]}
    used = set(placed.values())
    for line in sorted({own for own, _ in scores} - placed.keys()):
        free = sorted(
            (-score, there) for (own, there), score in scores.items() if own == line and there not in used
        )
        if free and (len(free) == 1 or free[0][0] < free[1][0]):
            placed[line] = free[0][1]
            used.add(free[0][1])
    return placed


def _in_order(scores: Scores) -> dict[int, int]:
    """The order-keeping assignment with the highest sum of scores (a longest common subsequence with weights)."""
    own = sorted({line for line, _ in scores})
    there = sorted({line for _, line in scores})
    best = [[0] * (len(there) + 1) for _ in range(len(own) + 1)]
    for i, line in enumerate(own, 1):
        for j, other in enumerate(there, 1):
            both = best[i - 1][j - 1] + scores.get((line, other), 0)
            best[i][j] = max(best[i - 1][j], best[i][j - 1], both)
    return _traced(best, own, there, scores)


def _traced(best: list[list[int]], own: list[int], there: list[int], scores: Scores) -> dict[int, int]:
    placed: dict[int, int] = {}
    i, j = len(own), len(there)
    while i and j:
        score = scores.get((own[i - 1], there[j - 1]), 0)
        if score and best[i][j] == best[i - 1][j - 1] + score:
            placed[own[i - 1]] = there[j - 1]
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return placed


def _neighbours(placed: dict[int, int], size: int, holds: Callable[[int], bool]) -> dict[int, int]:
    """The form's other lines too, where just as many lines of the grid lie between their neighbours."""
    known = sorted(line for line in placed if 1 <= line <= size)
    filled = dict(placed)
    used = set(placed.values())
    for before, after in zip([0, *known], [*known, size + 1], strict=True):
        lost = list(range(before + 1, after))
        if lost:
            between = [
                line
                for line in _between(placed.get(before), placed.get(after), len(lost))
                if line not in used
            ]
            filled.update(_paired(lost, between, holds, top=before == 0, bottom=after > size))
    return filled


def _between(before: int | None, after: int | None, count: int) -> range:
    """The grid's lines between two neighbours; at an edge of the form, as many beyond it and two more."""
    if before is not None and after is not None:
        return range(before + 1, after)
    if before is not None:
        return range(before + 1, before + count + 3)
    return range(max(1, (after or 1) - count - 2), after or 1)


def _paired(
    lost: list[int], between: list[int], holds: Callable[[int], bool], *, top: bool, bottom: bool
) -> dict[int, int]:
    """Line by line where the numbers agree; lines that hold nothing were inserted, or their labels deleted."""
    free = [line for line in between if holds(line)]
    if top and len(free) > len(lost):
        free = free[-len(lost) :]
    elif bottom and len(free) > len(lost):
        free = free[: len(lost)]
    return dict(zip(lost, free, strict=True)) if len(lost) == len(free) else {}


def _with_bare(
    rows: dict[int, int], bare: list[int], grid: Grid, columns: Mapping[int, int]
) -> dict[int, int]:
    """The rows that have no label at all, found by their figures; where too many rows hold figures, none is taken."""
    placed = {own: there for own, there in rows.items() if own not in bare}
    if not bare or not placed:
        return placed
    above = max((there for own, there in placed.items() if own < bare[0]), default=min(placed.values()) - 1)
    below = min((there for own, there in placed.items() if own > bare[-1]), default=above + REACH)
    filled = [row for row in range(above + 1, below) if _figures_in(grid, row, columns.values())]
    if len(filled) > len(bare):
        return placed
    start = filled or list(range(above + 1, above + 1 + len(bare)))
    return placed | dict(zip(bare, start, strict=False))


def _figures_in(grid: Grid, row: int, columns: Iterable[int]) -> bool:
    """Whether a row holds what looks like figures; a remark below the table does not."""
    cells = (grid.cells.get(Position(row, column)) for column in columns)
    return any(cell and (cell.kind != "text" or len(cell.text.strip()) <= SHORT) for cell in cells)


def _holds(grid: Grid, rows: Iterable[int], columns: Iterable[int]) -> bool:
    return any(Position(row, column) in grid.cells for row in rows for column in columns)
