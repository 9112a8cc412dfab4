"""Make the dictionary of line breaks in `html_templates/thai`: `python tools/make_dictionary.py [--check]`.

Thai has no spaces between words: libthai finds them in a dictionary. Its own knows few compounds and would
end a line within หน่วย|งาน or ดำเนิน|งาน. `thbrk.tri` holds the words of `words.txt` (PyThaiNLP's
`words_th.txt`, CC0) and our own words of `terms.txt`. `--words FILE` updates `words.txt`
from a newer `words_th.txt`.

libdatrie, which writes the file, comes with libthai.
"""

import argparse
import bisect
import ctypes
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "html_templates" / "thai"
WORD = re.compile("[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e2e\u0e30-\u0e39\u0e40-\u0e4e]+")
ABOVE_OR_BELOW = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
LONGEST = 22  # letters side by side: longer words do not fit a column of a table
ALPHABET = ((0x0E01, 0x0E3A), (0x0E3F, 0x0E5B))  # as in libthai's own file


def taken(lines: Iterable[str]) -> list[str]:
    """Return the words of PyThaiNLP's list that are useful for breaking lines, sorted."""
    words = {line.strip() for line in lines}
    usable = sorted(word for word in words if WORD.fullmatch(word) and width(word) <= LONGEST)
    return [word for word in usable if not steals(word, usable)]


def width(word: str) -> int:
    """Return the number of letters side by side; marks do not count."""
    return len(ABOVE_OR_BELOW.sub("", word))


def steals(word: str, words: list[str]) -> bool:
    """Return whether a word is การ and the beginning of longer words: การขับ would break การขับ|เคลื่อน."""
    stem = word.removeprefix("การ")
    place = bisect.bisect_left(words, stem)
    stem_is_word, following = words[place : place + 1] == [stem], words[place + 1 : place + 2]
    return stem != word and stem_is_word and any(longer.startswith(stem) for longer in following)


def compiled(words: Iterable[str]) -> bytes:
    """Return the words in the form that libthai reads. Raises OSError if libdatrie is not installed."""
    datrie = ctypes.CDLL("libdatrie.so.1")
    datrie.alpha_map_new.restype = datrie.trie_new.restype = ctypes.c_void_p
    alphabet = ctypes.c_void_p(datrie.alpha_map_new())
    for first, last in ALPHABET:
        datrie.alpha_map_add_range(alphabet, first, last)
    trie = ctypes.c_void_p(datrie.trie_new(alphabet))
    for word in words:
        if not datrie.trie_store(trie, (word + "\0").encode("utf-32-le"), -1):
            raise ValueError(word)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thbrk.tri"
        if datrie.trie_save(trie, str(path).encode()) != 0:
            raise OSError(path)
        return path.read_bytes()


def lines(name: str) -> list[str]:
    """Return the words in a file of the folder, without comments."""
    text = (FOLDER / name).read_text("utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the dictionary of line breaks.")
    parser.add_argument("--words", type=Path, help="PyThaiNLP's words_th.txt, to be taken into words.txt")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the file would change")
    options = parser.parse_args()
    if options.words:
        words = taken(options.words.read_text("utf-8-sig").split("\n"))
        (FOLDER / "words.txt").write_text("\n".join(words) + "\n", "utf-8")
    data = compiled(sorted({*lines("words.txt"), *lines("terms.txt")}))
    path = FOLDER / "thbrk.tri"
    if options.check:
        same = path.exists() and path.read_bytes() == data
        print("as it should be" if same else f"{path.name} differs from what its words make")
        return 0 if same else 1
    path.write_bytes(data)
    print(f"{path.name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
