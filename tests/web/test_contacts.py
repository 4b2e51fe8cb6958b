"""A stranger gets a unit's telephone number by no address, whatever the pages have cached."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import quote

from kzdash.documents import CATALOGUE
from kzdash.domain.models import Contact
from kzdash.runtime import clock
from kzdash.store import keep_contacts, unit_names
from tests import people
from tests.web.conftest import PAGES

if TYPE_CHECKING:
    from kzdash.store import Store
    from tests.web.conftest import Browser

UNIT, PHONE, PERSON = "区水利局", "02352220000", "欧阳某某"


def unpacked(content: bytes) -> bytes:
    """What an answer holds, of a packed document all that is in it."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def test_no_address_gives_a_stranger_a_contact(browser: Browser, store: Store) -> None:
    ids = {name: unit_id for unit_id, name in unit_names(store).items()}
    said = {"supervisor": PERSON, "handler": PERSON, "telephone": PHONE}
    contact = Contact(unit_id=ids[UNIT], updated_at=clock.now(), account="tester", **said)
    keep_contacts(store, [contact], "tester")
    name, asked = people.join(store, clock.now(), "甲乙"), f"unit={quote(UNIT)}&as_of=2025-06-30"
    places = [
        *(f"/{page}" for page in ("", *PAGES)),
        *(f"/plain/{page}" for page in PAGES),
        *(f"/files/{kind}" for kind in CATALOGUE),
        *(
            "/print/unit",
            "/print/overview",
            "/print/changes",
            "/calendar.ics",
            "/login",
            "/healthz",
        ),
    ]
    addresses = [f"{place}?{asked}" for place in places]

    def found() -> list[str]:
        answers = {address: unpacked(browser.get(address).content) for address in addresses}
        told = (PHONE.encode(), PERSON.encode())
        return [path for path, answer in answers.items() if any(x in answer for x in told)]

    # whoever is logged in gets nothing from a place that a stranger may read as well
    browser.log_in(name)
    assert found() == []
    browser.client.cookies.clear()
    assert found() == []
