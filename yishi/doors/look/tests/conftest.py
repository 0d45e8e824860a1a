"""The look on its own addresses, with DEBUG on so that its gallery can be seen."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from yishi.doors.look.checks import PROCESSOR


@pytest.fixture
def gallery(settings: Any) -> str:
    """The address of the gallery."""
    templates = copy.deepcopy(settings.TEMPLATES)
    processors = templates[0]["OPTIONS"]["context_processors"]
    if PROCESSOR not in processors:
        processors.append(PROCESSOR)
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "yishi.doors.look.tests.urls"
    settings.DEBUG = True
    return "/look/gallery/"
