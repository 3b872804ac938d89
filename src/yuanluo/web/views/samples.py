"""Made-up content for the page of styles: invented people and matters, no data read.

Dates lie around the day of the request, so that each tone of a deadline is seen.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from types import SimpleNamespace as Sample
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from yuanluo.paper.clock import moment, today

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

# A path of four states, drawn as the playbook picture is: "you are here" is filled.
PATH = Markup(
    '<svg width="560" height="112" viewBox="0 0 560 112" role="img" '
    'aria-label="点单, 派单, 接单, 晒单" font-size="15" text-anchor="middle">'
    '<g fill="none" stroke="#8A877C" stroke-width="1.5"><path d="M112 56h44M260 56h44'
    'M408 56h44"/><path d="M150 52l6 4-6 4M298 52l6 4-6 4M446 52l6 4-6 4"/>'
    '<rect x="12" y="32" width="100" height="48" rx="4"/>'
    '<rect x="308" y="32" width="100" height="48" rx="4"/>'
    '<rect x="456" y="32" width="92" height="48" rx="4"/></g>'
    '<rect x="160" y="32" width="100" height="48" rx="4" fill="#1E6B52"/>'
    '<g fill="currentColor"><text x="62" y="61">点单</text><text x="358" y="61">接单'
    '</text><text x="502" y="61">晒单</text></g>'
    '<text x="210" y="61" fill="#fff" font-weight="600">派单</text></svg>'
)


def qr_sample() -> Markup:
    """Draw a code without calling on a library."""
    squares = "".join(
        f"M{x} {y}h1v1h-1z"
        for y in range(21)
        for x in range(21)
        if (x * x + y * 3 + x * y) % 3 == 0
    )
    corners = "".join(
        f"M{x} {y}h7v7h-7zM{x + 1} {y + 1}v5h5v-5zM{x + 2} {y + 2}h3v3h-3z"
        for x, y in ((0, 0), (14, 0), (0, 14))
    )
    return Markup(  # noqa: S704 -- drawn here, out of numbers
        f'<svg viewBox="-1 -1 23 23" role="img" aria-label="QR">'
        f'<path fill-rule="evenodd" d="{squares}{corners}"/></svg>'
    )


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Give a moment on a day where the people live."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def matter_rows() -> list[tuple[str, str, str, str, str, float, int | None]]:
    """Give title, state, tone, category, holder, days ago, days left."""
    return [
        (
            _("三组路口的路灯不亮"),
            _("已派单"),
            "open",
            _("公共照明"),
            _("李电工"),
            0.1,
            1,
        ),
        (
            _("污水从井盖往外冒，巷子里走不了人"),
            _("超期"),
            "late",
            _("排水"),
            _("镇党政办"),
            6,
            -2,
        ),
        (
            _("两家为了院墙的滴水吵起来了"),
            _("等您回话"),
            "waiting",
            _("邻里"),
            _("石院长"),
            1.1,
            9,
        ),
        (_("活动室的门锁坏了"), _("办好了"), "good", _("公共设施"), "", 12, None),
        (_("想把门前的水泥路补一截"), _("自己撤回"), "closed", _("道路"), "", 40, None),
    ]


def matters(request: HttpRequest) -> list[Sample]:
    """Give matters of each tone."""
    now, day = moment(request), today(request)
    return [
        Sample(
            id=order,
            url="#",
            number=f"MA-{day.year}-{142 - order:04d}",
            title=title,
            state=state,
            tone=tone,
            category=category,
            place=_("马鞍社区三组") if order % 2 else _("新兴社区小河巷"),
            holder=holder,
            when=now - timedelta(days=since),
            due=None if left is None else at(day + timedelta(days=left), 18),
            fresh=tone == "late",
        )
        for order, (title, state, tone, category, holder, since, left) in enumerate(
            matter_rows()
        )
    ]


def events(request: HttpRequest) -> list[Sample]:
    """Give a history with each kind of line."""
    day = today(request)
    return [
        Sample(
            at=at(day - timedelta(days=3), 9, 12),
            what=_("点单"),
            who="杨**",
            words=_("路口那盏灯三天没亮了，晚上接孩子看不见路。"),
        ),
        Sample(
            at=at(day - timedelta(days=3), 9, 40),
            what=_("派单"),
            who=_("王干事"),
            post=_("社区干事"),
        ),
        Sample(
            at=at(day - timedelta(days=2), 18),
            what=_("到期没接，转到镇里"),
            who=_("时钟"),
            tone="late",
        ),
        Sample(
            at=at(day - timedelta(days=1), 10, 5),
            what=_("内部备注"),
            who=_("王干事"),
            inner=True,
            words=_("线杆归供电所，先问清楚再上杆。"),
        ),
        Sample(
            at=at(day, 8, 20),
            what=_("现在：李电工在办"),
            post=_("电工"),
            tone="now",
        ),
        Sample(what=_("接下来：办好后由监督员看过再公布"), tone="ahead"),
    ]


def counted(request: HttpRequest) -> list[Sample]:
    """Give a period with a rest day in it."""
    day = today(request)
    return [
        Sample(day=day - timedelta(days=1), counted=1, note=""),
        Sample(day=day, counted=0, note=_("周末")),
        Sample(day=day + timedelta(days=1), counted=2, note=_("调休上班")),
    ]


def samples(request: HttpRequest) -> dict[str, Any]:
    """Give all that the page of styles shows."""
    day = today(request)
    return {
        "matters": matters(request),
        "events": events(request),
        "counted": counted(request),
        "path": PATH,
        "code": qr_sample(),
        "day": day,
        "days": {
            "late": at(day - timedelta(days=3), 18),
            "soon": at(day + timedelta(days=1), 18),
            "calm": day + timedelta(days=12),
        },
        "groups": [
            (
                _("家门口"),
                [("light", _("路灯")), ("road", _("道路")), ("water", _("排水"))],
            ),
            (
                _("邻里"),
                [("noise", _("吵闹")), ("wall", _("院墙地界")), ("dog", _("养狗"))],
            ),
            (
                _("办手续"),
                [("card", _("开证明")), ("aid", _("救助")), ("land", _("宅基地"))],
            ),
        ],
    }
