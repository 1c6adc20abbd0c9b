"""Times without days: what goes on all the time, and what waits for something else.

Reads nothing. Writes `WORDS`, a table of rules (see `times_rules`).
"""

from __future__ import annotations

from adminplan.passages import times_read as read
from adminplan.passages.times_rules import rule

# "chi thường xuyên", "giáo dục thường xuyên" are kinds of spending and of schools.
_SORTS = r"giáo dục|chi|kinh phí|vốn|nguồn|sự nghiệp|nhiệm vụ|đánh giá|bồi dưỡng|hoạt động|công tác|không|chương trình|quỹ|đơn vị|cơ chế|trực|thường trực|dự toán|định mức"
# At the end of a sentence "thường xuyên" says how the work goes on, unless it tells the sort of what stands before it.
_SORTS_AT_END = (
    _SORTS.replace("|hoạt động", "|(?:các|những|của|về) hoạt động").replace("|bồi dưỡng", "").replace("|đánh giá", "")
    + "|tính|mang tính|việc|nề nếp|chế độ|mức|ngân sách|báo cáo|lực lượng|cán bộ|chuyên trách|khám|thu|thi đua|nội dung|hình thức|kiểm tra,"
)
# "thanh niên sau khi hoàn thành …" says which young people, not when.
_PEOPLE = r"trước, trong và|trước và|thanh niên|người|học sinh|sinh viên|cán bộ|đối tượng|khu vực|trẻ em|giải thể|(?:độc|khán) giả|bộ đội|quân nhân|phụ nữ|lao động"
_CONDITION = (
    r"(?:cần|có yêu cầu|có phát sinh|có nhu cầu|có vướng mắc|xảy ra|phát hiện|nghiên cứu|xem xét|nếu|được yêu cầu|có điều kiện)"
)

WORDS = (
    rule("session@1", "kỳ|tại", r"kỳ họp(?: (?:thường lệ|h[đđ]nd|hội đồng nhân dân|gần nhất|chuyên đề|thứ \w+))*(?:~,?~(?:H|(?:giữa|cuối) Y|(?:năm )?[YZ])| (?:gần nhất|chuyên đề))", read.session,
         ("Kỳ họp giữa năm 2023", "range 2023-06-01 2023-07-31"), ("kỳ họp chuyên đề năm 2023", "unspecified")),
    # ongoing
    rule("regularly@1", "thường", r"thường xuyên(?! (?:của|hoặc có|và có)(?!\w))(?!~,?~(?:hiệu quả|chặt chẽ|có|lâu dài))(?:~,~(?:liên tục|định kỳ(?! {every})|xuyên suốt|hằng ngày|đột xuất)| và (?:liên tục|định kỳ|đột xuất))?(?: (?:trong|suốt) (?:cả )?(?:năm học|năm|quá trình {clause}|Y|S))?", read.word("ongoing"),
         ("Thường xuyên", "ongoing"), ("- Thường xuyên kiểm tra, đôn đốc", "ongoing"), ("nguồn chi thường xuyên", ""), ("chủ động, thường xuyên cập nhật dữ liệu", "ongoing"), ("kiểm tra thường xuyên, đột xuất", ""), unless=_SORTS, where="action"),
    rule("regularly-end@1", "thường", r"thường xuyên(?:~,~liên tục)?(?=~(?:[.;\n]|$))", read.word("ongoing"),
         ("các hộ tưới nước, làm cỏ thường xuyên; Hội giám sát", "ongoing"), ("duy trì hoạt động thường xuyên.", "ongoing"), ("theo nhiệm vụ thường xuyên.", ""), unless=_SORTS_AT_END),
    rule("throughout@1", "trong|suốt", r"(?:trong )?suốt (?:[YPSMQ]|(?:thời gian|quá trình) (?:diễn ra|tổ chức|thực hiện|triển khai|tiến hành|chuẩn bị|phục vụ|kiểm tra|thi|hội|đợt|chiến dịch|[YPSMQ])(?: {clause})?|(?:cả|các|năm|khóa|kỳ|đợt|mùa|tháng|tuần|ngày|nhiệm kỳ|giai đoạn|hội|chiến dịch) (?:[YPSMQ]|{clause})|(?:năm|đợt|mùa|chiến dịch|tuần lễ|hội thi|lễ hội)(?!\w))", read.word("ongoing"),
         ("trong suốt đợt", "ongoing"), ("trong suốt năm học", "ongoing"), ("trong suốt quá trình thực hiện kế hoạch", "ongoing"), ("hồ sơ đi theo trong suốt quá trình học tập", ""), ("liên thông xuyên suốt từ tỉnh đến xã", ""), unless=r"thông|xuyên"),
    rule("throughout-head@1", "trong|suốt", r"(?:trong )?suốt (?:thời gian|quá trình) {clause}", read.word("ongoing"), ("Trong suốt quá trình công tác", "ongoing"), where="field"),
    rule("before-during-after@1", "trước|trong", r"(?:trong (?:suốt )?quá trình [^\n.;,]{0,40}?)?trước~,~trong(?: và|~,) sau(?: {clause})?", read.word("ongoing"),
         ("trước, trong và sau hội nghị", "ongoing"), ("trước, trong và sau khi kết thúc đợt thi đua", "ongoing")),
    rule("during-after@1", "trong", r"trong(?: và|~,) sau (?:đợt|lễ|ngày|tuần|tháng|hội|chiến dịch|kỳ|mùa|sự kiện|chương trình)(?: {clause})?", read.word("ongoing"), ("đăng ảnh trong và sau Tuần lễ", "ongoing")),
    rule("all-year@1", "trong", r"trong (?:cả|toàn bộ) (?:S|năm(?! \d)(?!\w))", read.word("ongoing"), ("tặng sách trong cả năm học", "ongoing")),
    rule("till-notice@1", "đến|cho", r"(?:cho )?đến khi (?:có|được|nhận được|hoàn thành|kết thúc)(?: {clause})?", read.word("ongoing"), ("tạm dừng cho đến khi có thông báo mới", "ongoing")),
    rule("course@1", "trong", r"trong (?:quá trình|thời gian) (?!(?:thực hiện|triển khai|tổ chức thực hiện)[^\n.;]{0,40},){clause}", read.word("ongoing"), ("Trong quá trình triển khai", "ongoing"), where="field"),
    rule("while@1", "trong", r"trong thời gian (?:diễn ra|tổ chức) {clause}", read.word("ongoing"), ("bố trí trực cấp cứu trong thời gian diễn ra hội thi", "ongoing"), ("rút ngắn thời gian tổ chức hội thi", "")),
    rule("always@1", "liên|quanh|hằng", r"liên tục(?: trong năm)?|quanh năm", read.word("ongoing"), ("Liên tục", "ongoing"), where="field"),
    # unspecified
    rule("when@1", "khi|ngay|sau", r"(?:ngay |sau |ngay sau )?khi (?!_CONDITION_){rest}".replace("_CONDITION_", _CONDITION), read.word("unspecified"),
         ("Khi có hướng dẫn của Bộ", "unspecified"), ("khi cần", ""), ("Khi có yêu cầu", ""), where="field"),
    rule("after-event@1", "sau|ngay", r"(?:ngay )?(?:sau )?khi (?!_CONDITION_|tốt nghiệp|ra trường|nghỉ hưu|kết hôn|sinh |chết|qua đời)(?:[^\n.;:,|()]{2,140})".replace("_CONDITION_", _CONDITION), lambda hit: read.word("unspecified")(hit) if hit.match[0][0] in "sn" else (),
         ("ngay khi nước rút", "unspecified"), ("sau khi có hướng dẫn của cấp trên", "unspecified"), ("sau khi xem xét hồ sơ", ""), ("học sinh sau khi tốt nghiệp", ""), unless=_PEOPLE),
    rule("after-end@1", "sau|ngay", r"(?:ngay )?sau (?:(?:khi )?kết thúc|ngày (?:bế mạc|kết thúc)|hội nghị|đại hội|mỗi (?:đợt|hội nghị|kỳ|cuộc))(?: {clause})?", read.word("unspecified"),
         ("ngay sau kết thúc kỳ thi", "unspecified")),
    rule("schedule-of@1", "theo", r"theo (?:lịch(?: \w{1,8}){0,2} của|(?:kế hoạch|lịch|tiến độ|thời gian|lộ trình|thông báo|hướng dẫn|văn bản)(?: (?:công tác|cụ thể|hoạt động|thi|tổ chức))? (?:riêng|chung của|(?:của|do) (?:cấp trên|cơ quan (?:có thẩm quyền|cấp trên)|cấp có thẩm quyền)))(?: {clause})?", read.word("unspecified"),
         ("theo kế hoạch riêng", "unspecified"), ("tham gia hội thi theo kế hoạch của cấp trên", "unspecified")),
    rule("schedule@1", "theo|căn", r"(?:theo|căn cứ) (?:kế hoạch|lịch|tiến độ|thời gian|lộ trình|thông báo|hướng dẫn|yêu cầu tiến độ|chỉ đạo|quy định|chương trình|quyết định|văn bản|thời hạn|thời điểm|yêu cầu của|đợt|mùa vụ|giai đoạn|từng)(?!\w)[^\n.;|]{0,200}", read.word("unspecified"),
         ("Theo tiến độ xây dựng dự thảo của cơ quan chủ trì", "unspecified"), ("Theo lịch công tác của lãnh đạo", "unspecified"), where="field"),
    rule("schedule-said@1", "theo", r"theo (?:kế hoạch|lịch|tiến độ|lộ trình|thông báo|hướng dẫn|chương trình) {clause}", read.word("unspecified"),
         ("đội văn nghệ chuẩn bị tiết mục; thời gian theo kế hoạch của huyện", "unspecified"), ("thực hiện theo kế hoạch của huyện", ""), ("nộp đúng thời hạn theo hướng dẫn của huyện", ""), where="said"),
    rule("when-issued@1", "khi", r"khi (?:có (?:hướng dẫn|kế hoạch|thông báo|văn bản (?:hướng dẫn|chỉ đạo|quy định))|(?:chính phủ|quốc hội|thủ tướng|trung ương|tỉnh ủy|tỉnh|bộ|các bộ|ban|ubnd|ủy ban|hội đồng|cấp trên|cấp có thẩm quyền|cơ quan|luật|nghị định|nghị quyết|thông tư|đề án|chiến lược|quy hoạch|kế hoạch|chương trình)[^.;:\n()]{0,90}? (?:ban hành|hướng dẫn|phê duyệt|thông qua|có hiệu lực))(?:~,?~{clause})?", read.word("unspecified"),
         ("tham mưu quy định chi tiết khi Chính phủ ban hành nghị định", "unspecified"), ("xin ý kiến trước khi Bộ ban hành", ""), unless="trước|đến|từ|trong|sau|ngay|cần"),
    rule("agreed@1", "do", r"do {rest}", read.word("unspecified"), ("do hai bên thỏa thuận", "unspecified"), where="field"),
    rule("agreed-inline@1", "do", r"do (?:[^\n.;,:]{2,60} )?(?:thỏa thuận|thoả thuận)(?: của)?(?: {clause})?", read.word("unspecified"), ("thời gian chi trả do thỏa thuận của hai bên", "unspecified"), where="said"),
    rule("notice@1", "có|sẽ|thông|thời", r"(?:thời gian cụ thể )?(?:sẽ |có ){0,2}(?:thông báo|kế hoạch|hướng dẫn|văn bản)(?: \w{1,12}){0,3} (?:sau|riêng|cụ thể)(?!\w)", read.word("unspecified"),
         ("Có thông báo sau", "unspecified"), ("sẽ có kế hoạch riêng", "unspecified"), where="field"),
)  # fmt: skip
