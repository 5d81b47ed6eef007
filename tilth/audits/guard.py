"""What a wave promised, and what was published of it, is never changed: the database refuses it."""

from tilth.web.guard import Guard

GUARD = Guard(
    part="audits",
    tables={
        "audits_terms": "wave_id = NEW.wave_id",
        "audits_publicationrow": "id = NEW.id OR (wave_id = NEW.wave_id AND school_id IS NEW.school_id)",
    },
    refusal="What was promised or published is never changed.",
)
stand, lowered = GUARD.stand, GUARD.lowered
