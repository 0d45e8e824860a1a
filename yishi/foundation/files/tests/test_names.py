"""Names of files."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.foundation.files import names


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("答复.pdf", "答复.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\我的文档\\答复.pdf", "答复.pdf"),
        ("答复\u202efdp.exe", "答复fdp.exe"),
        ("答\u200b复\x00\x07\n.pdf", "答复.pdf"),
        ("答复\ud800.pdf", "答复.pdf"),
        ("  第 1 号   答复 .pdf ", "第 1 号 答复.pdf"),
        ('a<b>:"c"|?*.pdf', "a_b___c____.pdf"),
        (".htaccess", "htaccess"),
        ("con.txt", "_con.txt"),
        ("答复.pdf...", "答复.pdf"),
        ("", "附件"),
        ("...", "附件"),
        ("/", "附件"),
        ("第1.2稿", "第1.2稿"),
        ("e\u0301.txt", "\u00e9.txt"),
    ],
)
def test_clean(sent, kept):
    assert names.clean(sent) == kept


def test_a_long_name_keeps_its_suffix():
    assert names.clean("桥" * 300 + ".docx") == "桥" * 115 + ".docx"


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.PDF", ".pdf"),
        ("a", ""),
        ("2026.3.5", ""),
        ("a.tar.gz", ".gz"),
        ("第1.2稿", ""),
        ("a.pdf.exe", ".exe"),
    ],
)
def test_suffix(name, suffix):
    assert names.suffix_of(name) == suffix


@given(st.text(st.characters(), max_size=300))
def test_any_name_becomes_one_that_is_harmless_and_stays_so(sent):
    kept = names.clean(sent)
    assert 0 < len(kept) <= names.LONGEST
    assert not kept.startswith(".")
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") or char in '/\\<>:"|?*' for char in kept)
    assert names.clean(kept) == kept
    kept.encode()
