"""Answers to pressed buttons."""

from bot.playground.entities import utf16_length
from bot.playground.errors import refuse
from bot.playground.parameters import Parameters
from bot.playground.world import World

MAX_ALERT = 200
ANSWERABLE_SECONDS = 30.0
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Stop the button's spinner, with a notice, an alert or a link to the bot if wanted."""
    text, url = parameters.text("text"), parameters.text("url")
    if utf16_length(text) > MAX_ALERT:
        refuse("MESSAGE_TOO_LONG")
    # Telegram opens only games and deep links to the bot itself.
    if url and not url.startswith((f"https://t.me/{world.bot['username']}?", f"t.me/{world.bot['username']}?")):
        refuse("URL_INVALID")
    query = world.queries.get(parameters.text("callback_query_id"))
    if query is None or query.answered or world.clock() - query.asked > ANSWERABLE_SECONDS:
        refuse(_TOO_OLD)
    query.answered = True
    alert = parameters.flag("show_alert")
    answer = {"type": "answer", "query_id": query.id, "text": text or None, "alert": alert, "url": url or None}
    world.events.publish(query.person.id, answer)
    return True
