"""Times with days: from, to, by and within days, months, quarters and years.

Reads nothing. Writes `SPANS`, a table of rules (see `times_rules`).
"""

from __future__ import annotations

from adminplan.passages import times_read as read
from adminplan.passages.times_rules import BEFORE, FIRM, INSIDE, LEADS, rule

_STATISTICS = r"tính|lũy kế|luỹ kế|tính từ đầu năm|số liệu|thống kê"

SPANS = (
    # from the day of issue
    rule("from-now@1", "từ|kể", r"(?:kể )?từ (?:nay|bây giờ|{signed})~,?~{to}~(?:{any}|S)", read.until_from_issue,
          ("Từ nay đến hết tháng 5", "range 2023-04-11 2023-05-31"), ("từ ngày ký đến 30/6/2023", "range 2023-04-11 2023-06-30"), ("từ nay đến cuối năm", "range 2023-04-11 2023-12-31"), ("từ nay đến hết năm học", "range 2023-04-11 -"), ("Từ nay đến hết năm", "range 2023-04-11 2023-12-31")),
    rule("after-signing@1", "sau", r"sau {n} (?P<unit>ngày|tháng)(?P<work> làm việc)?,? (?:kể |tính )?từ (?:{signed}|{day})", read.counted("from"),
          ("có hiệu lực sau 10 ngày kể từ ngày ký", "from 2023-04-21 -")),
    rule("within-days@1", "trong|chậm|không", r"(?:chậm nhất (?:là |sau )?|không quá |trong (?:vòng |thời hạn |thời gian )?){n}(?:~\(\w+\))? (?P<unit>ngày|tuần|tháng|năm|giờ)(?P<work> làm việc)?,? (?:(?:kể |tính )?từ|sau) (?:{signed}(?!\w| của)|(?:ngày )?{day})", read.counted("deadline"),
          ("trong thời hạn 10 ngày kể từ ngày 01/5/2023", "deadline - 2023-05-11")),
    rule("year-ending@1", "trong", r"trong (?:vòng |thời gian )?{n} (?P<unit>ngày|tuần|tháng|năm)~,?~tính đến (?:hết )?{any}", read.ending,
          ("trong vòng 01 năm tính đến ngày 30/11/2022", "range 2021-12-01 2022-11-30")),
    rule("within-event@1", "trong|chậm|không|sau", r"(?:chậm nhất (?:là |sau )?|không quá |sau |trong (?:vòng |thời hạn |thời gian )?)(?:T|\d{1,3}(?:~-~(?:\d{1,3}|T))?(?:~\(\w+\))?(?: (?:ngày|tuần|tháng|năm|giờ))?)(?: làm việc)?,? (?:(?:kể |tính )?từ|sau|trước) (?:khi|ngày|thời điểm) {clause}", read.word("unspecified"),
          ("trong 24 giờ kể từ khi nhận được tin báo", "unspecified"), ("chậm nhất 05 ngày làm việc sau khi kết thúc đợt", "unspecified")),
    # ranges and beginnings
    rule("hours@1", "từ", r"từ (?:lúc )?T~,?~{to}~T~,?~(?:vào |của )?{lead}[DE](?:~[(,]~K~\)?)?", read.each,
          ("từ 7h30 đến 11h00 ngày 26/5/2023", "range 2023-05-26 2023-05-26")),
    rule("weeks@1", "V|từ|trong|vào", r"(?:(?:trong|vào) )?(?:(?:từ )?V~{to}~W|V(?:(?:{and})V){0,4}{and}W)", read.weeks,
          ("Từ tuần 1 đến tuần 2 tháng 4/2023", "range 2023-04-01 2023-04-14"), ("trong tuần thứ hai và tuần thứ ba của tháng 7", "range 2023-07-08 2023-07-21"), ("tuần 1, tuần 4 tháng 5", "range 2023-05-01 2023-05-07; range 2023-05-22 2023-05-31")),
    rule("from-school@1", "từ|kể|tính|bắt|diễn|D|M", r"(?:(?:kể |tính |bắt đầu |diễn ra )?từ )?(?:{any})~,?~{to}~S", read.between,
          ("Từ tháng 02 đến hết năm học 2022-2023", "range 2023-02-01 -")),
    rule("from-to@1", "từ|kể|tính|bắt|diễn|trong|thời", r"(?:trong (?:thời gian )?)?(?:(?:kể|tính|bắt đầu|diễn ra|thực hiện) )?từ (?:khoảng )?(?:đầu (?=[MQ]))?{any}~,?~{to}~{any}", read.between,
          ("Từ tháng 4 đến tháng 6/2023", "range 2023-04-01 2023-06-30"), ("từ 26/6 đến hết ngày 02/7/2023", "range 2023-06-26 2023-07-02"), ("từ tháng 10 đến tháng 3/2024", "range 2023-10-01 2024-03-31"),
          ("từ 8h00 ngày 05/5 đến 17h00 ngày 07/5/2023", "range 2023-05-05 2023-05-07"), ("từ ngày 25 đến 05/7", "range 2023-06-25 2023-07-05"), ("từ tháng 6 đến hết năm.", "range 2023-06-01 2023-12-31"), ("từ ngày 15-6 đến ngày 31-8-2023", "range 2023-06-15 2023-08-31"), ("từ 15-6 đến hết 31-8-2023", "range 2023-06-15 2023-08-31")),
    rule("from-list@1", "từ|kể|bắt|diễn|trong", r"(?:trong thời gian )?(?:(?:bắt đầu|diễn ra|kể) )?từ (?:{lead}[DE]|[MNQUYPO])(?! trở)", lambda hit: read.each(hit) if len(hit.points()) > 1 else (),
          ("Từ tháng 4 - 6/2023", "range 2023-04-01 2023-06-30"), ("từ 20 - 22/7/2023", "range 2023-07-20 2023-07-22"), ("từ ngày 08 đến ngày 10 tháng 12 năm 2023", "range 2023-12-08 2023-12-10")),
    rule("from@1", "từ|kể|bắt|tính|sau", r"(?:(?:kể|tính|bắt đầu|thực hiện|áp dụng) )?(?:từ|sau) (?:(?:đầu|cuối) (?=[MQ]))?(?:(?:hồi|lúc) )?{any}(?:~,?~(?:trở đi|trở về sau|về sau)|~,?~{to}~khi {clause})?", read.since,
          ("từ ngày 01/5/2023", "from 2023-05-01 -"), ("kể từ quý II/2023 trở đi", "from 2023-04-01 -"), ("từ năm 2024", "from 2024-01-01 -"), unless=_STATISTICS),
    rule("from-signing@1", "từ|kể|có", r"(?:kể )?từ (?:{signed}|nay(?: trở đi)?)(?!\w| của)(?:~,?~{to}~(?:khi|ngày) {clause})?", read.from_issue,
          ("có hiệu lực kể từ ngày ký", "from 2023-04-11 -"), ("từ nay trở đi", "from 2023-04-11 -"), ("Từ khi Kế hoạch được ban hành đến khi hoàn thành", "from 2023-04-11 -")),
    rule("from-school-year@1", "từ|kể|bắt", r"(?:(?:kể|bắt đầu) )?từ (?:đầu )?S", read.since, ("Từ năm học 2023-2024", "from"), where="field"),
    rule("and-after@1", f"{INSIDE}|{LEADS}|{FIRM}|Z|N|U|bắt", r"(?:(?:trong|bắt đầu|từ) )?(?:{any})(?:,? và {next}|~,~{next}| trở đi)(?!\w)(?! (?:{n} (?:ngày|tuần|tháng|năm)|định kỳ|mỗi|hằng|hàng)(?!\w))", read.since,
          ("năm 2023 và các năm tiếp theo", "from 2023-01-01 -"), ("Quý IV năm 2023 và những năm tiếp theo", "from 2023-10-01 -"), ("tháng 6/2023 trở đi", "from 2023-06-01 -"), unless="đến"),
    # deadlines
    rule("done-by@1", "hoàn|xong|kết|phải|cần", r"{done}(?:trước|trong|vào|đến|ngày|chậm nhất)?(?: (?:vào|là|đến|hết|trong|trước|dịp|cuối)){0,3}\s{0,3}(?:{any}|S)", read.by,
         ("xong trước 30/6", "deadline - 2023-06-30 exclusive"), ("xong trong tháng 6", "deadline - 2023-06-30"), ("hoàn thành trong quý II/2023", "deadline - 2023-06-30"), ("hoàn thành năm 2023", "deadline - 2023-12-31"), ("Xong trước ngày 15/6/2023", "deadline - 2023-06-15 exclusive")),
    rule("before@1", f"{BEFORE}", r"(?!trước đến){before}(?:{any}|S)", read.by,
         ("trước ngày 15/6/2023", "deadline - 2023-06-15 exclusive"), ("chậm nhất vào ngày 30/6", "deadline - 2023-06-30"), ("không kéo dài quá ngày 30/6/2023", "deadline - 2023-06-30"), ("trước 17h00 ngày 05/5/2023", "deadline - 2023-05-05 exclusive"),
         ("trước dịp 30/4/2023", "deadline - 2023-04-30 exclusive"), ("trước khi hết tháng 4/2023", "deadline - 2023-04-30"), ("trước khi kết thúc năm 2023", "deadline - 2023-12-31"),
         ("trước năm 2030", "deadline - 2029-12-31"), ("trước tháng 6/2023", "deadline - 2023-05-31"), ("hạn nộp bài dự thi là ngày 30/9/2023", "deadline - 2023-09-30"), ("chậm nhất trong quý II", "deadline - 2023-06-30"), ("từ năm trước đến tháng 3/2023", "deadline - 2023-03-31")),
    rule("before-event@1", f"{BEFORE}|hoàn|xong", r"{done}?{before}(?:(?:ngày|lễ|dịp) (?!{n} )|(?=quốc khánh|tết|đại hội))[^\WA-Z\d]{1,9}(?: [^\WA-Z\d]{1,9}){0,6}~[(,]?~{lead}[DE]", read.by,
         ("trước ngày khai giảng 05/9/2023", "deadline - 2023-09-05 exclusive"), ("xong trước ngày khai mạc hội thi (15/5/2023)", "deadline - 2023-05-15 exclusive"), ("trước ngày Quốc khánh 02/9", "deadline - 2023-09-02 exclusive")),
    rule("to-day@1", "đến|tới|cho|hết", r"(?:(?:cho )?(?:đến|tới)(?: (?:trước|cuối|thời điểm))?(?: hết)?|hết) (?:{lead}[DE]|[MQHWNU]|S)|(?:(?:cho )?(?:đến|tới) (?:hết|cuối)|hết) Y", read.by,
         ("đến hết ngày 15 tháng 11 năm 2023", "deadline - 2023-11-15"), ("đến 9h, ngày 28 tháng 5", "deadline - 2023-05-28"), ("số liệu tính đến ngày 31/3/2023", ""), ("đến hết năm học 2023-2024", "deadline"), ("duy trì đến hết năm 2025", "deadline - 2025-12-31"), unless=_STATISTICS),
    rule("to-year@1", "đến|tới|cho", r"(?:cho )?(?:đến|tới)(?: hết| cuối| trước)? (?:Y|Z)", read.by,
         ("Đến năm 2030, 80% số xã đạt chuẩn", "deadline - 2030-12-31"), ("phấn đấu đến năm 2025", "deadline - 2025-12-31"), ("Chiến lược phát triển đến năm 2030, tầm nhìn đến năm 2045", ""), where="target", unless=r"tầm nhìn|định hướng|tầm nhìn,"),
    rule("vision@1", "tầm|định", r"(?:tầm nhìn|định hướng)(?: (?:đến|tới))? (?:Y|Z)", read.by, ("Tầm nhìn đến năm 2045", "deadline - 2045-12-31"), where="clause"),
    # plain days, months, quarters, years
    rule("to@1", f"{LEADS}|{INSIDE}|{FIRM}|nghỉ", r"(?:(?:trong|vào|trong khoảng|khoảng|dịp|trong dịp|nghỉ lễ|lễ) (?:{any})|(?:trong )?{firm})~{to}(?:{any})", read.between,
         ("Quý IV/2023 đến hết Quý II/2024", "range 2023-10-01 2024-06-30"), ("ngày 15/4/2023 - 20/4/2023", "range 2023-04-15 2023-04-20"), ("nghỉ lễ 30/4 - 1/5", "range 2023-04-30 2023-05-01")),
    rule("to-bare@1", "E", r"E~(?:-|đến|tới)~(?:hết )?(?:ngày )?D", read.between,
         ("Đợt 2 (16/5 - 31/8/2023)", "range 2023-05-16 2023-08-31"), ("02/02 đến 13/3/2023", "range 2023-02-02 2023-03-13")),
    rule("day@1", f"{LEADS}|{INSIDE}|D|nghỉ", r"(?:(?:trong|vào|trong khoảng|khoảng|dịp|trong dịp|vào dịp|trong các|vào các|các|cả) ){0,2}(?:{day})(?:{and}(?:{lead}[DE]~(?:[(,]~K~\)?)?)){0,9}", read.each,
         ("Ngày 26, 27/12/2023", "range 2023-12-26 2023-12-27"), ("Chiều ngày 28/12 và cả ngày 29/12/2023", "range 2023-12-28 2023-12-29"), ("8h00-10h00 ngày 28/12/2023", "range 2023-12-28 2023-12-28"),
         ("Ngày 03/5/2023 (thứ 4)", "range 2023-05-03 2023-05-03"), ("ngày 05, 15 và 25/6/2023", "range 2023-06-05 2023-06-05; range 2023-06-15 2023-06-15; range 2023-06-25 2023-06-25"), ("ngày 31/6/2023", ""), ("kỷ niệm 60 năm Ngày thành lập (15/4/1963 - 15/4/2023)", "")),
    rule("day-month@1", "dịp|trong|vào|lễ|nghỉ|các|hai|ba", r"(?:(?:trong|vào) )?(?:dịp|(?:nghỉ )?lễ|(?:các|hai|ba|0?\d) ngày)(?: lễ)? (?:{lead}E)(?:{and}[DE]){0,5}", read.each,
         ("trong dịp 20/11/2023", "range 2023-11-20 2023-11-20"), ("vào dịp 30/4 và 01/5", "range 2023-04-30 2023-05-01")),
    rule("day-of@1", "E|T|K|L|lúc|hồi", r"{lead}E(?:~[(,]~K~\))?(?:{and}[DE]){0,5}", read.each_sure,
         ("Chiều 28/6", "range 2023-06-28 2023-06-28"), ("thứ Tư, 28/6", "range 2023-06-28 2023-06-28"), ("trong 02 ngày, 15 và 16/6/2023", "range 2023-06-15 2023-06-16"), ("đạt 2/3", "")),
    rule("month@1", f"{INSIDE}|M|Q|W|H", r"(?:(?:trong|vào|trong khoảng|khoảng|vào khoảng|trong các|các) ){0,2}(?:[MQW])(?:{and}[MQWNU]){0,9}", read.each,
         ("Tháng 4/2023", "range 2023-04-01 2023-04-30"), ("trong tháng 5", "range 2023-05-01 2023-05-31"), ("trong 3 tháng 6,7,8/2023", "range 2023-06-01 2023-08-31"), ("Quý I, II/2023", "range 2023-01-01 2023-06-30"),
         ("tháng 3, tháng 9/2023", "range 2023-03-01 2023-03-31; range 2023-09-01 2023-09-30"), ("tuần 3 tháng 12 năm 2023", "range 2023-12-15 2023-12-21"), ("quý vị đại biểu", ""), unless=_STATISTICS),
    rule("part@1", f"{INSIDE}|H", r"(?:(?:trong|vào|khoảng|vào khoảng) )?H", read.each,
         ("Cuối tháng 5/2023", "range 2023-05-21 2023-05-31"), ("trung tuần tháng 6", "range 2023-06-11 2023-06-20"), ("6 tháng đầu năm 2023", "range 2023-01-01 2023-06-30"), ("04 tháng cuối năm", "range 2023-09-01 2023-12-31"), ("nửa đầu tháng 5", "range 2023-05-01 2023-05-15"), ("trong 10 ngày đầu tháng 4/2023", "range 2023-04-01 2023-04-10"), ("hai tuần đầu tháng 5/2023", "range 2023-05-01 2023-05-14"), ("02 tuần cuối tháng 2", "range 2023-02-15 2023-02-28"),
         ("05 ngày cuối tháng 6", "range 2023-06-26 2023-06-30"), ("dự toán đầu năm", ""), where="part"),
    rule("year@1", f"{INSIDE}|Y|P", r"(?:(?:trong|vào|cả|các|trong cả) ){1,2}(?:{n} (?:năm~[,(]?~(?:từ )?O(?:~\))?|(?:năm~\(~)?Y)|[YP])(?:{and}[YPZ]){0,5}", read.each,
         ("tổ chức trong năm 2023", "range 2023-01-01 2023-12-31"), ("trong hai năm 2023 - 2024", "range 2023-01-01 2024-12-31"), ("trong 03 năm (2023 - 2025)", "range 2023-01-01 2025-12-31"), ("trong giai đoạn 2021-2025", "range 2021-01-01 2025-12-31")),
    rule("year-head@1", "Y|P", r"(?:[YP])(?:{and}[YPZ]){0,5}", read.each,
         ("Năm 2023 - 2024", "range 2023-01-01 2024-12-31"), ("Giai đoạn 2021-2025: rà soát", "range 2021-01-01 2025-12-31"), ("kế hoạch năm 2023", ""), where="clause"),
    rule("year-of-work@1", "Y|P", r"[YP](?=~(?:[.;,)\n]|$|và ))", read.each,
         ("UBND các xã tổ chức thực hiện giai đoạn 2023 - 2025.", "range 2023-01-01 2025-12-31"), ("kết quả thực hiện năm 2022", ""), where="work"),
    rule("day-of-plan@1", f"{LEADS}|{BEFORE}|C|V|từ|đến", r"(?:{before}|từ |đến (?:hết )?)?{lead}[CV](?:(?:{and}|~{to}~)[CV]){0,4}(?!,? (?:của )?(?:{every}|các|tháng|quý))", read.in_month,
         ("Ngày 15: họp Ban Chấp hành", ""), ("Tuần 2: sinh hoạt chuyên đề", "")),
    rule("school-head@1", "S|trong|cả", r"(?:(?:trong|cả) )?S", read.school("range"), ("Học kỳ I năm học 2023-2024", "range"), where="field"),
    rule("this-year@1", "trong|cả", r"(?:trong|cả) năm(?: nay)?(?!\w| (?:học|\d))", read.this_year, ("Trong năm", "range 2023-01-01 2023-12-31"), where="field"),
    rule("field-to@1", "E|N|U|Z|O|C", r"{any}~{to}{any}", read.between, ("30/6 - 02/7", "range 2023-06-30 2023-07-02"), where="field"),
    rule("field@1", "T|K|L|E|N|U|Z|O", r"(?:{lead}E(?:~[(,]~K~\)?)?|[NUZO])(?:{and}[DENUZ]){0,9}", read.each,
         ("30/6", "range 2023-06-30 2023-06-30"), ("2026", "range 2026-01-01 2026-12-31"), ("2025 - 2030", "range 2025-01-01 2030-12-31"), ("T5/2026", "range 2026-05-01 2026-05-31"), ("Đợt 1: 15/5; đợt 2: 15/9", "range 2023-05-15 2023-05-15; range 2023-09-15 2023-09-15"), ("III/2026", "range 2026-07-01 2026-09-30"), where="field"),
)  # fmt: skip
