"""What is written down names nobody: addresses and rows are taken out of log lines, whoever wrote them there."""

from __future__ import annotations

import logging
import re

BETWEEN = r"\s<>\"'(),:;=\[\]{}"
ADDRESS = re.compile(rf"(?<![^{BETWEEN}@])[^{BETWEEN}@]+@[^{BETWEEN}]+")  # begun once in each word
ROW = re.compile(r"^DETAIL: .*$", re.MULTILINE)  # PostgreSQL quotes the row that it refused


class Discreet(logging.Formatter):
    """Formats as usual, then takes out e-mail addresses and rows of the database, out of tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return ROW.sub("DETAIL: (left out)", ADDRESS.sub("(address left out)", super().format(record)))
