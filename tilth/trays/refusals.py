"""How a box says no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tilth.web.refusal import Refusal


class NoBox(Refusal):
    """There is no such box, it is closed, or its key is gone."""

    def __init__(self) -> None:
        super().__init__(_("Nothing can be handed in here: the asking has ended, or has not begun."))


class KeysOutOfReach(Refusal):
    """The keys of a new box cannot be written: there is no such folder, it is not ours, or its disk is full."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "It cannot be opened now: the keys that would lock the answers cannot be written. Nothing has begun, "
                "and nobody is told. Ask whoever runs Tilth to look at the folder of keys (TILTH_KEYS)."
            )
        )


class NotASlip(Refusal):
    """No slip of this box, or one that was never given out."""

    def __init__(self) -> None:
        super().__init__(_("This is not a slip we know. Look at it again, letter by letter."), field="slip")


class AlreadyDrawn(Refusal):
    """This place of the roll has had its slip."""

    def __init__(self) -> None:
        super().__init__(
            _("You have taken your sheet already. It is kept by nobody but you, so nobody can find it again.")
        )


class NotBlinded(Refusal):
    """What was to be signed is no blinded message for this box."""

    def __init__(self) -> None:
        super().__init__(_("Your browser could not make a secret slip. Take your sheet without the script."))


class PapersSpent(Refusal):
    """All slips on paper have been printed."""

    def __init__(self) -> None:
        super().__init__(_("There are not so many paper slips left."), field="count")


class TooLong(Refusal):
    """A remark is longer than what fits into its slot."""

    def __init__(self) -> None:
        super().__init__(_("This is too long. Please say it more shortly."), field="remark")


class StillOpen(Refusal):
    """Nobody looks into a box before it is closed."""

    def __init__(self) -> None:
        super().__init__(_("Nobody looks at answers while people can still give them."))


class InUse(Refusal):
    """A box that somebody has had a slip of is not made anew."""

    def __init__(self) -> None:
        super().__init__(_("Slips of this box have been given out already."))
