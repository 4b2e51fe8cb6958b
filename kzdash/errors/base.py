"""What every exception is that reaches people."""


class KzdashError(Exception):
    """Something a person can mend; the text is for the command line, in English."""
