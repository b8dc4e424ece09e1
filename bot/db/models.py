"""The tables. People's words and choices are kept apart from who they are wherever that is possible."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Utc(TypeDecorator[dt.datetime]):
    """A moment: aware in Python, UTC in every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 SQLAlchemy's signature
        """Store UTC; a naive moment is a mistake."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(dt.UTC) if value else None

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 SQLAlchemy's signature
        """Read UTC; SQLite forgets the zone."""
        return value.replace(tzinfo=dt.UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    """All tables; constraints are named, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


# SQLite numbers rows by itself only in an INTEGER key.
_Key = BigInteger().with_variant(Integer, "sqlite")


class Update(Base):
    """An update whose effect is stored; `replied` once its screen was drawn."""

    __tablename__ = "updates"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(Utc, index=True)
    replied: Mapped[bool] = mapped_column(default=False)


class Person(Base):
    """Somebody who chose something: their number in Telegram, their language, since when they have it."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[dt.datetime] = mapped_column(Utc)
    language: Mapped[str] = mapped_column(String(8))


class Question(Base):
    """A question as it was typed (masked), who asked it as a code, and what was decided.

    A message may hold several, each a part with a row; the first has the whole text.
    """

    __tablename__ = "questions"
    __table_args__ = (Index(None, "asker", "at"), UniqueConstraint("update_id", "part"))

    id: Mapped[int] = mapped_column(_Key, primary_key=True)
    update_id: Mapped[int] = mapped_column(BigInteger)
    part: Mapped[int] = mapped_column(SmallInteger)
    at: Mapped[dt.datetime] = mapped_column(Utc, index=True)
    asker: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(16))
    entries: Mapped[list[Any]] = mapped_column(JSON)
    confidence: Mapped[float]


class Tap(Base):
    """What was pressed under an answer, and about which entry; each kind once a question and entry."""

    __tablename__ = "taps"

    question: Mapped[int] = mapped_column(ForeignKey(Question.id, ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    entry: Mapped[str] = mapped_column(String(24), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Utc)


class Dialog(Base):
    """Where somebody is in a dialog, under aiogram's key for it; without a state and data there is no row."""

    __tablename__ = "dialogs"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    state: Mapped[str | None] = mapped_column(Text)
    data: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_at: Mapped[dt.datetime] = mapped_column(Utc, index=True)


class ContentVersion(Base):
    """How often the content was read anew in running processes, and when last; one row, from the first time on."""

    __tablename__ = "content_version"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    number: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Utc)
