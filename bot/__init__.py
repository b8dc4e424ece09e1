"""A help desk in Telegram: the application behind the conversation."""
