"""Which Chinese typeface paper is printed in: the one set, or one the system has.

Noto Sans CJK and its like are free (SIL Open Font Licence) and come with the system's
package; nothing is shipped here. Without any, a sheet cannot be drawn and says so.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

#: Files that systems put it in, and which face of a collection is simplified Chinese.
KNOWN = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
)


class NoTypeface(Exception):
    """There is no Chinese typeface to print in."""


@lru_cache(maxsize=1)
def typeface() -> tuple[Path, int]:
    """Give the file of the typeface and the number of its face; or `NoTypeface`."""
    chosen = settings.TYPEFACE
    known = [(chosen, 0)] if chosen else KNOWN
    for name, face in known:
        path = Path(name)
        if path.is_file():
            number = next(
                (n for file, n in KNOWN if Path(file).name == path.name), face
            )
            return path, number
    raise NoTypeface(chosen)
