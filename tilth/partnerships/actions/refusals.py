"""How the rules of forming and of the grid say no."""

from tilth.web.refusal import Refusal


class AlreadyInvited(Refusal):
    """The school has been asked and has not answered, or is a member."""


class AskedEnough(Refusal):
    """The school has said no as often as it may be asked."""


class SchoolClosed(Refusal):
    """The register says that the school is closed."""


class OwnSchoolFirst(Refusal):
    """The school that proposes has not agreed itself."""


class NotTheirsToAnswer(Refusal):
    """The person does not speak for the school, or has spoken already."""


class ReasonWanted(Refusal):
    """A no needs a reason."""


class NobodyToAgree(Refusal):
    """The chair should agree too, and no chair of this school is in Tilth."""


class TooFew(Refusal):
    """Not enough schools have agreed."""


class WrongPhase(Refusal):
    """The partnership or the sitting is not in a phase in which this can be done."""


class DoesNotFit(Refusal):
    """This partnership cannot sit inside that one."""


class CannotTakePart(Refusal):
    """The person cannot be given this part."""


class NotAskedToMark(Refusal):
    """The person has no seat in this sitting."""
