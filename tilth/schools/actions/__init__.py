"""Every change to schools: reading registers, by the command line or by the page."""

from tilth.schools.actions.registers import import_register
from tilth.schools.actions.uploads import NotNow, abandon, confirm, take_in
from tilth.schools.registers.going import UnreadableRegister, report_on

__all__ = ["NotNow", "UnreadableRegister", "abandon", "confirm", "import_register", "report_on", "take_in"]
