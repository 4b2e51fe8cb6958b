"""The type of an option that is a day."""

from __future__ import annotations

import datetime as dt
from gettext import gettext as _

import click

from kzdash.cli import language
from kzdash.domain.parsing import parse_date
from kzdash.errors import ParseError


class Day(click.ParamType[dt.date]):
    """A day, in any format that the date fields of the dashboard accept."""

    name = "day"

    def convert(
        self, value: dt.date | str, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Parse the day; fail with the reason if that is not possible."""
        if isinstance(value, dt.date):
            return value
        try:
            day = parse_date(value)
        except ParseError as error:
            words = f"{error.value!r}: {error.problem.value}."
            if language.is_chinese():
                words = language.problem_words(error)
            self.fail(words, param, ctx)
        if day is None:
            self.fail(_("the day is missing. Write a day as 2024-12-20."), param, ctx)
        return day


DAY = Day()
