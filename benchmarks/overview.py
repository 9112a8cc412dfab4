"""Measure time and memory of the overview of many agencies: `python -m benchmarks.overview [AGENCIES]`."""

import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from itaxl.agency.settings import Agency
from itaxl.instrument import load
from itaxl.overview.write import Source, write_overview

YEAR = 2562
AGENCIES = 7850  # local authorities that are assessed each year


def published(number: int, chance: random.Random) -> dict[str, Any]:
    """Return a data file of an invented agency."""
    indicators = [
        {"no": part.no, "name": part.name.th, "score": round(chance.uniform(50, 100), 6), "previous": 80.5}
        for part in load(YEAR).indicators
    ]
    measures = [
        {"code": f"{YEAR}-{no}", "indicator": no, "responsible": ["a"], "end": "2563-03-01"} for no in (1, 2)
    ]
    return {
        "schema": 2,
        "year": YEAR,
        "agency": f"หน่วยงานตัวอย่าง {number}",
        "district": f"อำเภอตัวอย่าง {number % 90}",
        "judged": "2563-03-31",
        "total": round(chance.uniform(50, 100), 2),
        "grade": {"announced": "B"},
        "dimensions": [{"code": code, "score": 80.25} for code in ("IIT", "EIT", "OIT")],
        "indicators": indicators,
        "measures": measures,
    }


def main(agencies: int = AGENCIES) -> None:
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        sources = [
            Source(f"a{number}", top / f"a{number}" / "reports" / str(YEAR)) for number in range(agencies)
        ]
        for number, source in enumerate(sources):
            source.folder.mkdir(parents=True)
            text = json.dumps(published(number, chance), ensure_ascii=False)
            (source.folder / "data.json").write_text(text, "utf-8")
        clock, processor = time.perf_counter(), time.process_time()
        write_overview(top / "reports" / str(YEAR), YEAR, Agency(top, name="จังหวัดตัวอย่าง"), sources)
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{agencies} agencies: {clock:.1f} s, of a processor {processor:.1f} s, {memory} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
