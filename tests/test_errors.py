"""What a script sees of an error."""

from itaxl.errors import WrongUseError
from itaxl.texts import Texts


def test_an_error_says_in_either_language_what_to_mend() -> None:
    error = WrongUseError("file.missing", path="a.xlsx")
    assert error.what("th") == Texts("errors", "th")("file.missing", path="a.xlsx")
    assert str(error) == f"{error.what('en')} [file.missing]"
    assert "a.xlsx" in str(error)
