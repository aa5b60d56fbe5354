"""`python -m archivegen` is the `archivegen` command."""

from archivegen.cli import main

main()
