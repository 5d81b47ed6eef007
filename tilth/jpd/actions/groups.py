"""What becomes of a group that stands."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd.models import Group
from tilth.notices import actions as notices
from tilth.people.models import Person
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal


class Ended(Refusal):
    """The group has ended already."""


@transaction.atomic
def end_group(*, by: Person, group: Group) -> Group:
    """Bring a group to its end: its members have room for another from the next round on. Raises Ended."""
    hold(group)
    if group.ended_on is not None:
        raise Ended(_("This group has ended already."))
    group.ended_on = timezone.localdate()
    group.save(update_fields=["ended_on"])
    people = [member.person for member in group.members.select_related("person")]
    trail.record(by=by, act="jpd.group_ended", about=[group, group.partnership, *people])
    notices.tell(
        to=[person for person in people if person != by],
        about=group,
        kind="jpd.group_ended",
        headline=_("%(by)s has brought your group to its end") % {"by": by.name},
        body=_("Thank you for what you gave. You have room for another group in the next round."),
        link=f"/working-together/groups/{group.id}/",
    )
    return group
