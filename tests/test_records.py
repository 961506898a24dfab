"""Records: what docgen uses of `dataclasses`, and the functions of that module find them theirs."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from docgen import records


@records.dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 2


@records.dataclass(slots=True)
class Bag:
    name: str
    things: list[int] = records.field(default_factory=list)
    secret: str | None = records.field(default=None, repr=False)


@records.dataclass(frozen=True, eq=False)
class Named:
    name: str


@records.dataclass(slots=True)
class Counted:
    count: int

    def __post_init__(self) -> None:
        self.count += 1


def test_values_are_equal_and_hash_alike():
    assert Point(1) == Point(1, 2) == Point(y=2, x=1)
    assert Point(1) != Point(2)
    assert Point(1) != (1, 2)
    assert len({Point(1), Point(1, 2), Point(2)}) == 2


def test_a_frozen_record_never_changes():
    point = Point(1)

    for change in (
        lambda: setattr(point, "x", 3),
        lambda: delattr(point, "x"),
        lambda: setattr(point, "z", 3),
    ):
        with pytest.raises(AttributeError):
            change()
    assert point == Point(1)


def test_slots_are_slots():
    assert not hasattr(Point(1), "__dict__")
    with pytest.raises(AttributeError):
        Bag("a").other = 1


def test_a_mutable_record_has_defaults_of_its_own_and_no_hash():
    one, other = Bag("a"), Bag("a")
    one.things.append(1)

    assert other.things == []
    assert one != other
    with pytest.raises(TypeError):
        hash(one)


def test_identity_where_it_is_asked_for():
    assert Named("a") != Named("a")
    assert len({Named("a"), Named("a")}) == 2


def test_a_wrong_call_says_whose_it_is():
    for call in (Point, lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: Point(1, x=2)):
        with pytest.raises(TypeError, match="Point"):
            call()


def test_what_a_record_says_of_itself():
    assert repr(Point(1)) == "Point(x=1, y=2)"
    assert repr(Bag("a", [1], "hidden")) == "Bag(name='a', things=[1])"
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)


def test_what_follows_the_making():
    assert Counted(1).count == 2


@pytest.mark.parametrize("replace", [records.replace, dataclasses.replace])
def test_another_value_with_one_field_changed(replace):
    assert replace(Point(1), y=5) == Point(1, 5)
    assert replace(Bag("a", [1]), name="b") == Bag("b", [1])
    with pytest.raises(TypeError):
        replace(Point(1), z=1)


def test_dataclasses_finds_the_fields():
    assert dataclasses.is_dataclass(Point)
    assert [field.name for field in dataclasses.fields(Bag("a"))] == ["name", "things", "secret"]
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 2}


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_record_travels(again):
    assert again(Point(1)) == Point(1)
    assert again(Bag("a", [1], "s")) == Bag("a", [1], "s")
