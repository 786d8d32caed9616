"""The broker of the benchmarks: Apache Kafka on local Java, from Maven's jars."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from agents.brokers.apache import jars, start_apache
from agents.brokers.process import BrokerProcess

ROOT: Final = Path(__file__).parents[1]
KAFKA: Final = "4.1.0"


@contextmanager
def broker() -> Iterator[BrokerProcess]:
    """A running broker; ends the program where Java or Maven is missing."""
    found = jars(ROOT / "deploy" / "kafka" / "pom.xml", ROOT / ".cache" / "kafka" / KAFKA)
    if found is None:
        sys.exit("needs Java and Maven: Apache Kafka comes from Maven's jars")
    with start_apache(found) as running:
        yield running
