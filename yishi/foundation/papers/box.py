"""Text that stands at a fixed place on its page: a letter's head and the imprint.

A text box keeps its place in Word, WPS and LibreOffice alike; floating tables and frames with rules do not.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

_EMU = 635
"""English Metric Units in a twip."""
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_CONTENT = f".//{{{nsmap['w']}}}txbxContent"
_BOX = """
<mc:AlternateContent xmlns:mc="{mc}" xmlns:w="{w}" xmlns:wp="{wp}" xmlns:a="{a}" xmlns:wps="{wps}">
 <mc:Choice Requires="wps"><w:drawing>
  <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0"
  locked="0"
    layoutInCell="1" allowOverlap="0">
   <wp:simplePos x="0" y="0"/>
   <wp:positionH relativeFrom="{across}"><wp:align>center</wp:align></wp:positionH>
   <wp:positionV relativeFrom="{down}">{vertical}</wp:positionV>
   <wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>
   <wp:docPr id="1" name="{name}"/><wp:cNvGraphicFramePr/>
   <a:graphic><a:graphicData uri="{wps}"><wps:wsp><wps:cNvSpPr txBox="1"/>
    <wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>
     <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
    <wps:txbx><w:txbxContent/></wps:txbx>
    <wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"
    anchor="{hold}"><a:noAutofit/></wps:bodyPr>
   </wps:wsp></a:graphicData></a:graphic>
  </wp:anchor>
 </w:drawing></mc:Choice>
</mc:AlternateContent>
"""


def box(
    name: str,
    blocks: Iterable[BaseOxmlElement],
    *,
    wide: int,
    high: int,
    top: int | None = None,
) -> BaseOxmlElement:
    """What hangs in a run: a box `top` twips below the page's head, or without it at the foot of the type
    area.

    Its text stands at its head or its foot likewise; `wide` and `high` are twips. Text flows above and
    below it.
    """
    at_foot = top is None
    vertical = "<wp:align>bottom</wp:align>" if top is None else f"<wp:posOffset>{top * _EMU}</wp:posOffset>"
    place = "margin" if at_foot else "page"
    made: BaseOxmlElement = parse_xml(
        _BOX.format(
            mc=_MC,
            wps=_WPS,
            w=nsmap["w"],
            wp=nsmap["wp"],
            a=nsmap["a"],
            across=place,
            down=place,
            vertical=vertical,
            wide=wide * _EMU,
            high=high * _EMU,
            name=name,
            hold="b" if at_foot else "t",
        )
    )
    made.find(_CONTENT).extend(blocks)
    return made
