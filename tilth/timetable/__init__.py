"""A term of meetings for all groups at once: pure Python, with a proven bound and reasons where it cannot."""

from tilth.timetable.values import (
    Group,
    Meeting,
    Person,
    Plan,
    Reason,
    Request,
    School,
    Unplaced,
    Why,
)

__all__ = ["Group", "Meeting", "Person", "Plan", "Reason", "Request", "School", "Unplaced", "Why"]
