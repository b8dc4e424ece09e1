"""What can go wrong in the desk's own terms."""


class DeskError(Exception):
    """Something that the person should hear of; the first argument is a msgid in plain English."""


class NoLongerThereError(DeskError):
    """A button or a link names a question or a topic that the content does not have any more."""


class OperatorError(Exception):
    """Something that only whoever runs the desk can mend; one sentence an item, with the mend."""
