"""The command line speaks Chinese where KZDASH_LANG or the locale asks for it, else English."""

from __future__ import annotations

import ast
import gettext
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kzdash import errors
from kzdash.cli import language
from kzdash.cli.main import MODULES, cli
from kzdash.errors import chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    from kzdash.store import Store

CATALOGUE = language.FOLDER / "zh" / "LC_MESSAGES"
CHINESE = re.compile("[\u4e00-\u9fff]")
ENTRY = re.compile(
    r'^msgid (?P<id>(?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?'
    r'msgstr(?:\[0\])? (?P<said>(?:".*"\n?)+)',
    re.MULTILINE,
)


def joined(quoted: str) -> str:
    """A text of a .po file, without its quotation marks."""
    return "".join(ast.literal_eval(line) for line in quoted.splitlines())


def words() -> dict[str, str]:
    """What messages.po says."""
    found = ENTRY.finditer((CATALOGUE / "messages.po").read_text("utf-8"))
    return {joined(entry["id"]): joined(entry["said"]) for entry in found}


def asked_for() -> Iterator[str]:
    """Every text that a command looks up."""
    for file in Path(language.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            is_look_up = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"
            if is_look_up and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def commands(command: click.Command) -> Iterator[click.Command]:
    yield command
    for own in getattr(command, "commands", {}).values():
        yield from commands(own)


@pytest.fixture
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands in this process speak Chinese until the test ends."""
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("KZDASH_LANG", "zh")


@pytest.mark.parametrize(
    ("settings", "speaks"),
    [
        ({"KZDASH_LANG": "zh"}, True),
        ({"KZDASH_LANG": "zh", "LANG": "en_US.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"KZDASH_LANG": "en", "LANG": "zh_CN.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8"}, False),
        ({}, False),
    ],
)
def test_the_settings_choose_the_language(
    settings: dict[str, str], speaks: bool, root: Path, tmp_path: Path
) -> None:
    own = {*language.LOCALES, language.ASKED}
    env = {name: value for name, value in os.environ.items() if name not in own}

    def told(*arguments: str) -> str:
        ended = subprocess.run(
            [sys.executable, "-m", "kzdash", *arguments],
            cwd=root,
            env={**env, "KZDASH_DATA": str(tmp_path), **settings},
            capture_output=True,
            check=False,
            timeout=60,
        )
        return (ended.stdout + ended.stderr).decode()

    assert ("运行和维护计划看板" in told("--help")) is speaks
    assert ("没有找到数据库。没有改动任何文件。" in told("account", "list")) is speaks


def test_the_help_of_every_command_and_option_is_chinese(in_chinese: None) -> None:
    for name in MODULES:
        shown = CliRunner().invoke(cli, [name, "--help"])

        assert shown.exit_code == 0
        assert CHINESE.search(shown.output.splitlines()[0])
        of_module = getattr(import_module(f"kzdash.cli.{MODULES[name]}"), name)
        for command in commands(of_module):
            helps = [part.help for part in (command, *command.params) if hasattr(part, "help")]
            assert all(CHINESE.search(text) for text in helps if text), command.name


def test_every_text_of_a_command_has_its_chinese_with_the_same_places() -> None:
    said = words()

    for text in asked_for():
        assert text in said, text
        places = re.findall(r"\{(\w+)", text)
        assert set(re.findall(r"\{(\w+)", said[text])) <= set(places), text


def test_what_is_compiled_is_what_is_written() -> None:
    with (CATALOGUE / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    differing = [
        text
        for text, said in words().items()
        if compiled.gettext(text) != said and compiled.ngettext(text, text, 1) != said
    ]
    assert differing == [], "run `make translation`"


@pytest.mark.parametrize("kind", chinese.SENTENCES)
def test_what_a_page_says_of_an_error_a_terminal_says_without_speaking_of_a_page(
    kind: type[errors.KzdashError],
) -> None:
    said = chinese.terminal_error(kind.__new__(kind))

    assert CHINESE.search(said)
    assert "刷新" not in said


@pytest.mark.parametrize("problem", errors.FileProblem)
def test_what_is_wrong_with_a_file_is_said_without_speaking_of_a_page(
    problem: errors.FileProblem,
) -> None:
    said = chinese.terminal_error(errors.UnreadableFileError(problem))

    assert CHINESE.search(said)
    assert "本页" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["account", "reset", "nobody"], "错误：nobody：没有这个账号。没有改动。\n"),
        (["account", "add", "a b", "--role", "office"], "账号名应为2至64个字"),
        (["account", "disable", "tester"], "这是专班办公室最后一个可用的账号"),
        (
            ["export", "unit", "--unit", "水务局", "--out", "x"],
            "“水务局”的责任单位。什么都没有写入。单位名称见",
        ),
        (["undo", "任务99", "--account", "tester"], "没有事项 '任务99'"),
        (["board", "--json", "--as-of", "2025-13-1"], "“2025-13-1”这一天不存在"),
        (["frob"], "没有命令 frob。"),
    ],
)
def test_a_mistake_is_said_in_chinese(
    in_chinese: None,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)

    result = CliRunner().invoke(cli, arguments)

    assert result.exit_code in {1, 2}
    assert said in result.output


def test_a_filled_form_is_tried_out_and_stored_in_chinese(
    in_chinese: None, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    file = tmp_path / "form.csv"
    rows = "编号,填报次数,状态,数据截至\n任务1,0,进行,\n任务2,0,受阻,昨天\n任务3,0,推进中,\n"
    file.write_text(rows, "utf-8")

    result = CliRunner().invoke(cli, ["report", "--file", str(file), "--account", "tester"])

    assert "第 2 行, 状态 (任务1): “进行”不是可选的词。请从列表中选：" in result.output
    assert "第 3 行, 数据截至 (任务2): “昨天”不是日期。日期写作 2024-12-20。" in result.output
    assert (
        "什么都没有写入。请改好再试。也可以加 --good-rows，先写入没有问题的 1 项。" in result.output
    )
    good = CliRunner().invoke(
        cli, ["report", "--file", str(file), "--account", "tester", "--good-rows", "--yes"]
    )
    assert "已写入1 项填报" in good.output
