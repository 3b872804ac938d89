"""What properties of the kernel are tried on.

Characters are drawn by number: drawing them by Unicode's classes would first build a
table, which takes longer than all tests of the kernel together.
"""

from hypothesis import settings
from hypothesis import strategies as st

#: Fewer examples than elsewhere: the kernel is tested after every change.
some = settings(max_examples=max(15, settings().max_examples // 6))

ODD = '"\\|;:#=+-@,. \t\r\n\x00\x1f\x85\u202e\ufeff\ud800\uffff＝：｜“”路灯e\u0301𠮷'


def texts(longest: int = 20) -> st.SearchStrategy[str]:
    """Texts with every kind of trouble in them, half characters included."""
    characters = st.sampled_from(ODD) | st.integers(0, 0x10FFFF).map(chr)
    return st.lists(characters, max_size=longest).map("".join)
