"""What deputies and members write: title, situation, proposals; composed sentence by sentence from the stock."""

from __future__ import annotations

import random
from dataclasses import dataclass

from yishi.doors.cli.demo import stock
from yishi.doors.cli.demo.writing.slots import PLACES, fill

OPENINGS = (
    "今年以来，本人先后{3-9}次到{p}走访，与居民、企业和一线工作人员{20-90}人座谈，大家反映最集中的就是这个问题。",
    "在履职走访中，{p}的群众多次提到这件事。为把情况弄清楚，本人查阅了近三年的资料，并到现场看了{2-6}处。",
    "这个问题本人关注了{2-4}年，此次又随小组到{p}实地察看，发放问卷{120-480}份，收回{90-110}份有效答卷。",
    "本人长期在{p}工作，对这方面的难处感受很深。最近又向{3-8}个村（社区）了解情况，梳理如下。",
    "接待日里，{p}连续有{4-17}批群众来谈同一件事。会后本人邀请有关方面到现场核对，基本情况如下。",
    "围绕这一课题，本人用{3-8}周时间走访了{p}等{3-6}个街镇，听取了{30-120}位群众的意见。",
)
STATES = (
    "据了解，{fact}。", "从掌握的数字看，{fact}。", "目前的情况是：{fact}。", "现场看到和统计到的情况是，{fact}。", "经与有关单位核对，{fact}。",
)  # fmt: skip
HARMS = (
    "群众对此意见不小，{harm}。",
    "由此带来的直接后果是，{harm}。",
    "受访的人说得最多的是：{harm}。",
    "日子一长，{harm}。",
    "更让人担心的是，{harm}。",
)
CAUSES = (
    "究其原因，一是责任分散在几个单位，牵头的不明确，遇事相互等；二是经费按年度零星安排，前后接不上。",
    "主要症结在于规划落后于人口变化，建设时没有预留空间，后来再补就处处碰壁。",
    "分析起来，重建设、轻管护的做法还没有根本转变，建成之后谁来管、钱从哪里出，一直没有说清楚。",
    "从根子上看，基层缺人手、缺手段，发现了问题只能层层上报，等答复下来时机已经过去。",
    "一方面，现行办法制定较早，有些条款与现在的情况对不上；另一方面，部门之间的信息没有打通，重复劳动多。",
    "本人认为，问题不在有没有投入，而在投入之后缺少跟踪和评价，做得好不好没有人说得清。",
    "各方都在努力，但各管一段，缺少一个从头管到尾的机制，群众看到的只是最后那一段没有接上。",
)
EFFECTS = (
    "如果不尽快解决，今后处理的代价会更高，也会影响群众对有关工作的信心。", "这件事看起来不大，却关系到许多家庭每天的生活，值得下决心办好。",
    "邻近区县已有{2-5}处成功的做法可以借鉴，本区条件并不差，完全可以做到。", "近期正值编制明年计划和预算，及早研究可以少走弯路。",
    "问卷中有{61-93}%的人把它列为最希望解决的前三件事之一。", "有关单位也认识到这一点，{p}已经做过一些尝试，但覆盖面还不到{2-4}成。",
)  # fmt: skip
DETAILS = (
    "可以先选条件成熟的一处试行，{3-6}个月后总结经验，再逐步推开。", "明确牵头单位、完成时间和验收办法，进展情况每季度向社会公布一次。",
    "所需经费约{40-260}万元，建议列入明年预算，并积极争取上级专项资金。", "方案形成后先听取居民和{p}的意见，多数人同意了再动工。",
    "建议由主管部门牵头，会同街镇制定实施细则，避免各做各的。", "同时建立问题台账，做到发现一处、登记一处、解决一处。",
)  # fmt: skip
MORE = (
    "加强部门协同。建立由牵头单位召集的联席会议，每{1-3}个月研究一次，重要问题当场定人、定责、定时间。",
    "健全长效机制。把日常管护的人员和经费固定下来，防止今年整治、明年反弹。",
    "引导各方参与。通过院坝会、议事会把道理讲清楚，让群众知道怎么做、为什么这样做，愿意一起来做。",
    "强化督促检查。把落实情况纳入年度重点工作，由群众代表参与评价，结果向社会公开。",
    "做好政策衔接。对已有的补助、奖励政策进行一次梳理，该合并的合并，该延续的延续，让基层看得懂、用得上。",
    "注重数据支撑。由统计和大数据部门每年发布一次情况分析，为下一步决策提供依据。",
)
RESEARCH = (
    "会前随小组到{p}视察{1-3}次，走访住户{12-60}户，召开座谈会{1-3}场。", "与{p}工作人员共同调研{2-5}天，查看台账{20-90}份，现场拍照记录{8-40}处。",
    "向{p}居民发放问卷{100-400}份，并向有关单位了解了近三年的投入情况。",
)  # fmt: skip
COUNTED = "一二三四五六"


@dataclass(frozen=True)
class Paper:
    """One suggestion as its author writes it. `plans` are its two proposals as an answer would promise them."""

    topic: str
    place: str
    title: str
    situation: str
    proposals: str
    research: str
    plans: tuple[str, str]


class Writer:
    """Writes as many papers as asked, no two of one title."""

    def __init__(self, profile: str, rng: random.Random) -> None:
        self.noun = "建议" if profile == "npc" else "提案"
        self.rng, self.used = rng, set[str]()
        self._turn: list[stock.Problem] = []

    def write(self, topic: str = "") -> Paper:
        """The next paper; of one topic if asked."""
        while True:
            problem = self._problem(topic)
            place = self.rng.choice(PLACES)
            title = f"关于{problem.title.replace('{p}', place)}的{self.noun}"
            if title not in self.used:
                self.used.add(title)
                return self._paper(problem, place, title)

    def alike(self, paper: Paper) -> Paper:
        """Another deputy's paper on the same problem in the same place, in other words."""
        problem = next(
            found
            for found in stock.problems()
            if paper.title == f"关于{found.title.replace('{p}', paper.place)}的{self.noun}"
        )
        title = paper.title.replace("关于", self.rng.choice(("关于尽快", "关于进一步", "关于切实")), 1)
        return self._paper(problem, paper.place, title)

    def _problem(self, topic: str) -> stock.Problem:
        if topic:
            return self.rng.choice(
                [found for found in stock.problems() if found.topic == topic and "{p}" in found.title]
            )
        if not self._turn:
            self._turn = list(stock.problems())
            self.rng.shuffle(self._turn)
        return self._turn.pop()

    def _paper(self, problem: stock.Problem, place: str, title: str) -> Paper:
        rng = self.rng
        fact, harm, first, second = (
            fill(text, place, rng) for text in (problem.fact, problem.harm, problem.first, problem.second)
        )
        parts = [
            rng.choice(OPENINGS), rng.choice(STATES).replace("{fact}", fact), rng.choice(HARMS).replace("{harm}", harm),
            *rng.sample(CAUSES, rng.choice((1, 2, 2, 3))), *rng.sample(EFFECTS, rng.choice((1, 2, 2, 3))),
        ]  # fmt: skip
        first_detail, second_detail = rng.sample(DETAILS, 2)
        points = [f"{first}。{first_detail}", f"{second}。{second_detail}", *rng.sample(MORE, rng.choice((2, 2, 3, 4)))]
        return Paper(
            topic=problem.topic, place=place, title=title,
            situation="\n".join((fill(parts[0] + "".join(parts[1:3]), place, rng), fill("".join(parts[3:]), place, rng))),
            proposals="\n".join(f"{COUNTED[at]}、{fill(point, place, rng)}" for at, point in enumerate(points)),
            research=fill(rng.choice(RESEARCH), place, rng) if rng.random() < 0.5 else "",
            plans=(first, second),
        )  # fmt: skip
