"""The `tilth` command: serving, importing, matching, keeping and looking after an installation."""


def main() -> None:
    """The console's way in."""
    from tilth.command.app import app

    app()
