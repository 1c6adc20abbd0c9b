"""Make a virtual environment with pip in it, also where the system's Python comes without ensurepip (Debian, Ubuntu).

Reads the folder name on the command line. Writes that folder. Standard library only; never touches the system's Python.
"""

# ruff: noqa: INP001, S603 - a script that runs by itself, and starts the Python it has just made

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path
from urllib.parse import urljoin

OLDEST = (3, 11)
HELP = f"""
Could not put pip into the virtual environment ({{why}}).
On Debian or Ubuntu this helps:

    sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv

then run the same command again.
"""


def main(folder: str) -> int:
    """Makes the environment; 0 when it stands and has pip."""
    if sys.version_info < OLDEST:
        sys.stderr.write(
            f"adminplan needs Python {OLDEST[0]}.{OLDEST[1]} or newer; {sys.executable} is {sys.version.split()[0]}.\n"
        )
        sys.stderr.write("Install a newer one (sudo apt install python3.11) and say which: make PYTHON=python3.11\n")
        return 1
    target = Path(folder)
    python = target / "bin" / "python"
    try:
        import ensurepip  # noqa: F401 - is it there?

        venv.create(target, with_pip=True, clear=True, symlinks=True)
    except (ImportError, subprocess.CalledProcessError):
        venv.create(target, with_pip=False, clear=True, symlinks=True)
        try:
            wheel = fetch_pip(target)
            subprocess.run([python, f"{wheel}/pip", "install", "--quiet", wheel], check=True)
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            sys.stderr.write(HELP.format(why=error))
            return 1
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--upgrade", "pip>=25.1"], check=True)  # knows --group
    return 0


def fetch_pip(target: Path) -> Path:
    """The newest pip wheel of the package index, as a file in the environment."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    page = urllib.request.urlopen(index, timeout=60).read().decode("utf-8")  # noqa: S310 - the index that pip itself would ask
    wheels = re.findall(r'href="([^"#]*/pip-([0-9]+(?:\.[0-9]+)+)-py3-none-any\.whl)[^"]*"', page)
    if not wheels:
        raise ValueError(f"no pip at {index}")
    address, version = max(wheels, key=lambda wheel: tuple(int(part) for part in wheel[1].split(".")))
    wheel = target / f"pip-{version}-py3-none-any.whl"
    wheel.write_bytes(urllib.request.urlopen(urljoin(index, address), timeout=120).read())  # noqa: S310
    return wheel


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
