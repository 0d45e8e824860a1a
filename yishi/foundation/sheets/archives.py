"""An .xlsx is a zip archive: measured and unpacked before any reader of workbooks sees it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext as _

from yishi.foundation.sheets.limits import (
    MEGABYTE,
    Limits,
    Unreadable,
    broken,
    too_many_columns,
    too_many_rows,
)


def measured(data: bytes, limits: Limits) -> bytes:
    """The parts of an .xlsx that hold cells, unpacked here under our eyes and handed on unpacked, so that
    nothing can swell later on, whatever the archive says of itself."""
    out, total = io.BytesIO(), 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
            names = set(source.namelist())
            _is_workbook(names)
            for name in sorted(name for name in names if _holds_cells(name)):
                part = source.getinfo(name)
                total += part.file_size
                swollen = part.file_size > MEGABYTE and part.file_size > limits.ratio * part.compress_size
                if swollen or total > limits.unpacked_megabytes * MEGABYTE:
                    raise Unreadable(_("文件展开后过大，不像正常的表格。请把名单复制到新建的表格里再上传。"))
                content = source.read(part)
                if name.startswith("xl/worksheets/"):
                    _within(content, limits)
                target.writestr(name, content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError):
        raise Unreadable(broken()) from None
    except RuntimeError:  # zipfile's word for an encrypted part
        raise Unreadable(_("文件被加密，请去掉密码、另存后再上传。")) from None
    return out.getvalue()


def _is_workbook(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Unreadable(_("暂不能读这种格式的表格（.xlsb、.ods），请另存为 .xlsx 再上传。"))
    if any(name.startswith("word/") for name in names):
        raise Unreadable(_("这是 Word 文档，不是表格。请把名单复制到表格里，存为 .xlsx 再上传。"))
    raise Unreadable(_("这是压缩包或别的文件，不是表格。请解压后上传里面的 .xlsx 文件。"))


def _holds_cells(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not name.startswith(("xl/media/", "xl/drawings/", "xl/charts/"))


_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>(?!</)')


def _within(xml: bytes, limits: Limits) -> None:
    """Refuse a sheet with a filled cell far out: a reader would make a grid of billions of cells of it."""
    for found in _FILLED_CELL.finditer(xml):
        if len(found[2]) > 4 and int(found[2]) > limits.rows + 100:
            raise Unreadable(too_many_rows(limits, found[2].decode()))
        if len(found[1]) > 1 and _column_number(found[1]) > limits.columns:
            raise Unreadable(too_many_columns(limits))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
