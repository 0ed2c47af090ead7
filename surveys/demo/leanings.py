"""What the invented people of the demo lean towards: by town, by age and, where it matters, by gender.

Every figure here is made up. A leaning multiplies the weight of one option for the people it names, so the demo's
results differ between towns and ages as real ones would: fibre and buses matter more in the rural north, worries about
being left out grow with age.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

DORSTEN, HALTERN, DATTELN, WALTROP = "05562012", "05562016", "05562008", "05562036"
RECKLINGHAUSEN, GLADBECK, HERTEN, MARL = "05562032", "05562014", "05562020", "05562024"
RURAL = frozenset({DORSTEN, HALTERN, DATTELN, WALTROP})
URBAN = frozenset({RECKLINGHAUSEN, GLADBECK, HERTEN, MARL})
YOUNG = frozenset({"a16", "a18"})
MIDDLE = frozenset({"a30", "a45"})
OLD = frozenset({"a60", "a75"})
OLDEST = frozenset({"a75"})
SOUTHERN = frozenset({GLADBECK, HERTEN})
WOMEN = frozenset({"f"})
MEN = frozenset({"m"})


@dataclass(frozen=True)
class Leaning:
    """One option's weight is multiplied for people of any of these groups (keys of town, age and gender options)."""

    question: str
    option: str
    factor: float
    groups: frozenset[str]


# How willing an age band is to take part online, relative to its share of the population.
WILLINGNESS = {"a16": 1.3, "a18": 1.05, "a30": 1.25, "a45": 1.1, "a60": 0.9, "a75": 0.5}

# Weights before any leaning; a question or option not named here weighs 1. Points of a scale are written as text.
WEIGHTS: dict[str, dict[str, float]] = {
    "gender": {"f": 52, "m": 47, "d": 1},
    "internet": {"1": 8, "2": 17, "3": 30, "4": 31, "5": 14},
    "online_services": {"several": 34, "once": 26, "failed": 14, "no": 26},
    "barriers": {
        "not_offered": 22, "not_found": 18, "complicated": 26, "sign_in": 24, "device": 9, "accessible": 7,
        "language": 7, "privacy": 17, "personal": 28,
    },
    "services": {
        "appointment": 42, "residence": 22, "documents": 40, "family": 20, "building": 13, "vehicle": 25,
        "support": 17, "report": 24,
    },
    "mobility": {
        "one_app": 30, "live": 34, "on_demand": 17, "cycling": 33, "charging": 15, "traffic": 21, "accessible": 12,
    },
    "climate": {"energy": 32, "solar": 26, "warning": 28, "green": 27, "sharing": 20, "paper": 23, "measure": 12},
    "work": {"skills": 22, "nearby": 15, "small_firms": 18, "centres": 26, "founders": 8, "permits": 14},
    "learning": {"courses": 24, "library": 16, "volunteers": 20, "online": 30, "school": 34, "culture": 18},
    "inclusion": {"1": 14, "2": 31, "3": 32, "4": 17, "5": 6},
    "worries": {
        "data": 38, "exclusion": 27, "counters": 28, "fraud": 34, "outage": 26, "jobs": 12, "surveillance": 18,
        "machines": 22, "resources": 12,
    },
}  # fmt: skip


def _lean(question: str, groups: frozenset[str], factors: dict[str, float]) -> Iterable[Leaning]:
    return (Leaning(question, option, factor, groups) for option, factor in factors.items())


LEANINGS: tuple[Leaning, ...] = (
    *_lean("internet", RURAL, {"1": 2.4, "2": 1.8, "4": 0.7, "5": 0.4}),
    *_lean("internet", frozenset({HALTERN}), {"1": 1.5, "5": 0.6}),
    *_lean("internet", frozenset({RECKLINGHAUSEN, HERTEN}), {"1": 0.6, "4": 1.2, "5": 1.4}),
    *_lean("online_services", YOUNG | MIDDLE, {"several": 1.5, "no": 0.6}),
    *_lean("online_services", OLD, {"several": 0.5, "failed": 1.3, "no": 1.6}),
    *_lean("online_services", OLDEST, {"several": 0.5, "no": 2.0}),
    *_lean("barriers", OLD, {"personal": 2.2, "sign_in": 1.4, "device": 1.6, "not_offered": 0.6}),
    *_lean("barriers", YOUNG, {"personal": 0.3, "not_offered": 1.6, "not_found": 1.5, "device": 0.5}),
    *_lean("services", MIDDLE, {"family": 2.2, "building": 1.4}),
    *_lean("services", OLD, {"support": 2.6, "family": 0.2, "residence": 0.6}),
    *_lean("services", YOUNG, {"residence": 1.7, "support": 0.5}),
    *_lean("services", RURAL, {"building": 1.7}),
    *_lean("mobility", RURAL, {"on_demand": 2.8, "live": 1.5, "traffic": 0.5}),
    *_lean("mobility", URBAN, {"cycling": 1.3, "traffic": 1.5}),
    *_lean("mobility", OLD, {"accessible": 3.0, "on_demand": 1.4, "cycling": 0.7}),
    *_lean("mobility", YOUNG, {"live": 1.6, "one_app": 1.7, "charging": 0.5}),
    *_lean("climate", SOUTHERN, {"green": 1.5, "measure": 1.7}),
    *_lean("climate", RURAL, {"solar": 1.6, "warning": 1.3}),
    *_lean("climate", YOUNG, {"sharing": 1.9, "solar": 0.4}),
    *_lean("work", SOUTHERN, {"skills": 1.6, "centres": 1.3}),
    *_lean("work", RURAL, {"nearby": 2.2, "small_firms": 1.3}),
    *_lean("work", YOUNG, {"skills": 1.3, "founders": 2.2}),
    *_lean("work", MEN, {"permits": 1.4}),
    *_lean("learning", OLD, {"volunteers": 2.4, "courses": 1.6, "online": 0.5, "school": 0.6}),
    *_lean("learning", YOUNG, {"online": 1.7, "school": 1.5, "courses": 0.4, "volunteers": 0.3}),
    *_lean("inclusion", OLD, {"1": 1.9, "2": 1.3, "4": 0.7, "5": 0.6}),
    *_lean("inclusion", YOUNG, {"1": 0.6, "4": 1.5, "5": 1.6}),
    *_lean("inclusion", WOMEN, {"2": 1.2}),
    *_lean("worries", OLD, {"exclusion": 2.4, "counters": 2.2, "fraud": 1.5, "jobs": 0.4}),
    *_lean("worries", OLDEST, {"exclusion": 1.5, "counters": 1.3}),
    *_lean("worries", YOUNG, {"surveillance": 1.5, "jobs": 1.9, "counters": 0.3, "resources": 1.6}),
    *_lean("worries", RURAL, {"outage": 1.5, "counters": 1.3}),
    *_lean("worries", SOUTHERN, {"jobs": 1.7, "exclusion": 1.2}),
)


_BY_OPTION: dict[tuple[str, str], list[Leaning]] = {}
for _leaning in LEANINGS:
    _BY_OPTION.setdefault((_leaning.question, _leaning.option), []).append(_leaning)


def weight(question: str, option: str, groups: frozenset[str]) -> float:
    """How strongly people of these groups (keys of their town, age and gender) are drawn to an option."""
    base = WEIGHTS.get(question, {}).get(option, 1.0)
    return base * prod(leaning.factor for leaning in _BY_OPTION.get((question, option), ()) if leaning.groups & groups)
