"""The command `serve`."""

from __future__ import annotations

import os
import socket
from gettext import gettext as _

import click

from kzdash.runtime import config, http_server


@click.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104 - colleagues open it from the intranet
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the dashboard; create the store first if there is none."""
    os.chdir(config.ROOT)
    config.current()  # raises BadSettingError before the port opens
    listener = socket.socket()
    # SO_REUSEADDR lets a server restart at once; on Windows it would let two share a port
    option = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    listener.setsockopt(socket.SOL_SOCKET, option, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise click.ClickException(
            _(
                "cannot listen on port {port} ({why}). Stop the program that uses it, or choose "
                "another with --port."
            ).format(port=port, why=error.strerror)
        ) from error
    click.echo(_("serving on http://localhost:{port} - press Ctrl+C to stop").format(port=port))
    http_server.serve(listener)
