"""Published data of invented agencies."""

import json
from pathlib import Path
from typing import Any

from itaxl.overview.write import Source

YEAR = 2562


def published(name: str, total: float | None, **own: Any) -> dict[str, Any]:
    """Content of a data file with two indicators, the second five points below the first."""
    score = total or 0
    return {
        "schema": 2,
        "year": YEAR,
        "agency": name,
        "kind": "เทศบาลตำบล",
        "district": "อำเภอกลาง",
        "judged": "2563-03-31",
        "source": "announced",
        "total": total,
        "grade": {"announced": "A", "computed": None},
        "dimensions": [{"code": "IIT", "score": score}],
        "indicators": [
            {"no": 1, "name": "การปฏิบัติหน้าที่", "score": score, "previous": 70},
            {"no": 2, "name": "การใช้งบประมาณ", "score": max(score - 5, 0), "previous": None},
        ],
        "measures": [{"code": "2562-IIT-02-01", "indicator": 2, "responsible": ["a"], "end": "2563-03-01"}],
        **own,
    }


def put(top: Path, folder: str, data: object, *, site: bool = False) -> Source:
    """Put a data file (text as it is) where an agency posts it."""
    reports = top / "agencies" / folder / "reports" / str(YEAR)
    reports.mkdir(parents=True)
    if data is not None:
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        (reports / "data.json").write_text(text, "utf-8")
    if site:
        (reports / "site").mkdir()
        (reports / "site" / "index.html").write_text("<p>", "utf-8")
    return Source(folder, reports)
