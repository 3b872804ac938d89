"""Remarks that were entered for somebody, and appeals against an answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Mark remarks that were entered for somebody; let an appeal be a remark."""

    dependencies = [("publicity", "0003_spells_of_old_notices")]

    operations = [
        migrations.AddField(
            model_name="remark",
            name="assisted",
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveConstraint(model_name="remark", name="remark_kind"),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("objection", "appeal", "question"))),
                name="remark_kind",
            ),
        ),
    ]
