"""What Yuanluo never keeps about a person, whoever asks for it.

Belief, ethnic group as a label, political attitude, who complained to higher places,
who is "watched", intimate life, whom one meets, where one goes, faces. A field, a
choice or a form of a charter that would hold such a thing is refused by its words, in
the schema and in charter files alike. It reads words, not minds: a person reviewing a
charter is not replaced by it.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A kind of knowledge that is not kept, and the words that give it away."""

    kind: str
    words: str
    # What looks like it and is not.
    innocent: str = r"(?!)"


FORBIDDEN = (
    Forbidden("belief", r"relig|faith\b|worship|信仰|宗教|教派|信教"),
    Forbidden(
        "ethnic group",
        r"\bethnic|nationality_group|\brace\b|民族成份|民族成分|\b民族\b|族别",
        # Names of places, such as 卡蒲毛南族乡, are not labels of people.
        r"民族(?:乡|自治)",
    ),
    Forbidden(
        "political attitude",
        r"political_(?:attitude|view|opinion|leaning)|政治态度|政治倾向|思想动态",
    ),
    Forbidden(
        "petitioning",
        r"\bpetition|_petition|上访|信访(?:重点|人员|户)|涉访|缠访|非访",
    ),
    Forbidden(
        "watch lists",
        r"key_(?:person|people|population)|watch_?list|black_?list|stability"
        r"|重点(?:人员|人口|人群)|维稳|稳控|黑名单|管控(?:人员|对象)|敏感人",
    ),
    Forbidden("intimate life", r"sexual|gender_identity|sex_life|性取向|性倾向|性生活"),
    Forbidden(
        "whom one meets",
        r"friends?_of|social_graph|acquaintances?\b|社会关系|朋友圈关系|交往人员",
    ),
    Forbidden(
        "where one goes",
        r"location_(?:trail|history)|\btrajector|movement_history|行踪|轨迹",
    ),
    Forbidden(
        "body measures",
        r"face_(?:template|print|vector|feature)|finger_?print|iris_|biometric"
        r"|人脸|指纹|虹膜|声纹|基因|血型",
    ),
)


def forbidden(words: str) -> str | None:
    """Give the kind of forbidden knowledge these words ask for, if any.

    >>> forbidden("religious_belief"), forbidden("是否信访重点人员")
    ('belief', 'petitioning')
    >>> forbidden("卡蒲毛南族乡"), forbidden("重点项目")
    (None, None)
    """
    lowered = words.lower()
    for one in FORBIDDEN:
        rest = re.sub(one.innocent, "", lowered)
        if re.search(one.words, rest):
            return one.kind
    return None
