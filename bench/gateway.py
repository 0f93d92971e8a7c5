"""What a gateway adds to a call: ours, its ledger durable, beside the LiteLLM proxy, on the same upstream.

`python -m bench.gateway`. The same requests go to the upstream itself, to `toonverse serve` and to the proxy,
in turns, by 1 and by 16 callers; added is what is above the upstream's own median. The proxy has a venv
of its own (`.bench/litellm`), is started as its documentation says, with one worker, and logs no spend: that
takes a PostgreSQL and an engine that its package does not bring. All on this machine, on loopback.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.gateway_upstream import IMAGE_BYTES, free_port

ROOT = Path(__file__).resolve().parents[1]
PROXY = ROOT / ".bench" / "litellm"
PROXY_VERSION = "1.106.2"
UPSTREAM_KEY = "sk-upstream"
ROUNDS = 5
CALLS = {("chat", 1): 60, ("chat", 16): 160, ("image", 1): 12, ("image", 16): 48}
"""Calls of one round; all rounds together make a median."""

START_SECONDS_MAX = 180.0

Figure = tuple[str, float, str]


@dataclass(frozen=True, slots=True)
class Target:
    name: str
    port: int
    key: str


BODIES = {
    "chat": (
        "/v1/chat/completions",
        {"model": "gpt-5.6-luna", "messages": [{"role": "user", "content": "Hello."}]},
    ),
    "image": ("/v1/images/generations", {"model": "gpt-image-2.5-flare", "prompt": "a lamp", "n": 1}),
}


def figures() -> list[Figure]:
    """Name, value, unit."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        upstream = running.enter_context(_upstream(Path(folder)))
        targets = [
            Target("upstream", upstream, UPSTREAM_KEY),
            running.enter_context(_ours(Path(folder), upstream)),
            running.enter_context(_proxy(Path(folder), upstream)),
        ]
        taken = asyncio.run(_measured(targets))
    found: list[Figure] = []
    for kind, callers in CALLS:
        half = {target.name: statistics.median(taken[target.name, kind, callers]) for target in targets}
        what = f"{kind if kind == 'chat' else '2 MB image'}, {callers} callers"
        found.append((f"upstream itself, {what}, p50", half["upstream"] * 1000, "ms"))
        added = {name: (half[name] - half["upstream"]) * 1000 for name in ("toonverse", "litellm")}
        found += [(f"{name} adds, {what}, p50", value, "ms") for name, value in added.items()]
        found.append((f"ours of theirs, {what}", added["toonverse"] / added["litellm"], "of 1"))
    return found


async def _measured(targets: list[Target]) -> dict[tuple[str, str, int], list[float]]:
    """Seconds of each call; the targets take turns, so that a busy moment meets them all."""
    taken: dict[tuple[str, str, int], list[float]] = {}
    for kind, callers in CALLS:
        for target in targets:
            await _round(target, kind, callers, 2 * callers)  # warm: connections, caches, imports
        for _ in range(ROUNDS):
            for target in targets:
                each = await _round(target, kind, callers, CALLS[kind, callers])
                taken.setdefault((target.name, kind, callers), []).extend(each)
    return taken


async def _round(target: Target, kind: str, callers: int, calls: int) -> list[float]:
    left = iter(range(calls))
    return [
        seconds
        for each in await asyncio.gather(*(_caller(target, kind, left) for _ in range(callers)))
        for seconds in each
    ]


async def _caller(target: Target, kind: str, left: Iterator[int]) -> list[float]:
    """One caller, one connection: as many calls as it gets. A client costs as little as can be here."""
    path, said = BODIES[kind]
    body = json.dumps(said).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{target.port}\r\nauthorization: Bearer {target.key}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port, limit=2**22)
    taken = []
    for _ in left:
        start = time.perf_counter()
        writer.write(head.encode() + body)
        status, answer = await _answer(reader)
        taken.append(time.perf_counter() - start)
        if status != 200 or (kind == "image" and len(answer) < IMAGE_BYTES):
            raise RuntimeError(f"{target.name}: {status} {answer[:300]!r}")
    writer.close()
    return taken


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    if b"content-length" in lines:
        return status, await reader.readexactly(int(lines[b"content-length"]))
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return status, body


@contextmanager
def _process(folder: Path, name: str, port: int, command: list[str], env: dict[str, str]) -> Iterator[None]:
    """Runs until the block ends; it begins when somebody listens."""
    log = folder / f"{name}.log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, env={**os.environ, **env}, stdout=told, stderr=told, stdin=subprocess.DEVNULL, cwd=folder
        )
    try:
        until = time.monotonic() + START_SECONDS_MAX
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{name} did not start: {log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    import socket

    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@contextmanager
def _upstream(folder: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, str(ROOT / "bench" / "gateway_upstream.py"), str(port)]
    with _process(folder, "upstream", port, command, {}):
        yield port


@contextmanager
def _ours(folder: Path, upstream: int) -> Iterator[Target]:
    port = free_port()
    env = {
        "TOONVERSE_HOME": str(folder / "home"),
        "TOONVERSE_DAY_BUDGET_USD": "1000000",
        "OPENAI_API_KEY": UPSTREAM_KEY,
        "OPENAI_BASE_URL": f"http://127.0.0.1:{upstream}/v1",
        "PYTHONPATH": str(ROOT / "src"),
    }
    toonverse = [sys.executable, "-m", "toonverse"]
    add = [*toonverse, "users", "add", "bench", "--role", "creator", "--tokens", "1000000000000", "--json"]
    made = subprocess.run(add, env={**os.environ, **env}, capture_output=True, check=True, cwd=folder)
    with _process(folder, "toonverse", port, [*toonverse, "serve", "--port", str(port)], env):
        yield Target("toonverse", port, json.loads(made.stdout)["api_key"])


@contextmanager
def _proxy(folder: Path, upstream: int) -> Iterator[Target]:
    """The proxy as its documentation starts it, with telemetry and its remote price list off."""
    if not (PROXY / "bin" / "litellm").exists():
        subprocess.run([sys.executable, "-m", "uv", "venv", "-q", str(PROXY)], check=True)
        python = str(PROXY / "bin" / "python")
        wanted = f"litellm[proxy]=={PROXY_VERSION}"
        subprocess.run(
            [sys.executable, "-m", "uv", "pip", "install", "-q", "--python", python, wanted], check=True
        )
    port = free_port()
    base = f"http://127.0.0.1:{upstream}/v1"
    models = [
        {
            "model_name": name,
            "litellm_params": {"model": f"openai/{name}", "api_base": base, "api_key": UPSTREAM_KEY},
        }
        for name in ("gpt-5.6-luna", "gpt-image-2.5-flare")
    ]
    settings = {"telemetry": False, "num_retries": 0}
    config = folder / "litellm.json"
    config.write_text(json.dumps({"model_list": models, "litellm_settings": settings}))
    env = {
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "LITELLM_MASTER_KEY": "sk-proxy",
        "LITELLM_MODE": "PRODUCTION",
    }
    env["LITELLM_LOG"] = "ERROR"
    command = [
        str(PROXY / "bin" / "litellm"),
        "--config",
        str(config),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with _process(folder, "litellm", port, [*command, "--num_workers", "1"], env):
        yield Target("litellm", port, "sk-proxy")


if __name__ == "__main__":
    for title, value, unit in figures():
        print(f"{title:60} {value:8.2f} {unit}")
