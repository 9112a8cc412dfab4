"""Kinds of local government, with the titles that the law on each of them gives."""

from dataclasses import dataclass

from itaxl import thai


@dataclass(frozen=True)
class Kind:
    """Kind of agency: `starts` are how its name begins, `words` what no other kind has in a title."""

    name: str
    starts: tuple[str, ...]
    words: tuple[str, ...]
    office: str
    clerk: str
    chief: str


KINDS = (
    Kind(
        "องค์การบริหารส่วนตำบล",
        ("องค์การบริหารส่วนตำบล", "อบต"),
        ("องค์การบริหารส่วนตำบล", "อบต"),
        "สำนักปลัดองค์การบริหารส่วนตำบล",
        "ปลัดองค์การบริหารส่วนตำบล",
        "นายกองค์การบริหารส่วนตำบล",
    ),
    Kind(
        "องค์การบริหารส่วนจังหวัด",
        ("องค์การบริหารส่วนจังหวัด", "อบจ"),
        ("องค์การบริหารส่วนจังหวัด", "อบจ"),
        "สำนักปลัดองค์การบริหารส่วนจังหวัด",
        "ปลัดองค์การบริหารส่วนจังหวัด",
        "นายกองค์การบริหารส่วนจังหวัด",
    ),
    *(
        Kind(name, (name, short), ("เทศบาล", "เทศมนตรี"), "สำนักปลัดเทศบาล", "ปลัดเทศบาล", "นายกเทศมนตรี")
        for name, short in (
            ("เทศบาลนคร", "ทน."),
            ("เทศบาลเมือง", "ทม."),
            ("เทศบาลตำบล", "ทต."),
            ("เทศบาล", "เทศบาล"),
        )
    ),
    Kind("เมืองพัทยา", ("เมืองพัทยา",), ("เมืองพัทยา",), "สำนักปลัดเมืองพัทยา", "ปลัดเมืองพัทยา", "นายกเมืองพัทยา"),
)


def kind_of(*texts: str) -> Kind | None:
    """Return the kind of agency that the first of the texts to name one names: its name, or its kind."""
    keys = [thai.key(text) for text in texts]
    return next((kind for key in keys for kind in KINDS if key.startswith(kind.starts)), None)
