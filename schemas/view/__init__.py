"""What the web view answers: pydantic models, frozen, one answer a file. They know no HTTP."""

from schemas.view.base import Answer, Figures
from schemas.view.changes import Change, Hour
from schemas.view.corrections import CorrectionRow, CorrectionsAnswer
from schemas.view.country import CountryAnswer, ReportedRow, SeriesAnswer, SeriesPoint, WindowFigures
from schemas.view.incidents import (
    FigureHistory,
    FigureStatement,
    IncidentAnswer,
    IncidentsAnswer,
    IncidentSummary,
)
from schemas.view.places import PlaceFeature, PlacePoint, PlaceProperties, PlacesAnswer
from schemas.view.problem import Problem
from schemas.view.search import FoundActor, FoundIncident, FoundPlace, Fragment, SearchAnswer
from schemas.view.status import Liveness, Progress, Readiness, Stage, State, Status
from schemas.view.world import Row, TimelineAnswer, TimelineDay, WorldAnswer

__all__ = [
    "Answer",
    "Change",
    "CorrectionRow",
    "CorrectionsAnswer",
    "CountryAnswer",
    "FigureHistory",
    "FigureStatement",
    "Figures",
    "FoundActor",
    "FoundIncident",
    "FoundPlace",
    "Fragment",
    "Hour",
    "IncidentAnswer",
    "IncidentSummary",
    "IncidentsAnswer",
    "Liveness",
    "PlaceFeature",
    "PlacePoint",
    "PlaceProperties",
    "PlacesAnswer",
    "Problem",
    "Progress",
    "Readiness",
    "ReportedRow",
    "Row",
    "SearchAnswer",
    "SeriesAnswer",
    "SeriesPoint",
    "Stage",
    "State",
    "Status",
    "TimelineAnswer",
    "TimelineDay",
    "WindowFigures",
    "WorldAnswer",
]
