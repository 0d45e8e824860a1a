"""The rule packs that come with Yishi. A matter keeps the ref (id@version) of the pack it began under."""

from __future__ import annotations

from ..pack import Pack, PackError
from ..words import gettext as _
from .chongqing import CHONGQING, CHONGQING_2018
from .cppcc_own import CPPCC_OWN
from .national import NATIONAL
from .national_2015 import NATIONAL_2015
from .shanghai import SHANGHAI, SHANGHAI_2015
from .zhejiang import ZHEJIANG, ZHEJIANG_2016

ALL: tuple[Pack, ...] = (
    NATIONAL_2015,
    NATIONAL,
    CHONGQING_2018,
    CHONGQING,
    ZHEJIANG_2016,
    ZHEJIANG,
    SHANGHAI_2015,
    SHANGHAI,
    CPPCC_OWN,
)
"""Every version of every pack, oldest first within a place."""

_BY_REF = {pack.ref: pack for pack in ALL}


def get(id: str, version: str) -> Pack:
    """The pack of that id and version. Raises PackError where there is none."""
    return by_ref(f"{id}@{version}")


def by_ref(ref: str) -> Pack:
    """The pack that a matter keeps as id@version. Raises PackError where there is none."""
    try:
        return _BY_REF[ref]
    except KeyError:
        raise PackError(_("没有规则包 %(pack)s") % {"pack": ref}) from None
