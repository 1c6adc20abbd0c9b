"""Characters of Word's symbol fonts as the Unicode characters that they look like.

Reads the code and font of a `w:sym` element. Writes one character.
"""

from __future__ import annotations

# Symbol is Adobe's encoding; the Wingdings fonts are pictures, of which official documents use ticks, boxes and arrows.
_SYMBOL = {
    0x2D: "-", 0x2B: "+", 0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xD7: "·", 0xB8: "÷",
    0xAE: "→", 0xDE: "⇒", 0xE5: "∑", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0x44: "Δ", 0xF0: "", 0xA2: "′", 0xB2: "″", 0x70: "π",
}  # fmt: skip
_WINGDINGS = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x6F: "□", 0xA8: "□", 0x71: "□", 0x72: "□", 0x6E: "■", 0xA7: "▪", 0x6C: "●", 0x9F: "•", 0x77: "◆",
    0xE0: "→", 0xDF: "←", 0xE8: "→", 0xF0: "⇨", 0xD8: "➢", 0x76: "❖", 0xAB: "★", 0x28: "☎", 0x2A: "✉", 0x21: "✎", 0x46: "☞",
}  # fmt: skip


def symbol(code: str | None, font: str | None) -> str:
    """The character of a symbol by its hexadecimal code and font; a bullet for a picture that is not known.

    >>> symbol("F0B3", "Symbol"), symbol("F0FE", "Wingdings"), symbol("00D0", "Times New Roman"), symbol("F0C1", "Webdings")
    ('≥', '☑', 'Ð', '•')
    """
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    name = (font or "").casefold()
    low = value - 0xF000 if 0xF000 <= value <= 0xF0FF else value
    if name == "symbol" and low in _SYMBOL:
        return _SYMBOL[low]
    if name.startswith("wingdings") and low in _WINGDINGS:
        return _WINGDINGS[low]
    if 0xE000 <= value <= 0xF8FF or name.startswith(("wingdings", "webdings")):
        return chr(low) if 0x20 < low < 0x7F and not name.startswith(("wingdings", "webdings")) else "•"
    return chr(value) if 0x20 <= value < 0xD800 or 0xE000 <= value <= 0xFFFF else ""
