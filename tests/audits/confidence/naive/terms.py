"""What most software does: how confidential an asking is stands in a row like any other, and a form changes it."""

from __future__ import annotations

from uuid import UUID

from django.apps.registry import Apps
from django.db import connection, models, transaction

from tilth.audits.models import Wave


class Settings(models.Model):
    """The same columns as the terms of a wave, in a table that nothing guards."""

    wave_id = models.UUIDField(primary_key=True)
    document = models.JSONField()
    own_instrument = models.UUIDField(null=True)
    root = models.CharField(max_length=60)
    audience = models.CharField(max_length=12)
    kinds = models.JSONField()
    breakdown = models.JSONField(null=True)
    rules = models.JSONField()
    blind = models.BooleanField()
    remarks = models.BooleanField()
    papers = models.CharField(max_length=4)

    class Meta:
        apps = Apps()  # one of their own: the rest of Tilth never hears of this table
        app_label = "naive"
        db_table = "naive_settings"


def make() -> None:
    """The table, with all that stands in the guarded one."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_settings AS SELECT * FROM audits_terms")
        cursor.execute("CREATE UNIQUE INDEX naive_settings_of_a_wave ON naive_settings (wave_id)")


@transaction.atomic
def edit_wave(*, wave: Wave, remarks: bool, rules: dict[str, object]) -> None:
    """Let those who lead a wave think again while it is open."""
    Settings.objects.filter(wave_id=UUID(str(wave.id))).update(remarks=remarks, rules=rules)
