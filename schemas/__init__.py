"""The records that cross the topics: pydantic models, one record type a file. They know no Kafka and no rule."""

from schemas.article import Article
from schemas.base import SCHEMA_VERSION, UNKNOWN_COUNTRY
from schemas.correction import Correction, Figure
from schemas.count import Count, Sum
from schemas.counters import CountryCounters, ReportedFigure, ReportedWhole, Stated, Window, WindowCounts
from schemas.dead_letter import DeadLetter, Reason
from schemas.event import (
    EVENT,
    CountryShare,
    Event,
    EventType,
    Evidence,
    IncidentReport,
    Place,
    ReportedTotal,
    Retraction,
    Statement,
    key_country,
)
from schemas.incident import Incident, IncidentMember

__all__ = [
    "EVENT",
    "SCHEMA_VERSION",
    "UNKNOWN_COUNTRY",
    "Article",
    "Correction",
    "Count",
    "CountryCounters",
    "CountryShare",
    "DeadLetter",
    "Event",
    "EventType",
    "Evidence",
    "Figure",
    "Incident",
    "IncidentMember",
    "IncidentReport",
    "Place",
    "Reason",
    "ReportedFigure",
    "ReportedTotal",
    "ReportedWhole",
    "Retraction",
    "Stated",
    "Statement",
    "Sum",
    "Window",
    "WindowCounts",
    "key_country",
]
