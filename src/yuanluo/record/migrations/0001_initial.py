import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.CharField(blank=True, db_index=True, max_length=60)),
                ("by", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(default="photo", max_length=10)),
                (
                    "file",
                    models.FileField(max_length=200, upload_to="attachments/%Y/%m"),
                ),
                (
                    "thumbnail",
                    models.FileField(blank=True, upload_to="thumbnails/%Y/%m"),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("size", models.PositiveIntegerField(default=0)),
                ("seen", models.CharField(default="handlers", max_length=10)),
                ("step", models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                (
                    "reader",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("position", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Log",
            fields=[
                (
                    "code",
                    models.CharField(max_length=20, primary_key=True, serialize=False),
                ),
                ("size", models.BigIntegerField(default=0)),
                ("frontier", models.JSONField(default=list)),
                ("noted_size", models.BigIntegerField(default=0)),
                ("noted_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.BigIntegerField(
                        help_text="Person, or None: the clock", null=True
                    ),
                ),
                ("actor_name", models.CharField(blank=True, max_length=80)),
                ("on_behalf", models.BigIntegerField(null=True)),
                ("post", models.CharField(blank=True, max_length=80)),
                ("place", models.CharField(blank=True, max_length=20)),
                (
                    "log",
                    models.CharField(
                        blank=True, help_text="Code of the village", max_length=20
                    ),
                ),
                ("subject", models.CharField(max_length=60)),
                ("verb", models.CharField(max_length=60)),
                ("detail", models.CharField(blank=True, max_length=60)),
                ("visit", models.PositiveIntegerField(default=0)),
                ("seen", models.CharField(default="handlers", max_length=10)),
                ("payload", models.JSONField(default=dict)),
                ("request_id", models.UUIDField(unique=True)),
                ("request_hash", models.CharField(max_length=64)),
                ("answer", models.JSONField(default=dict)),
                ("channel", models.CharField(default="web", max_length=20)),
                ("salt", models.BinaryField(max_length=16)),
                ("position", models.BigIntegerField(null=True, unique=True)),
                ("erased_at", models.DateTimeField(null=True)),
                ("commitments", models.JSONField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "id"], name="act_subject"),
                    models.Index(
                        condition=models.Q(("position", None)),
                        fields=["id"],
                        name="act_unsequenced",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("index", models.BigIntegerField()),
                ("leaf", models.BinaryField(max_length=32)),
                (
                    "log",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="record.log",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("log", "index"), name="entry_once_in_log"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                (
                    "log",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkpoints",
                        to="record.log",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("log", "size"), name="checkpoint_once"
                    )
                ],
            },
        ),
    ]
