"""Reports -> incidents: is it the same attack, and whose figure wins. Pure."""

from streams.incidents.corrections import Cause, Published, changed_figures, digest_of, withdrawn
from streams.incidents.incident import incident_of
from streams.incidents.index import ORDER
from streams.incidents.report import Report, Row
from streams.incidents.resolution import Change, Members, Resolution

__all__ = [
    "ORDER",
    "Cause",
    "Change",
    "Members",
    "Published",
    "Report",
    "Resolution",
    "Row",
    "changed_figures",
    "digest_of",
    "incident_of",
    "withdrawn",
]
