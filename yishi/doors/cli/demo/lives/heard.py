"""What came of what residents said: solved, explained, late, handed back, reopened, merged, passed on, or open today."""

from __future__ import annotations

from yishi.doors.cli.demo.lives.voices import ADVERT, Voice, answered, confirmed, handed, opened, published, rated
from yishi.doors.cli.demo.story.engine import Story
from yishi.foundation.loops.refusals import Invalid, NotAllowed, Refused, WrongState
from yishi.rooms.voice.models import Check, Message, Rating

C, L, Outcome = Message.Channel, Message.Layer, Message.Outcome


def solved(v: Voice) -> Story:
    """A unit does it, another confirms it, the resident is content."""
    yield from opened(v)
    yield from handed(v)
    yield from answered(v, Outcome.SOLVED, later=v.rng.randint(2, 13))
    if v.number % 9 == 0:
        yield v.do("confirm_solved", v.liaison, how=Check.How.CALL, note="自己核实。", refused=NotAllowed)
    yield from confirmed(v)
    yield from rated(
        v, Rating.Solved.YES, v.rng.choice((Rating.Content.SATISFIED, Rating.Content.SATISFIED, Rating.Content.MOSTLY))
    )
    yield from published(v)


def explained(v: Voice) -> Story:
    """A unit explains; it is closed without being solved."""
    yield from opened(v)
    yield from handed(v)
    yield from answered(v, v.rng.choice((Outcome.EXPLAINED, Outcome.PLANNED)), later=v.rng.randint(3, 14))
    yield v.do("close", "office", later=2)
    yield from rated(v, Rating.Solved.PARTLY, Rating.Content.MOSTLY)


def late(v: Voice) -> Story:
    """The unit answers after its day, urged once."""
    yield from opened(v)
    yield from handed(v, urgent=True)
    yield v.do("urge", "office", later=12, why="即将到期，请抓紧办理。")
    yield from answered(v, Outcome.EXPLAINED, later=v.rng.randint(6, 15))
    yield v.do("close", "office", later=2)
    yield from rated(v, Rating.Solved.NO, Rating.Content.NOT)


def extended(v: Voice) -> Story:
    """The unit needs more time and is given it."""
    yield from opened(v)
    yield from handed(v)
    yield v.do("extend", "office", later=9, why="需要现场勘测。")
    yield from answered(v, Outcome.SOLVED, later=14)
    yield from confirmed(v)


def on_the_spot(v: Voice) -> Story:
    """Dealt with at once by the one who received it, and looked at by another."""
    yield from opened(v)
    yield v.do("settle", "office", layer=L.ON_SPOT, text=v.row.done, done_on=str(v.day))
    yield v.do("confirm_solved", "office", how=Check.How.CALL, note="核实。", refused=Refused)
    yield v.do("confirm_solved", "office2", later=2, how=Check.How.CALL, note="电话回访，已经解决。")
    yield from rated(v, Rating.Solved.YES, Rating.Content.SATISFIED)


def within_own_powers(v: Voice) -> Story:
    """The street's own people do it."""
    yield from opened(v)
    yield v.do("assign", "office", later=1, layer=L.OWN)
    yield v.do("answer", "office", later=v.rng.randint(2, 8), outcome=Outcome.SOLVED, text=v.row.done)
    yield v.do("confirm_solved", "supervisor", later=3, how=Check.How.PAPERS, note="查看了施工记录和照片。")


def told_at_once(v: Voice) -> Story:
    """Explained or kept for reference without another desk."""
    yield from opened(v)
    yield v.do("settle", "office2", later=1, layer=v.rng.choice((L.EXPLAINED, L.REFERENCE)), text=v.row.told)
    yield v.do("close", "office", later=1)


def handed_back(v: Voice) -> Story:
    """The first unit finds that it is not its own."""
    yield from opened(v)
    yield from handed(v, v.other)
    yield v.do("hand_back", f"liaison/{v.other.pk}", later=2, why="不属于本单位职责。")
    yield from handed(v)
    yield from answered(v, Outcome.SOLVED, later=v.rng.randint(3, 10))
    yield from confirmed(v)


def asked(v: Voice) -> Story:
    """Something is missing, and the resident adds it."""
    yield from opened(v)
    yield v.do("ask", "office", later=1, question="请写明具体门牌或者附近的标志。")
    yield v.do("complete", v.sender if v.by_himself else "office", later=3, reply=f"在{v.place}便民服务中心旁边。")
    yield from handed(v)
    yield from answered(v, Outcome.EXPLAINED, later=v.rng.randint(3, 10))
    yield v.do("close", "office", later=2)


def reopened(v: Voice) -> Story:
    """Answered and confirmed, but the resident says no: dealt with once more, then solved."""
    yield from opened(v)
    yield from handed(v)
    yield from answered(v, Outcome.SOLVED, later=v.rng.randint(3, 9))
    yield from confirmed(v)
    if v.by_himself:
        yield v.do(
            "rate",
            v.sender,
            later=2,
            solved=Rating.Solved.NO,
            content=Rating.Content.NOT,
            note="过了几天又和原来一样。",
        )
    yield v.do("reopen", v.sender if v.by_himself else "office", later=1, why="过了几天又和原来一样。")
    yield from answered(v, Outcome.SOLVED, later=6)
    yield from confirmed(v)
    yield from rated(v, Rating.Solved.YES, Rating.Content.MOSTLY)


def found_unsolved(v: Voice) -> Story:
    """Said to be solved; whoever looks finds that it is not."""
    yield from opened(v)
    yield from handed(v)
    yield from answered(v, Outcome.SOLVED, later=5)
    yield v.do("find_unsolved", "supervisor", later=3, how=Check.How.ON_SITE, note="现场仍有一处没有处理。")
    yield from answered(v, Outcome.SOLVED, later=6)
    yield from confirmed(v)


def declined(v: Voice) -> Story:
    """Not accepted, with the reason."""
    yield from opened(v)
    yield v.do("decline", "office", later=2, ground="court", text="该事项正在诉讼，请依照法院的裁判办理。")


def withdrawn(v: Voice) -> Story:
    """Taken back by the one who sent it, or by the office when he calls."""
    yield from opened(v)
    yield from handed(v)
    yield v.do("withdraw", v.sender if v.by_himself else "office", later=2, why="已经自行解决。")
    yield v.do("answer", v.liaison, outcome=Outcome.EXPLAINED, text="已处理。", refused=WrongState)


def blocked(v: Voice) -> Story:
    """Advertising: held, looked at, kept out; one in two was none after all."""
    v.channel = C.WEB
    yield from opened(v, ADVERT)
    yield v.do("block", "office2", later=1, why="广告")
    if v.house.turn("blocked") % 2 == 0:
        yield v.do("unblock", "office", later=1)
        yield v.do("decline", "office", ground="no_content", text="没有反映具体问题，请写明地点和事情。")


def held(v: Voice) -> Story:
    """Looked at first because of an address in it, and let through."""
    v.channel = C.WEB
    yield from opened(v, f"{v.said}照片在 www.example.com 上。")
    yield v.do("pass_check", "office2", later=1)
    yield v.do("classify", "office2", topic=v.row.topic, area=v.place, urgent=True)
    yield from handed(v)
    yield from answered(v, Outcome.SOLVED, later=4)
    yield from confirmed(v)


def passed_on(v: Voice) -> Story:
    """More than the district can settle: given to a deputy of a higher body, or onto the list of topics."""
    yield from opened(v)
    layer, to = ((L.HIGHER, "市级代表（委员）"), (L.TOPIC, f"年度监督议题“{v.row.title}”"))[
        v.house.turn("passed_on") % 2
    ]
    yield v.do("pass_on", "office", later=3, layer=layer, to=to)
    yield v.do("tell_progress", "office", later=20, told="已列入研究，正在征求有关部门意见。")
    yield v.do("conclude", "office", later=25, outcome=Outcome.PLANNED, text="已列入明年计划。")


def came_back(v: Voice) -> Story:
    """Passed on, not taken up, and settled here after all."""
    yield from opened(v)
    yield v.do("pass_on", "office", later=2, layer=L.HIGHER, to="市级代表（委员）")
    yield v.do("come_back", "office", later=15, told="上级认为可以由本区解决，重新分办。")
    yield from handed(v)
    yield from answered(v, Outcome.SOLVED, later=8)
    yield from confirmed(v)


def withheld(v: Voice) -> Story:
    """Solved, and not shown."""
    yield from solved(v)
    yield v.do("withhold", "office", later=2, why="涉及个人隐私")


def merged(v: Voice, twin: Voice) -> Story:
    """Two say the same: dealt with together; what was merged in error is taken apart again, now and then."""
    yield from opened(v)
    twin.day = v.day
    yield from opened(twin)
    yield twin.do("merge", "office", later=1, into=twin.pk, refused=Invalid)
    yield twin.do("merge", "office", into=v.pk)
    if v.house.turn("merged") % 3 == 1:
        yield twin.do("unmerge", "office", later=1)
        yield twin.do("settle", "office2", later=1, layer=L.EXPLAINED, text=twin.row.told)
    v.day = twin.day
    yield from handed(v)
    yield from answered(v, Outcome.SOLVED, later=6)
    yield from confirmed(v)


# what is open today


def waits(v: Voice) -> Story:
    """Nobody has sorted it yet."""
    yield from opened(v)


def in_hand(v: Voice) -> Story:
    """With the unit."""
    yield from opened(v)
    yield from handed(v)


def passed(v: Voice) -> Story:
    """Passed on; nothing has come of it yet."""
    yield from opened(v)
    yield v.do("pass_on", "office", later=2, layer=L.HIGHER, to="市级代表（委员）")


def waits_for_check(v: Voice) -> Story:
    """Answered as solved; nobody has looked yet."""
    yield from opened(v)
    yield from handed(v)
    yield from answered(v, Outcome.SOLVED, later=3)


def waits_for_resident(v: Voice) -> Story:
    """Asked, and not answered yet."""
    yield from opened(v)
    yield v.do("ask", "office", later=1, question="请写明具体在哪一栋、哪一层。")


def waits_to_be_looked_at(v: Voice) -> Story:
    """Held because of an address in it."""
    v.channel = C.WEB
    yield from opened(v, f"{v.said}详见 www.example.com 。")
