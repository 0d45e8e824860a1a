"""`python -m bench.child NAME --size N [--small]`: one measurement on the database that DATABASE_URL names."""

from __future__ import annotations

import argparse
import os
from importlib import import_module

import django


def main() -> None:
    """Print a line for each thing measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--small", action="store_true")
    given = parser.parse_args()
    django.setup()
    from django.db import connection

    from bench.databases import durability
    from bench.run import Run

    run = Run(given.size, os.environ["DATABASE_URL"], given.small)
    settings = durability(connection)
    for found in import_module(f"bench.{given.name}").measure(run):
        print(found.line(connection.vendor, settings), flush=True)


if __name__ == "__main__":
    main()
