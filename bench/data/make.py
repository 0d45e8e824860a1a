"""`python -m bench.data.make SIZE [--no-index]`: fill the database that DATABASE_URL names, which must be empty."""

from __future__ import annotations

import argparse

import django


def main() -> None:
    """Migrate, build, and leave the database as a quiet night leaves it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("--no-index", action="store_true")
    given = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    from bench.data.build import build

    call_command("migrate", verbosity=0)
    build(given.size, indexed=not given.no_index)
    rest()


def rest() -> None:
    """PostgreSQL's own daemon tidies and gathers statistics; SQLite's log is folded back into the file."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    main()
