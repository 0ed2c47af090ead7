"""What is wrong with a definition: where, why, and a code for the translation."""

from dataclasses import dataclass, field

from surveys.questionnaire.messages import REASONS, Params

LISTED_PROBLEMS = 100
SHOWN_CHARACTERS = 40


@dataclass(frozen=True)
class Problem:
    """One mistake in a questionnaire file; `path` is like `pages[0].questions[2].kind`, empty for the whole file."""

    path: str
    code: str
    params: Params = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The English sentence."""
        return REASONS[self.code] % self.params

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


class DefinitionError(ValueError):
    """A file is no questionnaire; `problems` lists the mistakes, the first of them in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class Problems:
    """Collects problems up to a bound, so that a hostile file cannot make the report longer than itself."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, path: str, code: str, **params: str | int) -> None:
        """Note one problem; params fill the sentence."""
        if len(self.found) < LISTED_PROBLEMS:
            self.found.append(Problem(path, code, params))
        elif len(self.found) == LISTED_PROBLEMS:
            self.found.append(Problem("", "more_problems", {"limit": LISTED_PROBLEMS}))

    def raise_if_any(self) -> None:
        """Raise DefinitionError when something was noted."""
        if self.found:
            raise DefinitionError(tuple(self.found))


def shown(name: object) -> str:
    """A name from a file, made safe and short enough to stand in a sentence."""
    text = "".join(character if character.isprintable() else "?" for character in str(name)[: SHOWN_CHARACTERS + 1])
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
