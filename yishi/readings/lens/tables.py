"""What the lens holds, and the questions by which it is read from the facts and from people's rows.

Sealed facts are not in it. Persons are keys, with what their mandates say of them; names of persons are not in it either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Columns with their types, the same for Ibis and for DuckDB, and what gives the rows in that order."""

    columns: Mapping[str, str]
    rows: str


OPEN = "JOIN facts_fact f ON f.id = b.fact_id WHERE NOT f.sealed"
TABLES: Mapping[str, Table] = {
    "facts": Table(
        {
            "id": "int64", "organ": "int64", "matter": "int64", "key": "string", "day": "date", "until": "date", "line": "string",
            "kind": "string", "topic": "string", "source": "string", "outcome": "string", "place": "string", "unit": "int64",
            "quantity": "decimal(18, 4)", "measure": "string", "outside": "boolean",
        },
        """SELECT id, organ_id, matter_id, "key", day, until, line, kind, topic, source, outcome, place, unit_id, quantity, measure,
        outside FROM facts_fact WHERE NOT sealed ORDER BY day, id""",
    ),
    "persons": Table(
        {
            "fact": "int64", "mandate": "int64", "person": "int64", "role": "string", "person_kind": "string", "sex": "string",
            "degree": "string", "grass_roots": "boolean", "non_party": "boolean", "re_elected": "boolean",
        },
        f"""SELECT b.fact_id, b.mandate_id, m.person_id, b.role, m.kind, p.sex, p.degree, m.grass_roots, m.non_party, m.re_elected
        FROM facts_factperson b JOIN people_mandate m ON m.id = b.mandate_id JOIN people_person p ON p.id = m.person_id {OPEN}""",
    ),
    "hosts": Table({"fact": "int64", "host": "int64"}, f"SELECT b.fact_id, b.organ_id FROM facts_factorgan b {OPEN}"),
    "groups": Table(
        {"fact": "int64", "grouping": "int64"}, f"SELECT b.fact_id, b.grouping_id FROM facts_factgroup b {OPEN}"
    ),
    "tags": Table({"fact": "int64", "tag": "string"}, f"SELECT b.fact_id, b.tag FROM facts_facttag b {OPEN}"),
    "sectors": Table(
        {"mandate": "int64", "name": "string", "began": "date", "ended": "date"},
        """SELECT b.mandate_id, g.name, b.began, b.ended FROM people_belonging b JOIN people_grouping g ON g.id = b.grouping_id
        WHERE g.kind = 'sector' AND NOT b.second""",
    ),
}  # fmt: skip
"""By name, in the order in which they are loaded."""
