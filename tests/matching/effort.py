"""How hard the theorems are attacked: as hypothesis is told, by default a hundred families each."""

from hypothesis import HealthCheck, settings

often = settings(deadline=None, suppress_health_check=list(HealthCheck))


def times(share: float) -> settings:
    """As often as others, this many times over."""
    return settings(often, max_examples=max(1, round(often.max_examples * share)))
