"""How hard the theorems are attacked: a dozen families each, or as many as `attack` asks for."""

from hypothesis import HealthCheck, settings

FAMILIES = settings().max_examples if settings.get_current_profile_name() == "attack" else 12

often = settings(max_examples=FAMILIES, deadline=None, suppress_health_check=list(HealthCheck))


def times(share: float) -> settings:
    """As often as others, this many times over."""
    return settings(often, max_examples=max(1, round(FAMILIES * share)))
