"""What goes to somebody else, or later, or to many; python-telegram-bot sends it."""
