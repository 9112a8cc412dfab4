"""Room between the blocks of a Word file."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from itaxl.report.blocks.block import Block
from itaxl.report.wordml.markup import Xml, paragraph
from itaxl.report.wordml.sheet import Sheet


def spaced(blocks: Sequence[Block], sheet: Sheet) -> Iterator[Xml]:
    """Yield the blocks, with a little room between a table and the text after it."""
    for block, following in zip_longest(blocks, blocks[1:]):
        yield block.word(sheet)
        if block.ends_close and following and following.begins_close:
            yield paragraph("AfterTable")
