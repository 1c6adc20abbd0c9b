"""Recipients and signatures in their forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adminplan.layout.text import Text
from adminplan.outline.closing import read_closing

Write = Callable[[str], Text]


def closing(text: Text) -> tuple[list[str], list[tuple[str | None, str | None, str | None]]]:
    found = read_closing(text, 0, len(text.paragraphs))
    for words, span in found.recipients:
        assert " ".join(text.quote(span).split()) == words
    return [words for words, _ in found.recipients], [(block.authority, block.position, block.name) for block in found.signers]


def test_recipients_above_the_signature(write: Write) -> None:
    recipients, signers = closing(
        write("""Các đơn vị triển khai thực hiện./.
Nơi nhận:
- Sở Nội vụ (b/c);
- Các phòng chuyên môn
- Lưu: VT, TH.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Trần Văn Bình""")
    )
    assert recipients == ["Sở Nội vụ (b/c)", "Các phòng chuyên môn", "Lưu: VT, TH"]
    assert signers == [("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Bình")]


def test_two_cells(write: Write) -> None:
    recipients, signers = closing(
        write("""Trên đây là Kế hoạch của Sở./.
|Nơi nhận:|KT. GIÁM ĐỐC
|- UBND tỉnh;|PHÓ GIÁM ĐỐC
|- Lưu: VT.|Lê Thị Hoa""")
    )
    assert signers == [("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hoa")]
    assert recipients == ["UBND tỉnh", "Lưu: VT"]


def test_the_mark_of_a_typist_below_the_file_copy_is_no_recipient(write: Write) -> None:
    recipients, _ = closing(
        write("""Trên đây là Kế hoạch của Sở./.
|Nơi nhận:|KT. GIÁM ĐỐC
|- UBND tỉnh;|PHÓ GIÁM ĐỐC
|- Lưu: VT, CT.|Lê Thị Hoa
|08 KH|""")
    )
    assert recipients == ["UBND tỉnh", "Lưu: VT, CT"]


def test_an_office_below_the_name_is_no_second_signer(write: Write) -> None:
    _, signers = closing(
        write("""Các đơn vị phối hợp với Đoàn kiểm tra./.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ĐOÀN KIỂM TRA
TRƯỞNG ĐOÀN
Trần Văn Bình
PHÓ GIÁM ĐỐC
SỞ CÔNG THƯƠNG""")
    )
    assert signers == [("TM. ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN", "Trần Văn Bình")]


def test_a_sub_heading_is_no_recipient(write: Write) -> None:
    recipients, _ = closing(
        write("""Hết.
Nơi nhận:
- Bản giấy:
- Sở Y tế;
- Bản điện tử:
- Các trạm y tế;
- Lưu: VT.
GIÁM ĐỐC
Phạm Văn An""")
    )
    assert recipients == ["Sở Y tế", "Các trạm y tế", "Lưu: VT"]


def test_recipients_in_one_line(write: Write) -> None:
    recipients, signers = closing(
        write("""Hết.
Nơi nhận: - Như trên; - Lưu: VT.
TRƯỞNG PHÒNG
Phạm Văn An""")
    )
    assert recipients == ["Như trên", "Lưu: VT"]
    assert signers == [(None, "TRƯỞNG PHÒNG", "Phạm Văn An")]


def test_two_signers_one_below_the_other(write: Write) -> None:
    _, signers = closing(
        write("""Hết.
Nơi nhận:
- Lưu: VT.
TM. BAN THƯỜNG VỤ LĐLĐ
PHÓ CHỦ TỊCH
Hoàng Văn Nam
GIÁM ĐỐC SỞ
Nguyễn Thị Lan""")
    )
    assert signers == [("TM. BAN THƯỜNG VỤ LĐLĐ", "PHÓ CHỦ TỊCH", "Hoàng Văn Nam"), (None, "GIÁM ĐỐC SỞ", "Nguyễn Thị Lan")]


def test_party_marks(write: Write) -> None:
    _, signers = closing(
        write("""Hết.
Nơi nhận:
- Tỉnh ủy;
- Lưu Văn phòng Đảng ủy.
T/M ĐẢNG ỦY
PHÓ BÍ THƯ
Vũ Văn Sơn""")
    )
    assert signers == [("T/M ĐẢNG ỦY", "PHÓ BÍ THƯ", "Vũ Văn Sơn")]


def test_no_closing(write: Write) -> None:
    assert closing(write("1. Tổ chức hội nghị.\n2. Báo cáo.")) == ([], [])


def test_strokes_of_the_signature_are_neither_position_nor_name(write: Write) -> None:
    _, signers = closing(
        write("""Các đơn vị triển khai thực hiện./.
Nơi nhận:
- Lưu: VT.
TM: ỦY BAN NHÂN DÂN
CHỦ TỊCH cC—tZ⁄
Elunm Wk
Trần Văn Bình""")
    )
    assert signers == [("TM: ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình")]


@pytest.mark.parametrize("rank", ["Thượng tướng", "Thượng úy", "Trung tá", "Tiến sĩ", "BSCKII."])
def test_the_name_of_a_signer_with_a_rank_or_degree(write: Write, rank: str) -> None:
    _, signers = closing(write(f"Hết.\nNơi nhận:\n- Lưu: VT.\nCHỈ HUY TRƯỞNG\n{rank} Hoàng Văn Nam"))
    assert signers == [(None, "CHỈ HUY TRƯỞNG", f"{rank} Hoàng Văn Nam")]
