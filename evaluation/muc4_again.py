"""Templates of one message that are one act told again: the task wants one for each act."""

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

Template: TypeAlias = dict[str, Any]
"""Slots by name, as the scorer has them."""

_PARTIES: Final = ("perp_ind", "perp_org", "perp_conf")


def told_once(templates: Iterable[Template]) -> list[Template]:
    """Each act once, by its first template; who did it is taken from a later one where that alone tells.

    An act is told again by a template of its type with a named victim of it, or by one that adds no victim, target or
    place to it.

    >>> act = {"type": "ATTACK", "victims": [{"name": "ANA CRUZ", "desc": "JUDGE"}], "targets": [], "places": ["CALI"]}
    >>> again = {"type": "ATTACK", "victims": [{"name": None, "desc": "JUDGE"}], "targets": [], "places": []}
    >>> nobody = {"perp_ind": [], "perp_org": [], "perp_conf": []}
    >>> [one["perp_org"] for one in told_once([act | nobody, again | nobody | {"perp_org": ["ELN"]}])]
    [['ELN']]
    """
    acts: list[Template] = []
    for one in templates:
        known = next((act for act in acts if act["type"] == one["type"] and _tells_of(act, one)), None)
        if known is None:
            acts.append(one)
            continue
        known.update({slot: one[slot] for slot in _PARTIES if one[slot] and not known[slot]})
    return acts


def _tells_of(act: Template, other: Template) -> bool:
    if _fills(other, "victims", "name"):
        return bool(_fills(act, "victims", "name") & _fills(other, "victims", "name"))
    described = {one.removesuffix("S") for one in _fills(other, "victims", "desc")}
    return (
        described <= {one.removesuffix("S") for one in _fills(act, "victims", "desc")}
        and _fills(other, "targets", "id") <= _fills(act, "targets", "id")
        and set(other["places"]) <= set(act["places"])
    )


def _fills(template: Template, slot: str, name: str) -> set[str]:
    return {one[name].upper() for one in template[slot] if one[name]}
