"""What a hostile account of a unit cannot do, though it calls the program itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from kzdash import accounts
from kzdash.domain.models import Adjustment, Item, Lead, Report, Role, Unit
from kzdash.errors import RefusedError
from kzdash.runtime import clock
from tests.people import NEW, PASSWORD, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.web.conftest import Browser

JUNE = date(2025, 6, 1)


@dataclass(frozen=True)
class Mallory:
    """An account of a unit, one item it leads and one that it does not."""

    store: Store
    name: str
    own: int
    other: int

    def report(self, item: int, seq: int = 1, **more: Any) -> Report:
        said = {"status": "in_progress", "note": "我方已完成"} | more
        made = {"as_of": JUNE, "recorded_at": clock.now(), "account": self.name}
        return Report(item_id=item, seq=seq, **{**made, **said})


@pytest.fixture
def mallory(store: Store, zhang: str) -> Mallory:
    leads = select(Lead.item_id).join(Unit).where(Unit.name == UNIT)
    tasks = select(Item.id).where(Item.kind == "task", Item.paragraph == 0)
    with store.session() as session:
        own = session.scalars(tasks.where(Item.id.in_(leads))).first()
        other = session.scalars(tasks.where(Item.id.not_in(leads))).first()
    assert own
    assert other
    return Mallory(store, zhang, own, other)


ATTEMPTS: dict[str, Callable[[Mallory], object]] = {
    "report on another's item": lambda me: me.store.append(me.report(me.other)),
    "hide one on another's among its own": lambda me: me.store.append_all(
        [me.report(me.own), me.report(me.other)]
    ),
    "report as somebody there is not": lambda me: me.store.append(me.report(me.own, account="x")),
    "pass a report off as an undoing": lambda me: me.store.append(me.report(me.own, restores=0)),
    "undo another's report": lambda me: me.store.undo(me.other, 1, me.name, clock.now()),
    "backdate before the plan": lambda me: me.store.append(
        me.report(me.own, as_of=date(1999, 1, 1))
    ),
    "report of days to come": lambda me: me.store.append(me.report(me.own, as_of=date(2098, 1, 1))),
    "fill the store with a text": lambda me: me.store.append(me.report(me.own, note="长" * 10**6)),
    "say what its kind cannot": lambda me: me.store.append(me.report(me.own, value=1)),
    "move its own target": lambda me: me.store.adjust(
        Adjustment(
            item_id=me.own,
            seq=1,
            as_of=JUNE,
            account=me.name,
            recorded_at=clock.now(),
            document_number="号",
        )
    ),
    "make itself an account of the office": lambda me: accounts.add_account(
        me.store, "mine", "我", Role.OFFICE, None, None, clock.now(), by=me.name
    ),
    "reset the office's password": lambda me: accounts.reset_account(
        me.store, "tester", clock.now(), by=me.name
    ),
    "disable the office": lambda me: accounts.disable_account(
        me.store, "tester", clock.now(), by=me.name
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_it_is_refused_and_nothing_is_written(
    mallory: Mallory, kept: Callable[[], str], attempt: Callable[[Mallory], object]
) -> None:
    before = kept()

    with pytest.raises(RefusedError):
        attempt(mallory)

    assert kept() == before


def test_it_may_report_on_what_it_leads(mallory: Mallory) -> None:
    mallory.store.append(mallory.report(mallory.own))

    assert mallory.store.since(mallory.own, 0)[0].account == mallory.name


def test_a_cookie_planted_before_the_log_in_is_worth_nothing_after_it(
    browser: Browser, zhang: str, store: Store
) -> None:
    browser.client.cookies.set(accounts.COOKIE, "planted", domain="board.local")
    browser.log_in(zhang, PASSWORD)

    given = [
        cookie.value for cookie in browser.client.cookies.jar if cookie.name == accounts.COOKIE
    ]
    assert accounts.user_of_token(store, "planted", clock.now(), touch=False) is None
    assert [
        bool(accounts.user_of_token(store, one or "", clock.now(), touch=False)) for one in given
    ].count(True) == 1


def test_every_log_in_and_every_new_password_gives_another_token(
    browser: Browser, zhang: str, store: Store
) -> None:
    browser.log_in(zhang)
    first = browser.login or ""
    browser.send("/password", old=PASSWORD, new=NEW, again=NEW)
    second = browser.login or ""

    assert first != second
    assert accounts.user_of_token(store, first, clock.now(), touch=False) is None


def test_logging_in_again_ends_the_login_that_the_browser_had(
    browse: Callable[..., Browser], zhang: str, store: Store
) -> None:
    browser, elsewhere = browse(), browse()
    elsewhere.log_in(zhang)
    browser.log_in(zhang)
    first = browser.login or ""
    browser.log_in(zhang)

    known = [
        bool(accounts.user_of_token(store, one or "", clock.now(), touch=False))
        for one in (first, browser.login, elsewhere.login)
    ]
    assert known == [False, True, True]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/login",
        "/password",
        "/logout",
        "/ready",
        "/files/none",
        "/calendar.ics",
        "/files/trail",
        "/print/overview",
    ],
)
def test_every_answer_has_the_headers(browser: Browser, path: str) -> None:
    answer = browser.get(path)

    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    assert "charset=utf-8" in answer.headers.get("content-type", "") or not answer.content
    assert "base-uri 'none'; object-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers
