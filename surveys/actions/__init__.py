"""Named writes of surveys, by what they write. None knows of a request or commits."""

from surveys.actions.answers import (
    delete_answers,
    delete_texts,
    erase_answers,
    fresh_records,
    shuffle_answers,
    store_records,
    take_late_records,
)
from surveys.actions.life import (
    close_survey,
    import_survey,
    open_survey,
    repeat_survey,
    set_dates,
    set_successor,
    settle_survey,
)
from surveys.actions.posters import create_poster
from surveys.actions.themes import QuotationError, assign_texts, create_theme, delete_theme, update_theme

__all__ = [
    "QuotationError",
    "assign_texts",
    "close_survey",
    "create_poster",
    "create_theme",
    "delete_answers",
    "delete_texts",
    "delete_theme",
    "erase_answers",
    "fresh_records",
    "import_survey",
    "open_survey",
    "repeat_survey",
    "set_dates",
    "set_successor",
    "settle_survey",
    "shuffle_answers",
    "store_records",
    "take_late_records",
    "update_theme",
]
