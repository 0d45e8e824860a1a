"""What a file is, is told from its content; what may not be taken is refused with a sentence, never with an
error."""

import io
import random
import zipfile

import pytest

from yishi.foundation.files import archives, detect, images, kinds
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.files.tests import samples

TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"

TAKEN = {
    "pdf": (samples.PDF, kinds.PDF),
    "docx": (samples.docx(), kinds.DOCX),
    "xlsx": (samples.xlsx(), kinds.XLSX),
    "pptx": (samples.office(f"{kinds.SLIDES}.main+xml"), kinds.PPTX),
    "doc": (samples.compound("WordDocument", "1Table"), kinds.DOC),
    "xls": (samples.compound("Workbook"), kinds.XLS),
    "xls of 1995": (samples.compound("Book"), kinds.XLS),
    "ofd": (samples.ofd(), kinds.OFD),
    "jpg": (samples.jpeg(), kinds.JPEG),
    "png": (samples.png(), kinds.PNG),
    "webp": (samples.webp(), kinds.WEBP),
    "webp, plain": (samples.WEBP_PICTURE, kinds.WEBP),
    "text": (samples.TEXT.encode(), kinds.TEXT),
    "text with mark": (samples.TEXT.encode("utf-8-sig"), kinds.TEXT),
    "text of Windows": (samples.TEXT.encode("gb18030"), kinds.TEXT),
    "text of Notepad": (samples.TEXT.encode("utf-16"), kinds.TEXT),
}

REFUSED = {
    "pdf cut short": (samples.PDF[:-8], "damaged"),
    "program": (b"MZ\x90\0" + bytes(200), "type"),
    "rar": (b"Rar!\x1a\x07\0" + bytes(50), "type"),
    "gif": (b"GIF89a" + bytes(50), "type"),
    "text with NUL": (b"abc\0def", "type"),
    "text with escapes": ("标题\x1b[31m".encode(), "type"),
    "neither UTF-8 nor GB 18030": (b"\xff\xff\xff\xff", "type"),
    "zip": (samples.archive(("a.txt", b"a")), "archive"),
    "zip named as OFD inside": (samples.archive(("OFD.xml", b"<a/>")), "archive"),
    "zip of nothing but its mark": (archives.MARK + bytes(100), "damaged"),
    "docx cut short": (samples.docx()[:-100], "damaged"),
    "docm": (samples.office(MACRO_WORD), "macros"),
    "docx with macros": (
        samples.office(f"{kinds.WORD}.main+xml", ("word/vbaProject.bin", b"x")), "macros"
    ),
    "xlsx with old macros": (
        samples.office(f"{kinds.SHEET}.main+xml", ("xl/macrosheets/sheet1.xml", b"x")), "macros"
    ),
    "dotx": (samples.office(TEMPLATE), "type"),
    "docx with a program": (
        samples.office(f"{kinds.WORD}.main+xml", ("word/embeddings/看我.EXE", b"MZ")), "program"
    ),
    "docx packed unusually": (samples.office(f"{kinds.WORD}.main+xml", method=zipfile.ZIP_LZMA), "damaged"),
    "docx with a password": (samples.compound("EncryptionInfo", "EncryptedPackage"), "locked"),
    "doc with macros": (samples.compound("WordDocument", "Macros", "VBA", "_VBA_PROJECT"), "macros"),
    "xls with macros": (samples.compound("Workbook", "_VBA_PROJECT_CUR"), "macros"),
    "ppt": (samples.compound("PowerPoint Document"), "type"),
    "jpg cut short": (samples.jpeg()[:-4], "damaged"),
    "jpg with no frame": (b"\xff\xd8\xff\xd9", "damaged"),
    "png cut short": (samples.png()[:-5], "damaged"),
    "png altered": (samples.png().replace(b"IDAT", b"IDAX"), "damaged"),
    "webp cut short": (samples.webp()[:-5], "damaged"),
    "png of nothing": (samples.png(0, 5), "damaged"),
    "png as wide as a street": (samples.png(1_000_000, 1), "pixels"),
    "jpg of four thousand million pixels": (samples.jpeg(size=(65_000, 65_000)), "pixels"),
    "webp of two hundred million pixels": (samples.webp(size=(16_000, 16_000)), "pixels"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_taken(name):
    content, kind = TAKEN[name]
    assert detect.kind_of(io.BytesIO(content)) == kind


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    content, code = REFUSED[name]
    with pytest.raises(FileRefused) as refused:
        detect.kind_of(io.BytesIO(content))
    assert refused.value.code == code
    assert str(refused.value).endswith("。")


def test_the_sentence_names_what_the_content_seems_to_be_and_what_is_taken():
    with pytest.raises(FileRefused, match=r"内容像是 exe.*可以上传：pdf、docx"):
        detect.kind_of(io.BytesIO(b"MZ\x90\0" + bytes(200)))


def test_a_bomb_is_told_without_being_set_off(monkeypatch):
    main = f"{kinds.WORD}.main+xml"
    swollen = samples.office(main, ("word/media/a", bytes(21 * kinds.MB)))
    assert len(swollen) < kinds.MB
    monkeypatch.setattr(archives, "_read_through", lambda archive: pytest.fail("it was unpacked"))
    with pytest.raises(FileRefused) as refused:
        detect.kind_of(io.BytesIO(swollen))
    assert refused.value.code == "bomb"
    many = samples.office(main, *((f"word/{number}.xml", b"") for number in range(archives.MOST_ENTRIES)))
    with pytest.raises(FileRefused) as refused:
        detect.kind_of(io.BytesIO(many))
    assert refused.value.code == "bomb"


def test_a_large_sheet_that_packs_well_is_no_bomb():
    rows = random.Random(1).randbytes(200_000).hex().encode() * 2
    content = samples.office(f"{kinds.SHEET}.main+xml", ("xl/worksheets/sheet1.xml", rows * 15))
    assert detect.kind_of(io.BytesIO(content)) == kinds.XLSX


def test_an_archive_that_says_less_than_it_holds_is_damaged():
    content = samples.office(f"{kinds.WORD}.main+xml", ("word/media/a", bytes(5000)))
    forged = content.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    with pytest.raises(FileRefused) as refused:
        detect.kind_of(io.BytesIO(forged))
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("name", TAKEN)
def test_no_forgery_causes_anything_but_a_refusal(name):
    content, _kind = TAKEN[name]
    chance = random.Random(name)
    for _ in range(150):
        forged = bytearray(content)
        for _ in range(chance.choice((1, 3, 20))):
            forged[chance.randrange(len(forged))] = chance.randrange(256)
        forged = bytes(forged[: chance.choice((len(forged), chance.randrange(len(forged)) + 1))])
        try:
            kind = detect.kind_of(io.BytesIO(forged))
            if kind in kinds.IMAGES:
                images.without_particulars(kind, forged)
        except FileRefused:
            pass
