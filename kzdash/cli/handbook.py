"""The command `handbook`."""

from __future__ import annotations

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
        raise click.UsageError(f"{file.name} is neither {WORD} nor {WEB}")
    if file.suffix == WORD:
        from kzdash.documents.handbook import paper  # noqa: PLC0415 - with python-docx

        made = paper.make(content)
    else:
        made = compose_whole(content, IN_FILE).encode()
    try:
        file.write_bytes(made)
    except OSError as error:
        raise click.ClickException(
            f"cannot write {file} ({error.strerror}). Choose another file."
        ) from error
    click.echo(f"{file}: {content.title}, {len(made)} bytes")
