"""The script that installs Debian's programs: when it does, when it must not, and what it says then."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / ".ci" / "debian.sh"
NAMES = ("tesseract-ocr", "tesseract-ocr-vie", "libreoffice-writer-nogui", "catdoc")

pytestmark = pytest.mark.skipif(os.name != "posix" or not shutil.which("bash"), reason="a shell script")


@pytest.fixture
def machine(tmp_path):
    """A machine of its own: the programs named, and a record of what apt-get was asked."""
    for name in ("bash", "env", "grep", "printf"):
        (tmp_path / name).symlink_to(shutil.which(name))

    def run(*arguments, user=0, programs="", apt="exit 0", ci="false"):
        for name, code in {"id": f"echo {user}", **dict.fromkeys(programs.split(), "echo vie")}.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
        if apt:
            (tmp_path / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n{apt}\n', encoding="utf-8")
        (tmp_path / "sudo").write_text('#!/bin/sh\nshift\nexec "$@"\n', encoding="utf-8")
        for file in tmp_path.iterdir():
            file.chmod(0o755)
        done = subprocess.run(
            [shutil.which("bash"), SCRIPT, *arguments],
            env={"PATH": str(tmp_path), "CI": ci},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        asked = tmp_path / "asked"
        return done.returncode, done.stdout, asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []

    return run


def test_root_gets_what_is_missing(machine):
    status, said, asked = machine("scans", "doc")
    assert (status, said) == (0, f"Installing {' '.join(NAMES)} ...\n")
    assert asked == [f"install -y -qq --no-install-recommends {' '.join(NAMES)}"]


def test_what_is_there_is_not_installed(machine):
    assert machine("scans", "doc", programs="tesseract soffice catdoc") == (0, "", [])
    assert machine("scans", "doc", programs="tesseract soffice catdoc", user=1000) == (0, "", [])


def test_what_draws_and_shows_the_graph(machine):
    status, _, asked = machine("graphs", "browser")
    assert status == 0
    assert asked == ["install -y -qq --no-install-recommends graphviz fonts-liberation2 chromium"]
    assert machine("graphs", "browser", programs="dot chromium")[1:] == ("", asked), "nothing more was asked"


def test_old_lists_are_fetched_anew(machine):
    status, said, asked = machine(
        "scans", apt='[ "$1" = update ] && touch "$0.lists"; [ -e "$0.lists" ] && exit 0; exit 1'.replace("touch", ": >")
    )
    assert status == 0
    assert [line.split()[0] for line in asked] == ["install", "update", "install"]
    assert "NOT INSTALLED" not in said


@pytest.mark.parametrize(
    ("more", "why"), [({"user": 1000}, "that needs root"), ({"apt": ""}, "no apt-get"), ({"apt": "exit 1"}, "could not")]
)
def test_who_may_not_is_told_what_is_left_out(machine, more, why):
    status, said, _ = machine("scans", "doc", **more)
    assert status == 0
    assert why in said
    assert "  so scans are not read\n" in said
    assert "  so the tests of .doc and .rtf files that need libreoffice-writer-nogui catdoc are skipped\n" in said
    assert said.endswith(f"  to have it: sudo apt install {' '.join(NAMES)}\n")


def test_a_ci_machine_may_use_sudo(machine):
    _, said, asked = machine("scans", user=1000, ci="true")
    assert len(asked) == 1
    assert "NOT INSTALLED" not in said
