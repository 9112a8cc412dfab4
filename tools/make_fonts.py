"""Make the documents' fonts in `html_templates/fonts`: `python tools/make_fonts.py [--check]`.

Sarabun (SIL Open Font License 1.1, no reserved name; from the package fontpkg-sarabun) is changed so that
Thai text survives in a PDF. HarfBuzz always splits SARA AM into NIKHAHIT and SARA AA; WeasyPrint keeps one
text for each glyph of a document: the first that it sees. So the plain font makes "ดาเนินงาน" of every
"ดำเนินงาน": the page looks right, and no search finds the word. Here every SARA AM ends as one glyph.

The ticks and boxes that no Thai font has are a subset of DejaVu Sans (Debian: fonts-dejavu-core).
"""

import argparse
import importlib.util
import io
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent

TARGET = Path(__file__).parent.parent / "html_templates" / "fonts"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")

FAMILY = "Itaxl Sarabun"
# How far a tone mark moves left over a vowel on ป ฝ ฟ, whose stem stands in its way: 1/1000 of the drawn em.
TONE_SHIFT = {"Regular": -147, "Bold": -187, "Italic": -147, "BoldItalic": -187}
TONES = ("48", "49", "4A", "4B")
HIGH_VOWELS = ("31", "34", "35", "36", "37")
# Sarabun is drawn half as large again as TH Sarabun: on a larger em, 16pt is the 16 pt of the regulation.
EM_FACTOR = 1.5
LINE = (0.844, -0.457, 0.03)  # ascent, descent and gap of TH Sarabun New, in ems
HINTS = ("fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH", "DSIG")

TICK_FAMILY = "Itaxl Ticks"
# The signs that people put before lines or into them and that Sarabun lacks: these, and all arrows, geometric shapes,
# symbols and dingbats that DejaVu Sans has.
BLOCKS = (range(0x2190, 0x2200), range(0x25A0, 0x2600), range(0x2600, 0x27C0))
TICKS = "⁃※‧⁎⁕∗∘⋅∴∵⊙⊚⊛⬤✓✔✗✘☐☑☒○●◯◎◉□■▪▫◇◆★☆✦✧❖➢➣➤►▶▸‣∙⇒⇐⇔↔✎✉☎❤♥⚠ℹ≡∈①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿№℃℉"
TICK_FACES = {"Regular": "DejaVuSans.ttf", "Bold": "DejaVuSans-Bold.ttf"}


def sarabun(face: str) -> bytes:
    """Return a changed face: Regular, Bold, Italic or BoldItalic."""
    spec = importlib.util.find_spec("fontpkg_sarabun")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install fontpkg-sarabun")
    font = TTFont(Path(spec.origin).parent / "files" / f"Sarabun-{face}.ttf", recalcTimestamp=False)
    join_sara_am(font)
    keep_marks_in_reading_order(font, TONE_SHIFT[face])
    resize(font)
    rename(font, "Sarabun", FAMILY)
    return saved(font)


def ticks(face: str) -> bytes:
    """The few signs of DejaVu Sans that official forms need, in the size of our Sarabun's capitals."""
    font = TTFont(DEJAVU / TICK_FACES[face], recalcTimestamp=False)
    options = subset.Options(layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 14], name_languages=["*"])
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "MATH"]
    cutter = subset.Subsetter(options)
    text = TICKS + "".join(chr(code) for block in BLOCKS for code in block)
    cutter.populate(text=text + " \u00a0")  # a space between two ticks is set in their font
    cutter.subset(font)
    resize(font)
    rename(font, "DejaVu Sans", TICK_FAMILY)
    return saved(font)


def join_sara_am(font: Any) -> None:
    """Join NIKHAHIT, with its tone mark, and SARA AA into one glyph, which stands for exactly one text."""
    ligatures = {}
    for marks, joined in sara_am_glyphs():
        if joined not in font.getGlyphOrder():
            add_composite(font, joined, [(marks, 0), ("uni0E32", 0)], advance_of="uni0E32", mark=False)
        ligatures[marks, "uni0E32"] = joined
    add_lookup(font, builder.buildLigatureSubstSubtable(ligatures), 4, "ccmp")


def sara_am_glyphs() -> Iterable[tuple[str, str]]:
    """Yield the glyphs of NIKHAHIT (with a tone mark, narrow or not) and the glyphs that they make with SARA AA."""
    for suffix in ("", ".narrow"):
        yield f"uni0E4D{suffix}", f"uni0E33{suffix}"
        for tone in TONES:
            yield f"uni0E4D0E{tone}{suffix}", f"uni0E{tone}0E33{suffix}"


def keep_marks_in_reading_order(font: Any, shift: int) -> None:
    """Remove the positioning of Thai marks: moved glyphs make some readers swap two marks.

    All offsets are small (at most 0.06 em), except that of a tone over a vowel on ป ฝ ฟ, which becomes a glyph.
    """
    drop_positioning(font["GPOS"].table, {"mark", "mkmk"}, {"thai", "DFLT"})
    present = set(font.getGlyphOrder())
    tones = [name for tone in (*TONES, "4C") if (name := f"uni0E{tone}.small") in present]
    vowels = [name for vowel in HIGH_VOWELS if (name := f"uni0E{vowel}.narrow") in present]
    moved = {tone: f"{tone}narrow" for tone in tones}
    for tone, name in moved.items():
        add_composite(font, name, [(tone, shift)], advance_of=tone, mark=True)
    index = add_lookup(font, builder.buildSingleSubstSubtable(moved), 1)
    add_lookup(font, after(font, vowels, tones, index), 6, "ccmp")


def drop_positioning(gpos: Any, tags: set[str], scripts: set[str]) -> None:
    """Remove the features with these tags from these scripts."""
    records = gpos.FeatureList.FeatureRecord
    for script in gpos.ScriptList.ScriptRecord:
        if script.ScriptTag in scripts:
            for system in (
                script.Script.DefaultLangSys,
                *(record.LangSys for record in script.Script.LangSysRecord),
            ):
                system.FeatureIndex = [i for i in system.FeatureIndex if records[i].FeatureTag not in tags]
                system.FeatureCount = len(system.FeatureIndex)


def after(font: Any, before: list[str], glyphs: list[str], lookup: int) -> Any:
    """Return a substitution by `lookup` for glyphs that follow one of `before`."""
    order = font.getReverseGlyphMap()
    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, lookup
    context = otTables.ChainContextSubst()
    context.Format = 3
    context.BacktrackGlyphCount, context.BacktrackCoverage = 1, [builder.buildCoverage(before, order)]
    context.InputGlyphCount, context.InputCoverage = 1, [builder.buildCoverage(glyphs, order)]
    context.LookAheadGlyphCount, context.LookAheadCoverage = 0, []
    context.SubstCount, context.SubstLookupRecord = 1, [record]
    return context


def add_composite(font: Any, name: str, parts: list[tuple[str, int]], advance_of: str, mark: bool) -> None:
    """Add a glyph made of others, each with its move to the right, as wide as `advance_of`."""
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for part, move in parts:
        component = GlyphComponent()
        component.glyphName, component.x, component.y, component.flags = part, move, 0, ROUND_XY_TO_GRID
        glyph.components.append(component)
    font["glyf"][name] = glyph
    font.setGlyphOrder(font["glyf"].glyphOrder)
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (font["hmtx"][advance_of][0], glyph.xMin)
    font["GDEF"].table.GlyphClassDef.classDefs[name] = 3 if mark else 1


def add_lookup(font: Any, subtable: Any, kind: int, feature: str | None = None) -> int:
    """Add a substitution after all others, to every feature of that tag; return its number."""
    gsub = font["GSUB"].table
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTableCount, lookup.SubTable = kind, 0, 1, [subtable]
    gsub.LookupList.Lookup.append(lookup)
    gsub.LookupList.LookupCount = len(gsub.LookupList.Lookup)
    index = gsub.LookupList.LookupCount - 1
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == feature:
            record.Feature.LookupListIndex.append(index)
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)
    return int(index)


def resize(font: Any) -> None:
    """Give a font the size and line height of TH Sarabun, and remove hints, which are for the old size."""
    em = font["head"].unitsPerEm = round(font["head"].unitsPerEm * EM_FACTOR)
    ascent, descent, gap = (round(part * em) for part in LINE)
    lines, system = font["hhea"], font["OS/2"]
    lines.ascent, lines.descent, lines.lineGap = ascent, descent, gap
    system.sTypoAscender, system.sTypoDescender, system.sTypoLineGap = ascent, descent, gap
    system.usWinAscent, system.usWinDescent = ascent, -descent
    for table in HINTS:
        if table in font:
            del font[table]
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()


def rename(font: Any, old: str, new: str) -> None:
    """Give a changed font its own name."""
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = record.toUnicode().replace(old, new)
        elif record.nameID == 6:
            record.string = record.toUnicode().replace(old.replace(" ", ""), new.replace(" ", ""))


def saved(font: Any) -> bytes:
    """Return the file of a font, without the time of day."""
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def all_fonts() -> Mapping[str, bytes]:
    """Return every font file by its name; the ticks only if DejaVu Sans is installed."""
    made = {f"ItaxlSarabun-{face}.ttf": sarabun(face) for face in TONE_SHIFT}
    if DEJAVU.is_dir():
        made |= {f"ItaxlTicks-{face}.ttf": ticks(face) for face in TICK_FACES}
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the documents' fonts.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if a committed file would change"
    )
    check = parser.parse_args().check
    stale = []
    for name, data in all_fonts().items():
        path = TARGET / name
        if check and (not path.exists() or path.read_bytes() != data):
            stale.append(name)
        elif not check:
            path.write_bytes(data)
            print(f"{name}: {len(data)} bytes")
    for name in stale:
        print(f"{name} differs from what its source makes")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
