"""nginx as `deploy/nginx` sets it up, before servers on this machine: without TLS, on ports of its own."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SITE = Path("deploy/nginx/toonverse.conf")
FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def proxied(folder: Path, port: int, servers: Sequence[int]) -> Iterator[None]:
    """Raises RuntimeError where there is no nginx (Debian's `nginx-light` will do)."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        raise RuntimeError("nginx is not installed")
    written = folder / "nginx.conf"
    written.write_text(_configuration(SITE.read_text(encoding="utf-8"), folder, port, servers))
    with subprocess.Popen([program, "-c", str(written), "-p", str(folder), "-e", "stderr"]) as running:
        try:
            yield
        finally:
            running.terminate()


def _configuration(site: str, folder: Path, port: int, servers: Sequence[int]) -> str:
    """A whole configuration around the site's."""
    upstream = "".join(f"    server 127.0.0.1:{one};\n" for one in servers)
    site = re.sub(r"(    server 127\.0\.0\.1:\d+;\n)+", upstream, site)
    site = re.sub(r"    ssl_[^;]+;\n", "", site).replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    places = "".join(f"    {name}_temp_path {folder / name};\n" for name in FOLDERS)
    head = f"daemon off;\nworker_processes 1;\npid {folder / 'nginx.pid'};\n"
    return f"{head}events {{ worker_connections 2048; }}\nhttp {{\n    access_log off;\n{places}{site}}}\n"
