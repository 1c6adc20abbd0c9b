"""Which words can be Vietnamese syllables: the spelling of the language as a table of onsets, rhymes and tones.

Reads nothing. Writes yes or no for a word, so that text in a broken encoding can be told from Vietnamese, and a decoding from a guess.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MARKED = {
    "a": "àáảãạ", "ă": "ằắẳẵặ", "â": "ầấẩẫậ", "e": "èéẻẽẹ", "ê": "ềếểễệ", "i": "ìíỉĩị",
    "o": "òóỏõọ", "ô": "ồốổỗộ", "ơ": "ờớởỡợ", "u": "ùúủũụ", "ư": "ừứửữự", "y": "ỳýỷỹỵ",
}  # fmt: skip
_TONES = "`´?~."  # grave, acute, hook, tilde, dot below: one sign for each
_BARE = str.maketrans({letter: vowel for vowel, letters in _MARKED.items() for letter in letters})
# A mark on a vowel that only ends the rhyme (aù for áu), or on the a of ia, ua, ưa; gi and qu are onsets.
_MISPLACED = re.compile(
    "[aăâeêôơư][{i}{o}{u}{y}]|o[{i}]|(?<!g)i[{u}]|(?<!q)u[{i}{a}]|(?<!g)i[{a}]|ư[{a}]".format(**{v: _MARKED[v] for v in "aiouy"})
)
_TONE_OF = {letter: tone for letters in _MARKED.values() for letter, tone in zip(letters, _TONES, strict=True)}

_ONSETS = "b ch d đ gi h kh l m n nh p ph r s t th tr v x".split()  # noqa: SIM905 - reads better
_FRONT = ("i", "e", "ê", "y")  # before these c, g, ng are written k, gh, ngh
# Rhymes by what may follow: open ones and nasals take every tone, those ending in a stop only two.
_RHYMES = """
a e ê i o ô ơ u ư y ia ua ưa oa oe uê uy uơ uya ai ao au ay âu ây eo êu iu iêu oi ôi ơi oai oay oao oeo uây ui ưi ươi ươu ưu uôi uyu
am ăm âm em êm im om ôm ơm um ưm iêm uôm ươm oam oăm uâm an ăn ân en ên in on ôn ơn un ưn iên uôn ươn oan oăn oen uân uên uyên uyn
ang ăng âng eng ong ông ung ưng iêng uông ương oang oăng uâng oong anh ênh inh oanh uênh uynh
ap ăp âp ep êp ip op ôp ơp up iêp ươp oap uyp at ăt ât et êt it ot ôt ơt ut ưt iêt uôt ươt oat oăt oet uât uêt uyêt uyt
ac ăc âc ec oc ôc uc ưc iêc uôc ươc oac oăc ooc ach êch ich oach uêch uych
""".split()  # noqa: SIM905 - reads better
_Y_RHYMES = "y yêu yên yêm yêng yêt yt".split()  # noqa: SIM905 - y at the beginning of a word
_QU_RHYMES = "yên yêt yn ynh yt ych".split()  # noqa: SIM905 - and all that begin with another vowel than u


@cache
def _bare_syllables() -> frozenset[str]:
    """All spellings without tones, about 3,300."""
    found = set(_Y_RHYMES)
    for rhyme in _RHYMES:
        front = rhyme.startswith(_FRONT)
        if rhyme != "y" and not rhyme.startswith("iê") and rhyme != "ia":
            found.add(rhyme)
        found.update(onset + rhyme for onset in _ONSETS if onset != "gi" or not rhyme.startswith(("i", "y")))
        found.update(onset + rhyme for onset in (("k", "gh", "ngh") if front else ("c", "g", "ng")))
        if rhyme.startswith("i"):
            found.add("g" + rhyme)  # gì, gìn, giếng
        if rhyme.startswith(("o", "u")) and rhyme not in {"o", "u"} and rhyme[1] in "aăâeêiyơ":
            found.add("qu" + rhyme[1:])
        if not rhyme.startswith(("o", "u", "ư", "i")) or rhyme in {"ôc", "i"}:
            found.add("qu" + rhyme)
    found.update("qu" + rhyme for rhyme in _QU_RHYMES)
    return frozenset(found)


def is_syllable(word: str) -> bool:
    """Whether a word is spelt as a Vietnamese syllable can be, in any case, tone marks where either habit puts them.

    >>> [is_syllable(word) for word in ("Kế", "HOẠCH", "hoà", "hòa", "nghiệp", "quyết", "giếng", "gì", "ubnd")]
    [True, True, True, True, True, True, True, True, False]
    >>> [is_syllable(word) for word in ("Kõ", "ho¹ch", "cỏc", "ngiệp", "laù", "thế́", "café")]  # a stop takes no hook
    [False, False, False, False, False, False, False]
    """
    word = unicodedata.normalize("NFC", word).lower()
    if _MISPLACED.search(word):
        return False
    tones = [_TONE_OF[letter] for letter in word if letter in _TONE_OF]
    if len(tones) > 1 or word.translate(_BARE) not in _bare_syllables():
        return False
    return not (word.endswith(("c", "ch", "p", "t")) and "".join(tones) not in {"´", "."})


@cache
def _unmarked_syllables() -> frozenset[str]:
    apart = (unicodedata.normalize("NFD", syllable.replace("đ", "d")) for syllable in _bare_syllables())
    return frozenset("".join(letter for letter in syllable if not unicodedata.combining(letter)) for syllable in apart)


def is_unmarked_syllable(word: str) -> bool:
    """Whether a word is a syllable as people type it who leave out all marks.

    >>> [is_unmarked_syllable(word) for word in ("Ke", "hoach", "duong", "nghiep", "kế", "hch")]
    [True, True, True, True, False, False]
    """
    return word.lower() in _unmarked_syllables()
