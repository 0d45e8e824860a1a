"""`python -m bench.data.grow FACTS`: let the database that DATABASE_URL names, made by `bench.data.make`, have so many facts."""

from __future__ import annotations

import argparse

import django


def main() -> None:
    """Grow the tree, and leave the database as a quiet night leaves it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("facts", type=int)
    given = parser.parse_args()
    django.setup()

    from bench.data.make import rest
    from bench.data.tree import grow

    grow(given.facts)
    rest()


if __name__ == "__main__":
    main()
