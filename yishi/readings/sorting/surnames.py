"""Chinese surnames, as far as rules for names need them: the usual ones that are not usual words too, which nine in ten people bear.

A longer list finds more names and takes far more words for names; whoever redacts reads the text anyway."""

from __future__ import annotations

_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶苏魏吕丁沈姚卢姜崔钟谭陆汪范石廖贾夏韦傅邹孟熊秦邱江"
    "尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱覃武戴莫孔汤常温康施牛樊葛邢安齐伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包尚舒阮柯纪梅童凌"
    "裴霍涂翁骆辛管柴鲍华喻祁蒲房滕屈饶牟艾阳穆卓吉缪简芦麦褚娄窦戚岑瞿佟臧邬卞姬仇栾隋刁沙巫寇桑甄丛仲虞敖佘邝匡鞠荆郁胥鄢谌奚粟冼蔺厉郜阚漆郗"
    "黄高马石白金严任邓易程文汤洪贝邰"
)
_DOUBLE = "欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|南宫|长孙|宇文|轩辕"

SURNAME = f"(?:{_DOUBLE}|[{''.join(dict.fromkeys(_SINGLE))}])"
"""A surname, as a regular expression."""
NAME = rf"{SURNAME}[一-鿿]{{1,2}}"
"""Surname and one or two characters; where it ends must be said by what follows."""
