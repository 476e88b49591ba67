"""Why an article could not be read."""


class UnreadableError(ValueError):
    """One article, or one whole file, that cannot be read. The message is the reason shown to the reader."""
