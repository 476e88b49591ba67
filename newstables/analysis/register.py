"""The register of measures on any day: what stood, at which rate, by which source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from newstables.knowledge.lives import lives, standing
from newstables.records import Measure, MeasureStep

COLUMNS = ["measure_id", "title", "imposer", "target", "goods", "status", "since", "rate_percent"]
COLUMNS += ["combined_percent", "note", "legal_basis", "source", "verified"]


def as_of(measures: Iterable[Measure], steps: Iterable[MeasureStep], on: date) -> pd.DataFrame:
    """One row per measure that had begun by a day, newest step first, with the columns of ``COLUMNS``.

    ``status``, ``rate_percent``, ``combined_percent`` (with the ordinary duty), ``note``, ``source`` and ``verified``
    are those of the measure's last step up to and including ``on``; ``since`` is the first day of that status and rate.
    """
    found = {measure_id: standing(life, on) for measure_id, life in lives(steps).items()}
    rows = [
        {
            "measure_id": measure.measure_id,
            "title": measure.title,
            "imposer": measure.imposer,
            "target": measure.target,
            "goods": ", ".join(measure.goods),
            "status": now.step.status.value,
            "since": now.since,
            "rate_percent": now.step.rate_percent,
            "combined_percent": now.step.combined_percent,
            "note": now.step.note,
            "legal_basis": measure.legal_basis,
            "source": now.step.source,
            "verified": now.step.verified,
        }
        for measure in measures
        if (now := found.get(measure.measure_id))
    ]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(
        ["since", "title"], ascending=[False, True], ignore_index=True
    )
