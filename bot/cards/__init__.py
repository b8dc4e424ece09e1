"""Everything that the desk shows, as neutral messages: pure functions of content, language and ids."""
