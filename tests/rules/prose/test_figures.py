"""The definition's rules over figures, the cover and last year's report, on reports made in memory."""

import pytest

from tests.rules.prose.reports import NEW, OLD, found_in, report_of, said

A, D, R = "applications", "disclosure.item_1", "reviews.cases.reconsideration"
CASES = [
    (OLD, "R6", "warning", {f"{D}.rules.published": 3, f"{D}.rules.published_total": 2}, {f"{D}.rules.published": 2, f"{D}.rules.published_total": 2}),
    (NEW, "R7", "warning", {f"{D}.rules.in_force": 0, f"{D}.rules.repealed": 1}, {f"{D}.rules.in_force": 1, f"{D}.rules.repealed": 1}),
]  # fmt: skip


def heard(kind, code, figures=None, fields=None, last=None):
    return said(found_in(report_of(kind, figures=figures, fields=fields), kind, last), code)


@pytest.mark.parametrize(("kind", "code", "severity", "wrong", "right"), CASES)
def test_a_rule_over_one_row(kind, code, severity, wrong, right):
    assert {f.severity for f in heard(kind, code, wrong)} == {severity}
    assert not heard(kind, code, right)
    assert not heard(kind, code)


def test_r8_one_application_is_not_repeated():
    one = {f"{A}.received.total": 1, f"{A}.carried_in.total": 0}
    repeated = f"{A}.not_processed.repeated.total"
    found = heard(NEW, "R8", {**one, repeated: 1, f"{A}.not_processed.excessive.total": 0})
    assert [(f.severity, f.path, f.actual) for f in found] == [("warning", repeated, "1")]
    assert not heard(NEW, "R8", {**one, repeated: 0, f"{A}.not_processed.excessive.total": 0})
    assert not heard(NEW, "R8", {f"{A}.received.total": 2, f"{A}.carried_in.total": 0, repeated: 1})


@pytest.mark.parametrize(
    ("level", "severity"), [("县级", "error"), ("其他部门或单位", "error"), (None, "info"), ("省级", None)]
)
def test_r9_who_may_make_rules(level, severity):
    found = heard(NEW, "R9", {f"{D}.rules.issued": 2}, {"level": level})
    assert {f.severity for f in found} == ({severity} if severity else set())
    assert not heard(
        NEW,
        "R9",
        dict.fromkeys((f"{D}.rules.{c}" for c in ("issued", "repealed", "in_force")), 0),
        {"level": level},
    )


def test_n4_a_government_of_one_application():
    one = {f"{A}.received.total": 1, f"{A}.carried_in.total": 0}
    assert [f.severity for f in heard(NEW, "N4", one, {"level": "县级"})] == ["info"]
    assert not heard(NEW, "N4", one, {"level": "乡镇（街道）"})
    assert not heard(NEW, "N4", {**one, f"{A}.carried_in.total": 1}, {"level": "县级"})


def test_x1_carried_in_is_what_was_carried_out():
    last = report_of(
        NEW,
        figures={f"{A}.carried_out.total": 12, f"{A}.carried_out.natural_person": 8},
        fields={"year": 2023},
    )
    carried = {f"{A}.carried_in.total": 13}
    found = heard(NEW, "X1", carried, last=last)
    total = next(f for f in found if f.path == f"{A}.carried_in.total")
    assert (total.severity, total.expected, total.actual) == ("error", "12", "13")
    assert f"{A}.carried_in.total" not in {
        f.path for f in heard(NEW, "X1", {f"{A}.carried_in.total": 12}, last=last)
    }
    assert not heard(NEW, "X1", carried)


def test_x2_what_is_in_force_follows_from_last_year():
    row = f"{D}.normative_documents"
    last = report_of(NEW, figures={f"{row}.in_force": 175, f"{D}.rules.in_force": 13}, fields={"year": 2023})
    assert not heard(NEW, "X2", last=last)
    (found,) = heard(NEW, "X2", {f"{row}.in_force": 188}, last=last)
    assert found == ("X2", "warning", f"{row}.in_force", "187", "188")
    assert not heard(NEW, "X2", {f"{row}.in_force": 188})


def test_x3_items_follow_from_last_year():
    row = "disclosure.item_5.licences"
    last = report_of(OLD, figures={f"{row}.previous_items": 400, f"{row}.change": 26}, fields={"year": 2019})
    assert row not in {f.path.rpartition(".")[0] for f in heard(OLD, "X3", last=last)}
    wrong = {f.path: f for f in heard(OLD, "X3", {f"{row}.previous_items": 427}, last=last)}
    assert wrong[f"{row}.previous_items"][3:] == ("426", "427")
    assert not heard(OLD, "X3")


def test_x4_what_was_pending_reappears():
    last = report_of(NEW, figures={f"{R}.pending": 19}, fields={"year": 2023})
    assert [(f.severity, f.path) for f in heard(NEW, "X4", last=last)] == [("info", f"{R}.total")]
    assert not heard(NEW, "X4", last=report_of(NEW, figures={f"{R}.pending": 18}))
    assert not heard(NEW, "X4")
