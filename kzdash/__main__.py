"""Run the command line: `python -m kzdash`."""

from kzdash.cli.main import cli

if __name__ == "__main__":
    cli(prog_name="python -m kzdash")
