"""The figures of the samples: the county's of 2020 as it published them, the same corrected, and a city's of 2024."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Figures = dict[str, Any]

APPLICANTS = ("natural_person", "business", "research", "social_organisation", "legal_service", "other")
DENIED = (
    "state_secret", "prohibited_by_law", "three_securities", "third_party",
    "internal_affairs", "process_information", "enforcement_files", "enquiry_matters",
)  # fmt: skip
UNABLE = ("not_held", "not_existing", "unclear_after_correction")
NOT_PROCESSED = ("petition", "repeated", "publications", "excessive", "reconfirmation")
OTHER = ("no_correction", "fee_unpaid", "other")
REVIEWS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")


def row(*figures: int) -> dict[str, int]:
    """A row of table three: the figures of the six kinds of applicants, the rest nought, and their total."""
    filled = [*figures, *[0] * (len(APPLICANTS) - len(figures))]
    return {**dict(zip(APPLICANTS, filled, strict=True)), "total": sum(filled)}


def reviews(*blocks: tuple[int, int, int, int]) -> Figures:
    keys = ("upheld", "corrected", "other", "pending")
    return {
        "cases": {
            name: {**dict(zip(keys, block, strict=True)), "total": sum(block)}
            for name, block in zip(REVIEWS, blocks, strict=True)
        }
    }


LUOPING_AS_FOUND: Figures = {
    "disclosure": {
        "item_1": {
            "rules": {"made": 0, "published": 0, "published_total": 0},
            "normative_documents": {"made": 0, "published": 0, "published_total": 0},
        },
        "item_5": {
            "licences": {"previous_items": 426, "change": "—208", "decisions": 46503},
            "other_services": {"previous_items": 511, "change": -67, "decisions": 772},
        },
        "item_6": {
            "penalties": {"previous_items": 5502, "change": "+823", "decisions": 68345},
            "coercion": {"previous_items": 307, "change": -6, "decisions": 7323},
        },
        "item_8": {"fees": {"previous_items": 23, "change": 0}},
        "item_9": {"procurement": {"items": 157, "amount": "609.11万元"}},
    },
    "applications": {
        "received": row(1),
        "carried_in": row(),
        "granted": row(3),
        "partly_granted": row(),
        "denied": {key: row() for key in DENIED},
        "unable": {key: row() for key in UNABLE},
        "not_processed": {key: row(1) if key == "excessive" else row() for key in NOT_PROCESSED},
        "other": row(),
        "total": row(1),
        "carried_out": row(),
    },
    "reviews": reviews((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
}


def luoping_corrected() -> Figures:
    """The same county with the mistakes put right; which of the results was wrong is our guess, the sums are not."""
    figures = deepcopy(LUOPING_AS_FOUND)
    figures["disclosure"]["item_5"]["licences"]["change"] = -208
    figures["disclosure"]["item_6"]["penalties"]["change"] = 823
    figures["disclosure"]["item_9"]["procurement"]["amount"] = 609.11
    figures["applications"]["granted"] = row(1)
    figures["applications"]["not_processed"]["excessive"] = row()
    return figures


def qinghe() -> Figures:
    """A city's report of 2024 in the 2021 format, no part of it all noughts, every sum right."""
    results: Figures = {
        "granted": row(86, 12, 3, 2, 4, 1),
        "partly_granted": row(31, 5, 1, 1, 2, 1),
        "denied": {key: row(n + 2, n % 3, 0, 0, n % 2, 0) for n, key in enumerate(DENIED)},
        "unable": {key: row(14 - 3 * n, 4 - n, 1, 0, 1, 0) for n, key in enumerate(UNABLE)},
        "not_processed": {key: row(6 - n, n % 2, 0, 0, 0, 0) for n, key in enumerate(NOT_PROCESSED)},
        "other": {key: row(3 - n, 1, 0, 0, 0, 0) for n, key in enumerate(OTHER)},
    }
    sums = [sum(line[who] for line in lines(results)) for who in APPLICANTS]
    carried_in, carried_out = [9, 2, 0, 1, 1, 0], [12, 3, 1, 0, 1, 1]
    received = [s + out - into for s, out, into in zip(sums, carried_out, carried_in, strict=True)]
    return {
        "disclosure": {
            "item_1": {
                "rules": {"issued": 2, "repealed": 1, "in_force": 14},
                "normative_documents": {"issued": 23, "repealed": 11, "in_force": 187},
            },
            "item_5": {"licences": {"decisions": 128455}},
            "item_6": {"penalties": {"decisions": 30217}, "coercion": {"decisions": 4086}},
            "item_8": {"fees": {"amount": 18604.37}},
        },
        "applications": {
            "received": row(*received),
            "carried_in": row(*carried_in),
            **results,
            "total": row(*sums),
            "carried_out": row(*carried_out),
        },
        "reviews": reviews((12, 3, 2, 1), (5, 1, 1, 2), (3, 0, 1, 1)),
    }


def lines(results: Figures) -> list[dict[str, int]]:
    """The rows of a tree of results."""
    return [results] if "total" in results else [line for below in results.values() for line in lines(below)]
