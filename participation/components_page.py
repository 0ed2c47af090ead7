"""Every component of ``templates/components/`` on one page of the desk, to look at while building pages."""

from typing import Any

from flask import Blueprint, Flask, render_template

from participation.access import requires
from participation.kit.charts import Share, bar_chart
from participation.kit.one_time_codes.labels import sheets
from participation.permissions import Permission

blueprint = Blueprint("components_page", __name__)

BUSES = bar_chart(
    "Was bringt Sie öfter in den Bus?",
    [Share("ein dichterer Takt", 46), Share("weniger Umsteigen", 31), Share("Sonstiges", 5, "below")],
    base_rounded=1_240,
    error_pp=2,
    lead_is_certain=True,
)
DIMENSIONS = [
    {
        "text": "Alter",
        "rows": [
            {"text": "16 bis 29", "share_pct": 24, "share_bound": "exact", "population_pct": 18},
            {"text": "30 bis 59", "share_pct": 71, "share_bound": "exact", "population_pct": 49},
            {"text": "60 und älter", "share_pct": 5, "share_bound": "below", "population_pct": 33},
        ],
    }
]
STATES = (
    *("preparing", "trial", "open", "grace", "closed", "summarised", "draft", "in_review", "released", "discarded"),
    *("planned", "in_progress", "done", "paused", "active"),
    *("initialisation", "development", "adoption", "implementation"),
)
LABELS = sheets(
    {"Nr. 1": "4F7K-9M2X-R3HA", "Nr. 2": "0C8T-WVQ5-1NJ6"},
    lambda code: f"https://beteiligung.example.org/umfragen/seniorenrat?code={code}",
)
SAMPLES: dict[str, Any] = {
    "chart": BUSES,
    "dimensions": DIMENSIONS,
    "states": STATES,
    "labels": LABELS,
    "towns": [("herten", "Herten"), ("marl", "Marl"), ("datteln", "Datteln")],
    "long": "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung",
    "sentence": "Busse, Räder und Wege, die zusammenpassen.",
}
"""What the components are shown with: invented, German as on the pages they stand for."""


def init_app(app: Flask) -> None:
    """Registers the page; it stands in no navigation."""
    app.register_blueprint(blueprint)


@blueprint.get("/verwaltung/bausteine")
@requires(Permission.SEE_DESK)
def index() -> str:
    return render_template("components_page/index.html", **SAMPLES)
