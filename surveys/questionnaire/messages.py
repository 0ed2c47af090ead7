"""Every sentence this package can say, in English; the edge translates them and fills in the parameters."""

from collections.abc import Mapping

Params = Mapping[str, str | int]


def N_(message: str) -> str:  # noqa: N802 - the name that pybabel looks for when it collects sentences
    """Mark a sentence for translation and hand it back unchanged."""
    return message


FIELD_MESSAGES: Mapping[str, str] = {
    "required": N_("Please answer this question."),
    "one_answer": N_("Please choose only one answer."),
    "one_text": N_("This text arrived more than once. Please check it and send it again."),
    "unknown_option": N_("This is not one of the possible answers. Please choose again."),
    "repeated": N_("The same answer arrived twice. Please choose again."),
    "too_many": N_("Please choose at most %(limit)s. You have chosen %(count)s."),
    "too_few": N_("Please choose at least %(limit)s. You have chosen %(count)s."),
    "exclusive": N_("“No answer” cannot be combined with other answers."),
    "other_not_chosen": N_("You have written a text here. Please also choose “other”, or delete the text."),
    "too_long": N_("Please write at most %(limit)s characters. Your text has %(length)s."),
    "control_characters": N_("Your text contained invisible control characters. We removed them, please check it."),
    "too_many_marks": N_("Your text contains too many accents on one letter. Please write it more simply."),
    "unknown_field": N_(
        "The form contained %(count)s fields that do not belong to this survey. Please check and send."
    ),
}

REASONS: Mapping[str, str] = {
    "too_large": N_("The file is larger than %(limit)s bytes."),
    "not_utf8": N_("The file is not UTF-8 text: byte %(position)s does not fit."),
    "too_deep": N_("The file is nested more than %(limit)s levels deep."),
    "not_json": N_("The file is not valid JSON; the mistake is in line %(line)s, column %(column)s."),
    "not_a_number": N_("%(name)s is not a number that JSON knows."),
    "number_too_long": N_("A number in the file is too long to read."),
    "duplicate_member": N_("The member %(name)s is there more than once."),
    "more_problems": N_("There are more problems; only the first %(limit)s are listed."),
    "not_object": N_("An object {...} is needed here."),
    "not_list": N_("A list [...] is needed here."),
    "not_string": N_("A string is needed here."),
    "not_boolean": N_("true or false is needed here."),
    "not_integer": N_("A whole number is needed here."),
    "missing": N_("The member %(name)s is missing."),
    "unknown_member": N_("The member %(name)s is not known here."),
    "out_of_range": N_("The number must be between %(low)s and %(high)s."),
    "list_length": N_("The list must have between %(low)s and %(high)s entries."),
    "bad_format": N_("The format must be “participation-questionnaire”."),
    "bad_version": N_("This program reads format version 1 only."),
    "bad_key": N_("A key has 1 to 40 characters: small letters a-z, digits and underscores."),
    "bad_slug": N_("A slug has 1 to 80 characters: small letters a-z and digits, in words joined by single hyphens."),
    "bad_language": N_("A language tag looks like “de” or “de-simple”."),
    "text_empty": N_("The text is empty. Leave the language out if there is no translation yet."),
    "text_too_long": N_("The text has more than %(limit)s characters."),
    "text_control": N_("The text contains control characters or broken Unicode."),
    "text_no_language": N_("A text needs at least one language."),
    "language_undeclared": N_("The language %(language)s is not in the list of languages."),
    "unknown_kind": N_("The kind must be one of: %(kinds)s."),
    "reserved_option": N_("“other” and “no_answer” are reserved. Use the members other and no_answer instead."),
    "duplicate_entry": N_("%(name)s is there more than once."),
    "too_many_questions": N_("There are more than %(limit)s questions."),
    "min_above_max": N_("min is larger than max."),
    "more_than_options": N_("There are only %(count)s answers to choose from."),
    "condition_depth": N_("Conditions may be nested at most %(limit)s levels deep."),
    "condition_form": N_(
        "A condition is all, any, or question with one of: is, includes, at_least, at_most, answered."
    ),
    "answered_true": N_("answered can only be true."),
    "condition_question": N_("The condition names the question %(question)s, which does not come earlier."),
    "condition_misfit": N_("The condition %(operator)s %(value)s does not fit the question %(question)s."),
    "unknown_dimension": N_("Only the dimensions town, age and gender exist."),
    "unknown_question": N_("There is no question with the key %(question)s."),
    "dimension_kind": N_("A dimension needs a single_choice question, and %(question)s is none."),
    "row_option": N_("The question has no option %(option)s."),
    "row_option_twice": N_("The option %(option)s is already in another row."),
    "table_by_itself": N_("A question cannot be tabulated by itself."),
}

FINDINGS: Mapping[str, str] = {
    "empty_page": N_("The page has no questions."),
    "no_question": N_("The questionnaire asks nothing."),
    "contradictory": N_("The condition contradicts itself: no answer can make it true."),
    "unreachable": N_("Nobody can get here: the earlier conditions rule this condition out."),
    "too_complex": N_("The condition is too complex to check whether anybody can get here."),
    "condition_same_page": N_("The condition asks for %(question)s on the same page. It must be on an earlier page."),
    "missing_translation": N_("The text is missing in the language %(language)s."),
    "table_uncountable": N_("%(question)s has no answers that can be counted, so no table can show it."),
    "dimension_undeclared": N_("The table is by %(dimension)s, but that dimension is not declared."),
    "dimension_missing": N_("Without the dimension %(dimension)s nobody can see who took part."),
    "dimension_forced": N_("The question is required and offers no “no answer”, but it asks about the person."),
    "town_for_texts": N_("Texts are asked for without a town dimension, so no theme can ever be published."),
    "option_without_row": N_("The option %(option)s is in no row and will never be shown by itself."),
    "text_long": N_("The German text has %(length)s characters; up to %(limit)s read well on a phone."),
}
