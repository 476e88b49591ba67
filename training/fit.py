"""Trains the parts, each on one core: the parser beside what leads to the names, one after the other."""

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

from training.silver import annotate

CONFIGS = Path(__file__).parent / "configs"
JOBS = {  # name → config, corpus, dev corpus, steps, what is added to the seed
    "parser": ("parser.cfg", "parser-train", "parser-dev", 10_000, 0),
    "teacher-1": ("ner.cfg", "ner-train", "ner-dev", 5000, 1),
    "teacher-2": ("ner.cfg", "ner-train", "ner-dev", 5000, 2),
    "teacher-3": ("ner.cfg", "ner-train", "ner-dev", 5000, 3),
    "names": ("ner.cfg", "ner-train+silver", "ner-dev", 7000, 0),
}
TEACHERS = ("teacher-1", "teacher-2", "teacher-3")


def fit(name: str, build: Path, seed: int) -> Path:
    """Train one part into ``build/name``, where its log lies beside, and say where it is."""
    set_current_ops(NumpyOps(use_blis=False))  # up to four times as fast, see newstables/pipeline/load.py
    config, corpus, dev, steps, more = JOBS[name]
    paths = {"train": build / f"{corpus}.spacy", "dev": build / f"{dev}.spacy", "vectors": build / "vectors"}
    overrides = {f"paths.{key}": str(path) for key, path in paths.items()}
    overrides |= {"system.seed": seed + more, "training.max_steps": steps}
    with threadpool_limits(1), (build / f"{name}.log").open("w") as log, redirect_stdout(log), redirect_stderr(log):
        train(CONFIGS / config, build / name, overrides=overrides)
    return build / name / "model-last"


def main(raw: Path, build: Path, seed: int) -> None:
    """Train all parts; ``raw`` is the folder of plain news that the teachers annotate for the names."""
    train_one = partial(fit, build=build, seed=seed)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        parser = pool.submit(train_one, "parser")
        teachers = list(pool.map(train_one, TEACHERS))
        print(pool.submit(annotate, raw, teachers, build, seed).result(), flush=True)
        for trained in (pool.submit(train_one, "names"), parser):
            print(f"trained: {trained.result()}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
