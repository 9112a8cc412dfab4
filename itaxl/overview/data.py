"""Open data of an overview: `agencies.csv`, `agencies.parquet` with the same columns, and `data.json`."""

import json
from io import BytesIO
from typing import Any

from itaxl.analysis.measure_state import State
from itaxl.instrument.model import DIMENSIONS
from itaxl.overview.figures import MeasureCounts, Overview
from itaxl.overview.posted import Posted
from itaxl.report.files.open_data import number, table

SCHEMA = 1
INDICATORS = tuple(range(1, 11))
_TEXTS = ("agency", "kind", "district", "source", "grade")
_COUNTS = ("year", "measures", "done", "late")
COLUMNS = (
    *("year", "agency", "kind", "district", "source", "total", "grade", *DIMENSIONS),
    *(f"i{no}" for no in INDICATORS),
    *("measures", "done", "late"),
)


def agencies_csv(overview: Overview) -> str:
    """Write a line for each agency, in the order of names; one that published nothing has its folder's name alone."""
    return table(COLUMNS, _rows(overview))


def agencies_parquet(overview: Overview) -> bytes:
    """Write the same table for programs, with the columns' types."""
    import pyarrow as pa  # noqa: PLC0415 - slow, and an extra
    from pyarrow import parquet  # noqa: PLC0415

    types = {**dict.fromkeys(_TEXTS, pa.string()), **dict.fromkeys(_COUNTS, pa.int32())}
    schema = pa.schema([(name, types.get(name, pa.float64())) for name in COLUMNS])
    columns = list(zip(*_rows(overview), strict=True)) or [()] * len(COLUMNS)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    stream = BytesIO()
    parquet.write_table(pa.table(arrays, schema=schema), stream)
    return stream.getvalue()


def data_json(overview: Overview, province: str) -> str:
    """Write what the overview says: parts unrounded to six decimals, null for unknown."""
    data = {
        "schema": SCHEMA,
        "year": overview.year,
        "province": province,
        "agencies": len(overview.rows),
        "scored": len(overview.scored),
        "mean": number(overview.mean),
        "pass_mark": number(overview.pass_mark),
        "passed": overview.passed,
        "grades": [{"grade": grade or None, "agencies": count} for grade, count in overview.by_grade.items()],
        "totals": [
            {"from": lower, "to": upper, "agencies": count} for lower, upper, count in overview.by_range
        ],
        "indicators": [
            {
                "no": part.no,
                "name": part.name,
                "mean": number(part.score),
                "agencies": part.count,
                "previous": number(part.before),
                "mean_compared": number(part.now),
                "agencies_compared": part.both,
                "lowest_in": part.lowest,
            }
            for part in overview.indicators
        ],
        "measures": {
            "all": overview.measures,
            **{str(state): overview.states[state] for state in State},
            "late": overview.late,
            "by_indicator": [_counts(part) for part in overview.measures_by_indicator],
            "common": [{"measure": part.text, **_counts(part)} for part in overview.common_measures],
        },
        "needing": [
            {
                "agency": row.name,
                "total": number(row.total),
                "below_pass_mark": overview.is_under(row),
                "late": row.late,
            }
            for row in overview.needing
        ],
        "missing": [{"agency": row.name, "reason": row.reason} for row in overview.missing],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _counts(part: MeasureCounts) -> dict[str, int]:
    return {"indicator": part.indicator, "chosen": part.chosen, "done": part.done, "late": part.late}


def _rows(overview: Overview) -> list[tuple[Any, ...]]:
    return [_row(overview.year, row) for row in overview.listed("name")]


def _row(year: int, row: Posted) -> tuple[Any, ...]:
    parts = [row.indicators.get(no) for no in INDICATORS]
    published = bool(row.agency)
    return (
        *(year, row.name, row.kind or None, row.district or None, row.source or None),
        *(number(row.total), row.grade or None),
        *(number(row.dimensions.get(code)) for code in DIMENSIONS),
        *(number(part.score) if part else None for part in parts),
        *((len(row.measures), row.done, row.late) if published else (None,) * 3),
    )
