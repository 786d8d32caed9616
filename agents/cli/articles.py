"""Articles from files, folders and standard input."""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

import orjson
from rich.console import Console

from agents.cli.failure import USAGE, Failure
from agents.cli.terminal import counted, plain
from schemas.article import Article
from schemas.codec import RejectedError, decode, encode
from schemas.dead_letter import Reason

T = TypeVar("T")

STANDARD_INPUT: Final = "-"
_TEXT: Final = frozenset({".txt", ".text", ".md"})
_JSON: Final = frozenset({".json", ".jsonl", ".ndjson"})
_IN_FOLDERS: Final = _TEXT - {".md"} | _JSON
"""A README tells of the articles beside it, and is none."""
_NAMED: Final = 3
"""Files that are passed over, by name; the others are counted."""


class Layout(StrEnum):
    """What a file holds."""

    AUTO = "auto"
    """By the file's name; JSON lines where that does not tell."""
    JSON = "json"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Document:
    """One article, not yet validated. ``where`` is ``file:line`` for messages; ``name`` is the file's, bare."""

    where: str
    name: str
    data: bytes
    is_text: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """What cannot be used; ``why`` names the file, the line and the field."""

    why: str


@dataclass(slots=True)
class Skipped:
    """Tells of articles that are passed over, and counts them."""

    console: Console
    count: int = 0

    def __call__(self, why: str) -> None:
        """Tell of one."""
        self.count += 1
        self.console.print(plain(why), style="yellow")

    @property
    def summary(self) -> str:
        """How many there were, to end a sentence with; nothing where there were none."""
        return f", {counted(self.count, 'bad one')} skipped" if self.count else ""


def size(paths: Iterable[str]) -> int | None:
    """How many bytes there are to read, for a progress bar; null where standard input is among them."""
    if STANDARD_INPUT in paths:
        return None
    return sum(file.stat().st_size for path in paths for file in _files(path))


def documents(paths: Iterable[str], layout: Layout = Layout.AUTO) -> Iterator[Document]:
    """Read articles in the order given; a folder's files by name, folders inside it too.

    Raises:
        Failure: there is no such file, or it cannot be read.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _standard_input(layout)
            continue
        for file in _files(path):
            is_text = layout is Layout.TEXT or (layout is Layout.AUTO and file.suffix.lower() in _TEXT)
            try:
                yield from _text(file) if is_text else _json(file)
            except OSError as error:
                raise Failure(f"{file}: {error.strerror}") from None


def passed_over(paths: Iterable[str]) -> Iterator[str]:
    """Say of each folder which of its files are not read, because articles have other suffixes."""
    for path in paths:
        others = [] if path == STANDARD_INPUT or not Path(path).is_dir() else _within(Path(path), taken=False)
        if others:
            more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
            named = ", ".join(str(one.relative_to(path)) for one in others[:_NAMED])
            yield plain(f"{path}: passed over {named}{more}: articles of a folder are .txt, .json or .jsonl")


def article(document: Document, published_at: datetime | None) -> Article:
    """Validate one document.

    Plain text is its own name: the same text gives the same id, so that producing it twice changes nothing.

    Raises:
        RejectedError: it breaks the contract of articles.
        Failure: it is plain text, and nobody said when it was published.
    """
    if not document.is_text:
        return decode(document.data, Article)
    if published_at is None:
        raise Failure(
            f"{document.where}: plain text needs --published-at, such as --published-at 2024-08-13T06:00:00Z", USAGE
        )
    digest = hashlib.sha256(document.data).hexdigest()[:12]
    raw = {"id": f"{document.name}-{digest}", "published_at": published_at, "text": _utf8(document)}
    return decode(encode(raw), Article)


def articles(paths: Iterable[str], layout: Layout, published_at: datetime | None) -> Iterator[Article | Refused]:
    """Read and validate articles."""
    for document in documents(paths, layout):
        try:
            yield article(document, published_at)
        except RejectedError as error:
            yield refused(document, error)


def refused(document: Document, error: RejectedError) -> Refused:
    """Say what is wrong with a document."""
    what = "not JSON" if error.reason is Reason.NOT_JSON else error.field
    return Refused(f"{document.where}: {f'{what}: ' if what else ''}{error.detail}")


def passing(found: Iterable[T | Refused], tell: Callable[[str], None] | None) -> Iterator[T]:
    """Let the good ones pass. What is refused is told of, or ends it all where nobody is to be told.

    Raises:
        Failure: something was refused, and nobody is to be told.
    """
    passed = 0
    for one in found:
        if not isinstance(one, Refused):
            passed += 1
            yield one
        elif tell is None:
            raise Failure(f"{one.why} ({counted(passed, 'article')} before it went through; --skip-bad goes on)")
        else:
            tell(one.why)


def instant(text: str) -> datetime:
    """Read an instant as a user writes it; without an offset it is UTC.

    Raises:
        Failure: it is none.
    """
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise Failure(
            f"'{text}' is no date: write 2024-08-13, or 2024-08-13T06:00:00Z with a time of day", USAGE
        ) from None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def _utf8(document: Document) -> str:
    try:
        return document.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"{document.where}: byte {error.start} is not UTF-8") from None


def _files(path: str) -> list[Path]:
    file = Path(path)
    if file.is_dir():
        found = _within(file, taken=True)
        if not found:
            raise Failure(f"{path}: no .txt, .json or .jsonl file in this folder")
        return found
    if not file.exists():
        raise Failure(f"{path}: no such file or folder")
    return [file]


def _within(folder: Path, *, taken: bool) -> list[Path]:
    """The files of a folder that hold articles by their suffix, or the others."""
    return sorted(one for one in folder.rglob("*") if (one.suffix.lower() in _IN_FOLDERS) is taken and one.is_file())


def _standard_input(layout: Layout) -> Iterator[Document]:
    # A reader of our own: the interpreter cannot end while a thread waits inside that of sys.stdin.
    with open(sys.stdin.fileno(), "rb", closefd=False) as stream:
        if layout is Layout.TEXT:
            yield Document("standard input", "stdin", stream.read(), is_text=True)
        else:
            yield from _lines(stream, "standard input", "stdin")


def _text(file: Path) -> Iterator[Document]:
    yield Document(str(file), file.stem, file.read_bytes(), is_text=True)


def _json(file: Path) -> Iterator[Document]:
    if file.suffix.lower() == ".json":
        whole = _whole(file)
        if whole is not None:
            yield from whole
            return
    with file.open("rb") as lines:
        yield from _lines(lines, str(file), file.stem)


def _whole(file: Path) -> list[Document] | None:
    """Read the file as one article or one array of articles; null where it is neither, but perhaps JSON lines."""
    try:
        found = orjson.loads(file.read_bytes())
    except orjson.JSONDecodeError:
        return None
    many = found if isinstance(found, list) else [found]
    return [
        Document(f"{file}[{place}]" if isinstance(found, list) else str(file), file.stem, encode(one), is_text=False)
        for place, one in enumerate(many)
    ]


def _lines(lines: Iterable[bytes], where: str, name: str) -> Iterator[Document]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield Document(f"{where}:{number}", name, line.strip(), is_text=False)
