"""Writes `clean/`: run it after a source changes."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.corpus.source import HERE, sources


def as_json(value: Any, depth: int = 0) -> str:
    """JSON for people: what holds no further object is one line."""
    inner = list(value.values()) if isinstance(value, Mapping) else value
    if not isinstance(value, (Mapping, list)) or not any(isinstance(part, (Mapping, list)) for part in inner):
        return json.dumps(value, ensure_ascii=False, default=_number)
    lead = " " * (depth + 1)
    if isinstance(value, list):
        parts, (left, right) = [as_json(part, depth + 1) for part in value], "[]"
    else:
        parts = [f"{json.dumps(key)}: {as_json(part, depth + 1)}" for key, part in value.items()]
        left, right = "{}"
    return f"{left}\n{lead}" + f",\n{lead}".join(parts) + f"\n{' ' * depth}{right}"


def _number(value: object) -> int | float:
    assert isinstance(value, Decimal)
    return float(value)


if __name__ == "__main__":
    for source in sources():
        target = HERE / "clean" / f"{source.name}.json"
        target.write_text(as_json(source.data()) + "\n", "utf-8")
        sys.stdout.write(f"{target}\n")
