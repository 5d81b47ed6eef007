"""How the rules of maturity say no."""

from tilth.web.refusal import Refusal


class WrongPhase(Refusal):
    """The assessment is not in a phase in which this can be done."""


class UnderWay(Refusal):
    """An assessment of the same school or partnership goes on already."""


class WrongDay(Refusal):
    """The last day lies behind us, or too far ahead."""


class NobodyAsked(Refusal):
    """Too few people were chosen, or one who cannot be asked."""


class NotAsked(Refusal):
    """Only those who were asked place the strands."""


class NoSuchStrand(Refusal):
    """The model of this assessment has no such strand."""


class NothingPlaced(Refusal):
    """Nothing was placed yet."""


class WordsWanted(Refusal):
    """This needs a sentence."""


class NotAgreed(Refusal):
    """There is no claim to which this could be done."""


class NotTheirs(Refusal):
    """This school is no partner, or has been asked already, or has answered."""


class NoSuchModel(Refusal):
    """The model would make no sense like this."""


class ChangedMeanwhile(Refusal):
    """Somebody else changed the model while this was being written."""
