"""What people type into forms and tables: figures, days and texts, read or refused."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from kzdash.domain.formatting import EARLIEST, LATEST, printable
from kzdash.errors import ParseError, ParseProblem

LONGEST = 60
SHOWN = 40
MINUS_SIGN = "\N{MINUS SIGN}"
# copied along with a figure by other programs, and seen by nobody
UNSEEN = "\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# what an input method makes of a key; a superscript or a circle says something else
FORMS_OF_A_KEY = ("<wide>", "<narrow>", "<small>", "<noBreak>")
FIGURE = re.compile(r"([+-]?)\s*([0-9][0-9,.]*)\s*(.*)", re.DOTALL)
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# for each unit what else may follow the digits, and by how many places that moves the point
ALSO = {"万元": {"万": 0, "亿元": 4, "亿": 4}}
# what any mail server takes, and what cannot smuggle in a header
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
LONGEST_EMAIL = 254
DAYS = (
    re.compile(r"([0-9]{4})([-/.。])([0-9]{1,2})\2([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\s*(年)\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)
# between the cells of a line that was typed or copied
SEPARATORS = r"[\s,\uff0c;\uff1b\u3001]+"
LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def parse_figure(typed: str, unit: str = "", field: str = "") -> Decimal | None:
    """Read a figure, that may be followed by its unit; none from blanks, else ParseError.

    Every digit is kept. Where the unit is 万元, an amount in 亿元 is turned into it.
    """
    found = _plain(typed, field)
    if not found:
        return None
    whole = FIGURE.fullmatch(found.replace("。", "."))
    if whole is None:
        raise unreadable(ParseProblem.NOT_A_FIGURE, typed, field)
    sign, digits, rest = whole.groups()
    if not (PLAIN.fullmatch(digits) or GROUPED.fullmatch(digits)):
        problem = ParseProblem.SEPARATORS if "," in digits else ParseProblem.NOT_A_FIGURE
        raise unreadable(problem, typed, field)
    own = _plain(unit, field)
    places = {"": 0, own: 0, **ALSO.get(own, {})}
    if rest not in places:
        raise unreadable(_what_follows(rest), typed, field)
    moved = Decimal(f"{sign}{digits.replace(',', '')}E{places[rest]}")
    value = Decimal(f"{moved:f}")
    return value.copy_abs() if value.is_zero() else value


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address, and nothing else."""
    return len(text) <= LONGEST_EMAIL and EMAIL.fullmatch(text) is not None


def parse_date(
    typed: str, field: str = "", first: dt.date = EARLIEST, last: dt.date = LATEST
) -> dt.date | None:
    """Read a day as 2024-12-20, 2024/12/20, 2024.12.20, 2024年12月20日 or 20241220.

    None from blanks; ParseError for what is no day, or one before `first` or after `last`, which
    are those that a board can be asked for.
    """
    found = _plain(typed, field)
    if not found:
        return None
    whole = next((match for form in DAYS if (match := form.fullmatch(found))), None)
    if whole is None:
        raise unreadable(ParseProblem.NOT_A_DAY, typed, field)
    year, _, month, of_month = whole.groups()
    try:
        parsed = dt.date(int(year), int(month), int(of_month))
    except ValueError:
        raise unreadable(ParseProblem.NO_SUCH_DAY, typed, field) from None
    if not first <= parsed <= last:
        raise unreadable(ParseProblem.OUT_OF_RANGE, typed, field)
    return parsed


def parse_text(typed: str) -> str:
    r"""Take a text as typed, but with \n for any line end and without what no text has use for."""
    return printable(LINE_END.sub("\n", typed)).strip()


def unreadable(problem: ParseProblem, typed: str, field: str = "") -> ParseError:
    """Return the error for what was typed, which quotes how it begins."""
    begins = parse_text(typed.lstrip()[: 10 * SHOWN])
    return ParseError(problem, " ".join(begins.split())[:SHOWN], field)


def _plain(typed: str, field: str) -> str:
    """The characters of the keys that were meant, whatever width the input method gave them."""
    found = typed.strip().strip(UNSEEN).strip()
    if len(found) > LONGEST:
        raise unreadable(ParseProblem.TOO_LONG, typed, field)
    keys = "".join(
        unicodedata.normalize("NFKC", character)
        if unicodedata.decomposition(character).startswith(FORMS_OF_A_KEY)
        else character
        for character in found
    )
    return keys.replace(MINUS_SIGN, "-").strip()


def _what_follows(rest: str) -> ParseProblem:
    """Why what follows the digits is not the unit."""
    if any(character.isdigit() for character in rest):
        letters = any(character.isascii() and character.isalpha() for character in rest)
        return ParseProblem.NOT_A_FIGURE if letters else ParseProblem.SEVERAL_FIGURES
    punctuation = unicodedata.category(rest[0]).startswith("P") and rest[0] not in "%‰"
    return ParseProblem.NOT_A_FIGURE if punctuation else ParseProblem.OTHER_UNIT
