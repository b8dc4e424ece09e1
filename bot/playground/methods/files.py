"""Files that the bot downloads."""

from bot.playground.errors import refuse
from bot.playground.messages import Json
from bot.playground.parameters import Parameters
from bot.playground.world import World, sized

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024


def get_file(world: World, parameters: Parameters) -> Json:
    """Tell where a file of up to 20 MB can be fetched."""
    file_id = parameters.text("file_id")
    if not file_id:
        refuse("file_id not specified")
    file = world.files.get(file_id)
    if file is None:
        refuse("invalid file_id")
    if file.size > MAX_DOWNLOAD_BYTES:
        refuse("file is too big")
    return {**sized(file), "file_path": file.path}
