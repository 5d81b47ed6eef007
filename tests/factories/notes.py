"""Notes for tests: what a device sends, and photos."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from tilth.jpd.domain.notes import Sheet
from tilth.jpd.models import Group

WHERE = 0x8825  # the part of a photo that says where it was taken


def a_photo(*, wide: int = 40, high: int = 30, noise: bool = False) -> bytes:
    """A photo that says where it was taken; of noise, which cannot be made small, or green."""
    said = Image.Exif()
    said.get_ifd(WHERE)[1] = "N"
    said[0x010F] = "Some Phone"
    drawn = io.BytesIO()
    picture = Image.effect_noise((wide, high), 100).convert("RGB") if noise else Image.new("RGB", (wide, high), "green")
    picture.save(drawn, "JPEG", exif=said)
    return drawn.getvalue()


def a_line(**given: Any) -> dict[str, Any]:
    """A line as a device sends it."""
    line = {"id": str(uuid4()), "kind": "seen", "second": 5, "text": "He counts on his fingers", "device": "a phone"}
    return {**line, **given}


def a_sheet(group: Group, *lines: dict[str, Any], **given: Any) -> Sheet:
    """A note as a device sends it."""
    begun = {"id": str(uuid4()), "group": str(group.id), "begun_at": timezone.now(), "lines": lines}
    return Sheet.model_validate({**begun, **given})
