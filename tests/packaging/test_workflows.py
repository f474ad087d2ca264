"""The workflows of the public CI, as far as they can be looked at without running them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPTS = [ROOT / "packaging" / "dev", ROOT / "packaging" / "smoke", ROOT / ".ci" / "run"]
IMAGES = re.compile(r"(ubuntu|windows|macos)-\d[\d.]*")
ACTION = re.compile(r"actions/(checkout|setup-python|upload-artifact|download-artifact)@(v\d+|[0-9a-f]{40})")
EXPRESSION = re.compile(r"\$\{\{.*?}}")


def read(file: Path) -> Any:
    return YAML(typ="safe").load(file.read_text(encoding="utf-8"))


def steps(workflow: Any) -> Iterator[Any]:
    return (step for job in workflow["jobs"].values() for step in job["steps"])


def runs() -> list[tuple[str, str]]:
    """Workflow and step → what is run."""
    found = [(file, step) for file in WORKFLOWS for step in steps(read(file)) if "run" in step]
    return [(f"{file.stem}: {step.get('name', step['run'])}", step["run"]) for file, step in found]


def test_both_are_there() -> None:
    assert [file.stem for file in WORKFLOWS] == ["release", "test"]
    assert len(runs()) > 8


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_runs_on_named_systems_with_few_rights_and_few_actions(file: Path) -> None:
    workflow = read(file)
    assert workflow["permissions"] == {"contents": "read"}
    assert {"name", "jobs"} <= workflow.keys()
    for job in workflow["jobs"].values():
        images = [entry["runner"] for entry in job.get("strategy", {}).get("matrix", {}).get("include", ())]
        assert all(IMAGES.fullmatch(image) for image in images or [job["runs-on"]])
        assert job["timeout-minutes"] <= 60
        assert set(job.get("needs", ())) <= workflow["jobs"].keys()
    for step in steps(workflow):
        assert ("run" in step) != ("uses" in step)
        assert ACTION.fullmatch(step.get("uses", "actions/checkout@v4")), step["uses"]


@pytest.mark.parametrize("script", [script for _, script in runs()], ids=[name for name, _ in runs()])
def test_a_step_is_a_script_without_faults(script: str, tmp_path: Path) -> None:
    assert not EXPRESSION.search(script), "a value that GitHub puts into a script may be code: hand it over in env"
    file = tmp_path / "step"
    file.write_text(f"#!/bin/bash\n{script}", encoding="utf-8")
    is_good(file)


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_a_script_is_without_faults(file: Path) -> None:
    is_good(file)


def is_good(file: Path) -> None:
    subprocess.run(["bash", "-n", file], check=True, timeout=60)
    if shutil.which("shellcheck"):
        # Words that are meant to be split, traps that expand now, and what follows an exit on purpose.
        done = subprocess.run(
            ["shellcheck", "--severity=warning", "--exclude=SC2046", file], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_every_command_and_file_that_a_step_names_is_there() -> None:
    told = (ROOT / "packaging" / "dev").read_text(encoding="utf-8")
    commands = re.findall(r"^    ([a-z-]+)\)", told.partition("case $command in")[2], re.MULTILINE)
    named = {word for _, script in runs() for word in re.findall(r"packaging/dev ([a-z-]+)", script)}
    assert named == {"check", "package", "test"}
    assert named <= set(commands)
    for _, script in runs():
        for place in re.findall(r"(?<![\w/])(packaging/[\w./-]+|airsync_gui/[\w./]+)", script):
            assert (ROOT / place).exists() or place == "packaging/requirements-", place
        for module in re.findall(r"-m (release[.\w]*)", script):
            part = ROOT / "packaging" / module.replace(".", "/")
            assert part.with_suffix(".py").exists() or (part / "__main__.py").exists(), module


def test_nobody_but_the_last_job_may_write_and_none_but_it_sees_the_key() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    assert [name for name, job in jobs.items() if "permissions" in job] == ["draft"]
    assert [name for name, job in jobs.items() if "secrets." in str(job)] == ["draft"]
    assert set(jobs["draft"]["needs"]) == jobs.keys() - {"draft"}
