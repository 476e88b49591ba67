"""The dashboard over a built store starts without spaCy: in a process of its own, for imports cannot be undone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
START = """
import gc, sys
from streamlit.testing.v1 import AppTest
gc.unfreeze()
sys.argv = ["dashboard.py"]
app = AppTest.from_file("dashboard.py", default_timeout=60).run()
for page in ("articles", "quotes", "tariffs", "compare", "add"):
    assert not app.exception, app.exception
    app.switch_page(f"pages/{page}.py").run()
assert gc.get_freeze_count() > len(gc.get_objects()), "modules are looked through after every run"
print([name for name in ("spacy", "thinc", "onnxruntime", "dask") if name in sys.modules])
"""


@pytest.mark.parametrize("articles", [False, True])
def test_a_built_store_opens_without_spacy(sample_store, samples, articles):
    environment = os.environ | {"NEWSTABLES_STORE": str(sample_store)}
    environment |= {"NEWSTABLES_ARTICLES": str(samples)} if articles else {}
    ran = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip().splitlines()[-1] == "[]"
