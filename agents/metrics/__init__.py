"""What can be watched of a worker: counters, gauges and histograms for Prometheus, and whether it is well.

    collectors.py   every metric, with its labels and help text
    sum.py          the metrics of several workers as those of one
    health.py       what state the worker is in, and whether it is alive and ready
    server.py       /metrics, /livez and /readyz, served from their own thread

``docs/metrics.md`` lists the metrics for those who read them; a test holds the two together.
"""

from agents.metrics.collectors import ArticleOutcome, BuildInfo, Metrics, Stage
from agents.metrics.health import Answer, Health, WorkerState
from agents.metrics.server import MetricsServer, serve

__all__ = [
    "Answer",
    "ArticleOutcome",
    "BuildInfo",
    "Health",
    "Metrics",
    "MetricsServer",
    "Stage",
    "WorkerState",
    "serve",
]
