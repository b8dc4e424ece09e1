"""The desk in conversation: routers that turn updates into use cases and use cases into screens."""
