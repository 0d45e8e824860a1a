"""What a verification can find, each kind with its sentence, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

LIMIT = 1000
"""So many findings are listed; more are counted. A chain under a changed name is wrong in every entry."""

SENTENCES = {
    "edited": _lazy("第 %(seq)s 条被改动过：它的各栏与它的哈希不符。"),
    "reordered": _lazy("第 %(seq)s 条的次序被改动过：写入时它是第 %(was)s 条。"),
    "misplaced": _lazy("第 %(seq)s 条排错了位置：它前面已有第 %(was)s 条。"),
    "gap": _lazy("缺少第 %(seq)s 条至第 %(last)s 条：记录被删除。"),
    "unlinked": _lazy("第 %(seq)s 条与上一条接不上：第 %(was)s 条（或连同更早的记录）被改动后重新计算过哈希。"),
    "algorithm": _lazy("第 %(seq)s 条所用的算法 %(alg)s 在本机无法计算，未能核对。"),
    "body": _lazy("第 %(seq)s 条的内容被改动过：它与内容哈希不符。"),
    "body_missing": _lazy("第 %(seq)s 条的内容整行不见了。"),
    "erasure": _lazy("第 %(seq)s 条的内容已被清空，但没有与之相符的删除记录。"),
    "unerased": _lazy("第 %(seq)s 条的内容记为已删除，却仍然存在。"),
    "head": _lazy("链首与记录不符：链首为第 %(seq)s 条，记录的末条为第 %(last)s 条，哈希或序号不一致。"),
    "tail": _lazy("链尾被截断：链首记到第 %(seq)s 条，记录只到第 %(last)s 条。"),
    "cut": _lazy("链尾被截断：%(day)s 的封签覆盖到第 %(seq)s 条，记录只到第 %(last)s 条。"),
    "rewritten": _lazy(
        "链被重新计算过：第 %(seq)s 条不是 %(day)s 封签时的那一条，改动在第 %(from)s 条至第 %(seq)s 条之间。"
    ),
    "seal_key": _lazy("%(day)s 的封签所用密钥 %(key)s 不是本系统的密钥。"),
    "seal_forged": _lazy("%(day)s 的封签签名无效：封签被改动过或系伪造。"),
    "seal_foreign": _lazy("%(day)s 的封签属于另一条链 %(other)s，不是 %(chain)s。"),
    "seal_chain": _lazy("%(day)s 的封签与上一封签接不上：有封签被删除或调换。"),
    "seal_lost": _lazy("库中没有 %(day)s 的这枚封签：它被删除或替换。"),
}


@dataclass(frozen=True)
class Finding:
    """One thing wrong. `seq` is the entry it names, or where the seal or head that it names stands."""

    kind: str
    seq: Any
    detail: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def sentence(self) -> str:
        """What is wrong, for people."""
        return str(SENTENCES[self.kind]) % {"seq": self.seq, **self.detail}


@dataclass
class Report:
    """The outcome for one chain: how much was read, and what is wrong with it."""

    chain: str
    entries: int = 0
    last_hash: str = ""
    seals: int = 0
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def add(self, kind: str, seq: Any, **detail: Any) -> None:
        """Note a finding; past the limit it is only counted."""
        if len(self.findings) < LIMIT:
            self.findings.append(Finding(kind, seq, detail))
        else:
            self.more += 1

    def lines(self) -> list[str]:
        """The report for people: the outcome, then each finding."""
        words = {"chain": self.chain, "entries": self.entries, "seals": self.seals}
        if self.ok:
            return [_("%(chain)s：日志完整，共 %(entries)s 条，封签 %(seals)s 枚。") % words]
        count = len(self.findings) + self.more
        head = _("%(chain)s：发现 %(count)s 处问题（共 %(entries)s 条）。") % {**words, "count": count}
        more = [_("……另有 %(more)s 处未列出。") % {"more": self.more}] if self.more else []
        return [head, *(f"  {finding.sentence}" for finding in self.findings), *more]
