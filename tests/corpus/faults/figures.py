"""Faults in the figures of the tables: wrong sums, impossible counts, cells that are no figures."""

from __future__ import annotations

from decimal import Decimal

from tests.corpus.draft import Draft
from tests.corpus.faults import fault
from tests.corpus.places import cell_of
from tests.corpus.tables import OLD, result_rows
from tests.corpus.truth import error, info, warning
from tests.samples.figures import APPLICANTS

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _path(draft: Draft, *starts: str, least: int | None = None, ends: str = "") -> str | None:
    """A figure at random below these tables, of at least this value."""
    found = [
        path for path, figure in draft.figures().items()
        if figure is not None and path not in draft.touched and (least is None or figure >= least) and path.startswith(starts) and path.endswith(ends)
    ]  # fmt: skip
    return draft.draw.choice(found) if found else None


def _other(draft: Draft, path: str) -> int:
    """A wrong count in a cell: near the right one, or mistyped by a digit."""
    right = int(draft.figures()[path] or 0)
    wrong = [right + draft.draw.randint(1, 3), right * 10 + draft.draw.randint(1, 9)]
    return draft.draw.choice(wrong + ([right - 1] if right else []))


@fault("R2 any cell of table three")
def wrong_cell(draft: Draft) -> bool:
    path = _path(draft, "applications.")
    assert path
    draft.put(path, _other(draft, path))
    return True


@fault("R1 carried out")
def wrong_balance(draft: Draft) -> bool:
    """The rows agree and the columns do not: a kind of applicant and the total, both too many."""
    column, more = draft.draw.choice(APPLICANTS), draft.draw.randint(1, 5)
    row = draft.draw.choice(["carried_out", "carried_in", "received"])
    for key in (column, "total"):
        path = f"applications.{row}.{key}"
        draft.put(path, int(draft.figures()[path] or 0) + more)
    return True


@fault("R3 a result left out of the total")
def wrong_total(draft: Draft) -> bool:
    column, more = draft.draw.choice(APPLICANTS), draft.draw.randint(1, 5)
    row = draft.draw.choice(result_rows(draft.report))
    for key in (column, "total"):
        path = f"applications.{row}.{key}"
        draft.put(path, int(draft.figures()[path] or 0) + more)
    return True


@fault("R3b more results than requests")
def too_many_results(draft: Draft) -> bool:
    path = _path(draft, *(f"applications.{row}." for row in result_rows(draft.report)))
    assert path
    column = path.rsplit(".", 1)[1]
    came_in = [draft.figures()[f"applications.{row}.{column}"] or 0 for row in ("received", "carried_in")]
    draft.put(path, int(sum(came_in)) + draft.draw.randint(1, 9))
    return True


@fault("R4 wrong outcome")
def wrong_outcome(draft: Draft) -> bool:
    path = _path(draft, "reviews.")
    assert path
    draft.put(path, _other(draft, path))
    return True


@fault("R5 below nought")
def negative(draft: Draft) -> bool:
    path = _path(draft, "applications.", "reviews.", "disclosure.")
    assert path
    if path.endswith(".change"):
        return False
    draft.put(path, -draft.draw.randint(1, 9))
    return True


@fault("R5 part of a case")
def fraction(draft: Draft) -> bool:
    path = _path(draft, "applications.", "reviews.", "disclosure.")
    assert path
    if path.endswith(".amount") and draft.report == OLD:
        return False  # the 2019 form names no measure for the sum
    if path.endswith(".amount"):
        draft.put(path, float(f"{draft.draw.randint(1, 999)}.1234567"))
        return True
    draft.put(path, draft.draw.randint(0, 9) + 0.5)
    return True


@fault("R6 fewer in all than in the year")
def fewer_than_published(draft: Draft) -> bool:
    if draft.report != OLD:
        return False
    path = "disclosure.item_1.normative_documents.published"
    whole = draft.figures()["disclosure.item_1.normative_documents.published_total"] or Decimal()
    draft.put(path, int(whole) + draft.draw.randint(1, 9))
    return True


@fault("R6 more items gone than there were")
def more_gone(draft: Draft) -> bool:
    path = _path(draft, "disclosure.", ends=".previous_items")
    if path is None:
        return False
    draft.put(
        path.replace("previous_items", "change"), -int(draft.figures()[path] or 0) - draft.draw.randint(1, 9)
    )
    return True


@fault("R7 fewer in force than issued")
def fewer_in_force(draft: Draft) -> bool:
    issued, repealed = (
        int(draft.figures().get(f"disclosure.item_1.normative_documents.{key}") or 0)
        for key in ("issued", "repealed")
    )
    if issued <= repealed:
        return False
    draft.put("disclosure.item_1.normative_documents.in_force", draft.draw.randint(0, issued - repealed - 1))
    return True


@fault("R8 the only request")
def only_request(draft: Draft) -> bool:
    """One request in the year, and it is refused as one of many; the prose says so too."""
    source = draft.source
    if any(s.ratio for s in draft.said) or source.bounds:
        return False
    key = draft.draw.choice(["excessive", "repeated"])
    bases = {**source.bases, "applications": {f"not_processed.{key}": [1]}}
    draft.restart(source.with_figures(bases, source.free, source.fields))
    draft.may.append(info("N4", "applications.*"))  # so few in a whole county: is it the office's own?
    return True


@fault("R9 rules it cannot make")
def rules_made(draft: Draft) -> bool:
    if draft.figures()[
        "disclosure.item_1.rules.made" if draft.report == OLD else "disclosure.item_1.rules.issued"
    ]:
        return False
    if draft.draw.random() < 0.3:
        del draft.fields["level"]
    for key in draft.data["tables"]["disclosure"]["item_1"]["rules"]:
        draft.put(f"disclosure.item_1.rules.{key}", 0 if key == "repealed" else 1)
    return True


@fault("F4 not filled in")
def blank(draft: Draft) -> bool:
    path = _path(draft, "applications.", "reviews.", "disclosure.")
    assert path
    draft.put(path, draft.draw.choice([None, "/", "-", "—", "无"]))
    draft.must.append(error("F4", path))
    return True


@fault("F5 unit or words in the cell")
def words(draft: Draft) -> bool:
    path = _path(draft, "applications.", "reviews.", "disclosure.")
    assert path
    figure = f"{draft.figures()[path]:f}"
    draft.put(
        path, draft.draw.choice([f"{figure}件", f"约{figure}", f"{figure}（含上年）", "1,23", "见附件"])
    )
    draft.must.append(error("F5", path))
    return True


@fault("F5 an evident reading")
def evident(draft: Draft) -> bool:
    path = _path(draft, "applications.", "reviews.", "disclosure.")
    assert path
    figure = draft.figures()[path] or Decimal()
    typed = f"{figure:f}"
    shapes = [typed, f" {typed}", typed.translate(_WIDE)] if figure >= 0 else [typed]
    draft.put(path, draft.draw.choice([*shapes, *([f"{figure:,}"] if figure >= 1000 else [])]), figure)
    draft.must.append(warning("F5", path))
    return True


@fault("F11 an odd sign")
def odd_sign(draft: Draft) -> bool:
    path = _path(draft, "disclosure.", ends=".change")
    figure = draft.figures()[path] if path else None
    if path is None or not figure:
        return False
    sign = "+" if figure > 0 else draft.draw.choice("–—－")
    draft.put(path, f"{sign}{abs(figure)}", figure)
    draft.must.append(warning("F11", path))
    return True


_FORMATS = {
    "yyyy-mm-dd": "error",
    'm"月"d"日"': "error",
    "0%": "warning",
    "0.0,": "warning",
    "0,,": "warning",
}


@fault("F13 shown otherwise")
def shown_otherwise(draft: Draft) -> bool:
    path = _path(draft, "applications.", "reviews.", "disclosure.", least=1)
    if path is None:
        return False
    (sheet, cell), shape = cell_of(draft.report, path), draft.draw.choice(sorted(_FORMATS))

    def show(book):
        book[sheet][cell].number_format = shape

    draft.edits.append(show)
    draft.must.append(error("F13", path)._replace(severity=_FORMATS[shape]))
    if _FORMATS[shape] == "error":
        draft.doubtful.add(path)
    return True
