"""Reports to be summed: figures drawn by a seed, every sum in them right, and words in which no rule finds anything."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from tests.samples.figures import APPLICANTS, lines, reviews, row
from tests.workbooks import NEW, OLD, clean, filled

COUNTY = "青禾县人民政府"
RESULTS = ("received", "carried_in", "total", "carried_out")


def unit(name: str, seed: int, report: str = NEW) -> dict[str, Any]:
    """A bureau's report as data."""
    chance, data = Random(seed), clean(report)
    data["fields"] |= {"unit": name, "title_unit": None, "level": "其他部门或单位"}
    if report == NEW:
        notices = chance.randint(1, 3)
        data["fields"] |= {"fee_notices": notices, "fee_notified": 100 * notices, "fee_received": 100}
    data["tables"]["applications"] = applications(data["tables"]["applications"], chance)
    data["tables"]["reviews"] = reviews(*(tuple(chance.randint(0, 3) for _ in range(4)) for _ in range(3)))
    data["tables"]["disclosure"] |= disclosure(chance, report)
    return data


def office(report: str = NEW) -> dict[str, Any]:
    """The report of the county's own office, whose text cites a figure."""
    data = unit(COUNTY, 0, report)
    data["fields"] |= {"title_unit": "青禾县", "level": "县级"}
    data["narratives"]["overview"].append({"text": "全县新收申请〖新收·总计〗件。"})
    return data


def applications(table: dict[str, Any], chance: Random) -> dict[str, Any]:
    results = {key: below for key, below in table.items() if key not in RESULTS}
    for line in lines(results):
        line.update(row(*(chance.choice((0, 0, 1, 4)) for _ in APPLICANTS)))
    sums = [sum(line[who] for line in lines(results)) for who in APPLICANTS]
    carried_in = [min(total, chance.randint(0, 3)) for total in sums]
    carried_out = [chance.randint(0, 3) for _ in sums]
    received = [s + out - into for s, out, into in zip(sums, carried_out, carried_in, strict=True)]
    ends = {"received": row(*received), "carried_in": row(*carried_in)}
    return {**ends, **results, "total": row(*sums), "carried_out": row(*carried_out)}


def disclosure(chance: Random, report: str) -> dict[str, Any]:
    """Documents issued, and money with as many decimals as may be."""
    issued, more = chance.randint(1, 5), chance.randint(0, 9)
    amount = round(chance.uniform(0, 900), chance.choice((0, 2, 6)))
    if report == OLD:
        figures = {"made": issued, "published": issued, "published_total": issued + more}
        none = dict.fromkeys(figures, 0)
        procurement = {"items": more, "amount": amount}
        return {
            "item_1": {"rules": none, "normative_documents": figures},
            "item_9": {"procurement": procurement},
        }
    figures = {"issued": issued, "repealed": 0, "in_force": issued + more}
    none = dict.fromkeys(figures, 0)
    return {"item_1": {"rules": none, "normative_documents": figures}, "item_8": {"fees": {"amount": amount}}}


def write_units(folder: Path, names: list[str], report: str = NEW) -> list[Path]:
    """A workbook for each name, its figures by its place."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.xlsx" for name in names]
    for seed, (name, path) in enumerate(zip(names, paths, strict=True), 1):
        path.write_bytes(filled(unit(f"青禾县{name}", seed, report)))
    return paths
