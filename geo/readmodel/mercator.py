"""Web Mercator (EPSG:3857) as whole steps from the north-west corner: what the map's cells are cut from."""

import numpy as np

# Fine enough for four centimetres at the equator, coarse enough for 32 bits.
BITS = 30
MERCATOR_LAT = 85.0511  # where the square ends


def steps(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Columns from west and rows from north, 0 to 2 ** BITS - 1, of positions in degrees; NaN gives no sense."""
    angle = np.radians(np.clip(lat, -MERCATOR_LAT, MERCATOR_LAT))
    east, south = (lon + 180) / 360, (1 - np.log(np.tan(angle) + 1 / np.cos(angle)) / np.pi) / 2
    return _whole(east), _whole(south)


def degrees(mx: np.ndarray, my: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes of the middles of steps, which need not be whole."""
    across = 2**BITS
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (np.asarray(my) + 0.5) / across))))
    return (np.asarray(mx) + 0.5) / across * 360 - 180, lat


def _whole(share: np.ndarray) -> np.ndarray:
    return np.asarray(np.clip(np.nan_to_num(share) * 2**BITS, 0, 2**BITS - 1), np.int32)
