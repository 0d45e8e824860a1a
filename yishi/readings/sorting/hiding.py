"""Private details that whoever redacts should look at, found by rule: numbers (`voice.private`), names, addresses, plates.

All are suggestions with a reason. Names of officials in office (“杨县长”) are no private details and are left; so are
places that many people share (a street, a housing estate): an address is what leads to one door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yishi.readings.sorting.plain_words import no_names
from yishi.readings.sorting.surnames import NAME, SURNAME
from yishi.rooms.voice import private

_DIGIT = "[0-9０-９一二三四五六七八九十百]"
_HOUSE = rf"(?:[A-Za-z]?{_DIGIT}{{1,5}}|[A-Za-z])(?:栋|幢|座|号楼|#栋|#楼)"
_ENTRY = rf"{_DIGIT}{{1,3}}单元"
_ROOM = rf"[A-Za-z]?{_DIGIT}{{2,5}}(?:室|号房|房(?![屋价产租地子]))"
_STREET = rf"[一-鿿]{{2,4}}(?:大道|路|街|巷|弄|胡同){_DIGIT}{{1,5}}号(?!线|楼|台风)(?:之{_DIGIT}|附{_DIGIT}+号)?"
_VILLAGE = rf"[一-鿿]{{1,3}}村(?:第)?{_DIGIT}{{1,3}}组(?:{_DIGIT}{{1,4}}号)?"
_ADDRESS = re.compile(
    rf"{_HOUSE}(?:{_ENTRY})?(?:{_ROOM}|[0-9]{{3,4}}(?![0-9元年]))|{_ENTRY}(?:{_ROOM}|[0-9]{{3,4}}(?![0-9元年]))|{_ROOM}(?=[业住房租])"
    rf"|{_STREET}|{_VILLAGE}|{_HOUSE}{_ENTRY}"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼楚][A-Za-z]{1,2}[·•\- ]?[A-Za-z0-9]{4,6}(?![A-Za-z0-9])"
)
_ACCOUNT = re.compile(
    r"(?:(?:QQ|qq|微信号?|V信|wx|邮箱|支付宝)(?:号码?|群)?[:：为是]?\s*)([A-Za-z0-9_.@+-]{5,40})|[\w.+-]{1,40}@[\w-]+(?:\.[\w-]+)+"
)

_OFFICIAL = "书记|市长|县长|区长|镇长|乡长|局长|厅长|省长|主任|部长|主席|总理|处长|科长|所长|院长|校长|站长|领导|总书记|州长|检察长|委员|代表"
_COURTESY = "先生|女士|小姐|老人|夫妇|夫妻|阿姨|大爷|大妈|大娘|大叔|奶奶|爷爷"
_TRADE = "老师|医生|护士|师傅|老板|同学|同志|某"
_END = (
    r"(?=[\s，。、；：:,.;!！?？()（）“”]|$|的|是|系|在|于|从|今|现|男|女|说|等|与|和|及|因|将|把|对|向|已|家|到|住|来自|自|多|再|又|先后"
    r"|均|都|就|曾|也|不|没|被|还)"
)
_ROLES = (
    "联系人|反映人|举报人|投诉人|申请人|申诉人|信访人|上访人|受害人|被害人|当事人|求助人|留言人|签名|姓名|户主|法人代表|法人|法定代表人|实际控制人|负责人|经手人|死者|伤者|"
    "患者|病人|村民|居民|业主|职工|员工|学生|司机|房东|租户|老板|会计|丈夫|妻子|老公|老婆|爱人|儿子|女儿|父亲|母亲|爸爸|妈妈|"
    "爷爷|奶奶|哥哥|弟弟|姐姐|妹妹|外公|外婆|岳父|岳母|侄子|儿媳|女婿|小孩|孩子"
)
_SELF = re.compile(rf"(?:我叫|我名叫|本人叫|名叫|名字叫|我是|本人是|本人|我俩)[:：]?({NAME}(?:[、和与]{NAME})*){_END}")
_ROLE = re.compile(rf"(?:{_ROLES})(?:[:：是叫为]|名叫|姓名)?({NAME}(?:[、和与]{NAME})*){_END}")
_TITLED = re.compile(rf"({SURNAME}[一-鿿]{{0,2}}?)(?:{_COURTESY})|({SURNAME})(?:{_TRADE})(?!{_OFFICIAL})")
_RELATIVE = re.compile(rf"({NAME})的?(?:父亲|母亲|儿子|女儿|妻子|丈夫|老婆|老公|爱人|家属|家人)")
_BORN = re.compile(rf"({NAME})[，,、（( ]{{1,2}}(?:男|女)[，,、）) ]")
_SIGNED = re.compile(rf"(?:敬礼|反映人|举报人|投诉人|谢谢)[!！。:：\s]*({NAME})[\s。]*(?:[0-9]{{4}}年|$)")


@dataclass(frozen=True)
class Private:
    """A stretch of text to look at: `kind` is number, name, address, plate or account; `why` a sentence."""

    start: int
    end: int
    kind: str
    words: str
    why: str


def private_details(text: str) -> list[Private]:
    """Where such details stand, in order, none within another: numbers come first, then the longer one."""
    reasons = {
        "number": _("像是电话、证件或者银行卡号码"),
        "account": _("像是个人的账号或者邮箱"),
        "plate": _("像是车牌号码"),
        "address": _("像是具体到门户的住址"),
        "name": _("像是人名"),
    }
    rank = list(reasons)
    spans = sorted(_spans(text), key=lambda span: (rank.index(span[2]), span[0] - span[1]))
    taken: list[tuple[int, int, str]] = []
    for start, end, kind in spans:
        if not any(start < other and first < end for first, other, _kind in taken):
            taken.append((start, end, kind))
    return [Private(start, end, kind, text[start:end], reasons[kind]) for start, end, kind in sorted(taken)]


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    yield from ((start, end, "number") for start, end in private.spans(text))
    for match in _ACCOUNT.finditer(text):
        start, end = match.span(1) if match[1] else match.span()
        yield start, end, "account"
    yield from ((*match.span(), "plate") for match in _PLATE.finditer(text))
    yield from ((*match.span(), "address") for match in _ADDRESS.finditer(text))
    for start, end in _names(text):
        if not text[start:end].startswith(no_names()):
            yield start, end, "name"


def _names(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_SELF, _ROLE, _BORN, _RELATIVE, _SIGNED):
        for match in pattern.finditer(text):
            at = match.start(1)
            for name in re.finditer(r"[^、和与]+", match[1]):
                yield at + name.start(), at + name.end()
    for match in _TITLED.finditer(text):
        yield match.span(1 if match[1] else 2)
