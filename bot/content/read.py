"""One YAML file into one model, or into sentences that say what to mend."""

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to mend: in which file, where in it, what to do."""

    file: str
    where: str
    mend: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.where, self.mend) if part) + "."


class _Loader(yaml.CSafeLoader):
    """YAML that refuses a key written twice, where plain YAML quietly keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 the signature is PyYAML's
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key “{key}” stands here twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def read(path: Path, name: str, shape: TypeAdapter[T]) -> T | list[Problem]:
    """Read a file into its model, or into the problems that keep it from being one; `name` is what they call it."""
    try:
        data = yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 a safe loader, with one more check
    except FileNotFoundError:
        return [Problem(name, "", "this file is missing; add it")]
    except UnicodeDecodeError:
        return [Problem(name, "", "save this file as UTF-8")]
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        return [Problem(name, line, f"{error.problem}; mend the YAML")]
    except yaml.YAMLError as error:
        return [Problem(name, "", f"{error}; mend the YAML".replace("\n", " "))]
    try:
        return shape.validate_python(data)
    except ValidationError as error:
        return [_problem(name, detail) for detail in error.errors(include_url=False)]


def _problem(name: str, detail: Any) -> Problem:  # noqa: ANN401 pydantic's ErrorDetails
    where = ".".join(str(part) for part in detail["loc"] if part != "texts")
    context = detail.get("ctx") or {}
    mends = {
        "missing": "add this key",
        "extra_forbidden": "remove this key, or check its spelling: nothing of this name is known here",
        "string_type": "write a text here; put it in quotes if it looks like a number or a date",
        "string_too_long": f"shorten this to {context.get('max_length')} characters",
        "string_too_short": "write something here",
        "too_short": f"put at least {context.get('min_length')} here",
        "too_long": f"leave at most {context.get('max_length')} here",
        "string_pattern_mismatch": f"this must look like {context.get('pattern')}",
        "value_error": str(context.get("error")),
        "model_type": "write keys and values here",
        "model_attributes_type": "write keys and values here",
        "tuple_type": "write a list here, each item after a dash",
        "dict_type": "write keys and values here",
    }
    return Problem(name, where, mends.get(detail["type"]) or detail["msg"])
