"""Boxes and their trays. No times, no sequences, nobody's key: rows that say nothing about who, when or how many."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Box(models.Model):
    """Where the sheets of one school in one wave go. Its key lives in a file outside every database."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    door = models.CharField(max_length=3, unique=True)  # the beginning of its slips: it finds the box
    size = models.PositiveSmallIntegerField()  # bytes of a sheet
    text_size = models.PositiveSmallIntegerField(default=0)  # bytes of a remark; 0: none are asked for
    counter = models.BinaryField()  # sealed: the slips, which are left, and who has had one
    modulus = models.BinaryField(blank=True)  # the public key for blind signatures, if the wave has them

    class Meta:
        verbose_name_plural = "boxes"


class Tray(models.Model):
    """Sixty-four slots for sheets, or for remarks, sealed together. Full or empty, it has the same length."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="trays")
    place = models.PositiveSmallIntegerField()
    remarks = models.BooleanField(default=False)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "remarks", "place"], name="one_tray_in_a_place")]
