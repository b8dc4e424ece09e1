"""The first release: updates that are done, people's choices, questions and what was pressed under answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("replied", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_updates"),
    )
    op.create_index("ix_updates_at", "updates", ["at"])
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "questions",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.SmallInteger(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.UniqueConstraint("update_id", "part", name="uq_questions_update_id_part"),
    )
    op.create_index("ix_questions_at", "questions", ["at"])
    op.create_index("ix_questions_asker_at", "questions", ["asker", "at"])
    op.create_table(
        "taps",
        sa.Column("question", _KEY, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("entry", sa.String(24), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name="fk_taps_question", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("question", "kind", "entry", name="pk_taps"),
    )


def downgrade() -> None:
    for table in ("taps", "questions", "people", "updates"):
        op.drop_table(table)
