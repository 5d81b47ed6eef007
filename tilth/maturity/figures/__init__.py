"""What maturity can say in numbers: the figures beside claims, and where schools and partnerships stand by them."""

from tilth.maturity.figures.evidence import PARTS, evidence, evidence_alone, opened_to

__all__ = ["PARTS", "evidence", "evidence_alone", "opened_to"]
