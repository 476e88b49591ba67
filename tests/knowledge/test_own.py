"""A folder of the user's own, laid over the package's knowledge."""

from __future__ import annotations

from datetime import date

import pytest

from newstables.knowledge import FOLDER, KnowledgeError, load, read

ACTOR = "actor_id,name,kind,side,source,as_of,verified\n"
STEP = "measure_id,on,status,rate_percent,source,as_of,verified\n"


@pytest.fixture
def own(tmp_path):
    def write(**files: str):
        for table, text in files.items():
            (tmp_path / f"{table}.csv").write_text(text, "utf-8")
        return read(FOLDER, tmp_path)

    return write


def test_a_new_actor_stands_beside_ours(own):
    found = own(actors=f"{ACTOR}ann-leroux,Ann Leroux,person,Canada,our desk,2026-11-01,yes\n")
    assert found.actors[-1].name == "Ann Leroux"
    assert found.actors[-1].aliases == []
    assert len(found.actors) == len(read(FOLDER).actors) + 1


def test_a_line_takes_the_place_of_ours(own):
    found = own(actors=f"{ACTOR}mark-carney,M. Carney,person,Canada,our desk,2026-11-01,yes\n")
    assert [actor.name for actor in found.actors if actor.actor_id == "mark-carney"] == ["M. Carney"]


def test_a_step_of_a_measure_is_added(own):
    found = own(measure_steps=f"{STEP}cn-pork,2026-12-01,lifted,0,our desk,2026-12-01,no\n")
    assert [step.status for step in found.measure_steps if step.on == date(2026, 12, 1)] == ["lifted"]
    assert found.as_of == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"actors": f"{ACTOR}ann,Ann,robot,Canada,x,2026-11-01,yes\n"}, r"actors.csv line 2: kind = 'robot'"),
        ({"actors": f"{ACTOR}ann,Ann,person,Canada,x,soon,yes\n"}, r"actors.csv line 2: as_of = 'soon'"),
        ({"actors": f"{ACTOR}ann,Ann,person\n"}, r"actors.csv line 2: 7 cells expected"),
        ({"actors": "actor_id,colour\n"}, r"actors.csv: the columns must be actor_id,name"),
        ({"roles": "actor_id,role,office,source,as_of,verified\nnobody,x,x,x,2026-11-01,no\n"}, r"'nobody' is not in"),
        ({"people": "name\n"}, r"holds no file of knowledge: name them actors.csv"),
    ],
)
def test_a_broken_line_says_where(own, files, message):
    with pytest.raises(KnowledgeError, match=message):
        own(**files)


def test_a_variable_names_the_folder(own, tmp_path, monkeypatch):
    own(actors=f"{ACTOR}ann-leroux,Ann Leroux,person,Canada,our desk,2026-11-01,yes\n")
    monkeypatch.setenv("NEWSTABLES_KNOWLEDGE", str(tmp_path))
    assert load().actors[-1].actor_id == "ann-leroux"
