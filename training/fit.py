"""Trains the parts, as many at a time as there are cores."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from spacy.cli.train import train
from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import threadpool_limits

CONFIGS = Path(__file__).parent / "configs"
JOBS = {  # name → config, corpus, dev corpus, steps, what is added to the seed
    "parser": ("parser.cfg", "parser-train", "parser-dev", 6000, 0),
    "parser-all": ("parser.cfg", "parser-all", "parser-dev", 6000, 0),
    "teacher-1": ("ner.cfg", "ner-train", "ner-dev", 5000, 1),
    "teacher-2": ("ner.cfg", "ner-train", "ner-dev", 5000, 2),
    "teacher-3": ("ner.cfg", "ner-train", "ner-dev", 5000, 3),
    "names": ("ner.cfg", "ner-train+silver", "ner-dev", 7000, 0),
    "names-all": ("ner.cfg", "ner-all+silver", "ner-dev", 7000, 0),
}
AT_ONCE = os.cpu_count() or 1


def fit(name: str, build: Path, seed: int) -> str:
    """Train one part into ``build/name``; its log lies beside."""
    set_current_ops(NumpyOps(use_blis=False))  # up to four times as fast, see newstables/pipeline/load.py
    config, corpus, dev, steps, more = JOBS[name]
    paths = {"train": build / f"{corpus}.spacy", "dev": build / f"{dev}.spacy", "vectors": build / "vectors"}
    overrides = {f"paths.{key}": str(path) for key, path in paths.items()}
    overrides |= {"system.seed": seed + more, "training.max_steps": steps}
    with threadpool_limits(1), (build / f"{name}.log").open("w") as log, redirect_stdout(log), redirect_stderr(log):
        train(CONFIGS / config, build / name, overrides=overrides)
    return name


def main(build: Path, seed: int, names: list[str]) -> None:
    """Train some of the parts."""
    with ProcessPoolExecutor(AT_ONCE, mp_context=get_context("spawn")) as pool:
        for name in pool.map(partial(fit, build=build, seed=seed), names):
            print(f"{name}: trained", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
