"""`python -m archivegen` is the `archivegen` command."""

from archivegen.cli.main import run

# A spawned worker imports this module too, under another name.
if __name__ == "__main__":
    run()
