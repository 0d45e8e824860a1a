"""Every page of every door in English: no Chinese but names, what was written, and what the law says."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import override, trans_real

from yishi.doors.cli.messages.compiling import compile_stale
from yishi.doors.cli.messages.extracting import messages
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.law import packs
from yishi.foundation.people.models import Account, Unit
from yishi.readings.figures.catalogue import figures
from yishi.rooms import loops
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Hint, Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u3400-\u9fff]")
CITED = re.compile(
    r"^By [^“]*“[^”]*”|《[^《》]*》(（[^（）]*）)?|第[一二三四五六七八九十百零]+[条款项](之[一二三])?|[（(][一二三四五六七八九十]+[)）]"
)
SHOWN = {"alt", "aria-label", "content", "data-label", "placeholder", "title"}
FOUND_BY = {"data-also"}
"""Words by which a choice is found and that are never shown."""
VOID = {"input", "br", "img", "meta", "link", "hr", "source", "wbr", "col"}
DOORS = {"desk": ("office", "administrator"), "unit": ("liaison0", "head0"), "pocket": ("author",), "public": ("",)}


class Texts(HTMLParser):
    """What a page shows or reads out, piece by piece; pieces marked as Chinese, and papers, are passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        chinese = (given.get("lang") or "").startswith("zh") and tag != "html"
        passed = chinese or "document" in (given.get("class") or "").split() or tag in {"script", "style", "textarea"}
        passed = passed or bool(self.open and self.open[-1][1])
        if not passed:
            self.found += [
                value
                for name, value in attrs
                if value and (name in SHOWN or name.startswith("data-")) and name not in FOUND_BY
            ]
        if tag not in VOID:
            self.open.append((tag, passed))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _passed in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1][1]):
            self.found.append(data)


def strings(value: Any) -> Iterator[str]:
    """Every string in data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from (*strings(name), *strings(each))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


@cache
def said() -> frozenset[str]:
    """What the code says: this must be translated, even where a record says the same."""
    found = messages(Path(settings.BASE_DIR) / "yishi")
    return frozenset(message if isinstance(message, str) else message[0] for message in found)


@cache
def of_the_law() -> frozenset[str]:
    """Wordings, citations and assumptions of the rule packs."""
    found = set(strings(packs.ALL))
    for pack in packs.ALL:
        found |= {str(rule.when) for rule in pack.rules.values()}
        found |= {rule.citation.statute.short for rule in pack.rules.values() if rule.citation}
    return frozenset(found)


@cache
def of_reports() -> frozenset[str]:
    """What reports say instead of the names of what is counted, the words by which they count it, its definitions and
    results: these are Chinese whoever reads the page (docs/decisions/0024); the names themselves have English ones. And the
    organ's own rules, which steps without a law cite."""
    catalogue, names = kinds.load(), set()
    rows = (*catalogue.kinds, *catalogue.outputs, *catalogue.roles)
    found = {text for row in rows for text in strings(row)}
    for profile in kinds.PROFILES:
        names |= {row.name_in(profile) for row in (*catalogue.lines, *catalogue.kinds)}
        for figure in figures(profile).values():
            names.add(figure.name)
            found |= {figure.measure, *figure.aliases}
    names |= {row.name for row in (*catalogue.outputs, *catalogue.roles)}
    others = {alias for row in rows for alias in row.aliases} | {
        word for row in catalogue.kinds for _code, word in row.results
    }
    return frozenset(
        (found - (names - others)) | {step.law for loop in loops().values() for step in loop.steps.values()}
    )


@cache
def counted() -> re.Pattern[str]:
    """A number with the word by which it is counted."""
    words = {row.measure for profile in kinds.PROFILES for row in figures(profile).values()}
    return re.compile(rf"[+−-]?[\d.,]+\s?(?:{'|'.join(sorted(words, key=len, reverse=True))})")


def written() -> set[str]:
    """What people wrote and records hold."""
    found: set[str] = set()
    for model in apps.get_models():
        if model.__module__.startswith("yishi."):
            for row in model._default_manager.values_list():
                found |= set(strings(list(row)))
    for text in [text for text in found if text.startswith(("{", "["))]:
        found |= set(strings(json.loads(text)))
    lines = {line.strip() for text in found for line in text.splitlines()}
    return found | lines


def left(html: str, kept: list[str]) -> list[str]:
    """The Chinese that is neither law nor written by anybody."""
    page = Texts()
    page.feed(html)
    wrong = []
    for text in page.found:
        rest = text
        for each in kept if CHINESE.search(rest) else ():
            rest = rest.replace(each, "")
        if CHINESE.search(CITED.sub("", rest)) and not _of_reports(text.strip()):
            wrong.append(text.strip())
    return wrong


def _of_reports(text: str) -> bool:
    """A name of what is counted, several of them in a row, or a number with its word."""
    return bool(counted().fullmatch(text)) or text in of_reports() or all(word in of_reports() for word in text.split())


@pytest.fixture(scope="module", autouse=True)
def compiled() -> Iterator[None]:
    """The words as they now are."""
    compile_stale(settings.LOCALE_PATHS)
    trans_real._translations.clear()
    yield
    trans_real.activate(settings.LANGUAGE_CODE)


@pytest.fixture(params=["npc", "cppcc"])
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """An office in which something happened in every door."""
    made = Office(profile=request.param)
    with clock.at(made.day):
        Hint.objects.create(organ=made.organ, title="社区食堂", published_on=made.day)
        made.draft()
        made.submitted()
        made.registered()
        made.assigned(co=True)
        made.promised(made.day + dt.timedelta(days=30))
        s = made.assigned(joint=True)
        made.evaluate(made.answer(made.part(s)), "dissatisfied", "没有解决。")
        made.take(suggestion["publish"], s, "office")
        made.take(handling["order_again"], made.part(s), "office", demand="请再次研究。")
        Account.objects.update(language="en")
        Unit.objects.filter(coordinates=True).update(short="试协调")  # named as nothing in the code is
    with clock.at(made.day):
        yield made


def places(door: str, office: Office) -> Iterator[str]:
    """Every address of a door that needs no key, or the key of one of the office's matters."""
    resolver = get_resolver().namespace_dict[door][1]
    s = Suggestion.objects.filter(matter__state="assigned").latest("pk")  # published, and handled again
    keys: tuple[tuple[Any, ...], ...] = ((), (s.pk,), (office.organ.code,))
    for name in sorted(name for name in resolver.reverse_dict if isinstance(name, str)):
        for args in keys:
            try:
                yield reverse(f"{door}:{name}", args=args)
            except NoReverseMatch:
                continue
    if door != "public":
        for step in suggestion.steps.values():
            yield reverse(f"{door}:step", args=["suggestion", s.pk, step.name])


@pytest.mark.parametrize("door", DOORS)
def test_a_door_speaks_english(office: Office, door: str) -> None:
    kept = sorted(
        (
            text
            for text in written() | of_the_law() | of_reports()
            if len(text) > 1 and CHINESE.search(text) and text not in said()
        ),
        key=len,
        reverse=True,
    )
    wrong, seen = {}, 0
    for who in DOORS[door]:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        if who:
            client.force_login(office.people[who].account)
        for url in places(door, office):
            answer = client.get(url)
            if answer["Content-Type"].startswith("text/html") and answer.status_code in {200, 403}:
                seen += 1
                if found := left(answer.content.decode(), kept):
                    wrong[f"{who} {url}"] = found
    assert not wrong, "\n".join(f"{at}: {what}" for at, what in wrong.items())
    assert seen > (5 if door != "desk" else 40)


def test_the_choice_is_kept_by_the_account_and_by_the_device() -> None:
    office = Office()
    client = Client()
    assert client.get("/public/", headers={"Accept-Language": "en-US"})["Content-Language"] == "zh-hans"
    assert client.post("/look/language/", {"language": "en", "next": "/public/"})["Location"] == "/public/"
    assert b'<html lang="en"' in client.get("/public/", follow=True).content
    client.force_login(office.people["author"].account)
    with clock.at(office.day):
        assert b'<html lang="zh-Hans"' in client.get("/pocket/").content
        client.post("/look/language/", {"language": "en", "next": "/pocket/"})
        other = Client()
        other.force_login(office.people["author"].account)
        assert b'<html lang="en"' in other.get("/pocket/").content
        assert client.post("/look/language/", {"language": "xx"})["Location"] == "/"
        assert Account.objects.get(pk=office.people["author"].account.pk).language == "en"


def test_records_are_kept_in_chinese_and_refusals_said_in_english() -> None:
    office = Office()
    s = office.assigned()
    account = office.people["liaison0"].account
    account.language = "en"
    account.save()
    client = Client()
    client.force_login(account)
    part = office.part(s)
    with clock.at(office.day):
        url = f"/unit/step/handling/{part.pk}/receive/"
        sent = {"version": part.matter.version, "undertaker": "试承办"}
        assert client.post(url, sent).status_code == 303
        part = office.again(part)
        talk = {"version": part.matter.version, "day": "2020-01-01", "how": "visit", "text": "谈过。"}
        page = client.post(f"/unit/step/handling/{part.pk}/record_talk/", talk).content.decode()
        assert "The contact cannot be before the hand-over." in page
        talk["day"] = office.day.isoformat()
        assert client.post(f"/unit/step/handling/{part.pk}/record_talk/", talk).status_code == 303
    entry = Entry.objects.select_related("body").latest("seq")
    assert json.loads(entry.body.text)["said"]["how"] == "走访" and entry.actor_role == "承办单位联络员"


@pytest.mark.parametrize(
    ("day", "words"),
    [(dt.date(2026, 3, 12), "Thu 12 Mar"), (dt.date(2027, 1, 1), "Fri 1 Jan 2027")],
)
def test_days_and_lengths_in_english(day: dt.date, words: str) -> None:
    from yishi.doors.look import wording
    from yishi.foundation.law.rules import months, workdays

    with clock.at(dt.date(2026, 3, 10)), override("en"):
        assert wording.day_words(day) == words
        assert wording.left_words(dt.date(2026, 3, 17), 5) == "5 working days left"
        assert wording.left_words(dt.date(2026, 3, 9)) == "1 day overdue"
        assert (str(workdays(1)), str(months(3))) == ("1 working day", "3 months")
    with override("zh-hans"):
        assert str(months(3)) == "三个月"
