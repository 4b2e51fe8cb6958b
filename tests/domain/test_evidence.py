"""Which files may come with a report is told by what they hold; names are made harmless."""

from __future__ import annotations

import hashlib

import pytest

from kzdash.domain.rules import MAX_FILES, NewFile, check_files
from kzdash.domain.rules.evidence import MAX_PIXELS, PNG, check_file, clean_name
from kzdash.errors import EvidenceError, EvidenceProblem
from tests import evidence

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400
PROBLEMS = {
    "nothing": ("a.jpg", b"", EvidenceProblem.EMPTY),
    "a web page as a photo": ("a.jpg", evidence.PAGE, EvidenceProblem.WRONG_KIND),
    "a drawing": (
        "a.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        EvidenceProblem.WRONG_KIND,
    ),
    "a GIF as a photo": ("a.jpg", evidence.picture("GIF"), EvidenceProblem.WRONG_KIND),
    "a program": ("a.pdf", b"MZ" + b"\0" * 500, EvidenceProblem.WRONG_KIND),
    "a page after the sign of a PDF": ("a.pdf", b"<b>%PDF-1.4</b>", EvidenceProblem.WRONG_KIND),
    "an iPhone's photo": ("IMG_1.HEIC", HEIC, EvidenceProblem.HEIC),
    "the same under another name": ("IMG_1.jpg", HEIC, EvidenceProblem.HEIC),
    "half a photo": ("a.jpg", evidence.picture()[:900], EvidenceProblem.DAMAGED),
    "half a screenshot": ("a.png", evidence.picture("PNG")[:-200], EvidenceProblem.DAMAGED),
    "the head of a photo": ("a.jpg", b"\xff\xd8\xff\xe0" + evidence.PAGE, EvidenceProblem.DAMAGED),
    "half a PDF": ("a.pdf", evidence.PDF[:-20], EvidenceProblem.DAMAGED),
    "a bomb": ("a.png", evidence.bomb(), EvidenceProblem.TOO_MANY_PIXELS),
    "a smaller bomb": ("a.png", evidence.bomb(6_000), EvidenceProblem.TOO_MANY_PIXELS),
}


@pytest.mark.parametrize(("name", "content", "problem"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_is_no_whole_photo_or_pdf_is_refused_whatever_its_name(
    name: str, content: bytes, problem: EvidenceProblem
) -> None:
    with pytest.raises(EvidenceError) as caught:
        check_file(NewFile(name, content))

    assert (caught.value.problem, caught.value.name) == (problem, name)


def test_a_byte_more_than_20_mb_is_too_large_and_20_mb_are_not() -> None:
    content = evidence.too_large()

    with pytest.raises(EvidenceError) as caught:
        check_file(NewFile("a.pdf", content))

    assert caught.value.problem is EvidenceProblem.TOO_LARGE
    assert check_file(NewFile("a.pdf", content.replace(b" ", b"", 1))).name == "a.pdf"


@pytest.mark.parametrize(
    ("kind", "name", "media_type"),
    [
        ("JPEG", "现场.JPEG", "image/jpeg"),
        ("PNG", "截图.png", "image/png"),
        ("MPO", "双摄.jpg", "image/jpeg"),
    ],
)
def test_a_photo_is_taken_with_its_kind_and_checksum(kind: str, name: str, media_type: str) -> None:
    content = evidence.picture(kind)

    taken = check_file(NewFile(name, content))

    assert (taken.media_type, taken.content) == (media_type, content)
    assert taken.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("现场.jpg", "现场.png"),
        ("现场.PNG", "现场.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\用户\\桌面\\照片.png", "照片.png"),
        ("a\0b\nc.png", "abc.png"),
        ("\u202egnp.exe", "gnp.exe.png"),
        ('<b>"x"</b>|?*.png', "b.png"),
        ("  ..  .png", "附件.png"),
        ("", "附件.png"),
        ("长" * 300 + ".png", "长" * 60 + ".png"),
        ("\udcff.png", "附件.png"),
    ],
)
def test_a_name_leads_nowhere_and_ends_as_what_the_file_holds(given: str, named: str) -> None:
    assert clean_name(given, PNG) == named


def test_the_same_file_twice_is_one_and_too_many_are_refused() -> None:
    once = check_files([evidence.photo(), evidence.photo("又一张.jpg"), evidence.PAPER])

    with pytest.raises(EvidenceError) as caught:
        check_files([evidence.PAPER] * (MAX_FILES + 1))

    assert [file.name for file in once] == ["现场.jpg", "验收报告.pdf"]
    assert caught.value.problem is EvidenceProblem.TOO_MANY
    assert MAX_PIXELS[PNG] < 6_000 * 6_000
