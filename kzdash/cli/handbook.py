"""The command `handbook`."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from kzdash.documents.handbook import one_page_sheet, read_handbook
from kzdash.documents.handbook.html import IN_FILE, compose_whole

WORD, WEB = ".docx", ".html"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--sheet", is_flag=True, help="Only what a unit does each month, on one page.")
def handbook(file: Path, sheet: bool) -> None:
    """Write the staff handbook to FILE: .docx, or .html that a browser prints on A4."""
    content = one_page_sheet() if sheet else read_handbook()
    if file.suffix not in {WORD, WEB}:
        raise click.UsageError(_("{file} is neither .docx nor .html").format(file=file.name))
    if file.suffix == WORD:
        from kzdash.documents.handbook import paper  # noqa: PLC0415 - with python-docx

        made = paper.make(content)
    else:
        made = compose_whole(content, IN_FILE).encode()
    try:
        file.write_bytes(made)
    except OSError as error:
        raise click.ClickException(
            _("cannot write {file} ({why}). Choose another file.").format(
                file=file, why=error.strerror
            )
        ) from error
    click.echo(
        _("{file}: {title}, {size} bytes").format(file=file, title=content.title, size=len(made))
    )
