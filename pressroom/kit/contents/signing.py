"""Signatures: made and checked by OpenSSH's ssh-keygen, which publishers' machines have; no cryptography of ours.

The key is a file that PRESSROOM_SIGNING_KEY names. Who may sign for the publisher is listed in content/signers, one a line as ssh-keygen(1)
has it under ALLOWED SIGNERS: `press@example.org namespaces="pressroom" ssh-ed25519 AAAA…`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from pressroom.errors import MachineLacks, OutputFailed, Problem

VARIABLE = "PRESSROOM_SIGNING_KEY"
NAMESPACE = "pressroom"
SECONDS = 60
SIGNERS = "content/signers"


class NotChecked(Exception):
    """Why a signature can't be checked here, as a clause."""


def sign(data: bytes, key: Path) -> bytes:
    """The signature of `data` by the key in the file `key`. Raises `OutputFailed`, `MachineLacks`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data"
        file.write_bytes(data)
        done = _ssh_keygen(["sign", "-f", str(key), "-n", NAMESPACE, str(file)], b"")
        signature = file.with_name("data.sig")
        if done.returncode or not signature.is_file():
            hint = f"{VARIABLE} names a private key that ssh-keygen can use without asking"
            raise OutputFailed(Problem("not-signed", f"ssh-keygen can't sign: {_said(done)}", None, hint))
        return signature.read_bytes()


def signer(data: bytes, signature: bytes, signers: Path) -> str | None:
    """Who of those in the file `signers` signed `data`; None where nobody did. Raises `NotChecked` where there is no such file or no
    ssh-keygen, `OutputFailed` where that takes too long."""
    if not signers.is_file():
        raise NotChecked(f"there is no {SIGNERS}, which lists who may sign")
    if not shutil.which("ssh-keygen"):
        raise NotChecked("ssh-keygen is missing (apt-get install openssh-client)")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(signature)
        found = _ssh_keygen(["find-principals", "-s", str(file), "-f", str(signers)], b"")
        for name in found.stdout.decode("utf-8", "replace").splitlines() if not found.returncode else ():
            arguments = ["verify", "-f", str(signers), "-I", name, "-n", NAMESPACE, "-s", str(file)]
            if not _ssh_keygen(arguments, data).returncode:
                return name
    return None


def _ssh_keygen(arguments: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603
            ["ssh-keygen", "-Y", *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            start_new_session=True,  # without a terminal it asks for no passphrase
        )
    except FileNotFoundError:
        raise MachineLacks(Problem("lacks-program", "ssh-keygen is missing", hint="apt-get install openssh-client")) from None
    except subprocess.TimeoutExpired:
        raise OutputFailed(Problem("not-signed", f"ssh-keygen took longer than {SECONDS} s")) from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "replace").strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}"
