"""``make chaos KILLS=100``: real workers on Apache Kafka, killed again and again, against an undisturbed run.

Ends with one line of counts, and with 0 only where nothing was lost, doubled or different.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from agents.brokers.apache import jars, start_apache
from agents.brokers.process import free_port
from agents.settings import Settings, load_settings
from tests.chaos.articles import messages
from tests.chaos.corrections import corrected
from tests.chaos.run import Deployment, Run, run, verdict
from tests.chaos.scenario import Step, scenario, stops
from tests.chaos.verifier import differences
from tests.conftest import KAFKA, ROOT

SESSION_TIMEOUT = 4.0


def main() -> int:
    """Run both, compare, and say so."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="workers to kill (SIGKILL), other troubles beside")
    parser.add_argument("--stops", type=int, default=0, help="instead: orderly restarts (SIGTERM), and nothing else")
    parser.add_argument("--articles", type=int, default=0, help="messages to send; 100 a trouble where not said")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    steps = stops(chosen.stops, chosen.seed) if chosen.stops else scenario(chosen.kills, chosen.seed)
    folder = jars(ROOT / "deploy" / "kafka" / "pom.xml", ROOT / ".cache" / "kafka" / KAFKA)
    if folder is None:
        parser.error("chaos needs Java and Maven: Apache Kafka comes from Maven's jars")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="conflict-stream-chaos-", ignore_cleanup_errors=True) as name:
        return asyncio.run(_compare(folder, Path(name), steps, chosen.articles or 100 * len(steps), chosen.seed))


async def _compare(jars: Path, folder: Path, steps: Sequence[Step], count: int, seed: int) -> int:
    port = free_port()
    deployment = Deployment(lambda: start_apache(jars, folder / "kafka", port))
    for name in ("calm", "chaos"):
        (folder / name).mkdir()
    sent = corrected(messages(count, seed), seed)
    try:
        calm = await run(deployment, _settings("calm", port), sent, (), folder / "calm")
        _say(f"undisturbed: {len(sent)} messages, {len(calm.world.active)} events, {calm.seconds:.0f} s")
        troubled = await run(deployment, _settings("chaos", port), sent, steps, folder / "chaos")
    finally:
        deployment.broker.stop()
    found = verdict(calm, troubled, sent)
    for line in differences(calm.world, troubled.world):
        _say(line)
    _say(f"{_line(troubled, len(sent), seed)}; {found}: {'content' if found.is_content else 'NOT CONTENT'}")
    return 0 if found.is_content else 1


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _line(done: Run, count: int, seed: int) -> str:
    troubles = ", ".join(f"{times} {trouble}" for trouble, times in sorted(done.troubles.items()))
    exits = ", ".join(f"{times} with {code}" for code, times in sorted(done.exits.items())) or "none"
    return (
        f"chaos: seed {seed}: {troubles}; ended by themselves: {exits}; {done.seconds:.0f} s; {count} messages, "
        f"{len(done.world.active)} events and {done.world.merged} merged in {done.world.records} records; "
        f"{done.redelivered} messages redelivered, {done.world.repeated} records repeated"
    )


def _settings(name: str, port: int) -> Settings:
    return load_settings(
        broker=f"127.0.0.1:{port}",
        topic_prefix=f"{name}.",
        group_id=name,
        session_timeout=SESSION_TIMEOUT,
        horizon_days=None,
        log_level="info",
    )


if __name__ == "__main__":
    sys.exit(main())
