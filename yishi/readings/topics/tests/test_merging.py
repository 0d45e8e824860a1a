"""Groups over a graph: average linkage, so that chains do not run together."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from yishi.readings.topics.alike import Vectors
from yishi.readings.topics.grams import unit
from yishi.readings.topics.merging import CHANCE, WITHOUT, Groups, merge


def grouped(matter: list[list[float]], enough: float) -> list[int]:
    """Ends of messages that name no place."""
    rows = unit(csr_matrix(np.array(matter, np.float32)))
    vectors = Vectors(csr_matrix(rows.shape, dtype=np.float32), rows)
    number = len(matter)
    pairs = np.array([[one, other] for one in range(number) for other in range(one + 1, number)])
    return list(merge(Groups.single(vectors), pairs, enough))


def test_a_chain_does_not_become_one_group() -> None:
    links = [[1.0 if at in (row, row + 1) else 0.0 for at in range(13)] for row in range(12)]
    ends = grouped(links, 0.15)
    assert ends[0] == ends[1]  # neighbours are half alike
    assert max(ends.count(end) for end in ends) <= 3


def test_a_clique_becomes_one_group() -> None:
    alike = [[1.0, 1.0, *(1.0 if at == row else 0.0 for at in range(6))] for row in range(6)]
    assert len(set(grouped(alike, 0.15))) == 1


def test_likeness_of_groups_is_the_mean_over_all_pairs() -> None:
    rows = unit(csr_matrix(np.array([[1, 0], [1, 0], [0, 1]], np.float32)))
    vectors = Vectors(csr_matrix((3, 1), dtype=np.float32), rows)
    joined = Groups.single(vectors).joined(np.array([0, 1, 1]), 2)
    assert joined.likeness(np.array([[0, 1]]))[0] == pytest.approx(WITHOUT * (1 + 0) / 2)


def test_place_and_matter_count_both() -> None:
    place = unit(csr_matrix(np.array([[1, 0], [1, 0], [0, 1]], np.float32)))
    matter = unit(csr_matrix(np.array([[1, 0], [0, 1], [1, 0]], np.float32)))
    groups = Groups.single(Vectors(place, matter))
    assert list(groups.likeness(np.array([[0, 1], [0, 2], [1, 2]]))) == [0, 0, 0]


def test_how_alike_a_groups_messages_are_is_the_mean_over_its_pairs() -> None:
    rows = unit(csr_matrix(np.array([[1, 0], [1, 0], [0, 1]], np.float32)))
    named = unit(csr_matrix(np.array([[1, 0], [1, 0], [1, 0]], np.float32)))
    whole = Groups.single(Vectors(named, rows)).joined(np.array([0, 0, 0]), 1)
    assert whole.cohesion()[0] == pytest.approx(
        (1 / 3 - CHANCE) ** 0.5
    )  # one pair of three shares its words, all the place
