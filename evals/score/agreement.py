"""How far two people who judged the same answers agree."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percent_alike(first: Sequence[str], second: Sequence[str]) -> int:
    """The share of equal marks in whole percent; 0 for none."""
    alike = sum(one == other for one, other in zip(first, second, strict=True))
    return round(100 * alike / len(first)) if first else 0


def kappa(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Agreement beyond chance (J. Cohen, 1960), up to 1; None where chance alone would give full agreement."""
    if len({*first, *second}) < 2:  # nothing that chance could get wrong
        return None
    from sklearn.metrics import cohen_kappa_score  # takes a second to import

    found = float(cohen_kappa_score(list(first), list(second)))
    return None if math.isnan(found) else found
