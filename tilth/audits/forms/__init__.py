"""What people may say here, and whether it makes sense."""

from tilth.audits.forms.waves import CallOff, Expect, Nothing, Plan, Withdraw, favourable, usual_wave

__all__ = ["CallOff", "Expect", "Nothing", "Plan", "Withdraw", "favourable", "usual_wave"]
