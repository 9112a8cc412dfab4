"""Opening a workbook with its password ([MS-OFFCRYPTO]): .xlsx of every age, and .xls."""

import io

from itaxl.spreadsheets.package import UnreadableError

# What Excel uses by itself where somebody protects a workbook's structure only; nobody is asked for it.
EXCELS_OWN = "VelvetSweatshop"


def decrypted(data: bytes, password: str = "") -> bytes:
    """The workbook inside; without a password, by Excel's own.

    Raises UnreadableError: F103 (`password`: "needed", "wrong", or none where a password alone does not help), F110
    broken.
    """
    from msoffcrypto import OfficeFile  # noqa: PLC0415 - cryptography, which few files need
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError  # noqa: PLC0415

    inside = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(data))
        file.load_key(password=password or EXCELS_OWN)
        file.decrypt(inside)
    except InvalidKeyError as fault:
        raise UnreadableError("F103", password="wrong" if password else "needed") from fault
    except DecryptionError as fault:  # a kind that no password alone opens
        raise UnreadableError("F103") from fault
    except MemoryError:
        raise
    except Exception as fault:  # a broken file makes it fail in many ways
        raise UnreadableError("F110") from fault
    return inside.getvalue()
