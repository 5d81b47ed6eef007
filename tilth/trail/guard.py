"""The trail is never changed: the database refuses it."""

from tilth.web.guard import Guard

GUARD = Guard(
    part="trail",
    tables={
        "trail_entry": "id = NEW.id",
        "trail_concern": "id = NEW.id OR (entry_id = NEW.entry_id AND key = NEW.key)",
    },
    refusal="The trail is never changed.",
)
stand, lowered = GUARD.stand, GUARD.lowered
