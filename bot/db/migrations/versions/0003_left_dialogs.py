"""Dialogs that were left are found by their last change."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_dialogs_changed_at", "dialogs", ["changed_at"])


def downgrade() -> None:
    op.drop_index("ix_dialogs_changed_at", "dialogs")
