"""Times that recur: "trước ngày 15/11 hằng năm", "định kỳ 6 tháng", "ít nhất 01 lần/quý".

Reads nothing. Writes `REPEAT`, a table of rules (see `times_rules`).
"""

from __future__ import annotations

from adminplan.passages import times_read as read
from adminplan.passages.times_rules import BEFORE, FIRM, INSIDE, LEADS, rule

# What is called after its rhythm is no time: "kế hoạch hằng năm", "trợ cấp hàng tháng", "đời sống hằng ngày".
NAMES = (
    r"kế hoạch(?: (?!và )[^\W\d]{1,10}){0,4}|dự toán|ngân sách(?: nhà nước| địa phương| trung ương)?|trung hạn,|trung hạn và|phụ cấp|trợ cấp(?: xã hội)?|mức|lương(?: cơ sở| hưu)?|hưu trí(?: xã hội)?|trợ giúp xã hội|kinh tế - xã hội|công tác|chi tiêu|cán bộ"
    r"|lộ trình(?: thực hiện)?|sinh hoạt|đời sống|công việc|cuộc sống|kinh phí|chi phí|nhiệm vụ|đánh giá, xếp loại|tiền lương|thu nhập|hưởng|so với|giao"
)

REPEAT = (
    # recurring
    rule("reporting-window@1", "tính|từ|H|M|Y", r"(?:[HMY] )?(?:(?:được )?tính )?từ (?:C|D|E) (?:của )?(?:tháng|quý|năm) trước[^.;\n]{0,40}? đến (?:hết )?(?:C|D|E)(?: (?:của )?(?:tháng|quý|năm|kỳ)(?: (?:thuộc |của )?(?:kỳ )?báo cáo)?)?", read.word("recurring"),
          ("số liệu tính từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo", "recurring")),
    rule("report-due@1", "báo", r"báo cáo (?:định kỳ )?(?:tháng|quý|0?6 tháng|0?9 tháng|năm)(?: \w{1,12}){0,4}? (?:chậm nhất |gửi )?trước (?:C|E|ngày E|D(?=[^\d]|$))(?: (?:của )?(?:tháng|quý|năm)(?! [A-Z\d]))?(?! {yearly})", read.report_due,
          ("Báo cáo quý gửi trước ngày 05/6", "recurring"), ("báo cáo năm trước ngày 05/12/2023", "deadline - 2023-12-05 exclusive")),
    rule("quarter-day@1", f"{BEFORE}|{LEADS}|C|định", r"(?:định kỳ )?(?:{before}|vào )?{lead}C (?:của )?tháng (?P<which>đầu|thứ nhất|giữa|thứ hai|thứ ba|cuối)(?: cùng| tiên)? (?:của )?(?:{every} )?quý(?: (?:sau|tiếp theo))?(?!\w)", read.monthly,
          ("trước ngày 05 tháng cuối mỗi quý", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=5")),
    rule("month-day@1", f"{BEFORE}|{LEADS}|từ|C|ngày|định|đến", r"(?:định kỳ )?(?:{before}|từ |vào |đến (?:hết )?)?{lead}C(?:~(?:-|đến|và|,)~(?:hết )?C)?,? (?:(?:của )?(?:{every}|các|đầu mỗi) tháng|(?:của )?tháng (?:sau|tiếp theo|kế tiếp|liền kề)|của tháng)(?! \d)(?!\w)", read.monthly,
          ("báo cáo trước ngày 25 hằng tháng", "recurring FREQ=MONTHLY;BYMONTHDAY=25"), ("từ ngày 5 đến ngày 7 hàng tháng", "recurring FREQ=MONTHLY;BYMONTHDAY=5,6,7"), ("gửi trước ngày 15 của tháng", "recurring FREQ=MONTHLY;BYMONTHDAY=15")),
    rule("month-end@1", f"{BEFORE}|ngày|vào", r"(?:{before}|vào )?ngày (?P<work>làm việc )?cuối cùng của (?:(?:h[ằà]ng|mỗi) )?(?P<unit>tháng|quý|năm)(?! \d)(?!\w)", read.month_end,
          ("ngày làm việc cuối cùng của tháng", "recurring"), ("ngày cuối cùng của mỗi quý", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")),
    rule("yearly-date@1", f"{BEFORE}|{LEADS}|{INSIDE}|từ|định|đến|E|{FIRM}", r"(?:định kỳ )?(?:{before}|từ |vào |trong |đến (?:hết )?)?(?:{any}|C)(?:(?:{and}|~{to}~)(?:trước )?(?:{any}|C)){0,3},? {yearly}(?:~,?~(?:trong |từ )?[PO])?", read.yearly,
          ("trước ngày 15/11 hằng năm", "recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"), ("Tháng 5 hàng năm", "recurring FREQ=YEARLY;BYMONTH=5"),
          ("Từ tháng 3 đến tháng 5 hằng năm", "recurring FREQ=YEARLY;BYMONTH=3,4,5"), ("trước 15/6 và 15/12 hằng năm", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"), ("trước ngày 05/6 và 15/12 hằng năm", "recurring"), ("trước ngày 25 tháng 5 và 25 tháng 11 hằng năm", "recurring FREQ=YEARLY;BYMONTH=5,11;BYMONTHDAY=25"), ("Quý I hằng năm", "recurring FREQ=YEARLY;BYMONTH=1,2,3")),
    rule("nth-weekday@1", f"{BEFORE}|{LEADS}|ngày", r"(?:{before}|vào )?(?:(?:lúc |hồi )?T(?:~(?:-|đến)~T)?~,?~)?(?:L~,?~)?(?:ngày )?K~,?~(?:của )?(?P<nth>V|tuần (?:lễ )?(?:thứ )?(?:[1-5]|nhất|hai|ba|tư|đầu|cuối)(?: tiên| cùng)?),? (?:của |trong )?{every} tháng", read.nth_weekday,
          ("giao ban vào thứ Hai tuần đầu tiên hằng tháng", "recurring FREQ=MONTHLY;BYDAY=1MO"), ("Chủ nhật tuần cuối hằng tháng", "recurring FREQ=MONTHLY;BYDAY=-1SU")),
    rule("all-of-year@1", "các|tất|hằng|hàng|vào", r"(?:vào |trong )?(?:tất cả )?các (?P<unit>tháng|quý|tuần|ngày) (?:trong|của) (?:năm|cả năm|tuần|tháng|Y|S)(?!\w)(?P<n>)?", read.every,
          ("các tháng trong năm", "recurring FREQ=MONTHLY")),
    rule("season@1", "từ|M|H", r"(?:từ )?[MH] năm trước~{to}~[MH] năm sau(?!\w)", read.word("recurring"),
          ("Từ tháng 11 năm trước đến tháng 4 năm sau", "recurring")),
    rule("every-term@1", "định|hằng|hàng|mỗi|từng|cuối|đầu", r"(?:định kỳ |cuối |đầu )?{every} (?:học k[ỳì](?!\w)|S)", read.word("recurring"),
          ("sơ kết cuối mỗi học kỳ", "recurring")),
    rule("week-day@1", f"{BEFORE}|{LEADS}|định|ngày", r"(?:định kỳ )?(?:{before}|vào )?(?:(?:lúc |hồi )?T(?:~(?:-|đến)~T)?~,?~)?(?:L~,?~)?(?:ngày )?(?:các )?K(?:~(?:-|đến|và|,)~K){0,5},? (?:(?:của )?{every} tuần|đầu tuần|cuối tuần)(?!\w)", read.weekly,
          ("chào cờ sáng thứ Hai hằng tuần", "recurring FREQ=WEEKLY;BYDAY=MO"), ("trước 16h thứ Sáu hàng tuần", "recurring FREQ=WEEKLY;BYDAY=FR"), ("từ thứ Hai đến thứ Tư hằng tuần", "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE")),
    rule("hour-weekdays@1", "T|từ|lúc", r"(?:từ )?(?:lúc )?T(?:~(?:-|đến)~T)?~,?~(?:vào )?(?:các (?:ngày |buổi |tối )?K(?:~(?:và|,)~K){0,5}|K(?:~(?:và|,)~K){1,5})(?!~[,(]?~(?:ngày|[DE]))", read.weekly,
          ("phát lúc 20 giờ các ngày thứ tư và chủ nhật", "recurring FREQ=WEEKLY;BYDAY=WE,SU")),
    rule("day-hour@1", f"{BEFORE}|T|lúc|vào", r"(?:{before}|vào )?(?:lúc )?T(?:~(?:-|đến|và)~(?:trước )?T)?,? {every} {unit}", read.every,
          ("báo cáo trước 16 giờ hằng ngày", "recurring FREQ=DAILY")),
    rule("working-days@1", "T|tất|các|trong", r"(?:T(?:~(?:-|đến)~T)? )?(?:trong )?(?:tất cả )?các ngày làm việc(?: trong tuần)?", read.working_days,
          ("trực tất cả các ngày làm việc trong tuần", "recurring FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")),
    rule("reports-of@1", "định|theo|#", r"(?:(?:theo )?định kỳ )?(?:0?3 tháng~,~)?0?6 tháng(?:~,~0?9 tháng)?(?:~(?:,|và|/)~)(?:0?1 |một |h[ằà]ng |cả |tổng kết )?năm(?!\w| \d|~Y)", read.word("recurring"),
          ("định kỳ 6 tháng, năm báo cáo", "recurring"), ("báo cáo 6 tháng, 9 tháng, năm", "recurring")),
    rule("each-once@1", "mỗi", r"mỗi (?:{unit}|học k[ỳì]|S)~,?~(?:ít nhất |tối thiểu |tổ chức |họp )?(?P<n>\d{1,2}|một|hai|ba|bốn) {turns}(?P<count>)?", read.times_a,
          ("mỗi học kỳ ít nhất 01 lần", "recurring"), ("mỗi tháng một chuyến", "recurring FREQ=MONTHLY"), ("mỗi tháng 1 lần", "recurring FREQ=MONTHLY"), ("mỗi năm hai đợt", "recurring")),
    rule("every-dated@1", "định|hằng|hàng|mỗi", r"(?:định kỳ )?(?:h[ằà]ng|mỗi) năm~[,(:]?~(?:{before}|vào (?:dịp |khoảng )?|trong |từ )(?:{any})(?:(?:{and}|~{to}~)(?:trước )?(?:{any})){0,3}(?:~\))?", read.yearly_dated,
          ("hằng năm, trước ngày 15/11", "recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"), ("Định kỳ hằng năm (trước ngày 15 tháng 12) báo cáo", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"), ("hằng năm vào tháng 10", "recurring FREQ=YEARLY;BYMONTH=10")),
    rule("every-month-day@1", "định|hằng|hàng|mỗi", r"(?:định kỳ )?(?:h[ằà]ng|mỗi) (?:tháng|quý)~[,(:]?~(?:{before}|vào )C(?: (?:của )?tháng (?P<which>đầu|giữa|cuối)(?: cùng| tiên)?(?: (?:của )?quý)?| (?:của )?tháng(?: sau| cuối quý)?)?(?:~\))?", read.monthly,
          ("hằng tháng, trước ngày 25", "recurring FREQ=MONTHLY;BYMONTHDAY=25"), ("hằng quý (trước ngày 20 tháng cuối quý)", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20")),
    rule("every@1", "định|theo|hằng|hàng|mỗi", r"(?:(?:theo )?định kỳ~[,(]?~)?(?:h[ằà]ng|mỗi(?! ngày)) (?:(?P<n>0?[236]|hai|ba|sáu) )?{unit}(?:~\))?(?P<more>(?:~(?:,|và|hoặc|/)~(?:{every} |định kỳ )?(?:tuần|tháng|quý|0?[369] tháng|năm)(?!\w| [\dA-Z]))*)(?P<once> và (?:đầu|cuối|giữa) (?:S|năm học))?(?:,? (?:trong )?(?:thời gian|suốt) (?!thực hiện)[^\n.,;:|()]{3,60}|~,?~(?:(?:trong|từ) )?(?:PO|[POY]))?", read.every,
          ("Hằng năm", "recurring FREQ=YEARLY"), ("họp hàng tháng", "recurring FREQ=MONTHLY"), ("định kỳ hằng quý", "recurring FREQ=MONTHLY;INTERVAL=3"),
          ("hằng tháng, quý, năm", "recurring"), ("được giao trong kế hoạch hằng năm", ""), ("đưa vào kế hoạch phát triển giáo dục hằng năm", ""), ("mỗi ngày một việc tốt", ""), unless=NAMES),
    rule("every-year-of@1", "định|hằng|hàng|mỗi", r"(?:định kỳ )?(?:h[ằà]ng|mỗi) [YP]", read.yearly_within,
          ("xúc tiến hằng năm 2027 - 2030", "recurring FREQ=YEARLY;UNTIL=20301231")),
    rule("period-of@1", "định|theo", r"(?:theo )?định kỳ (?:là |theo )?(?:{n} )?{unit}(?:~(?:,|và)~(?P<more>h[ằà]ng năm|năm|0?\d tháng))?(?:(?:/| )(?:một |0?1 )?lần)?", read.every,
          ("định kỳ 6 tháng báo cáo một lần", "recurring FREQ=MONTHLY;INTERVAL=6"), ("định kỳ quý", "recurring FREQ=MONTHLY;INTERVAL=3")),
    rule("once-in@1", "#|một|hai|ba|sáu|tuần|tháng|quý|năm", r"(?:{n} )?{unit}(?:~/~| )(?:một|0?1) lần(?!\w)", read.every,
          ("họp 3 tháng một lần", "recurring FREQ=MONTHLY;INTERVAL=3"), ("2 năm/1 lần", "recurring FREQ=YEARLY;INTERVAL=2"), ("sinh hoạt tháng một lần", "recurring FREQ=MONTHLY")),
    rule("per-turn@1", "#|một|hai|ba|sáu", r"{n} {unit}~/~lần(?!\w)", read.every, ("06 tháng/lần", "recurring FREQ=MONTHLY;INTERVAL=6")),
    rule("times-a@1", "ít|tối|không|#|một|hai|ba|bốn", r"(?:(?:ít nhất|tối thiểu|không quá) )?{n}(?:~-~\d{1,2})? {turns}~(?:/| trong | mỗi | một |một )~(?P<count>\d{1,2} |\d{1,2}|một )??(?P<unit>ngày|tuần|tháng|qu[ýí]|năm học|năm|học k[ỳì]|S|nhiệm kỳ)(?!\w)", read.times_a,
          ("kiểm tra 2 lần/năm", "recurring"), ("giao ban 01 cuộc/tuần", "recurring FREQ=WEEKLY"), ("ít nhất 01 lần/quý", "recurring FREQ=MONTHLY;INTERVAL=3"), ("tối thiểu 02 lần/01 học kỳ", "recurring")),
    rule("periodic-course@1", "định", r"định kỳ (?:trong|suốt) (?:quá trình|thời gian) {clause}", read.word("recurring"),
          ("cập nhật định kỳ trong quá trình triển khai Đề án", "recurring")),
    rule("periodic@1", "định|theo", r"(?:theo )?định kỳ(?: (?:trong quá trình|khi) {clause}|(?! (?:và|hoặc|của)(?!\w))(?! [\d])(?![^.;\n]{0,80} trước [CDE]))", read.word("recurring"),
          ("- Định kỳ tổng hợp, báo cáo", "recurring"), ("báo cáo định kỳ, đột xuất", ""), where="clause"),
)  # fmt: skip
