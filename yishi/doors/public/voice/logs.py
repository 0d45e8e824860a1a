"""What never reaches a log: the link that a resident follows his message by stands in the address, and whoever has it reads
the message. Servers in front keep logs of their own: docs/deploy.md says what to leave out there."""

from __future__ import annotations

import logging
import re

LINK = re.compile(r"(/m/)[^/\s\"'?]+")


class NoLinks(logging.Filter):
    """Takes links out of every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the line through, without the link."""
        text = record.getMessage()
        if "/m/" in text:
            record.msg, record.args = LINK.sub(r"\1…", text), ()
        return True
