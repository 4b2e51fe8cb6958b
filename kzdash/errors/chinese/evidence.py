"""What is wrong with a photo or PDF that comes with a report, said in Chinese."""

from __future__ import annotations

from kzdash.errors import EvidenceProblem

EVIDENCE_PROBLEMS = {
    EvidenceProblem.EMPTY: "是空文件。请重新选择。",
    EvidenceProblem.TOO_LARGE: "超过20 MB。照片请缩小，PDF 请压缩或分成几份后再选。",
    EvidenceProblem.TOO_MANY: "一次填报最多附6个文件。请去掉一些，或合并成一个 PDF。",
    EvidenceProblem.HEIC: (
        "是苹果手机的 HEIC 格式，这里看不了。请在手机“设置”的“相机”“格式”中选“兼容性最佳”后重拍，"
        "或把照片另存为 JPEG 再选。"
    ),
    EvidenceProblem.WRONG_KIND: "不是照片（JPEG、PNG）或 PDF。只改文件名不行，请另存为 PDF 再选。",
    EvidenceProblem.DAMAGED: "已损坏，或没有传完整。请打开看看，另存一份再选。",
    EvidenceProblem.TOO_MANY_PIXELS: "像素太多，打不开。请缩小后再选。",
}
