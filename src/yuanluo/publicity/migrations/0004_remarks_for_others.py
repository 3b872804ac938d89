"""Remarks that were entered for somebody, so that their share can be told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Mark remarks that were entered for somebody."""

    dependencies = [("publicity", "0003_spells_of_old_notices")]

    operations = [
        migrations.AddField(
            model_name="remark",
            name="assisted",
            field=models.BooleanField(default=False),
        ),
    ]
