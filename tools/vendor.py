"""Copy what pages need from node_modules to our own origin.

Icons become one sheet with only those that pages name. Refuses to go on when a file
or an icon is missing, because a page without its script fails later and quietly.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
WEB = ROOT / "src" / "yuanluo" / "web"
VENDOR = WEB / "static" / "web" / "vendor"

FILES = {"htmx.org/dist/htmx.min.js": "htmx.js"}
ICON_NAMES = WEB / "icons.txt"


def symbol(name: str, svg: str) -> str:
    """Turn one picture into a symbol of the sheet."""
    inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if inner is None:
        sys.exit(f"vendor: {name}.svg is not a picture")
    drawing = " ".join(inner.group(1).split())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def sheet(names: list[str]) -> str:
    """Draw the sheet of these icons."""
    symbols = []
    for name in names:
        path = MODULES / "lucide-static" / "icons" / f"{name}.svg"
        if not path.exists():
            sys.exit(f"vendor: there is no icon {name!r}")
        symbols.append(symbol(name, path.read_text(encoding="utf-8")))
    body = "\n".join(symbols)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def main() -> None:
    """Copy the files and draw the icons."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in FILES.items():
        shutil.copyfile(MODULES / source, VENDOR / target)
    if ICON_NAMES.exists():
        names = ICON_NAMES.read_text(encoding="utf-8").split()
        (VENDOR / "icons.svg").write_text(sheet(sorted(set(names))), encoding="utf-8")


if __name__ == "__main__":
    main()
