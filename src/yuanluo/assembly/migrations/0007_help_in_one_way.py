"""Say how somebody agreed to be helped out of a closed list, once for each question.

What was written in free words is read for how it was said; the words themselves, which
name people, go. Who helped and when stands in the record.
"""

from typing import Any

from django.db import migrations, models

CONSENTS = ("present", "phone", "paper")
#: Words that say it was so; whatever has none of them was said face to face.
SIGNS = {
    "phone": ("电话", "手机", "视频", "phone", "call"),
    "paper": ("签", "手印", "指印", "书面", "纸", "sign", "paper", "writ"),
}


def read(evidence: str) -> str:
    """Read free words as one of the list."""
    words = evidence.lower()
    for consent, signs in SIGNS.items():
        if any(sign in words for sign in signs):
            return consent
    return "present"


def carry_over(apps: Any, schema_editor: Any) -> None:
    """Keep the newest of each question and voter, and how they agreed."""
    del schema_editor
    Assistance = apps.get_model("assembly", "Assistance")
    seen = set()
    for row in list(Assistance.objects.order_by("-id")):
        if (row.ballot_id, row.entry_id) in seen:
            row.delete()
            continue
        seen.add((row.ballot_id, row.entry_id))
        row.consent = read(row.evidence)
        row.save(update_fields=["consent"])


class Migration(migrations.Migration):
    dependencies = [("assembly", "0006_kinds_of_questions")]

    operations = [
        migrations.AddField(
            "assistance",
            "consent",
            models.CharField(max_length=8, default="present"),
            preserve_default=False,
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField("assistance", "evidence"),
        migrations.RemoveField("assistance", "helper"),
        migrations.RemoveField("assistance", "at"),
        migrations.AddConstraint(
            "assistance",
            models.UniqueConstraint(fields=("ballot", "entry"), name="assisted_once"),
        ),
        migrations.AddConstraint(
            "assistance",
            models.CheckConstraint(
                condition=models.Q(consent__in=CONSENTS), name="assisted_with_consent"
            ),
        ),
    ]
