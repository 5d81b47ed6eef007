"""The joint check: all that is shown, looked at together, before any of it leaves."""

from tilth.disclosure.joint.check import Fault, faults

__all__ = ["Fault", "faults"]
