"""The commands about accounts: `account add`, `list`, `reset` and `disable`."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from kzdash import accounts
from kzdash.cli.store import configured_store
from kzdash.domain.models import Role
from kzdash.runtime import clock

if TYPE_CHECKING:
    from kzdash.domain.models import Account


@click.group()
def account() -> None:
    """Manage the accounts of people who report; the office can also do this in the app."""


@account.command("add")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="unit: reports on what its unit leads; office: reports on everything.",
)
@click.option("--unit", help="The unit's name in the plan; required with --role unit.")
@click.option("--person", help="The person's name, as shown beside reports; default NAME.")
@click.option("--email", help="The e-mail address by which an identity provider knows the person.")
def add_account(
    name: str, role: str, unit: str | None, person: str | None, email: str | None
) -> None:
    """Add an account and print its one-time password; it is shown only now."""
    if role == Role.UNIT and not unit:
        raise click.UsageError(_("--role unit needs --unit, the name of a unit of the plan"))
    password = accounts.add_account(
        configured_store(), name, person or name, Role(role), unit, email, clock.now(), by=None
    )
    click.echo(
        _("the account {name} is added; its one-time password is {password}").format(
            name=name, password=password
        )
    )


@account.command("list")
def list_accounts() -> None:
    """List every account: name, person, unit, e-mail and state."""
    for row in configured_store().accounts():
        unit = row.unit.name if row.unit else row.role
        click.echo("\t".join((row.name, row.person, unit, row.email or "-", _state(row))))


@account.command("reset")
@click.argument("name")
def reset_account(name: str) -> None:
    """Give an account a new one-time password and print it; it is shown only now.

    This ends the account's logins. A disabled account may log in again.
    """
    password = accounts.reset_account(configured_store(), name, clock.now(), by=None)
    click.echo(
        _("the account {name} is reset; its one-time password is {password}").format(
            name=name, password=password
        )
    )


@account.command("disable")
@click.argument("name")
def disable_account(name: str) -> None:
    """Disable an account: nobody can log in to it; its reports stay."""
    accounts.disable_account(configured_store(), name, clock.now(), by=None)
    click.echo(_("the account {name} is disabled").format(name=name))


def _state(row: Account) -> str:
    if row.disabled:
        return _("disabled")
    return _("one-time password") if row.must_change else _("in use")
