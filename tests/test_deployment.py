"""The files for deployment, as far as they can be tried without the machines that they are for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from assistant.web.metrics import Metrics
from corpus.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
ON_PURPOSE = "is not executable"  # the program is not installed where the unit says


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"no {name} on this machine")
    return found


def test_systemd_takes_the_unit_and_finds_it_hardened() -> None:
    analyze, unit = tool("systemd-analyze"), str(DEPLOY / "systemd" / "asf.service")
    found = subprocess.run([analyze, "verify", unit], capture_output=True, text=True, check=False)
    told = [line for line in (found.stdout + found.stderr).splitlines() if unit.split("/")[-1] in line]
    assert [line for line in told if ON_PURPOSE not in line] == []
    command = [analyze, "security", "--offline=true", "--threshold=20", "--no-pager", unit]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout[-500:]  # 2.0 of 10


@pytest.mark.parametrize("name", ["asf.conf", "asf-several.conf"])
def test_nginx_takes_the_configuration(tmp_path: Path, name: str) -> None:
    nginx, openssl = tool("nginx"), tool("openssl")
    keys = [str(tmp_path / name) for name in ("privkey.pem", "fullchain.pem")]
    subject = ["-subj", "/CN=assistent.example", "-days", "1", "-nodes"]
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-keyout", keys[0], "-out", keys[1], *subject]
    subprocess.run(made, check=True, capture_output=True)
    own = (DEPLOY / "nginx" / name).read_text(encoding="utf-8").replace("/etc/ssl/asf", str(tmp_path))
    own = re.sub(r"server app\d:", "server 127.0.0.1:", own)  # names that only the containers know
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{own}\n}}\n", encoding="utf-8"
    )
    tried = subprocess.run(
        [nginx, "-t", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tried.returncode == 0, tried.stderr


def test_the_settings_of_the_example_exist() -> None:
    lines = (DEPLOY / "asf.env.example").read_text(encoding="utf-8").splitlines()
    keys = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert keys
    assert {key.removeprefix("ASF_").lower() for key in keys} <= set(Settings.model_fields)


def test_the_containers_are_what_the_project_builds() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert {"app", "publish", "nginx"} <= services.keys()
    for name in ("app", "publish"):
        assert (DEPLOY / services[name]["build"] / "Dockerfile").resolve() == ROOT / "Dockerfile"
        keys = {key for key in services[name]["environment"] if key.startswith("ASF_")}
        assert {key.removeprefix("ASF_").lower() for key in keys} <= set(Settings.model_fields)
    volumes = services["app"]["volumes"]
    assert all(":ro" in each or each.startswith("feedback:") for each in volumes)
    made = re.findall(r"install --directory --owner=asf --group=asf (.*)", (ROOT / "Dockerfile").read_text())
    mounted = {each.split(":")[1] for each in volumes if not each.startswith(".")}
    assert mounted <= set(made[0].split())  # else they are root's, and none can be put into one that is read-only
    assert services["app"]["read_only"] is True
    files = [each.split(":")[0] for each in services["nginx"]["volumes"] if each.split(":")[0].endswith(".conf")]
    assert all((DEPLOY / each).is_file() for each in files)


def test_several_processes_share_all_that_has_to_be_shared() -> None:
    compose = yaml.safe_load((DEPLOY / "compose-several.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert services["app1"] == services["app2"]
    for name in ("app1", "app2", "publish"):
        keys = {key.removesuffix("_FILE") for key in services[name]["environment"] if key.startswith("ASF_")}
        assert {key.removeprefix("ASF_").lower() for key in keys} <= set(Settings.model_fields)
        assert {"ASF_DATABASE_URL", "ASF_CHROMA_URL", "ASF_RATE_LIMIT_STORAGE"} <= keys
        assert (DEPLOY / services[name]["build"]["context"] / "Dockerfile").resolve() == ROOT / "Dockerfile"
        assert services[name]["build"]["args"].keys() <= set(
            re.findall(r"ARG (\w+)", (ROOT / "Dockerfile").read_text())
        )
        assert set(services[name]["secrets"]) <= set(compose["secrets"])
    for each in services["nginx"]["volumes"]:
        if each.split(":")[0].endswith(".conf"):
            assert (DEPLOY / each.split(":")[0]).is_file()
    named = re.findall(r"server (app\d):", (DEPLOY / "nginx" / "asf-several.conf").read_text(encoding="utf-8"))
    assert named == ["app1", "app2"]


def test_the_dashboard_shows_what_is_counted() -> None:
    dashboard = json.loads((DEPLOY / "grafana" / "asf.json").read_text(encoding="utf-8"))
    shown = {name for panel in dashboard["panels"] for target in panel["targets"]
             for name in re.findall(r"asf_[a-z_]+", target["expr"])}  # fmt: skip
    counted = Metrics()
    counted.refused()
    told = {line.split()[2] for line in counted.text("p").decode().splitlines() if line.startswith("# TYPE")}
    bases = {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in shown}
    assert bases <= {re.sub(r"_total$", "", name) for name in told}
    assert len(bases) > 7
