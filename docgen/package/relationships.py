"""The relationships of a package: which part points to which, and what content each part has."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.package.markup import once, parse
from docgen.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from docgen.package.markup import Attributes


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow. `target` is a part's name without leading slash, or the address itself when `external`."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type, which Strict and transitional files have in common: `worksheet`, `styles`…"""
        return self.type.rpartition("/")[2]

    def to(self, target: str) -> Relationship:
        """The same arrow, to another target."""
        return Relationship(self.id, self.type, target, self.external)


@lru_cache(maxsize=1024)
def relationships_name(part: str) -> str:
    """The name of the part with the relationships of `part`; "" is the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relationships(part: str, data: bytes, names: Container[str]) -> tuple[Relationship, ...]:
    """The relationships of `part`, in order, from the content of its relationships part."""
    stated = once(_stated, relationships_name(part), data)
    return tuple(
        [arrow if arrow.external else arrow.to(resolved(part, arrow.target, names)) for arrow in stated]
    )


def _stated(part: str, data: bytes) -> tuple[Relationship, ...]:
    """The relationships with their targets as they are written."""
    found: list[Relationship] = []

    def relationship(attributes: Attributes) -> None:
        known, kind, target = (attributes.get(name, "") for name in ("Id", "Type", "Target"))
        found.append(Relationship(known, kind, target, attributes.get("TargetMode") == "External"))

    parse(part, data, starts={"Relationship": relationship}, ends={})
    return tuple(found)


def resolved(part: str, target: str, names: Container[str]) -> str:
    """The name of the part that `target` means when seen from `part`.

    Absolute and relative, with backslashes, with `..`, with %20: a target is a URI but many writers put the bare
    name there, so the escaped form counts only when no part has the name as written.
    """
    name = _joined(part, target)
    if name in names or "%" not in name:
        return name
    from urllib.parse import unquote

    return unquote(name)


@lru_cache(maxsize=1024)
def _joined(part: str, target: str) -> str:
    path = target.partition("#")[0].replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """What [Content_Types].xml says: by part, and by extension for the rest. All keys in lower case."""

    overrides: Mapping[str, str]
    defaults: Mapping[str, str]

    def of(self, part: str) -> str:
        """The content type of a part, empty when none is declared."""
        name = part.lower()
        return self.overrides.get(name) or self.defaults.get(name.rpartition(".")[2], "")


def read_content_types(part: str, data: bytes) -> ContentTypes:
    """The content types that the part declares."""
    return once(_read_content_types, part, data)


def _read_content_types(part: str, data: bytes) -> ContentTypes:
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}

    def override(attributes: Attributes) -> None:
        name = attributes.get("PartName", "").replace("\\", "/").lstrip("/").lower()
        overrides[name] = attributes.get("ContentType", "")

    def default(attributes: Attributes) -> None:
        defaults[attributes.get("Extension", "").lower()] = attributes.get("ContentType", "")

    parse(part, data, starts={"Override": override, "Default": default}, ends={})
    return ContentTypes(overrides, defaults)
