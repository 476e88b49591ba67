"""The register of measures on any day: what stood, at which rate, by which source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from newstables.records import Measure, MeasureStep

COLUMNS = ["measure_id", "title", "imposer", "target", "goods", "status", "since", "rate_percent", "note"]
COLUMNS += ["legal_basis", "source", "verified"]


def as_of(measures: Iterable[Measure], steps: Iterable[MeasureStep], on: date) -> pd.DataFrame:
    """One row per measure that had begun by a day, newest step first, with the columns of ``COLUMNS``.

    ``status``, ``rate_percent``, ``note``, ``source`` and ``verified`` are those of the measure's last step up to and
    including ``on``; ``since`` is that step's date.
    """
    begun = sorted((step for step in steps if step.on <= on), key=lambda step: step.on)
    last = {step.measure_id: step for step in begun}
    rows = [
        {
            "measure_id": measure.measure_id,
            "title": measure.title,
            "imposer": measure.imposer,
            "target": measure.target,
            "goods": ", ".join(measure.goods),
            "status": step.status.value,
            "since": step.on,
            "rate_percent": step.rate_percent,
            "note": step.note,
            "legal_basis": measure.legal_basis,
            "source": step.source,
            "verified": step.verified,
        }
        for measure in measures
        if (step := last.get(measure.measure_id))
    ]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(
        ["since", "title"], ascending=[False, True], ignore_index=True
    )
