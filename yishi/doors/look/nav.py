"""What the shells draw around a page. A door's context processor gives `shell`, `nav` and `tabs`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place in the left navigation; `count` is what wants doing there, `late` how much of it is late."""

    label: str
    url: str
    count: int = 0
    late: int = 0
    current: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A titled group of places, in the order of the year."""

    title: str
    items: Sequence[NavItem]


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the five places at the bottom of the phone."""

    label: str
    url: str
    icon: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """Who is here and where: the top bar's content. Empty addresses leave their part out."""

    organ_name: str
    home_url: str = "/"
    door: str = ""
    search_url: str = ""
    search_placeholder: str = ""
    inbox_url: str = ""
    inbox_count: int = 0
    account_name: str = ""
    account_role: str = ""
    account_links: Sequence[NavItem] = ()
    logout_url: str = ""
    login_url: str = ""
