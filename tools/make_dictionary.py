"""Take Thai words from a newer list of PyThaiNLP: `python tools/make_dictionary.py words_th.txt`.

It writes `html_templates/thai/words.txt`; our own words stand beside it in `terms.txt`. Lines end between them
(`itaxl/thai/words.py`).
"""

import argparse
import bisect
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from itaxl import thai

WORDS = Path(__file__).parent.parent / "html_templates" / "thai" / "words.txt"
WORD = re.compile("[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e2e\u0e30-\u0e39\u0e40-\u0e4e]+")
LONGEST = 22  # letters side by side: longer words do not fit a column of a table


def taken(lines: Iterable[str]) -> list[str]:
    """Return the words of PyThaiNLP's list that are useful for breaking lines, sorted."""
    words = {line.strip() for line in lines}
    usable = sorted(word for word in words if WORD.fullmatch(word) and thai.width(word) <= LONGEST)
    return [word for word in usable if not steals(word, usable)]


def steals(word: str, words: list[str]) -> bool:
    """Return whether a word is การ and the beginning of longer words: การขับ would break การขับ|เคลื่อน."""
    stem = word.removeprefix("การ")
    place = bisect.bisect_left(words, stem)
    stem_is_word, following = words[place : place + 1] == [stem], words[place + 1 : place + 2]
    return stem != word and stem_is_word and any(longer.startswith(stem) for longer in following)


def main() -> int:
    parser = argparse.ArgumentParser(description="Take Thai words from a newer list of PyThaiNLP.")
    parser.add_argument("words", type=Path, help="PyThaiNLP's words_th.txt")
    words = taken(parser.parse_args().words.read_text("utf-8-sig").split("\n"))
    WORDS.write_text("\n".join(words) + "\n", "utf-8")
    print(f"{WORDS.name}: {len(words)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
