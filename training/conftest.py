"""What the tests leave alone where the extra for training is not installed."""

from importlib.util import find_spec

_TORCH = ["encoder.py", "quotes.py", "recurrent.py", "sequences.py", "tariffs.py"]
collect_ignore = [] if find_spec("torch") and find_spec("transformers") else _TORCH
