"""The figures of GB/T 9704-2012; lengths in mm, sizes in pt, as the standard names them.

22 lines of 29 pt are 0.2 pt too high for the 225 mm of the type area, so a line is 28.95 pt.
"""

PAPER = (210.0, 297.0)
TOP, LEFT = 37.0, 28.0
CORE = (156.0, 225.0)
RIGHT = PAPER[0] - LEFT - CORE[0]
BOTTOM = PAPER[1] - TOP - CORE[1]
LINES, CHARACTERS = 22, 28
LINE_PITCH = 28.95
CHARACTER_PITCH = 15.75
"""At most 156 mm / 28; 16 pt characters stand 0.25 pt closer."""

SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0
"""字号: 2 号 for titles, 3 号 for the text, 4 号 for the record of issue and page numbers."""

MARK_SIZE = 36.0
"""The issuer's mark in pt; the standard leaves its size open."""
MARK_BELOW_CORE_TOP = 35.0
LINE_BELOW_NUMBER = 4.0
NUMBER_BELOW_CORE = 7.0
LETTER_MARK_FROM_PAPER_TOP = 30.0
LETTER_LINE_BELOW_MARK, LETTER_LINE_FROM_PAPER_BOTTOM = 4.0, 20.0
LETTER_LINE = 170.0
"""信函格式: two red double lines, longer than the type area by 8 mm left and 6 mm right."""
TALLEST_PICTURE = 110.0
THICK, THIN = 0.35, 0.25
RED = "FF0000"

XIAOBIAOSONG, FANGSONG, KAITI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312"
HEITI, SONGTI = "黑体", "宋体"
LEVEL_FONTS = {1: HEITI, 2: KAITI, 3: FANGSONG}
"""一、黑体；（一）楷体；1. 仿宋. Named and never shipped; a machine without them takes another."""


def twips(mm: float) -> int:
    """A length in twentieths of a point."""
    return round(mm / 25.4 * 1440)


def points(mm: float) -> float:
    """A length in points."""
    return mm / 25.4 * 72
