"""The key that seals are signed with (Ed25519): made at first use, kept in `YISHI_SECRETS_DIR`.

`journal-seal.key` is the private key, readable by its owner only. `journal-<key id>.pub` are the public keys
of all keys ever used here (32 bytes in hex): a new key may be put in the old one's place, and earlier seals
are still known as ours.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils.translation import gettext as _

from yishi.foundation.journal import canonical

KEY_FILE = "journal-seal.key"


def _folder() -> Path:
    return Path(settings.YISHI_SECRETS_DIR)


def _place(path: Path, content: bytes) -> None:
    """Put a file in place whole or not at all; of two processes the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # made with mode 600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)


def private_key() -> Ed25519PrivateKey:
    """This installation's signing key, made if there is none. Raises ValueError if the file holds another."""
    path = _folder() / KEY_FILE
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        _place(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key")
    public = public_bytes(key)
    record = _folder() / f"journal-{canonical.key_id(public)}.pub"
    if not record.exists():
        _place(record, public.hex().encode())
    return key


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of its public key."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def known_keys() -> dict[str, str]:
    """Public keys of this installation: key id to 64 hex digits. A file belied by its name is left out."""
    found = {}
    for path in sorted(_folder().glob("journal-*.pub")):
        digits = path.read_text(errors="replace").strip()
        try:
            if path.name == f"journal-{canonical.key_id(bytes.fromhex(digits))}.pub":
                found[path.stem.removeprefix("journal-")] = digits
        except ValueError:
            continue
    return found


def signed_by(public_key: str, signature: str, data: bytes) -> bool:
    """Whether `signature` over `data` was made with the key whose public half is `public_key` (both hex)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), data)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def problems() -> list[str]:
    """What is wrong with the key's file, a sentence each, for whoever checks the installation."""
    path = _folder() / KEY_FILE
    if not path.exists():
        return []
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return [_("日志封签密钥 %(path)s 可被他人读取，请将权限改为 600。") % {"path": path}]
    return []
