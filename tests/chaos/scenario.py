"""What happens, and when: the same seed gives the same troubles."""

import random
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    """What can happen to a deployment. All but the last two happen to one worker."""

    KILL = "kill"
    """SIGKILL; whoever runs the workers starts another with the same id."""
    STOP = "stop"
    """SIGTERM, and another start."""
    FREEZE = "freeze"
    """SIGSTOP and SIGCONT within the session."""
    LONG_FREEZE = "long_freeze"
    """SIGSTOP until the group has given its partitions to others, and SIGCONT."""
    BROKER_KILL = "broker_kill"
    BROKER_FREEZE = "broker_freeze"


@dataclass(frozen=True, slots=True)
class Step:
    """One trouble, after a while."""

    trouble: Trouble
    victim: int
    """Which of the workers that run, counted round."""
    pause: float
    """Seconds to wait before it."""
    ready_first: bool
    """Whether to wait until all workers are ready, or to strike while they start, join or recover."""
    workers: int
    """How many are to run from here on."""


PER_KILL: Final = {Trouble.STOP: 0.25, Trouble.FREEZE: 0.15, Trouble.LONG_FREEZE: 0.05}
BROKER_EVERY: Final = 20
"""Kills between two kills of the broker; half-way between them it freezes."""
MANY: Final = 3


def scenario(kills: int, seed: int) -> list[Step]:
    """So many kills of workers, and other troubles between them; 1 -> 3 -> 1 workers."""
    chance = random.Random(seed)
    steps = []
    for number in range(kills):
        workers = MANY if kills // 4 <= number < kills - kills // 3 else 1
        others = [other for other, share in PER_KILL.items() if chance.random() < share]
        if number % BROKER_EVERY == BROKER_EVERY // 4:
            others.append(Trouble.BROKER_FREEZE)
        if number % BROKER_EVERY == BROKER_EVERY * 3 // 4:
            others.append(Trouble.BROKER_KILL)
        for trouble in (*others, Trouble.KILL):
            ready = chance.random() < 0.75
            pause = chance.uniform(0, 0.8 if ready else 1.5)
            steps.append(Step(trouble, chance.randrange(MANY), pause, ready, workers))
    return [*steps, Step(Trouble.STOP, 0, 0.5, ready_first=True, workers=1)] if steps else []


def stops(count: int, seed: int) -> list[Step]:
    """So many orderly restarts, and nothing else."""
    chance = random.Random(seed)
    return [Step(Trouble.STOP, number, chance.uniform(0, 0.5), ready_first=True, workers=1) for number in range(count)]
