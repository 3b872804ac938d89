"""Give notices that were there before their spell, and their days."""

from datetime import timedelta
from typing import Any

from django.db import migrations


def up(apps: Any, schema_editor: Any) -> None:
    """Let each have been up since it was shown; its days follow from its end."""
    del schema_editor
    Notice = apps.get_model("publicity", "Notice")
    Spell = apps.get_model("publicity", "ShownSpell")
    Channel = apps.get_model("publicity", "Channel")
    eight = timedelta(hours=8)  # Notices before this were all counted in Shanghai.
    for notice in Notice.objects.filter(spells=None).iterator(500):
        first = (notice.shown_at + eight).date()
        last = (notice.ends_at + eight).date()
        notice.days = max(1, (last - first).days - 1)
        notice.save(update_fields=["days"])
        Spell.objects.create(notice=notice, since=notice.shown_at)
        Channel.objects.create(notice=notice, kind="site", on=first, at=notice.shown_at)


class Migration(migrations.Migration):
    dependencies = [("publicity", "0002_spells_and_remarks")]

    operations = [migrations.RunPython(up, migrations.RunPython.noop)]
