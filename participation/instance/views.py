"""The brand's style sheet."""

from flask import Blueprint, Response, abort

from participation.access import public
from participation.assets import A_YEAR
from participation.kit.brand_style import digest, style
from participation.organisations.queries import instance

blueprint = Blueprint("brand", __name__)


@blueprint.get("/marke/<key>.css")
@public
def stylesheet(key: str) -> Response:
    brand = instance()
    css = style(brand.colour_light, brand.colour_dark) if brand.colour_light and brand.colour_dark else ""
    if not css or key != digest(css):
        abort(404)
    response = Response(css, mimetype="text/css")
    response.cache_control.public, response.cache_control.immutable = True, True
    response.cache_control.max_age = A_YEAR
    return response
