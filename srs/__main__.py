"""`python -m srs` is `srs`."""

from srs.cli.main import main

main()
