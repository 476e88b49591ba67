"""Runs ``spacy train`` for each part, as many at a time as two cores bear."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CONFIGS = Path(__file__).parent / "configs"
JOBS = {  # name → config, corpus, dev corpus
    "parser": ("parser.cfg", "parser-train", "parser-dev"),
    "names": ("ner.cfg", "ner-all", "ner-dev"),
    "held-out": ("ner.cfg", "ner-train", "ner-dev"),
}
AT_ONCE = 2


def fit(build: Path, name: str, seed: int) -> None:
    """Train one part into ``build/name``; its log lies beside."""
    config, train, dev = JOBS[name]
    command = [sys.executable, "-m", "spacy", "train", str(CONFIGS / config), "--output", str(build / name)]
    paths = {"train": build / f"{train}.spacy", "dev": build / f"{dev}.spacy", "vectors": build / "clusters"}
    options = [part for key, path in paths.items() for part in (f"--paths.{key}", str(path))]
    with (build / f"{name}.log").open("w") as log:
        one_core = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        subprocess.run(
            [*command, *options, "--system.seed", str(seed)], stdout=log, stderr=log, env=one_core, check=True
        )
    print(f"{name}: trained")


def main(build: Path, seed: int) -> None:
    """Train all parts."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda name: fit(build, name, seed), JOBS))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
