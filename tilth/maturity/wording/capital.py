"""What each kind of capital is called and means."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Capital(NamedTuple):
    """A kind of capital in words."""

    name: Any
    means: Any


CAPITALS = {
    "social": Capital(_("Social capital"), _("People know one another, trust one another, and give back.")),
    "intellectual": Capital(_("Intellectual capital"), _("What people know and can do, and that others know of it.")),
    "organisational": Capital(
        _("Organisational capital"), _("The school brings those together who have something for one another.")
    ),
    "collaborative": Capital(
        _("Collaborative capital"), _("What schools make together goes on to others, and stays when people leave.")
    ),
}
