"""Background work of this app; the one place here that asks what time it is."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from yuanluo.gateway import jobs
from yuanluo.gateway.carriers import carriers


@task()
def deliver() -> int:
    """Send what is due; say how much arrived."""
    return jobs.deliver(timezone.now, carriers())
