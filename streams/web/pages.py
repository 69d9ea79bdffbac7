"""What is not the API: the page and its files, the API's description, health, metrics."""

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, FastAPI, HTTPException
from fastapi.openapi.utils import get_openapi
from starlette.responses import FileResponse, HTMLResponse, Response

from schemas.view import Change, Hour, Liveness, Problem, Readiness
from streams.web.guard import OPEN_PATHS
from streams.web.metrics import CONTENT_TYPE
from streams.web.problems import documented, not_found
from streams.web.view import RELEASE, Current

STATIC: Final = Path(str(files("streams.web").joinpath("static")))
FOR_EVER: Final = "public, max-age=31536000, immutable"  # Vite puts a digest of the content into the name
SWAGGER: Final = {"swagger-ui.css": "text/css; charset=utf-8", "swagger-ui-bundle.js": "text/javascript; charset=utf-8"}

DOCS: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API of the view</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/start.js" defer></script>
</head>
<body><div id="swagger-ui"></div></body>
</html>
"""
NOT_BUILT: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not built</title></head>
<body><h1>The page was not built</h1><p>Run <code>make</code> in the repository; the <a href="/docs">API</a> works.</p>
</body></html>
"""

router = APIRouter()


@router.get("/health/live", tags=["state"])
def live() -> Liveness:
    """Tell that the process answers."""
    return Liveness()


@router.get("/health/ready", tags=["state"], responses={503: {"model": Readiness, "description": "Not yet."}})
def ready(response: Response, view: Current) -> Readiness:
    """Tell whether the view's numbers are complete and fresh; the same body with 200 and 503."""
    readiness = view.health.readiness()
    response.status_code = 200 if readiness.ready else 503
    response.headers["Cache-Control"] = "no-store"
    return readiness


@router.get("/metrics", tags=["state"], responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}})
def metrics(view: Current) -> Response:
    """Tell Prometheus how the view is."""
    return Response(view.metrics.text(), headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})


@router.get("/docs", include_in_schema=False)
def docs() -> Response:
    """Show the API's description; everything it needs comes from here."""
    return HTMLResponse(DOCS)


@router.get("/docs/start.js", include_in_schema=False)
def docs_start() -> Response:
    """Give the script that starts Swagger UI."""
    script = files("streams.web").joinpath("assets", "docs.js").read_bytes()
    return Response(script, media_type="text/javascript")


@router.get("/docs/{name}", include_in_schema=False)
def docs_asset(name: str) -> Response:
    """Give a file of Swagger UI, from the package that brings it."""
    if name not in SWAGGER:
        problem = not_found("There is no such page.")
        raise problem
    content = files("fastapi_offline").joinpath("static", name).read_bytes()
    return Response(content, media_type=SWAGGER[name], headers={"Cache-Control": "public, max-age=86400"})


@router.get("/{path:path}", include_in_schema=False)
def page(path: str) -> Response:
    """Give a file of the page; any other address is the page itself, which reads it."""
    found = (STATIC / path).resolve() if path.isprintable() else STATIC
    if found.is_relative_to(STATIC.resolve()) and found.is_file() and found.name != "index.html":
        caching = FOR_EVER if path.startswith("assets/") else "no-cache"
        return FileResponse(found, headers={"Cache-Control": caching})
    if path.startswith(("api/", "assets/", "health/")) or "." in path.rpartition("/")[2]:
        raise HTTPException(404)
    index = STATIC / "index.html"
    if not index.is_file():
        return HTMLResponse(NOT_BUILT, 503)
    return FileResponse(index, headers={"Cache-Control": "no-cache"})


def describe(app: FastAPI, *, with_token: bool) -> None:
    """Give the app an OpenAPI document of ours: problems instead of FastAPI's own errors, the token."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app, with_token=with_token)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's own way to change it


def _described(app: FastAPI, *, with_token: bool) -> dict[str, Any]:
    schema = get_openapi(
        title="conflict-streams view",
        version=RELEASE,
        summary="Attacks, injured and killed per country, with the sentences behind every number.",
        routes=app.routes,
    )
    components = schema["components"]
    components["schemas"]["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    for told, model in (("Change", Change), ("Hour", Hour)):
        components["schemas"][told] = model.model_json_schema(ref_template="#/components/schemas/{model}")
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            if "422" in operation["responses"]:
                operation["responses"].update(_text_keys(documented(422)))
            if with_token and path not in OPEN_PATHS:
                operation["responses"].update(_text_keys(documented(401)))
                operation["security"] = [{"token": []}]
    if with_token:
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return schema


def _text_keys(responses: dict[int | str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {str(status): response for status, response in responses.items()}
