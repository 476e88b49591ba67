"""What the tests leave alone where the extra for training is not installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["quotes.py", "recurrent.py", "tariffs.py"]
