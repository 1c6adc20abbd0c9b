"""Who does what in plans of all kinds of issuers: ministries, Party, unions, schools, hospitals, communes after 2025; all sentences are invented."""

from __future__ import annotations

import time

import pytest

from adminplan.data import words
from adminplan.passages.roles import assigned_units, heading_unit, subject_unit
from adminplan.passages.units import field_units, find_units

L, C, M = "lead", "coordinate", "monitor"
SENTENCES = [
    ("Văn phòng Đảng ủy kiểm kê tài sản của các chi bộ cũ.", [("Văn phòng Đảng ủy", L)]),
    ("Phòng Văn hóa - Xã hội chọn địa điểm đặt tủ thuốc.", [("Phòng Văn hóa - Xã hội", L)]),
    ("Ban Xây dựng Đảng soạn đề cương sinh hoạt.", [("Ban Xây dựng Đảng", L)]),
    ("Tổ chức đêm văn nghệ; mời Trung tâm Văn hóa - Thể thao huyện hỗ trợ âm thanh.", [("Trung tâm Văn hóa - Thể thao huyện", C)]),
    ("Công đoàn cơ sở phối hợp với người sử dụng lao động đo môi trường lao động.", [("Công đoàn cơ sở", L), ("người sử dụng lao động", C)]),
    ("Công đoàn cấp trên trực tiếp cơ sở cấp tối thiểu 20 bộ dụng cụ.", [("Công đoàn cấp trên trực tiếp cơ sở", L)]),
    ("Ủy ban Kiểm tra công đoàn tỉnh, thành phố giám sát việc chi.", [("Ủy ban Kiểm tra công đoàn tỉnh, thành phố", M)]),
    ("Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo việc sắp xếp trụ sở.", [("Ban cán sự đảng Ủy ban nhân dân tỉnh", L)]),
    ("Đảng đoàn Hội Nông dân tỉnh và Ban Thường vụ Tỉnh đoàn lãnh đạo tổ chức diễn đàn.", [("Đảng đoàn Hội Nông dân tỉnh", L), ("Ban Thường vụ Tỉnh đoàn", L)]),
    ("Trưởng các thôn họp dân; Văn phòng - Thống kê xã ghi biên bản.", [("Trưởng các thôn", L), ("Văn phòng - Thống kê xã", L)]),
    ("Công chức Tư pháp - Hộ tịch niêm yết danh sách.", [("Công chức Tư pháp - Hộ tịch", L)]),
    ("Các trường học, Trạm Y tế đào rãnh thoát nước trước mùa mưa; Hội Nông dân phối hợp hướng dẫn.", [("Các trường học", L), ("Trạm Y tế", L), ("Hội Nông dân", C)]),
    ("Ban Giám sát đầu tư của cộng đồng giám sát việc thi công.", [("Ban Giám sát đầu tư của cộng đồng", M)]),
    ("Việc quyên góp kéo dài trong suốt tháng 5, các chi đoàn thực hiện.", [("các chi đoàn", L)]),
    ("Đội tuyên truyền công đoàn huyện dựng tiểu phẩm.", [("Đội tuyên truyền công đoàn huyện", L)]),
    ("Cụm thi đua số 2 đăng cai; Cụm thi đua số 4 và Cụm thi đua số 5 hỗ trợ.", [("Cụm thi đua số 2", L), ("Cụm thi đua số 4", C), ("Cụm thi đua số 5", C)]),
    ("Thường trực LĐLĐ huyện chủ trì; thời gian trong tuần đầu tháng 4.", [("Thường trực LĐLĐ huyện", L)]),
    ("Tổ chức tọa đàm; mời Sở Khoa học và Công nghệ phối hợp nội dung.", [("Sở Khoa học và Công nghệ", C)]),
    ("UBND các xã tổ chức ra quân, có sự tham gia của Đoàn Thanh niên, Hội Cựu chiến binh.", [("UBND các xã", L), ("Đoàn Thanh niên", C), ("Hội Cựu chiến binh", C)]),
    ("Trung tâm Truyền thông - Văn hóa huyện mở chuyên trang.", [("Trung tâm Truyền thông - Văn hóa huyện", L)]),
    ("Bộ Y tế hướng dẫn, Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương tổ chức thực hiện.", [("Bộ Y tế", L), ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", L)]),
    ("Cục Quản lý đê điều và Phòng, chống thiên tai dự thảo quy chế.", [("Cục Quản lý đê điều và Phòng, chống thiên tai", L)]),
    ("Vụ Pháp chế chủ trì, Vụ Tổ chức cán bộ và Văn phòng Bộ phối hợp.", [("Vụ Pháp chế", L), ("Vụ Tổ chức cán bộ", C), ("Văn phòng Bộ", C)]),
    ("Các đơn vị thuộc Bộ tự rà soát thủ tục nội bộ.", [("Các đơn vị thuộc Bộ", L)]),
    ("Giao Cục Chuyển đổi số quốc gia làm đầu mối, Trung tâm Công nghệ thông tin cùng tham gia.", [("Cục Chuyển đổi số quốc gia", L), ("Trung tâm Công nghệ thông tin", C)]),
    ("Báo cáo Bộ trưởng kết quả trước ngày 20/11.", []),
    ("Cục Trồng trọt và Bảo vệ thực vật dự báo sinh vật gây hại; Viện Bảo vệ thực vật tham gia.", [("Cục Trồng trọt và Bảo vệ thực vật", L), ("Viện Bảo vệ thực vật", C)]),
    ("Theo hướng dẫn của Bộ Nội vụ, mỗi đơn vị lựa chọn một thủ tục làm điểm.", [("mỗi đơn vị", L)]),
    ("Học viện Hành chính và Quản trị công biên tập giáo trình.", [("Học viện Hành chính và Quản trị công", L)]),
    ("Ban Tổ chức Tỉnh ủy thẩm tra hồ sơ; Cơ quan Ủy ban Kiểm tra Tỉnh ủy kiểm tra việc chấp hành.", [("Ban Tổ chức Tỉnh ủy", L), ("Cơ quan Ủy ban Kiểm tra Tỉnh ủy", M)]),
    ("Đảng ủy UBND tỉnh lãnh đạo các sở, ngành bố trí vốn.", [("Đảng ủy UBND tỉnh", L)]),
    ("Đảng ủy các cơ quan Đảng tỉnh và Đảng ủy Ủy ban nhân dân tỉnh chỉ đạo thí điểm.", [("Đảng ủy các cơ quan Đảng tỉnh", L), ("Đảng ủy Ủy ban nhân dân tỉnh", L)]),
    ("Các đảng ủy trực thuộc Tỉnh ủy quán triệt Nghị quyết đến từng chi bộ.", [("Các đảng ủy trực thuộc Tỉnh ủy", L)]),
    ("Ban Nội chính Tỉnh ủy, Thanh tra tỉnh định kỳ đôn đốc.", [("Ban Nội chính Tỉnh ủy", M), ("Thanh tra tỉnh", M)]),
    ("Ban Thường vụ Đảng ủy phường ra nghị quyết chuyên đề.", [("Ban Thường vụ Đảng ủy phường", L)]),
    ("Công đoàn các Khu công nghiệp tỉnh khảo sát bữa ăn ca.", [("Công đoàn các Khu công nghiệp tỉnh", L)]),
    ("Ban Chính sách Pháp luật và Quan hệ lao động tư vấn lưu động.", [("Ban Chính sách Pháp luật và Quan hệ lao động", L)]),
    ("Hội đồng Đội tỉnh chủ công, các Liên đội hưởng ứng.", [("Hội đồng Đội tỉnh", L), ("các Liên đội", L)]),
    ("Đoàn Thanh niên Công an tỉnh cùng Hội Liên hiệp Thanh niên Việt Nam tỉnh dựng mô hình.", [("Đoàn Thanh niên Công an tỉnh", L), ("Hội Liên hiệp Thanh niên Việt Nam tỉnh", C)]),
    ("Chi đoàn Trường Trung học phổ thông Tân An vẽ tranh tường.", [("Chi đoàn Trường Trung học phổ thông Tân An", L)]),
    ("Mỗi công đoàn cơ sở nhận đỡ đầu một học sinh.", [("Mỗi công đoàn cơ sở", L)]),
    ("Phối hợp với chủ doanh nghiệp khám sức khỏe cho công nhân.", [("chủ doanh nghiệp", C)]),
    ("Tổ Ngữ văn ra đề; tổ Toán - Tin chấm chéo.", [("Tổ Ngữ văn", L), ("tổ Toán - Tin", L)]),
    ("Ban đại diện cha mẹ học sinh vận động ủng hộ.", [("Ban đại diện cha mẹ học sinh", L)]),
    ("Nhà trường mời chuyên gia nói chuyện; Liên đội trang trí.", [("Nhà trường", L), ("Liên đội", L)]),
    ("Khoa Kiểm soát nhiễm khuẩn khử khuẩn dụng cụ; Phòng Điều dưỡng giám sát việc rửa tay.", [("Khoa Kiểm soát nhiễm khuẩn", L), ("Phòng Điều dưỡng", M)]),
    ("Phòng Kế hoạch tổng hợp xếp lịch trực; các khoa lâm sàng cử bác sĩ.", [("Phòng Kế hoạch tổng hợp", L), ("các khoa lâm sàng", L)]),
    ("Khoa Dược dự trù thuốc, Phòng Vật tư - Thiết bị y tế cung ứng máy.", [("Khoa Dược", L), ("Phòng Vật tư - Thiết bị y tế", L)]),
    ("Bệnh viện Đa khoa khu vực Tân An thu dung người bệnh, các Trạm Y tế chuyển tuyến.", [("Bệnh viện Đa khoa khu vực Tân An", L), ("các Trạm Y tế", L)]),
    ("Trung tâm Phục vụ hành chính công xã bấm số điện tử.", [("Trung tâm Phục vụ hành chính công xã", L)]),
    ("Phòng Kinh tế, Hạ tầng và Đô thị đo đạc ranh giới; trưởng các khu phố dẫn đạc.", [("Phòng Kinh tế, Hạ tầng và Đô thị", L), ("trưởng các khu phố", L)]),
    ("Trung tâm Cung ứng dịch vụ công phường quét dọn tuyến phố.", [("Trung tâm Cung ứng dịch vụ công phường", L)]),
    ("Ban Chỉ huy Quân sự phường bàn giao, Công an phường tiếp quản.", [("Ban Chỉ huy Quân sự phường", L), ("Công an phường", L)]),
    ("Tổ bảo vệ an ninh, trật tự ở cơ sở tuần tra đêm.", [("Tổ bảo vệ an ninh, trật tự ở cơ sở", L)]),
    ("Tổ công nghệ số cộng đồng đến từng nhà cài ứng dụng.", [("Tổ công nghệ số cộng đồng", L)]),
    ("Lễ phát động do Hội Nông dân xã đảm nhiệm, có sự phối hợp của Trạm Y tế và Công an xã.", [("Hội Nông dân xã", L), ("Trạm Y tế", C), ("Công an xã", C)]),
    ("Sở Xây dựng chủ trì, cùng Sở Công Thương, Công an tỉnh kiểm định.", [("Sở Xây dựng", L), ("Sở Công Thương", C), ("Công an tỉnh", C)]),
    ("Tổ chức chạy việt dã với sự phối hợp của Báo Bình Minh.", [("Báo Bình Minh", C)]),
    ("Mở lớp xóa mù chữ, Đồn Biên phòng Cửa Lạch phụ trách.", [("Đồn Biên phòng Cửa Lạch", L)]),
    ("Sở Tài chính bố trí vốn; dưới sự giám sát của HĐND tỉnh.", [("Sở Tài chính", L), ("HĐND tỉnh", M)]),
    ("Gửi danh sách về Phòng Văn hóa - Xã hội tổng hợp.", []),
    ("Tập huấn cho Ban quản lý các chợ và chủ hộ kinh doanh.", []),
    ("Tổ chức hội nghị tại Trung tâm Chính trị xã cho cán bộ các chi hội.", []),
    ("Khen thưởng các tập thể theo đề nghị của Hội đồng Thi đua - Khen thưởng xã.", []),
    ("Nâng cao năng lực của Tổ công nghệ số cộng đồng.", []),
    ("Kiện toàn Ban Chỉ đạo chuyển đổi số của xã.", []),
    ("Hoàn thiện cơ sở dữ liệu dùng chung của Bộ Tài chính kết nối với các địa phương.", []),
    ("Xây dựng trường học hạnh phúc, cơ quan văn hóa.", []),
    ("Các trường học trên địa bàn: 12 trường.", []),
    ("Công tác phối hợp giữa Công an xã và Ban Chỉ huy Quân sự xã.", []),
    ("Tổng cục Thống kê công bố phương án điều tra; Cục Thống kê các tỉnh tuyển điều tra viên.", [("Tổng cục Thống kê", L), ("Cục Thống kê các tỉnh", L)]),
    ("Vụ Giáo dục Mầm non, Vụ Giáo dục Phổ thông rà soát chương trình trước ngày 30/6.", [("Vụ Giáo dục Mầm non", L), ("Vụ Giáo dục Phổ thông", L)]),
    ("Giao Viện Khoa học Giáo dục Việt Nam xây dựng bộ công cụ; các trường đại học sư phạm góp ý.", [("Viện Khoa học Giáo dục Việt Nam", L), ("các trường đại học sư phạm", L)]),
    ("Cục Công nghệ thông tin vận hành phần mềm; Văn phòng Bộ bố trí phòng họp trực tuyến.", [("Cục Công nghệ thông tin", L), ("Văn phòng Bộ", L)]),
    ("Bộ Tài chính chủ trì, phối hợp với Bộ Nội vụ, các bộ, cơ quan liên quan trình Chính phủ trong quý III.", [("Bộ Tài chính", L), ("Bộ Nội vụ", C), ("các bộ, cơ quan liên quan", C)]),
    ("Thanh tra Bộ, Cục Quản lý Dược hậu kiểm 20 cơ sở.", [("Thanh tra Bộ", L), ("Cục Quản lý Dược", L)]),
    ("Các Sở Y tế phối hợp với Viện Pasteur thu mẫu nước.", [("Các Sở Y tế", L), ("Viện Pasteur", C)]),
    ("Ban Quản lý các dự án đầu tư xây dựng tỉnh ký hợp đồng với nhà thầu.", [("Ban Quản lý các dự án đầu tư xây dựng tỉnh", L)]),
    ("Sở Nông nghiệp và Môi trường chỉ đạo Chi cục Thủy lợi lắp trạm bơm dã chiến.", [("Sở Nông nghiệp và Môi trường", L), ("Chi cục Thủy lợi", L)]),
    ("Công ty Điện lực Bình Minh cấp điện ổn định; Viễn thông tỉnh giữ thông tin liên lạc.", [("Công ty Điện lực Bình Minh", L), ("Viễn thông tỉnh", L)]),
    ("Quỹ Bảo vệ và Phát triển rừng tỉnh chi trả dịch vụ môi trường rừng.", [("Quỹ Bảo vệ và Phát triển rừng tỉnh", L)]),
    ("Hội Bảo vệ quyền lợi người tiêu dùng tỉnh tư vấn miễn phí.", [("Hội Bảo vệ quyền lợi người tiêu dùng tỉnh", L)]),
    ("Chủ tịch UBND cấp xã chịu trách nhiệm nếu để xảy ra cháy rừng.", [("Chủ tịch UBND cấp xã", L)]),
    ("Đề nghị Ban Tuyên giáo và Dân vận Tỉnh ủy định hướng, Báo và Đài Phát thanh, Truyền hình tỉnh mở chuyên mục.", [("Ban Tuyên giáo và Dân vận Tỉnh ủy", L), ("Báo và Đài Phát thanh, Truyền hình tỉnh", L)]),
    ("Đơn vị chủ trì: Sở Ngoại vụ. Đơn vị phối hợp: Công an tỉnh, Bộ Chỉ huy Bộ đội Biên phòng tỉnh. Thời gian: Quý IV.", [("Sở Ngoại vụ", L), ("Công an tỉnh", C), ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh", C)]),
    ("Ban Thường vụ Tỉnh ủy giao Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với các đảng ủy trực thuộc rà soát quy hoạch.", [("Ban Tổ chức Tỉnh ủy", L), ("các đảng ủy trực thuộc", C)]),
    ("Các chi bộ sinh hoạt chuyên đề mỗi quý một lần.", [("Các chi bộ", L)]),
    ("Văn phòng Tỉnh ủy số hóa hồ sơ lưu trữ; Cơ yếu Tỉnh ủy bảo mật đường truyền.", [("Văn phòng Tỉnh ủy", L), ("Cơ yếu Tỉnh ủy", L)]),
    ("Ủy ban Kiểm tra Đảng ủy xã giám sát chuyên đề 02 chi bộ.", [("Ủy ban Kiểm tra Đảng ủy xã", M)]),
    ("Ban Thường vụ LĐLĐ tỉnh trao 50 nhà Mái ấm công đoàn.", [("Ban Thường vụ LĐLĐ tỉnh", L)]),
    ("Tỉnh đoàn chủ trì, Hội Sinh viên Việt Nam tỉnh và Hội Doanh nhân trẻ tỉnh đồng hành.", [("Tỉnh đoàn", L), ("Hội Sinh viên Việt Nam tỉnh", C), ("Hội Doanh nhân trẻ tỉnh", C)]),
    ("Hội Liên hiệp Phụ nữ các xã trồng đường hoa.", [("Hội Liên hiệp Phụ nữ các xã", L)]),
    ("Chi hội Cựu chiến binh thôn Đông canh đê.", [("Chi hội Cựu chiến binh thôn Đông", L)]),
    ("Ban Giám hiệu duyệt kế hoạch, các tổ chuyên môn triển khai.", [("Ban Giám hiệu", L), ("các tổ chuyên môn", L)]),
    ("Công đoàn trường phối hợp với Đoàn Thanh niên và Ban đại diện cha mẹ học sinh tặng quà.", [("Công đoàn trường", L), ("Đoàn Thanh niên", C), ("Ban đại diện cha mẹ học sinh", C)]),
    ("Phòng Đào tạo xếp thời khóa biểu; Phòng Khảo thí và Đảm bảo chất lượng in đề.", [("Phòng Đào tạo", L), ("Phòng Khảo thí và Đảm bảo chất lượng", L)]),
    ("Khoa Công nghệ thông tin, Trung tâm Ngoại ngữ - Tin học đăng cai vòng loại.", [("Khoa Công nghệ thông tin", L), ("Trung tâm Ngoại ngữ - Tin học", L)]),
    ("Khoa Hồi sức tích cực - Chống độc tiếp nhận người bệnh nặng.", [("Khoa Hồi sức tích cực - Chống độc", L)]),
    ("Bệnh viện cử ekip khám; Trung tâm Kiểm soát bệnh tật tỉnh cấp vắc xin.", [("Bệnh viện", L), ("Trung tâm Kiểm soát bệnh tật tỉnh", L)]),
    ("Tổ bảo vệ mở cổng từ 5 giờ 30.", [("Tổ bảo vệ", L)]),
    ("Phòng Văn hóa - Xã hội phường tham mưu, các khu phố niêm yết.", [("Phòng Văn hóa - Xã hội phường", L), ("các khu phố", L)]),
    ("Văn phòng HĐND và UBND xã số hóa kết quả; Tổ công nghệ số cộng đồng kèm bà con.", [("Văn phòng HĐND và UBND xã", L), ("Tổ công nghệ số cộng đồng", L)]),
    ("Ban Công tác Mặt trận các ấp đến từng hộ thu thập phiếu.", [("Ban Công tác Mặt trận các ấp", L)]),
    ("Lực lượng dân quân thường trực phát quang đường ranh cản lửa.", [("Lực lượng dân quân thường trực", L)]),
    ("Hợp tác xã Nông nghiệp Tân An gieo mạ khay.", [("Hợp tác xã Nông nghiệp Tân An", L)]),
    ("Cử cán bộ dự tập huấn do Sở Nội vụ tổ chức.", []),
    ("Tăng cường phối hợp liên ngành.", []),
    ("Xin ý kiến Thường trực Đảng ủy trước khi ban hành.", []),
    ("Số liệu lấy từ Cục Thống kê tỉnh.", []),
    ("Trang bị máy tính cho các trường vùng khó khăn.", []),
    ("Ký thỏa thuận với Viettel Bình Minh.", []),
    ("Tuyên truyền trên Báo Bình Minh và cổng thông tin điện tử xã.", []),
    ("Rà soát chức năng của Phòng Kinh tế để đề xuất bổ sung.", []),
    ("Hội nghị gồm lãnh đạo Sở, trưởng các phòng, đại diện Công đoàn ngành.", []),
    ("Đảm bảo 100% các trường mầm non có bếp một chiều.", []),
    ("Trung tâm Khuyến nông mở 12 lớp, Hội Làm vườn tỉnh hỗ trợ giống.", [("Trung tâm Khuyến nông", L), ("Hội Làm vườn tỉnh", C)]),
    ("Ban Tổ chức Trung ương Đảng chủ trì, phối hợp với các cơ quan tham mưu, giúp việc Trung ương xây dựng đề án.", [("Ban Tổ chức Trung ương Đảng", L), ("các cơ quan tham mưu, giúp việc Trung ương", C)]),
    ("Đoàn khối các cơ quan tỉnh phát động 30 ngày cao điểm.", [("Đoàn khối các cơ quan tỉnh", L)]),
    ("Trung tâm Y tế khu vực Tân An cùng Phòng Văn hóa - Xã hội các xã kiểm tra bếp ăn.", [("Trung tâm Y tế khu vực Tân An", L), ("Phòng Văn hóa - Xã hội các xã", C)]),
    ("Chi cục Thuế khu vực XII đối soát hóa đơn.", [("Chi cục Thuế khu vực XII", L)]),
    ("Ban Nữ công quần chúng nói chuyện chuyên đề.", [("Ban Nữ công quần chúng", L)]),
    ("Nhà văn hóa Thanh niên tỉnh dựng sân khấu; Đoàn Nghệ thuật dân tộc tỉnh biểu diễn.", [("Nhà văn hóa Thanh niên tỉnh", L), ("Đoàn Nghệ thuật dân tộc tỉnh", L)]),
    ("Thư viện tỉnh luân chuyển 2.000 bản sách.", [("Thư viện tỉnh", L)]),
    ("Bảo tàng tỉnh trưng bày lưu động; các trường đưa học sinh đến xem.", [("Bảo tàng tỉnh", L), ("các trường", L)]),
    ("Giao Phòng Tổ chức - Hành chính là đầu mối, Phòng Tài chính - Kế toán bố trí kinh phí.", [("Phòng Tổ chức - Hành chính", L), ("Phòng Tài chính - Kế toán", L)]),
    ("Công an xã nắm tình hình, Ban Chỉ huy Quân sự xã tham gia chốt chặn.", [("Công an xã", L), ("Ban Chỉ huy Quân sự xã", C)]),
    ("Mời đại biểu các sở, ngành dự khai mạc.", []),
    ("Trao đổi kinh nghiệm với Sở Y tế các tỉnh bạn.", []),
    ("Tổ chức cho đoàn viên tham quan Bảo tàng tỉnh.", []),
    ("Kết nối hệ thống của tỉnh với Cổng Dịch vụ công quốc gia.", []),
    ("Hợp đồng với Bưu điện tỉnh chuyển phát kết quả.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:50] for text, _ in SENTENCES])
def test_whom_a_sentence_gives_work(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(unit.name, unit.role) for unit in assigned_units(text)] == expected


# What stands before a colon or above tasks in a section of organisation: bodies and persons, known or not, but no topics.
HEADINGS = [
    ("Tổ công đoàn Khoa học xã hội", "Tổ công đoàn Khoa học xã hội"),
    ("Đoàn viên", "Đoàn viên"),
    ("Ban Xây dựng Đảng", "Ban Xây dựng Đảng"),
    ("Công chức Địa chính - Xây dựng", "Công chức Địa chính - Xây dựng"),
    ("Công chức Tài chính - Kế toán", "Công chức Tài chính - Kế toán"),
    ("Hiệu trưởng các trường học, Trưởng Trạm Y tế", "Hiệu trưởng các trường học, Trưởng Trạm Y tế"),
    ("Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", "Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"),
    ("Tiểu ban Hậu cần", "Tiểu ban Hậu cần"),
    ("Tiểu ban Nội dung và Khánh tiết", "Tiểu ban Nội dung và Khánh tiết"),
    ("Thường trực Đảng ủy", "Thường trực Đảng ủy"),
    ("Đồng chí Phó Bí thư Thường trực Đảng ủy", "Đồng chí Phó Bí thư Thường trực Đảng ủy"),
    ("Đồng chí Nguyễn Văn Tám, Phó Chủ tịch UBND xã", "Đồng chí Nguyễn Văn Tám, Phó Chủ tịch UBND xã"),
    ("Bà Trần Thị Ba - Hiệu trưởng", "Bà Trần Thị Ba - Hiệu trưởng"),
    ("Các khoa lâm sàng, cận lâm sàng", "Các khoa lâm sàng, cận lâm sàng"),
    ("Phòng Công tác sinh viên", "Phòng Công tác sinh viên"),
    ("Cố vấn học tập", "Cố vấn học tập"),
    ("Cha mẹ học sinh", "Cha mẹ học sinh"),
    ("Người dân, hộ gia đình", "Người dân, hộ gia đình"),
    ("Trưởng thôn, bí thư chi bộ các thôn", "Trưởng thôn, bí thư chi bộ các thôn"),
    ("Bếp trưởng và nhân viên cấp dưỡng", "Bếp trưởng và nhân viên cấp dưỡng"),
    ("Thường trực Ban Chỉ đạo 35", "Thường trực Ban Chỉ đạo 35"),
    ("Bộ phận một cửa", "Bộ phận một cửa"),
    ("Nhà thầu thi công", "Nhà thầu thi công"),
    ("Kinh phí", None),
    ("Thời gian thực hiện", None),
    ("Chế độ báo cáo", None),
    ("Công tác tuyên truyền", None),
    ("Về kinh phí", None),
    ("Phương tiện đi lại", None),
    ("Hồ sơ gửi về", None),
    ("Địa điểm", None),
    ("Bước 1", None),
    ("Lưu ý", None),
    ("Nguồn vốn ngân sách", None),
    ("Giai đoạn 2", None),
    ("Tháng 5/2025", None),
    ("Đối tượng tham gia", None),
    ("Cụ thể như sau", None),
    ("Kiểm tra, giám sát", None),
    ("Email", None),
    ("Thường trực Ủy ban MTTQ Việt Nam xã", "Thường trực Ủy ban MTTQ Việt Nam xã"),
    ("Các Phó Hiệu trưởng", "Các Phó Hiệu trưởng"),
    ("Đại diện cha mẹ học sinh", "Đại diện cha mẹ học sinh"),
    ("Đội trưởng Đội Cảnh sát giao thông", "Đội trưởng Đội Cảnh sát giao thông"),
    ("Kho bạc Nhà nước khu vực VI - Phòng Giao dịch số 3", "Kho bạc Nhà nước khu vực VI - Phòng Giao dịch số 3"),
    ("Ban Tài chính - Ban Tổ chức", "Ban Tài chính - Ban Tổ chức"),
    ("Huấn luyện viên, vận động viên", "Huấn luyện viên, vận động viên"),
    ("Các đồng chí Ủy viên Ban Chấp hành", "Các đồng chí Ủy viên Ban Chấp hành"),
    ("Công ty TNHH MTV Môi trường đô thị", "Công ty TNHH MTV Môi trường đô thị"),
    ("Các cơ quan Trung ương đóng trên địa bàn", "Các cơ quan Trung ương đóng trên địa bàn"),
    ("Cơ cấu giải thưởng", None),
    ("Trang phục", None),
    ("Cách thức đăng ký", None),
    ("Phân công cụ thể", None),
    ("Thang điểm", None),
    ("Phương án dự phòng", None),
    ("Hiệu lực thi hành", None),
    ("Môn thi đấu", None),
    ("Quyền lợi", None),
    ("Tài liệu ôn tập", None),
    ("Đội tuyển học sinh giỏi", "Đội tuyển học sinh giỏi"),
    ("Ban Giám khảo, Tổ Thư ký", "Ban Giám khảo, Tổ Thư ký"),
    ("Các nhà trường, cơ sở giáo dục", "Các nhà trường, cơ sở giáo dục"),
    ("Chủ rừng, hộ nhận khoán", "Chủ rừng, hộ nhận khoán"),
    ("Cơ chế tài chính", None),
    ("Dự trù kinh phí", None),
    ("Đăng ký tham gia", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADINGS, ids=[text[:50] for text, _ in HEADINGS])
def test_headings_of_organisation(text: str, expected: str | None) -> None:
    found = heading_unit(text, organisation=True)
    assert (found.name if found else None) == expected


SUBJECTS = [
    ("Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy xây dựng kế hoạch.", "Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"),
    ("Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo Ủy ban nhân dân tỉnh bố trí vốn.", "Ban cán sự đảng Ủy ban nhân dân tỉnh"),
    ("Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội tỉnh vận động hội viên.", "Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội tỉnh"),
    ("Đề nghị Ủy ban nhân dân các huyện, thị xã giao nhiệm vụ cho từng xã; báo cáo kết quả.", "Ủy ban nhân dân các huyện, thị xã"),
    ("Phòng Quản trị thiết bị kê bàn ghế, lắp âm thanh.", "Phòng Quản trị thiết bị"),
    ("Các đồng chí Ủy viên Ban Thường vụ dự sinh hoạt với chi bộ.", "Các đồng chí Ủy viên Ban Thường vụ"),
    ("Tiểu ban Y tế trực cấp cứu trong suốt thời gian diễn ra giải.", "Tiểu ban Y tế"),
    ("Cha mẹ học sinh nhắc con đội mũ bảo hiểm.", "Cha mẹ học sinh"),
    ("Các tổ trưởng chuyên môn nộp kế hoạch trước ngày 5 hằng tháng.", "Các tổ trưởng chuyên môn"),
    ("Trạm trưởng Trạm Y tế xã phân trực 24/24.", "Trạm trưởng Trạm Y tế xã"),
    ("Đề nghị Đảng ủy các doanh nghiệp nhà nước quán triệt đến đảng viên.", "Đảng ủy các doanh nghiệp nhà nước"),
    ("Kinh phí do ngân sách xã cấp.", None),
    ("Thời gian nộp bài chậm nhất ngày 20/10.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SUBJECTS, ids=[text[:50] for text, _ in SUBJECTS])
def test_subjects_of_sentences(text: str, expected: str | None) -> None:
    found = subject_unit(text)
    assert (found.name if found else None) == expected


FIELDS = [
    ("các cơ sở giáo dục; Phòng Giáo dục Trung học kiểm tra xác suất.", L, [("các cơ sở giáo dục", L), ("Phòng Giáo dục Trung học", M)]),
    ("Phòng Chính trị, tư tưởng chủ trì, phối hợp với Trung tâm Khuyến nông tỉnh.", L, [("Phòng Chính trị, tư tưởng", L), ("Trung tâm Khuyến nông tỉnh", C)]),
    ("Các đơn vị sử dụng khuôn viên", L, [("Các đơn vị sử dụng khuôn viên", L)]),
    ("Ban Tổ chức hội thi; mời Trung tâm Văn hóa - Thể thao huyện hỗ trợ âm thanh.", L, [("Ban Tổ chức hội thi", L), ("Trung tâm Văn hóa - Thể thao huyện", C)]),
    ("các công đoàn cơ sở; công đoàn cấp trên trực tiếp cơ sở hỗ trợ.", L, [("các công đoàn cơ sở", L), ("công đoàn cấp trên trực tiếp cơ sở", C)]),
    ("Chi cục Thủy lợi; Trung tâm Quan trắc hỗ trợ số liệu.", L, [("Chi cục Thủy lợi", L), ("Trung tâm Quan trắc", C)]),
    ("Đơn vị trúng thầu", L, [("Đơn vị trúng thầu", L)]),
    ("Tiểu ban Lễ tân chủ trì; các tiểu ban khác phối hợp", L, [("Tiểu ban Lễ tân", L), ("các tiểu ban khác", C)]),
    ("P. KHTH, K. Dược", L, [("P. KHTH", L), ("K. Dược", L)]),
    ("Toàn thể đoàn viên công đoàn", L, [("Toàn thể đoàn viên công đoàn", L)]),
    ("Sở Y tế (chủ trì), Sở Tài chính (phối hợp)", L, [("Sở Y tế", L), ("Sở Tài chính", C)]),
    ("Bà Lò Thị Đôi phụ trách, ông Cà Văn Ín hỗ trợ", L, [("Bà Lò Thị Đôi", L), ("ông Cà Văn Ín", C)]),
    ("Văn phòng Sở (đầu mối), các phòng chuyên môn", L, [("Văn phòng Sở", L), ("các phòng chuyên môn", L)]),
    ("Toàn thể CBGVNV", L, [("Toàn thể CBGVNV", L)]),
    ("BGH, TPT Đội, GVCN các lớp", L, [("BGH", L), ("TPT Đội", L), ("GVCN các lớp", L)]),
    ("PHT phụ trách chuyên môn", L, [("PHT phụ trách chuyên môn", L)]),
    ("Phòng KGVX/VP UBND tỉnh", C, [("Phòng KGVX", C), ("VP UBND tỉnh", C)]),
    ("Các ban HĐND; Tổ đại biểu HĐND xã", C, [("Các ban HĐND", C), ("Tổ đại biểu HĐND xã", C)]),
    ("Cô Mai, thầy Hùng", L, [("Cô Mai", L), ("thầy Hùng", L)]),
    ("Đ/c Hà - PBT Đoàn xã", L, [("Đ/c Hà", L)]),
    ("Thuế cơ sở 5 tỉnh Bình Minh", C, [("Thuế cơ sở 5 tỉnh Bình Minh", C)]),
    ("Các Phòng: GDTH, GDMN, Văn phòng Sở", L, [("GDTH", L), ("GDMN", L), ("Văn phòng Sở", L)]),
    ("Chi hội trưởng các thôn", L, [("Chi hội trưởng các thôn", L)]),
    ("Ban Tuyên giáo LĐLĐ tỉnh + Nhà văn hóa lao động", L, [("Ban Tuyên giáo LĐLĐ tỉnh", L), ("Nhà văn hóa lao động", L)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role", "expected"), FIELDS, ids=[text[:50] for text, _, _ in FIELDS])
def test_values_of_fields(text: str, role: str, expected: list[tuple[str, str]]) -> None:
    assert [(unit.name, unit.role) for unit in field_units(text, role)] == expected


WORDS = words("unit_words")["words"]


@pytest.mark.parametrize("purpose", WORDS["functions"])
def test_teams_are_named_by_their_purpose_in_lower_case(purpose: str) -> None:
    name = f"Hội đồng {purpose}"
    assert [unit.name for unit in find_units(f"{name} họp mỗi tuần một lần.")] == [name]


@pytest.mark.parametrize("topic", WORDS["topics"])
def test_topics_are_no_bodies(topic: str) -> None:
    assert heading_unit(topic.capitalize(), organisation=True) is None


@pytest.mark.parametrize("adjective", WORDS["adjectives"])
def test_adjectives_are_no_predicates(adjective: str) -> None:
    assert assigned_units(f"Các trường học {adjective} của miền núi, hải đảo.") == ()


def test_unknown_headings_need_a_section_of_organisation() -> None:
    assert heading_unit("Vận động viên") is None
    found = heading_unit("2. Vận động viên (kể cả dự bị):", organisation=True)
    assert found is not None
    assert found.name == "Vận động viên"


HOSTILE = [
    "Sở Y tế xịt thuốc, " * 3_000,
    "Đảng ủy Công đoàn Đoàn Thanh niên " * 2_000,
    "Cụm số 1 " * 5_000,
    "dưới sự giám sát của " * 3_000,
    "mời " * 10_000,
    "việc giao Sở Y tế " * 3_000,
    "Ban Thường vụ giao " * 4_000,
    "Các đơn vị sử dụng " * 3_000,
    "Phòng A tư vấn tổng hợp đầu tư " * 2_000,
    "P. K. TT. " * 5_000,
    "(phối hợp) " * 5_000,
    "Bà Lò phụ trách, " * 3_000,
    "đảng ủy trực thuộc " * 3_000,
    "Tổ A/Tổ B/" * 4_000,
    "các đơn vị thuộc " * 3_000,
    "công đoàn các đơn vị thuộc " * 3_000,
    "Đảng ủy các Đảng ủy " * 3_000,
    "( Sở Y tế ; " * 4_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:20] for text in HOSTILE])
def test_hostile_strings_take_bounded_time(text: str) -> None:
    start = time.process_time()
    assigned_units(text)
    field_units(text, L)
    heading_unit(text, organisation=True)
    subject_unit(text)
    assert time.process_time() - start < 10
