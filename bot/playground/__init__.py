"""The other side of the wire: a Bot API server and a chat page on this machine, without a token."""
