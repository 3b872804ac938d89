"""Why a picture or document that somebody sent cannot be kept, in words.

Said alike wherever photos are sent: with a matter, to a notice, at a meeting.
"""

from __future__ import annotations

#: `{what}` is the most that is taken.
PICTURES = {
    "TOO_LARGE": (
        "文件太大（最多{what}），请选小一点的 "
        "/ The file is too large ({what} at most): choose a smaller one"
    ),
    "TOO_MANY_PIXELS": (
        "照片太大，请用手机拍一张普通的 "
        "/ The picture has too many pixels: take an ordinary photo"
    ),
    "EMPTY_FILE": ("文件是空的，请再选一次 / The file is empty: choose it again"),
    "BROKEN_FILE": (
        "文件打不开，可能坏了，请再拍一张 "
        "/ The file cannot be opened: take another photo"
    ),
    "NOT_A_PICTURE": (
        "这不是照片，请选照片或PDF / That is not a picture: choose a photo or a PDF"
    ),
    "HEIC": (
        "这种照片（HEIC）打不开。请在相机设置里选“兼容性最佳”再拍 "
        "/ HEIC photos cannot be read: choose “Most compatible” in the camera settings"
    ),
    "ACTIVE_CONTENT": (
        "这份PDF里带程序，不能收。请打印成新的PDF "
        "/ This PDF carries a program: print it to a new PDF"
    ),
}
