"""The plan document as it is read: repaired where it proves its own damage, part by part."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMERALS = "一二三四五六七"
REPAIRS = {
    "开州府办发〔202455": "开州府办发〔2024〕55号",
    "2024730": "2024年7月30日",
    "20241月底前": "2024年1月底前",
    "20243月底前": "2024年3月底前",
    "20246月底前": "2024年6月底前",
    "202412月底前": "2024年12月底前",
    "20259月底前": "2025年9月底前",
    "2027年,建设": "到2027年,建设",
    "新建43000吨级泊位": "新建4个3000吨级泊位",
    "19m2.5×4m": "19m,2.5×4m",
    "三宜建设集团实施": "三宜建设集团",
}
ONE_UNIT = {
    "农业农村委": "区农业农村委",
    "招商投资局": "区招商投资局",
    "人力社保局": "区人力社保局",
    "民政局": "区民政局",
    "区民政": "区民政局",
    "生态环境局": "区生态环境局",
}


@dataclass(frozen=True)
class Source:
    """The document, repaired, by part: `三` to `六` and `附件1` to `附件4`."""

    text: str
    parts: dict[str, str]

    def cells(self, annex: str) -> list[str]:
        """The cells of an annex's table, one after the other."""
        return self.parts[annex].split()


def read(raw: str) -> Source:
    """Repair the text and part it by its headings."""
    text = raw
    for found, reading in REPAIRS.items():
        text = text.replace(found, reading)
    heads = list(re.finditer(r"^(?:([一二三四五六])、.+|(附件\d))$", text, re.MULTILINE))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    parts = {
        head[1] or head[2]: text[head.end() : end] for head, end in zip(heads, ends, strict=True)
    }
    return Source(text, parts)


def split_units(cell: str) -> tuple[str, ...]:
    names = cell.removesuffix("等").replace(",", "、").split("、")
    return tuple(ONE_UNIT.get(name, name) for name in names)


def numbered_rows(cells: list[str], count: int) -> dict[int, list[str]]:
    """Rows that begin with 1, 2, 3 …; a row's own figures never stand where a number is due."""
    starts, position = [], 0
    for number in range(1, count + 1):
        while cells[position] != str(number):
            position += 1
        starts.append(position)
        position += 3
    ends = [*starts[1:], len(cells)]
    return {
        number: cells[start + 1 : end]
        for number, start, end in zip(range(1, count + 1), starts, ends, strict=True)
    }
