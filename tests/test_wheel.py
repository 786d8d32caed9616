"""The wheel is an application for an environment of its own: it brings all that it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from a wheel into an empty environment."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).with_name("uv")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, check=True, cwd=ROOT, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder / "env"], check=True)
    packages = ["--requirements", str(ROOT / "requirements.lock"), str(wheel)]
    subprocess.run([uv, "pip", "install", "--quiet", "--python", folder / "env", *packages], check=True)
    return folder / "env" / "bin" / "conflict-stream"


@pytest.mark.slow
def test_command_runs_from_an_empty_environment(program: Path, tmp_path: Path) -> None:
    subprocess.run([program, "version"], check=True, cwd=tmp_path)


@pytest.mark.slow
def test_lexicons_places_and_seeds_are_in_the_wheel(program: Path, tmp_path: Path) -> None:
    find = "import seeds; print(seeds.ARTICLES)"
    python = program.with_name("python")
    seeds = subprocess.run(
        [python, "-c", find], check=True, cwd=tmp_path, capture_output=True, text=True
    ).stdout.strip()
    assert str(program.parents[1]) in seeds
    replayed = subprocess.run([program, "replay", seeds, "--json"], check=True, cwd=tmp_path, capture_output=True)
    assert len(replayed.stdout.splitlines()) > 10
