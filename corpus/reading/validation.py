"""What staff write in YAML, described by pydantic models, and every mistake told in Swedish with its line.

A mistake is read as if nothing stood there, so that what depends on the rest is checked in the same pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Any, TypeAlias, TypeVar, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticKnownError

from corpus import messages
from corpus.errors import FileProblems
from corpus.reading.parsing import collapse
from corpus.reading.yaml_lines import Located, Path

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


class Entry(BaseModel):
    """A mapping with known keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Words: TypeAlias = Annotated[str, StringConstraints(pattern=r"\S")]
"""A text that says something, as it stands."""
Text: TypeAlias = Annotated[Words, AfterValidator(collapse)]
"""The same on one line, with single spaces."""
Listed: TypeAlias = Annotated[tuple[T, ...], BeforeValidator(lambda value: () if value is None else value)]
"""A list; a key with nothing under it lists nothing."""


Wordings: TypeAlias = Annotated[
    tuple[Text, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)
]
"""One text or several."""


class MistakeError(ValueError):
    """What a validator objects to: a message template, in which `key` and `value` are filled in, too."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template, self.values = template, values


def parsed(parse: Callable[[str], T], template: str, **values: object) -> Callable[[object], T]:
    """A validator for what `parse` makes of a text; its ValueError is told by `template`."""

    def validate(value: object) -> T:
        if not isinstance(value, str):
            raise PydanticKnownError("string_type")
        try:
            return parse(value.strip())
        except ValueError:
            raise MistakeError(template, **values) from None

    return validate


def one_of(kind: type[StrEnum], template: str) -> PlainValidator:
    """For a field that is one of the words of `kind`."""
    return PlainValidator(parsed(kind, template, known=", ".join(kind)))


def read(model: type[M], node: Located, report: FileProblems, context: object = None) -> M | None:
    """The mapping as a model, all mistakes reported; None when something is missing that it cannot do without."""
    try:
        return model.model_validate(node.data, context=context)
    except ValidationError as error:
        mistakes = error.errors(include_url=False)
    for mistake in mistakes:
        report.error(*_told(mistake, model, node))
    mended = _mended(model, node.data, [mistake["loc"] for mistake in mistakes])
    try:
        return model.model_validate(mended, context=context)
    except ValidationError:
        return None


def read_each(model: type[M], nodes: Iterable[Located], report: FileProblems) -> Iterator[tuple[M, Located]]:
    """Those of the mappings that can be read as a model, with the place of each."""
    for node in nodes:
        if (entry := read(model, node, report)) is not None:
            yield entry, node


def _told(mistake: ErrorDetails, model: type[BaseModel], node: Located) -> tuple[int, str]:
    """The line and the words for a mistake."""
    path, value = mistake["loc"], mistake["input"]
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    match mistake["type"]:
        case "missing":
            return node.line(*path[:-1]), messages.MISSING_KEY.format(key=key)
        case "extra_forbidden":
            known = messages.KNOWN_KEYS.format(known=", ".join(sorted(_keys(model, path[:-1]))))
            return node.key_line(*path), messages.UNKNOWN_KEY.format(key=key) + known
        case "value_error":
            error: MistakeError = mistake["ctx"]["error"]
            return node.key_line(*path), error.template.format(**{"key": key, "value": value, **error.values})
        case "dict_type" | "model_type":
            return node.line(*path), messages.NOT_A_MAPPING
        case "tuple_type":
            return node.line(*path), messages.NOT_A_LIST.format(key=key)
    empty = (value is None or isinstance(value, str)) and isinstance(path[-1], str)
    return node.line(*path), (messages.EMPTY_VALUE if empty else messages.NOT_TEXT).format(key=key)


def _keys(model: type[BaseModel], path: Path) -> Iterable[str]:
    """The keys that the mapping at a path below the model may have."""
    kind: Any = model
    for part in path:
        inner = [each for each in get_args(kind) if each is not ...]  # a tuple's are its kind and an ellipsis
        kind = inner[-1] if get_origin(kind) else kind.model_fields[part].annotation
    return kind.model_fields.keys()  # type: ignore[no-any-return]


def _mended(model: type[BaseModel], data: dict[str, Any], mistakes: Iterable[Path]) -> dict[str, Any]:
    """The data without what is wrong: a whole field, or that entry of its list or mapping which holds the mistake."""
    mended = dict(data)
    entries: dict[Any, set[Any]] = {}
    for key, *rest in mistakes:
        field = model.model_fields.get(str(key))
        if rest:
            entries.setdefault(key, set()).add(rest[0])
        elif field is not None and field.is_required():
            mended[str(key)] = {} if get_origin(field.annotation) is dict else None
        else:
            mended.pop(str(key), None)
    for key, wrong in entries.items():
        mended[key] = _without(data[key], wrong)
    return mended


def _without(container: Any, wrong: set[Any]) -> Any:
    if isinstance(container, dict):
        return {key: value for key, value in container.items() if key not in wrong}
    return [value for index, value in enumerate(container) if index not in wrong]
