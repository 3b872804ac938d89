"""What is wrong with a clerk's list, in words that say what to mend.

By the codes of `kernel.registers` for cells and of `people.rosterfile` for whole files;
each in both languages, and none repeats what stood in a cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.words import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A file that cannot be read at all, and a list that cannot be taken.
FILE_WORDS = {
    "FILE_TOO_LARGE": (
        "文件太大，最多{what}MB；请去掉图片，或分成几份 "
        "/ The file is too large, {what} MB at most: remove pictures or split it"
    ),
    "FILE_OLD_EXCEL": (
        "这是旧的或加了密码的Excel文件，请去掉密码，另存为xlsx "
        "/ An old or locked Excel file: remove the password and save it as xlsx"
    ),
    "FILE_LOCKED": (
        "文件加了密码，请去掉密码再传 / The file is locked: remove its password first"
    ),
    "FILE_EMPTY": "文件是空的 / The file is empty",
    "FILE_UNREADABLE": (
        "读不懂这个文件；请用xlsx，或GB18030、UTF-8的csv "
        "/ The file cannot be read: use xlsx, or csv in GB18030 or UTF-8"
    ),
    "FILE_TRAP": (
        "这个文件解开以后大得不正常，或藏着不该有的东西，没有读；"
        "请把名单复制到新表再传 "
        "/ The file unpacks to something no list should be and was not read: "
        "copy the list into a new sheet"
    ),
    "CELL_TOO_LONG": ("有一格超过{what}个字 / A cell has more than {what} characters"),
    "TOO_MANY_ROWS": (
        "一次最多{what}行，请分成几份 / {what} rows at most: split the list"
    ),
    "NOT_A_VILLAGE": (
        "名单要按村、社区导入；几个村在一张表里，按镇导入 "
        "/ A list is for one village, or for the villages of one township"
    ),
    "UNKNOWN_IMPORT": "没有找到这份名单 / There is no such list",
    "IMPORT_OVER": (
        "这份名单已经处理过了 / Something has been done with this list already"
    ),
    "NOTHING_TO_TAKE": (
        "没有可以登记的，请先改好差错 "
        "/ Nothing can be registered: mend the faults first"
    ),
    "TOO_LATE_TO_UNDO": (
        "登记满一天了，不能整份撤销，请逐户更正 "
        "/ A day has passed: correct households one by one"
    ),
}
#: What is told of one cell; of the whole file where there is no cell.
CELL_WORDS = {
    "TOO_MANY_ROWS": "行数太多，请分成几份 / Too many rows: split the list",
    "NO_HEADINGS": (
        "前30行里没有找到表头（至少要有“姓名”和另一列） "
        "/ No row of headings within 30 rows (姓名 and one more at least)"
    ),
    "NO_ADDRESS_COLUMN": (
        "没有“住址”或“门牌”这一列 / There is no column for the address"
    ),
    "NO_HEAD_COLUMN": (
        "没有“与户主关系”或“户主姓名”，不知道谁是一户 "
        "/ No column says who is head, so households cannot be told apart"
    ),
    "NO_VILLAGE": ("没写是哪个村、社区 / It does not say which village or community"),
    "UNKNOWN_VILLAGE": (
        "这个镇没有叫这个名字的村、社区 / No village of this township has that name"
    ),
    "NOT_YOUR_VILLAGE": (
        "这个村不归您登记，请交给管那里的人 "
        "/ You do not keep that village's register: give it to who does"
    ),
    "OTHER_VILLAGE": (
        "这一户是别的村的；几个村一起登记，请选镇 "
        "/ Of another village: choose the township to register several"
    ),
    "FORMULA": ("这里是公式，不计算；请粘贴成数值 / Not worked out: paste the value"),
    "LOST_DIGITS": (
        "号码存成了数字，末几位已经丢了；请把这列设成文本再填 "
        "/ Kept as a number, its last digits are lost: set the column to text"
    ),
    "IDENTITY_SHAPE": (
        "身份证号不是15位或18位，或地区码不对 "
        "/ Not an identity number of 15 or 18 digits, or no such region"
    ),
    "IDENTITY_CHECK": (
        "身份证号最后一位对不上，有一位抄错了 "
        "/ The check digit does not fit: a digit is wrong"
    ),
    "IDENTITY_DATE": (
        "身份证号里的出生日期不存在 / The birth date in the number does not exist"
    ),
    "DATE": "没有这一天，或在今天以后 / No such day, or it is to come",
    "BORN_DIFFERS": (
        "出生日期和身份证号对不上 / The birth date is not that of the identity number"
    ),
    "NAME": "姓名里有不该有的字符 / The name holds something that is no letter",
    "NO_NAME": "没有姓名 / The name is missing",
    "NO_ADDRESS": "这一户没有住址 / The household has no address",
    "TWO_ADDRESSES": (
        "和同一户第{what}行的住址不一样 "
        "/ Not the address of the same household in row {what}"
    ),
    "NO_HEAD": "这一户没有户主 / The household has no head",
    "TWO_HEADS": (
        "这一户有两个户主，另一个在{what} / A second head; the other is in {what}"
    ),
    "DUPLICATE": "和{what}是同一个人 / The same person as {what}",
    "TWO_HOUSEHOLDS": (
        "这个人在两户里，另一处在{what} / In two households; the other is {what}"
    ),
    "TOO_MANY_PEOPLE": (
        "一户超过{what}人，多半是户号重了 / More than {what} people in one household"
    ),
    "TOO_LONG": "最多{what}个字 / {what} characters at most",
    "ELSEWHERE": (
        "登记册里这个人在另一户，请先办迁移 "
        "/ Registered in another household: move them first"
    ),
    "ALREADY_HERE": (
        "已经登记在这一户，不重复登记 / Registered in this household already"
    ),
    "PHONE": (
        "这不像电话号码，没有登记号码 / No telephone number; it is not registered"
    ),
    "PHONE_SHARED": (
        "这个号码登记在另一个人名下，这里不再登记 "
        "/ The number is somebody else's in the register"
    ),
    "YES_OR_NO": "请写“是”或“否” / Write 是 or 否",
    "NO_OWNER_HEADINGS": (
        "没找到表头：要有房号、面积、业主三列 "
        "/ No row of headings: columns for room, area and owner are needed"
    ),
    "TOO_MANY_UNITS": "一份最多五千套，请分开传 / Five thousand units at most a list",
    "NO_ROOM": "没有房号 / The room is missing",
    "SAME_ROOM": "和{what}是同一套 / The same unit as {what}",
    "AREA": (
        "面积写平方米，最多两位小数，如86.50 "
        "/ Write square metres with two decimals at most: 86.50"
    ),
    "WHO_STANDS": (
        "几个人共有，请在“代表”一列写谁代表 "
        "/ Several own it: name in the column 代表 who stands for them"
    ),
    "STANDS_NOT_OWNER": (
        "代表要是共有人里的一个 / Whoever stands for a unit is one of its owners"
    ),
    "SAME_NAME": (
        "名单或登记里有同名的，请补上电话，才知道是不是一个人 "
        "/ Another has this name: add telephone numbers, so that they can be told apart"
    ),
    "PHONE_OF_ANOTHER": (
        "这个电话登记在另一个名字下，请核对 "
        "/ This number is registered under another name: please check"
    ),
    "FORBIDDEN": ("这一列不该记录，没有读 / This is not kept, so it was not read"),
}


def in_words(table: Mapping[str, str], code: str, detail: str, language: str) -> str:
    """Say what is wrong; a code without words is said as it is."""
    return in_language(table.get(code, code), language).format(what=detail)
