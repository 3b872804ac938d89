"""What the columns of a clerk's list are called, and the words that stand in them.

A heading is looked up without spaces, stars and what stands in brackets. A column that
is not in this table is not read: what a service does not need is not taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuanluo.kernel.registers_cells import Cell, Formula, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The row of headings is among the first ones, or there is none.
HEADING_WITHIN = 30
COLUMNS_MOST = 60

#: What a column holds, and what clerks call it, spaces and brackets taken away.
HEADINGS: dict[str, tuple[str, ...]] = {
    "village": (
        *("村", "社区", "村社区", "村/社区", "村居", "行政村", "村名", "村名称"),
        *("所在村", "所属村", "所在社区", "所属社区", "村居名称", "社区名称"),
    ),
    "household": ("户号", "户编号", "户序号", "家庭编号", "户籍号", "家庭户号"),
    "head": ("户主", "户主姓名", "户主名", "户主名字"),
    "relation": ("与户主关系", "与户主的关系", "和户主关系", "户主关系", "家庭关系"),
    "name": ("姓名", "名字", "成员姓名", "家庭成员", "家庭成员姓名", "居民姓名"),
    "identity": (
        *("身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码"),
        *("证件号码", "证件号", "居民身份证号", "居民身份证号码"),
    ),
    "born": ("出生日期", "出生年月日", "出生年月", "生日", "出生时间"),
    "phone": (
        *("电话", "联系电话", "电话号码", "手机", "手机号", "手机号码", "联系方式"),
    ),
    "address": (
        *("住址", "家庭住址", "现住址", "居住地址", "地址", "详细地址", "家庭地址"),
        *("门牌", "门牌号", "房号", "楼栋房号", "居住地"),
    ),
    "away": ("是否外出", "外出", "是否外出务工", "外出务工", "在外"),
    "present": ("是否在家", "是否常住", "在家", "常住", "是否在村"),
}
FIELDS = {heading: name for name, known in HEADINGS.items() for heading in known}
HEAD_WORDS = frozenset({"户主", "本人", "本人户主", "户主本人", "01", "1"})
YES = frozenset({"是", "有", "√", "✓", "y", "yes", "1"})
NO = frozenset({"否", "无", "×", "x", "n", "no", "0"})
AWAY = frozenset({"外出", "务工", "外出务工", "在外", "不在", "不在家"})
AT_HOME = frozenset({"在家", "在", "在村", "常住", "未外出"})
#: What stands in the first cell of a row that is no person.
ASIDE = re.compile(r"(合计|总计|小计|填表|制表|审核|备注|说明|注[::]|单位[::])")
BRACKETS = re.compile(r"[((\[【].*?[))\]】]|[\s*::、]")


#: What may follow the name of a village, and says no more.
VILLAGE_TAIL = re.compile(r"(村|社区)?(村民委员会|居民委员会|村委会|居委会)?$")


def village_name(text: str) -> str:
    """Give the name of a village without what may follow it.

    >>> village_name("大贵口村民委员会"), village_name("大贵口村"), village_name("村")
    ('大贵口', '大贵口', '村')
    """
    bare = re.sub(r"\s", "", text)
    return VILLAGE_TAIL.sub("", bare) or bare


def cell_name(row: int, column: int) -> str:
    """Name a cell as a spreadsheet does; columns count from 0.

    >>> cell_name(17, 2), cell_name(3, 27)
    ('C17', 'AB3')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def heading(cell: Cell) -> str:
    """Give a heading without spaces, stars and what stands in brackets.

    >>> heading("姓　 名*"), heading("身份证号码（18位）")
    ('姓名', '身份证号码')
    """
    return "" if isinstance(cell, Formula) else BRACKETS.sub("", plain(cell))


def told_in(
    cells: Sequence[Cell], columns: Mapping[str, int]
) -> dict[str, Cell] | None:
    """Give the cells of a row by column; None for an empty one or something aside."""
    given = {
        name: cells[at] if at < len(cells) else None for name, at in columns.items()
    }
    if all(cell is None or cell == "" for cell in given.values()):
        return None
    first = next((cell for cell in cells if cell not in (None, "")), "")
    return None if isinstance(first, str) and ASIDE.match(plain(first)) else given
