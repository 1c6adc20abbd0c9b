"""What an issue says, in Vietnamese.

Reads `Issue`, whose message is English. Writes its name and its message, the words of the document in it kept as they are.
"""

from __future__ import annotations

from string import Formatter

from adminplan.errors import ISSUES, Issue

# For every code its name, and its message with the words that the English one has.
MESSAGES = {
    "numbering-gap": ("Thiếu số thứ tự", "thiếu {missing} giữa {before} và {after}"),
    "numbering-start": ("Số thứ tự bắt đầu lạ", "dưới {where}, số thứ tự bắt đầu từ {first}"),
    "numbering-repeat": ("Trùng số thứ tự", "{label} có hai lần dưới {where}"),
    "no-letterhead": ("Không thấy cơ quan ban hành", "không thấy tên cơ quan ban hành phía trên dòng tên loại văn bản"),
    "no-type": ("Không thấy tên loại", "không thấy dòng tên loại văn bản (KẾ HOẠCH, QUYẾT ĐỊNH …)"),
    "no-number": ("Không có số", "văn bản không có số, hoặc số để trống"),
    "no-date": ("Không có ngày", "không có ngày ban hành, hoặc ngày để trống"),
    "no-signer": ("Không thấy người ký", "không thấy phần ký"),
    "cites-later": (
        "Viện dẫn văn bản ban hành sau",
        "viện dẫn {what} ngày {date}, sau ngày của văn bản này ({issued})",
    ),
    "type-symbol-conflict": ("Tên loại và ký hiệu khác nhau", "gọi {number} là {type}, nhưng ký hiệu là {code}"),
    "date-impossible": ("Ngày không có thật", "{text} không có trên lịch"),
    "range-backwards": ("Thời gian ngược", "{text} kết thúc trước khi bắt đầu"),
    "table-unknown-columns": ("Bảng chưa hiểu hết", "chưa hiểu các cột của một bảng: {columns}"),
    "tracked-changes": ("Có phần sửa chưa chốt", "tệp có phần sửa được theo dõi; đã đọc như đã chấp nhận"),
    "comments-left-out": ("Có lời bình", "tệp có lời bình; không đọc lời bình"),
    "page-without-text": ("Trang không có chữ", "trang {page} không có chữ"),
    "text-layer-distrusted": (
        "Lớp chữ không đáng tin",
        "không tin lớp chữ của trang {pages} ({why}); đã đọc chữ trên hình của trang",
    ),
    "page-not-recognised": ("Trang chưa nhận dạng được", "trang {page} là hình và chưa nhận dạng được: {why}"),
    "read-unsurely": ("Đọc chưa chắc", "{what} đọc được là “{read}”, nhưng chưa đủ chắc để ghi lại: có thể là chữ viết tay"),
    "text-cut": ("Chưa đọc hết", "dừng đọc ở {limit}"),
    "reader-note": ("Ghi chú của chương trình đọc", "{note}"),
}

# Words of our own that fill a field; all others are the document's, or those of a reader (its notes are English).
WORDS = {
    "the body": "phần thân",
    "the number of the document": "số của văn bản",
    "the date of the document": "ngày của văn bản",
    "it has letters that no Vietnamese text has": "có chữ không có trong tiếng Việt",
    "few of its words can be Vietnamese": "ít chữ có thể là tiếng Việt",
    "few of its words have marks": "ít chữ có dấu",
}


def in_vietnamese(issue: Issue) -> tuple[str, str]:
    """The name of an issue, and its message; one that has other words than its code's stays as it is.

    >>> in_vietnamese(Issue(code="numbering-gap", message="III is missing between II and IV"))
    ('Thiếu số thứ tự', 'thiếu III giữa II và IV')
    >>> in_vietnamese(Issue(code="own", message="something else"))
    ('own', 'something else')
    """
    name, message = MESSAGES.get(issue.code, (issue.code, issue.message))
    words = _words(ISSUES.get(issue.code, ""), issue.message)
    if words is None:
        return name, issue.message
    return name, message.format(**{field: WORDS.get(said, said) for field, said in words.items()})


def _words(form: str, message: str) -> dict[str, str] | None:
    """The words that fill a form's fields in a message, `None` where the message does not follow it."""
    words: dict[str, str] = {}
    at, field = 0, None
    for literal, following, _, _ in Formatter().parse(form):
        found = message.find(literal, at) if literal or field is None else len(message)
        if found < 0 or (field is None and found != at):
            return None
        if field is not None:
            words[field] = message[at:found]
        at, field = found + len(literal), following
    if field is not None:
        words[field] = message[at:]
        return words
    return words if form and at == len(message) else None
