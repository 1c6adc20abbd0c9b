"""Text from before Unicode: files made from our own documents by the inverse tables come back, and lead back."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from adminplan.data import table
from adminplan.data.syllables import is_syllable
from adminplan.files.aligned import aligned_tables
from adminplan.files.markdown import Row
from adminplan.files.read import read, read_bytes, read_text
from adminplan.files.source import Line, Source
from adminplan.layout.legacy import decode
from adminplan.layout.tidy import tidy

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
TEXTS = sorted(CORPUS.glob("*.txt"))
OPEN = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc"


def western(data: bytes) -> str:
    return "".join(chr(byte) if byte in OPEN else bytes([byte]).decode("cp1252") for byte in data)


def writer(name: str) -> Callable[[str], bytes]:
    """The bytes of a text in an encoding."""
    rows = table("legacy")
    if name == "windows-1258":
        tones = "\u0300\u0301\u0303\u0309\u0323"

        def typed(letter: str) -> str:
            apart = unicodedata.normalize("NFD", letter)
            vowel = "".join(mark for mark in apart if mark not in tones)
            return unicodedata.normalize("NFC", vowel) + "".join(mark for mark in apart if mark in tones)

        return lambda text: "".join(map(typed, text)).encode("cp1258", "replace")
    codes = {row["letter"]: bytes.fromhex(row[name]).decode("latin-1") for row in rows if row[name]}
    if name == "tcvn3":
        codes |= {row["letter"]: codes[row["letter"].lower()] for row in rows if not row[name]}
    made = str.maketrans(codes | dict(zip("“”‘’–—…\u00a0", "\"\"''--. ", strict=True)))
    return lambda text: unicodedata.normalize("NFC", text).translate(made).encode("latin-1", "replace")


def source(*lines: str, font: str | None = None) -> Source:
    raw, at, made = "\n".join(lines), 0, []
    for line in lines:
        made.append(Line(start=at, end=at + len(line), hard=True, font=font))
        at += len(line) + 1
    return Source(name="t", sha256="0", media_type="text/plain", size=len(raw), raw=raw, lines=tuple(made), reader="test")


def shown(*lines: str, font: str | None = None) -> list[str]:
    return tidy(source(*lines, font=font)).string.split("\n")


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc"),
        ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\nÑoäc laäp - Töï do - Haïnh phuùc"),
        ("viscii", "Cµng hòa xã hµi chü nghîa Vi®t Nam\nÐµc l§p - Tñ do - HÕnh phúc"),
        ("windows-1258", "Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam\nÐôòc lâòp - Týò do - Haònh phuìc"),
        ("utf-8", MOTTO.encode().decode("latin-1")),
    ],
)
def test_the_motto_as_each_encoding_shows_it(name: str, typed: str) -> None:
    """Typed by hand, so that a fault of the table is not undone by its inverse."""
    assert "\n".join(shown(*typed.split("\n"))) == MOTTO, name


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii"])
def test_no_two_letters_share_a_code(name: str) -> None:
    codes = [row[name] for row in table("legacy") if row[name]]
    assert len(codes) == len(set(codes)) == (74 if name == "tcvn3" else 134)


def test_every_word_of_the_corpus_is_spelt_as_a_syllable_can_be() -> None:
    found = [word for file in TEXTS for word in words(read(file).raw) if not word.isascii() and not word.isupper()]
    assert len(found) > 1000
    assert sum(map(is_syllable, found)) >= 0.995 * len(found)


# --- whole files ------------------------------------------------------------------------------------------------------


# Letters of two characters (VNI, Windows-1258) push apart the columns of a table that only blanks align.
IN_OLD = [
    pytest.param(name, file, id=f"{name}-{file.stem}")
    for name in ("tcvn3", "vni", "viscii", "windows-1258")
    for file in TEXTS
    if name in {"tcvn3", "viscii"} or not aligned_tables([Row(line, 0) for line in file.read_text(encoding="utf-8").split("\n")])
]


@pytest.mark.parametrize(("name", "file"), IN_OLD)
def test_a_file_in_an_old_encoding_reads_like_the_one_in_unicode(name: str, file: Path) -> None:
    write = writer(name)
    original = unicodedata.normalize("NFC", file.read_text(encoding="utf-8")).replace("\r", "")
    expected = words(tidy(read_text(write_and_read_ascii(original))).string)
    text = tidy(read_bytes(write(original), name="ke-hoach.txt"))
    found = words(text.string)
    assert len(found) == len(expected)
    wrong = [(left, right) for left, right in zip(expected, found, strict=True) if left.lower() != right.lower()]
    assert len(wrong) <= max(1, 0.002 * len(expected)), wrong  # one word of a document of half a page
    case = sum(left != right for left, right in zip(expected, found, strict=True)) - len(wrong)
    assert case <= (0.02 * len(expected) if name == "tcvn3" else 0)  # TCVN3 cannot say Ủy, Ứng, Ít
    covers(text)
    leads_back(text, write)


def write_and_read_ascii(text: str) -> str:
    """The text with the quotation marks and dashes that the encodings have."""
    return text.translate(str.maketrans(dict(zip("“”‘’–—…\u00a0", "\"\"''--. ", strict=True))))


def covers(text) -> None:
    """Every raw character is kept, rewritten or dropped."""
    seen = [False] * len(text.source.raw)
    for start, end in [(run.source, run.source_end) for run in text.map.runs] + [(one.start, one.end) for one in text.dropped]:
        seen[start:end] = [True] * (end - start)
    assert all(seen)


def leads_back(text, write: Callable[[str], bytes]) -> None:
    """Each word leads to its own code."""
    for match in list(re.finditer(r"[^\W\d_]+", text.string))[::7]:
        raw = text.raw(match.span())
        if unicodedata.normalize("NFC", raw).lower() == match[0].lower():
            continue
        codes = [write(word) for word in (match[0], match[0].lower(), match[0].capitalize())]
        assert raw.lower() in {
            seen.lower() for code in codes for seen in (western(code), code.decode("latin-1"), vietnamese(code))
        }


def vietnamese(code: bytes) -> str:
    """What a file shows that was taken for windows-1258."""
    return code.decode("cp1258", "replace")


def test_utf8_read_as_windows_1252_is_put_right() -> None:
    original = TEXTS[0].read_text(encoding="utf-8")
    assert words(tidy(read_text(western(original.encode()))).string) == words(tidy(read_text(original)).string)


@pytest.mark.parametrize(
    "file", sorted(file for file in CORPUS.iterdir() if not file.name.endswith(".json")), ids=lambda file: file.name
)
def test_files_in_unicode_are_left_alone(file: Path) -> None:
    assert decode(read(file)) is None


# --- what must not change ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Hàm lượng bụi dưới 5 µm và 10µm; nhiệt độ 25°C ± 2; diện tích 30 m²",
        "Nhãn hiệu ® và bản quyền © của công ty; « trích dẫn » · ½ · ¼",
        "École française d'Extrême-Orient, très chère à Hanoï, garçon, naïve, œuvre, où",
        "Das Größte für Köln, übrigens schön; El señor Núñez, año, mañana, ¿qué?",
        "a b c ç d e ä f g ğ h ı i î j k l m n ñ o ö p q r s ş t u ü û v y z ; kü. mü. déi ë",
        "Buôn Ma Thuột, Đắk Lắk, Krông Búk, Cư M’gar, Čư Kuin, Ƀuôn Đôn",
        "hợp tác với Trường Đại học Besançon và São Paulo về đào tạo, Ðoàn thanh niên",
        "tiê\u0301n đô\u0323 thư\u0323c hiê\u0323n, ba\u0309o đa\u0309m",
        "công\u00adviệc hoạch\u00adđịnh",
    ],
)
def test_signs_and_other_languages_stay(line: str) -> None:
    assert decode(source(*[line] * 5)) is None


def test_unicode_lines_stay_among_legacy_ones() -> None:
    unicode = "Các phòng, ban có liên quan; Ðoàn thể, café, 5 µm"
    found = shown("KÕ ho¹ch triÓn khai c«ng t¸c n¨m 2005", unicode, "C¸c phßng, ban cã liªn quan thùc hiÖn")
    assert found == [
        "Kế hoạch triển khai công tác năm 2005",
        unicode.replace("Ðo", "Đo"),
        "Các phòng, ban có liên quan thực hiện",
    ]


def test_two_encodings_and_unicode_in_one_line_or_file() -> None:
    assert shown("Kế hoạch công tác của ñy ban nh©n d©n huyÖn thực hiện tại địa phương") == [
        "Kế hoạch công tác của ủy ban nhân dân huyện thực hiện tại địa phương"
    ]
    assert shown("Thñ t­íng ChÝnh phñ quyÕt ®Þnh", "Thuû töôùng Chính phuû quyeát ñònh", "Thủ tướng Chính phủ") == [
        "Thủ tướng Chính phủ quyết định",
        "Thủ tướng Chính phủ quyết định",
        "Thủ tướng Chính phủ",
    ]


# --- TCVN3 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("KÕ HO¹CH PHßNG CHèNG LôT B·O", "KẾ HOẠCH PHÒNG CHỐNG LỤT BÃO"),
        ("KÕ HO¹CH triÓn khai c«ng t¸c", "KẾ HOẠCH triển khai công tác"),
        ("Bé GD&§T chØ ®¹o c¸c së GD&§T", "Bộ GD&ĐT chỉ đạo các sở GD&ĐT"),
        ("Sè: 12/Q§-UBND ngµy 5 th¸ng 6 n¨m 2004", "Số: 12/QĐ-UBND ngày 5 tháng 6 năm 2004"),
        ("Kinh phÝ: 5.000.000® do H§ND vµ c¸c ®/c phô tr¸ch", "Kinh phí: 5.000.000đ do HĐND và các đ/c phụ trách"),
        ("Mua « t« phôc vô c«ng t¸c; · c¸c lo¹i kh¸c", "Mua ô tô phục vụ công tác; · các loại khác"),
        ("L­u: VT, c¸c phßng, ban", "Lưu: VT, các phòng, ban"),
    ],
)
def test_habits_of_tcvn3(typed: str, meant: str) -> None:
    assert shown(typed, "Thùc hiÖn kÕ ho¹ch cña ñy ban nh©n d©n")[0] == meant


def test_fonts_of_capitals_show_capitals() -> None:
    found = tidy(source("ñy ban nh©n d©n x· an hoµ", "trung t©m y tÕ", font=".VnTimeH"))
    assert found.string == "ỦY BAN NHÂN DÂN XÃ AN HOÀ\nTRUNG TÂM Y TẾ"
    start = found.string.index("DÂN")
    assert found.raw((start, start + 3)) == "d©n"
    assert shown("ñy ban nh©n d©n x· an hoµ", font=".VnTime") == ["ủy ban nhân dân xã an hoà"]


def test_a_font_is_enough_where_words_are_few() -> None:
    assert shown("Sè: 5/KH n¨m", font=".VnArial") == ["Số: 5/KH năm"]
    assert shown("Sè: 5/KH n¨m") == ["Sè: 5/KH n¨m"]
    assert shown("Số: 5/KH, Uỷ ban, và các xã", font=".VnArial") == ["Số: 5/KH, Uỷ ban, và các xã"]


def test_short_lines_follow_the_line_before() -> None:
    assert shown("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Sè: 12/KH")[1] == "Số: 12/KH"


def test_pdf_fonts_without_a_table_of_letters_show_a_hyphen_for_u_horn() -> None:
    lines = ["Thñ t\u00adíng ChÝnh phñ yªu cÇu", "nhµ n\u00adíc; th«ng t\u00ad sè 5/TT-BNV; KH-UBND; l\u00adu: VT"]
    pdf = printed([line.encode("latin-1") for line in lines])
    text = tidy(read_bytes(pdf, name="ke-hoach.pdf"))
    assert text.string.replace("\n", " ") == "Thủ tướng Chính phủ yêu cầu nhà nước; thông tư số 5/TT-BNV; KH-UBND; lưu: VT"
    start = text.string.index("nước")
    assert text.raw((start, start + 4)) == "n-íc"
    assert len(text.boxes((start, start + 4))) == 1


def printed(lines: list[bytes], font: bytes = b".VnTime") -> bytes:
    """A PDF of one page in a font whose codes are those of windows-1252, as far as the file says."""
    shown = b"".join(b"(" + line.replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*\n" for line in lines)
    page = b"BT /F 12 Tf 50 780 Td 16 TL\n" + shown + b"ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[%s]/FontDescriptor 6 0 R>>"
        % (font, b"500 " * 224),
        b"<</Type/FontDescriptor/FontName/%s/Flags 32/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>" % font,
    ]  # fmt: skip
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, content) for number, content in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 7/Root 1 0 R>>\n%%EOF"


# --- VNI --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("UÛY BAN NHAÂN DAÂN HUYEÄN HOÙC MOÂN", "ỦY BAN NHÂN DÂN HUYỆN HÓC MÔN"),
        ("hoaøn thaønh tröôùc ngaøy 15/6, tieáp tuïc theo doõi", "hoàn thành trước ngày 15/6, tiếp tục theo dõi"),
        ("thaúng thaén, lyù luaän, kyõ thuaät, tyû leä, Myõ Thuaän", "thẳng thắn, lý luận, kỹ thuật, tỷ lệ, Mỹ Thuận"),
        ("chính trò, chæ thò, nghæ leã, quyeát ñònh", "chính trị, chỉ thị, nghỉ lễ, quyết định"),
        ("Soá: 12/QÑ-UBND; HÑND phoái hôïp", "Số: 12/QĐ-UBND; HĐND phối hợp"),
    ],
)
def test_habits_of_vni(typed: str, meant: str) -> None:
    text = tidy(source(typed, "Thöïc hieän keá hoaïch cuûa uûy ban nhaân daân"))
    assert text.string.split("\n")[0] == meant
    covers(text)


# --- bounds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", ["µ¸¹", "aø", "KÕ ", "®", "a-", "Ã\u00a0", "§¾k\n", "ö", "hoaï", "\u00ad-"])
def test_long_and_hostile_text_takes_bounded_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    begun = time.process_time()
    tidy(source(*text.split("\n"), font=".VnTimeH"))
    assert time.process_time() - begun < 3


def test_text_in_unicode_costs_next_to_nothing() -> None:
    made = source(*["Ủy ban nhân dân tỉnh ban hành kế hoạch thực hiện công tác phòng, chống thiên tai năm 2024 như sau:"] * 300)
    begun = time.process_time()
    for _ in range(10):
        assert decode(made) is None
    assert (time.process_time() - begun) / 10 < 0.0003 * len(made.raw) / 3000  # 0.3 ms a page
