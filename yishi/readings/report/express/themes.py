"""The theme's own words, as an office would type them: without what only leads to them, fills, or says what is done."""

from __future__ import annotations

import re

from yishi.readings.report.express.around import verb_in
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.words import EMPTY

LONGEST, SHORTEST = 16, 2
FILLED = re.compile(
    r"^(?:另外|另有|另|还有|还|再次|再|又|共有|已|奋力|全力|大力|全年|年内|共(?!同|富|享|建|产)|先后|累计|各类|各种|各级|各(?!界)|全区|全市|全县|全省|本区|本市|区级|市级|县级|省级|有关|相关|等|的|以|一年来|五年来|其中|每年|和|及|与|、|一批|一系列|多种|多次|分别|深入|积极|扎实|认真|持续|精心|主要|重要|重点|优秀|高质量|专题|专项|集中|联合|主题(?!教育)|定期|常态化|全面|系统|广泛|充分|首次|开展|推进|推动|加强|落实|做好)+"
)
"""Before the theme."""
_TRAILS = re.compile(
    r"(?:等|的|各类|多种形式|方面|工作|专题|专项|主题|系列|相关|有关|专门|集中|重点|议题|题|问题|情况|事项|内容|课题|领域|推进|落实|进行|开展|组织|召开|举办|述职|深入|先后|分别|共)+$"
)
_BROKEN = re.compile(
    r"[，。；：！？（）#\d%+]|等|^[了的地得着和与及或]|[了的地得着和与及或性]$|一府|两院|^构建|^打造|^建立|担任$|^在|以上|级$|不|们|哪|我[区市县省镇]"
)
_URGES = re.compile(
    r"^(?:进一步|着力|大力|持续|奋力|全力|加快|切实|不断|深入|积极|扎实|全面|更好|加强|推进|推动|打造|提升|完善|优化|强化|深化|促进|助力|助推|做好|做优|做实|落实|支持|健全|构建|推行|实施|巩固(?!拓展)|规范|创新(?!驱动|发展|型)|高质量(?!发展)|高水平|更高水平的?|一流|良好)+"
)
"""What is to be done about the theme: 进一步加强, 着力推进."""
_HOW_WELL = re.compile(r"(?:的?(?:工作|水平|质效|质量和水平|实效|成效|能力和水平))+$")
_CARED = re.compile(
    r"^(?:人民)?(?:群众|社会|居民|各界|选民|企业|市民|百姓)[^的，]{0,4}(?:关切|关心|关注|反映|期盼|愁盼)[^的，]{0,4}的"
)
_SLOGAN = re.compile(r"^(?:喜迎|献礼|奋进|奋斗|迈向|牢记|不忘|致敬|建功|永远)")
"""Calls that name no theme of the matter."""
NOMINAL = frozenset({"建设", "宣传", "服务", "监督", "规定"})
"""Verbs that are nouns too."""
_PIECES = re.compile(r"[，、\s]+")
_LAW = re.compile(r"(?:若干规定|实施条例|实施办法|实施细则|管理条例|条例|办法|规定)$")
_PLACE = re.compile(r"^\w{1,5}?(?:省|自治区|特区|自治州|市|州|县|区)(?=\w{4})")


def cleaned(words: str, own: frozenset[str] = frozenset()) -> str:
    """The theme's own words; "" where they are none: fillers, half phrases, what the kind itself is called. Several themes
    stand beside each other with 、."""
    if "、" in words:
        each = [cleaned(part, own) for part in words.split("、")]
        return "、".join(each) if all(each) else ""
    words = _TRAILS.sub("", FILLED.sub("", words))
    if not SHORTEST <= len(words) <= LONGEST or _BROKEN.search(words) or EMPTY.fullmatch(words):
        return ""
    return "" if any(words in name for name in own) else words


def shortened(title: str, own: frozenset[str] = frozenset()) -> str:
    """The theme in a title that says what is to be done about it: 进一步加强某事工作，助力提升某水平 → 某事."""
    if _SLOGAN.match(title):
        return ""
    pieces = [piece for piece in _PIECES.split(title) if len(piece) >= SHORTEST]
    urging = [piece for piece in pieces if _URGES.match(piece)]
    words = next(iter(urging if len(pieces) > 1 and urging else pieces), "")
    words = _HOW_WELL.sub("", _URGES.sub("", words))
    words = next((words.removesuffix(name) for name in _longest(own) if words.endswith(name)), words)
    return words.removesuffix("专题")


def of_whom(words: str) -> str:
    """A theme without those who care about it: 群众关切的停车难 → 停车难."""
    return _CARED.sub("", words)


def called(name: str, own: frozenset[str] = frozenset()) -> str:
    """The name of an activity; of a long one its theme, of one in several parts the first; "" of a mere slogan."""
    if _SLOGAN.match(name):
        return ""
    first = next((piece for piece in _PIECES.split(name) if len(piece) >= SHORTEST), "")
    return first if len(first) <= LONGEST else shortened(first, own)


def of_law(words: str) -> str:
    """What a rule of some place is about: 某市文物保护条例 → 文物保护. A law of the state keeps its name."""
    place = _PLACE.match(words)
    about = _LAW.sub("", words[place.end() :]) if place and _LAW.search(words) else ""
    return about if len(about) >= 3 else words


def verb_before(words: str, lexicon: Lexicon) -> str:
    """The last verb before a noun; one that itself ends the noun is passed over: 营商环境监督员, 消防规定执法检查."""
    said = verb_in(words, lexicon)
    return verb_in(words[: -len(said)], lexicon) if said in NOMINAL and words.endswith(said) else said


def _longest(own: frozenset[str]) -> list[str]:
    return sorted(own, key=len, reverse=True)
