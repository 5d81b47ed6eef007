"""Where schools are: national grids to degrees, and how far two places are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Any

import numpy as np
from pyproj import Transformer

from tilth.schools.domain.values import SchoolRow

EARTH_KM = 6371.0088  # mean radius
KM_PER_DEGREE = 111.19  # of latitude
PLACES = 6  # decimals of a degree: about ten centimetres, finer than any school's door


def located(rows: Sequence[SchoolRow], epsg: int) -> list[SchoolRow]:
    """The same rows, with the grid references of all of them turned into degrees at once."""
    on_grid = [row for row in rows if row.grid is not None]
    if not on_grid:
        return list(rows)
    grid = np.array([row.grid for row in on_grid])
    latitude, longitude = _degrees(epsg).transform(grid[:, 0], grid[:, 1])
    places = iter(np.column_stack((latitude, longitude)).round(PLACES).tolist())
    return [row if row.grid is None else _placed(row, *next(places)) for row in rows]


def _placed(row: SchoolRow, latitude: float, longitude: float) -> SchoolRow:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # beyond the grid's reach: infinity
        return replace(row, grid=None)
    return replace(row, facts={**row.facts, "latitude": latitude, "longitude": longitude}, grid=None)


@cache
def _degrees(epsg: int) -> Any:
    """To WGS 84. Britain's grid by seven parameters: true to about five metres, enough to find a neighbour."""
    return Transformer.from_crs(epsg, 4326)


def apart(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Kilometres between two places given as latitude and longitude in degrees, along the earth."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (here, there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def around(latitude: float, longitude: float, km: float) -> tuple[float, float, float, float]:
    """The box that holds every place within `km`: south, north, west, east, in degrees."""
    up = km / KM_PER_DEGREE
    across = up / max(cos(radians(latitude)), 0.01)
    return latitude - up, latitude + up, longitude - across, longitude + across
