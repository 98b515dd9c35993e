"""Signatures: valid, invalid, and by unknown signers."""

import subprocess

import pytest

from pressroom.errors import OutputFailed
from pressroom.kit.contents import signing


@pytest.fixture
def keys(tmp_path):
    """Two keys, ours and another. The file of signers has only ours."""
    for name in ("ours", "theirs"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", tmp_path / name], check=True)
    (tmp_path / "signers").write_text(f'press@example.org namespaces="pressroom" {(tmp_path / "ours.pub").read_text()}')
    return tmp_path


def test_who_signed_is_said(keys):
    signature = signing.sign(b"data", keys / "ours")
    assert signing.sign(b"data", keys / "ours") == signature, "the same bytes at every run"
    assert signing.signer(b"data", signature, keys / "signers") == "press@example.org"
    assert signing.signer(b"other data", signature, keys / "signers") is None
    assert signing.signer(b"data", signing.sign(b"data", keys / "theirs"), keys / "signers") is None
    assert signing.signer(b"data", b"no signature", keys / "signers") is None


def test_a_signature_for_another_purpose_is_not_taken(keys):
    (keys / "signers").write_text(f'press@example.org namespaces="git" {(keys / "ours.pub").read_text()}')
    assert signing.signer(b"data", signing.sign(b"data", keys / "ours"), keys / "signers") is None


def test_what_is_missing_is_said(keys):
    with pytest.raises(OutputFailed, match="ssh-keygen can't sign"):
        signing.sign(b"data", keys / "nowhere")
    with pytest.raises(signing.NotChecked, match="there is no content/signers, which lists who may sign"):
        signing.signer(b"data", b"", keys / "nowhere" / "signers")


def test_without_ssh_keygen_no_signature_is_checked(keys, monkeypatch):
    monkeypatch.setenv("PATH", str(keys))
    with pytest.raises(signing.NotChecked, match="ssh-keygen is missing"):
        signing.signer(b"data", b"", keys / "signers")


def test_a_key_that_asks_for_a_passphrase_does_not_hang(keys):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", keys / "locked"], check=True)
    with pytest.raises(OutputFailed, match="ssh-keygen can't sign"):
        signing.sign(b"data", keys / "locked")
