"""Persian typography: what is put right, and what is left alone."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qomsite.text.finding import BREAK, LATIN, OPAQUE, applied
from qomsite.text.typography import FAMILIES, findings
from qomsite.text.vocabulary import Vocabulary, kept_letters, read_lexicon
from tests.listing import expect_none

PROSE = Path(__file__).parent / "prose.txt"
"""Plain, official, devout, colloquial and poetic Persian without a fault, a paragraph a line."""
ARABIC = Path(__file__).with_name("arabic.txt")
"""Verses, prayers and sayings as they are pasted: no marks, Arabic ي and ك, one a line."""
LOANS = Path(__file__).with_name("loans.txt")
"""Persian with names, titles and phrases out of Arabic, one a line."""
Z = "\u200c"
WORDS = Vocabulary(
    (
        "برنامه‌ریزی",
        "بهره‌برداری",
        "پنج‌ساله",
        "گفت‌وگو",
        "سرمایه‌گذار",
        "حمل‌ونقل",
        "چشم‌انداز",
        "بهره‌وری",
        "صورت‌جلسه",
        "پیاده‌راه",
        "آتش‌نشان",
        "بین‌شهری",
        "بخش‌نامه",
        "توافق‌نامه",
        "درخت‌کاری",
        "میان‌بر",
        "رفت‌وآمد",
        "آب‌نما",
        "زمان‌بندی",
        "بودجه‌بندی",
        "کف‌سازی",
        "خط‌کشی",
        "ساخت‌وساز",
    ),
    read_lexicon(),
)
ROUNDS = 12


def tidy(text: str) -> str:
    """``text`` with its findings put right until there are none."""
    for _ in range(ROUNDS):
        found = [one for one in findings(text, WORDS) if one.is_certain]
        if not found:
            return text
        text = applied(text, found)
    raise AssertionError(f"no end of findings: {text!r}")


@pytest.mark.parametrize(
    ("slug", "wrong", "right"),
    [
        ("arabic-letter", "كميسيون بررسي", "کمیسیون بررسی"),
        ("arabic-letter", "علىٰ و موسى", "علیٰ و موسی"),
        ("arabic-letter", "ﻛﺸﻮﺭ ﻻﺯﻡ", "کشور لازم"),
        ("arabic-letter", "ھمہ", "همه"),
        ("kashida", "کشــوری و کتابــ", "کشوری و کتاب"),
        ("stray-mark", "طرح ُ شهر", "طرح شهر"),
        ("stray-mark", "معبّّر", "معبّر"),
        ("stray-mark", "جمال ِ دوست، واقعا ً", "جمالِ دوست، واقعاً"),
        ("digit-system", "8 هدف و ٨١ سیاست", "۸ هدف و ۸۱ سیاست"),
        ("digit-system", "سال ۱۴۰2", "سال ۱۴۰۲"),
        ("digit-system", "رشد 45% و %5 و 3.5 میلیارد", "رشد ۴۵٪ و ٪۵ و ۳٫۵ میلیارد"),
        ("digit-system", "مبلغ 1,234,500 ریال", "مبلغ ۱٬۲۳۴٬۵۰۰ ریال"),
        ("digit-system", "8 هدف، 29راهبرد،81 سیاست", "۸ هدف، ۲۹ راهبرد، ۸۱ سیاست"),
        ("digit-system", "دورهٔ 1400-1404 شهر", "دورهٔ ۱۴۰۰-۱۴۰۴ شهر"),
        ("half-space", "می شود و نمی توان", f"می{Z}شود و نمی{Z}توان"),
        ("half-space", "میشود و نمی شنود", f"می{Z}شود و نمی{Z}شنود"),
        ("half-space", "می¬شود", f"می{Z}شود"),
        ("half-space", "نمی گنجد، می ورزد و می نهد", f"نمی{Z}گنجد، می{Z}ورزد و می{Z}نهد"),
        ("half-space", "میسوزاند و می زیستند", f"می{Z}سوزاند و می{Z}زیستند"),
        ("half-space", "در دور دوم می رود", f"در دور دوم می{Z}رود"),
        ("half-space", "شیوه ی اجرا و قوه ى نو", "شیوه\u0654 اجرا و قوه\u0654 نو"),
        ("half-space", "قهوه ای و شیوه ای", f"قهوه{Z}ای و شیوه{Z}ای"),
        ("half-space", f"پاکیزه تر و کم{Z}هزینه تر", f"پاکیزه{Z}تر و کم{Z}هزینه{Z}تر"),
        ("half-space", "طرح ها و طرح هایی", f"طرح{Z}ها و طرح{Z}هایی"),
        ("half-space", "طرحها و سیاستهای", f"طرح{Z}ها و سیاست{Z}های"),
        ("half-space", "کار ها و محور های", "کارها و محورهای"),
        ("half-space", "بزرگ تر و مهم ترین", f"بزرگ{Z}تر و مهم{Z}ترین"),
        ("half-space", "بزرگتر و مهمترین", f"بزرگ{Z}تر و مهم{Z}ترین"),
        ("half-space", "کم تر و بیش ترین", "کمتر و بیشترین"),
        ("half-space", f"می{Z}{Z}شود", f"می{Z}شود"),
        ("half-space", f"کار{Z}، طرح{Z} شهر", "کار، طرح شهر"),
        ("half-space", f"خانه{Z}\u0654 من", "خانه\u0654 من"),
        ("half-space", "ان شاء الله کتابهای تازه", f"ان شاء الله کتاب{Z}های تازه"),
        ("arabic-letter", "لله و رسولش در شهرداري", "لله و رسولش در شهرداری"),
        ("joined-word", "و هم چنین باید. هم اکنون هم", f"و همچنین باید. هم{Z}اکنون هم"),
        ("joined-word", "با یک دیگر و یک دیگر را", "با یکدیگر و یکدیگر را"),
        ("joined-word", "اگر چه باران آمد، گر چه کم بود", "اگرچه باران آمد، گرچه کم بود"),
        ("joined-word", "بنا بر این، باید. بنا براین باید", "بنابراین، باید. بنابراین باید"),
        ("joined-word", "و چنان چه بیاید، بل که زود", "و چنانچه بیاید، بلکه زود"),
        ("joined-word", "هیچ یک از و هیچ کدام", f"هیچ{Z}یک از و هیچ{Z}کدام"),
        ("joined-word", "هم دیگر را دیدند", "همدیگر را دیدند"),
        ("punctuation", "سلام!!!! و چرا؟!! و خوب!!", "سلام! و چرا؟! و خوب!"),
        ("punctuation", "و دیگر.... سپس ....", "و دیگر… سپس …"),
        ("joined-word", "برنامهریزی و برنامه ریزی", f"برنامه{Z}ریزی و برنامه{Z}ریزی"),
        ("joined-word", "سرمایهگذاران و پنج سالهٔ", f"سرمایه{Z}گذاران و پنج{Z}سالهٔ"),
        ("joined-word", "گفت و گوهای", f"گفت{Z}وگوهای"),
        ("joined-word", "حمل و نقل و زمان بندی نو", f"حمل{Z}ونقل و زمان{Z}بندی نو"),
        ("half-space", "درختها و ساختمانها", f"درخت{Z}ها و ساختمان{Z}ها"),
        ("joined-word", "برنامهريزیهای", f"برنامه{Z}ریزی{Z}های"),
        ("spacing", "هدف  نخست ، دوم .", "هدف نخست، دوم."),
        ("spacing", "هدف،راهبرد؛سیاست:طرح", "هدف، راهبرد؛ سیاست: طرح"),
        ("spacing", f"خسته{Z}ای.سپس رفت", f"خسته{Z}ای. سپس رفت"),
        ("spacing", "تمام شد.آغاز شد", "تمام شد. آغاز شد"),
        ("spacing", "( متن ) و « قم »", "(متن) و «قم»"),
        ("spacing", "متن\u00a0شهر\tنو", "متن شهر نو"),
        ("spacing", "۲۹راهبرد و طرح۱۲", "۲۹ راهبرد و طرح ۱۲"),
        ("spacing", "نام«قم»", "نام «قم»"),
        ("punctuation", "پارک, باغ; میدان?", "پارک، باغ؛ میدان؟"),
        ("punctuation", "و دیگر...", "و دیگر…"),
        ("quotes", 'سند "شهر همگرا" و “قم”', "سند «شهر همگرا» و «قم»"),
        ("arabic-letter", "مسي\u0654له و ما\u0653ب و رو\u0654یا", "مسئله و مآب و رؤیا"),
        ("arabic-letter", "مسی\u0654ول و هی\u0654ت", "مسئول و هئت"),
        ("arabic-letter", "مسي\u064e\u0654له و جزی\u0650\u0654یات", "مسئ\u064eله و جزئ\u0650یات"),
        ("arabic-letter", "رو\u064e\u0654سا و را\u0652\u0654ی", "رؤ\u064eسا و رأ\u0652ی"),
        ("arabic-letter", "ا\u0650\u0655ن\u064e\u0651 ما", "إ\u0650ن\u064e\u0651 ما"),
        ("half-space", "رفته ام و کرده ایم و شده اند", f"رفته{Z}ام و کرده{Z}ایم و شده{Z}اند"),
        ("half-space", "هفته ای در خانه ام", f"هفته{Z}ای در خانه{Z}ام"),
        ("half-space", "آماده ایم و زنده اند", f"آماده{Z}ایم و زنده{Z}اند"),
        ("half-space", "خانه ی ما و توسعه ى شهر", "خانه\u0654 ما و توسعه\u0654 شهر"),
        ("arabic-letter", "خانۀ ما", "خانه\u0654 ما"),
        ("half-space", "بهانه ء ما", "بهانه\u0654 ما"),
        ("half-space", "بزرگ تری و قشنگترین", f"بزرگ{Z}تری و قشنگ{Z}ترین"),
        ("half-space", "نمیدانم و ایرانیها", f"نمی{Z}دانم و ایرانی{Z}ها"),
        ("half-space", f"اُم{Z}\u0651\u0650وَلَد", f"اُم\u0651\u0650{Z}وَلَد"),
        ("half-space", "سیاه تر از شب و خلوت تر", f"سیاه{Z}تر از شب و خلوت{Z}تر"),
        ("half-space", "شلوغتر و ناامن تر", f"شلوغ{Z}تر و ناامن{Z}تر"),
        ("joined-word", "۱۰ سانتی گراد و دو میلی متری", f"۱۰ سانتی{Z}گراد و دو میلی{Z}متری"),
        ("joined-word", "پنج کیلو متر و کیلو وات ساعت", "پنج کیلومتر و کیلووات ساعت"),
        ("joined-word", "بطور کلی و بعنوان نمونه", f"به{Z}طور کلی و به{Z}عنوان نمونه"),
        ("joined-word", "بوسیلهٔ او و بصورتی که", f"به{Z}وسیلهٔ او و به{Z}صورتی که"),
        ("joined-word", "نا امید و نا مناسب‌ترین", "ناامید و نامناسب‌ترین"),
        ("joined-word", "نا هماهنگی و نا امیدی آنان", "ناهماهنگی و ناامیدی آنان"),
        ("joined-word", "بهره مند و قاعده مندی", f"بهره{Z}مند و قاعده{Z}مندی"),
        ("joined-word", "بهره وری شهر", f"بهره{Z}وری شهر"),
        ("joined-word", "آن چه دید و همهٔ آن چه گفت", "آنچه دید و همهٔ آنچه گفت"),
        ("joined-word", "گفت: «چنان چه بیاید»", "گفت: «چنانچه بیاید»"),
        ("digit-system", "2,5 متر", "۲٫۵ متر"),
        ("digit-system", "1,5 کیلوگرم و 36,4 درجه", "۱٫۵ کیلوگرم و ۳۶٫۴ درجه"),
        ("digit-system", "4,5 ساعت و 3.5 برابر", "۴٫۵ ساعت و ۳٫۵ برابر"),
        ("digit-system", "۱۲,۷ درصد و ۱,۲۰۰ نفر", "۱۲٫۷ درصد و ۱٬۲۰۰ نفر"),
        ("spacing", "۲۰ % شهر", "۲۰٪ شهر"),
        ("spacing", "امام علی(ع) و معصومه(س)", "امام علی (ع) و معصومه (س)"),
        ("punctuation", "چطور??? و چرا؟؟؟ و چه?!", "چطور؟ و چرا؟ و چه؟!"),
    ],
)
def test_what_is_put_right(slug: str, wrong: str, right: str) -> None:
    assert slug in {finding.slug for finding in findings(wrong, WORDS)}
    assert tidy(wrong) == right


@pytest.mark.parametrize(
    "text",
    [
        "مؤسسه، مسئول، رأی، جزء و دایرة‌المعارف",
        "برنامهٔ شهر، مثلاً و مثلًا و معلّم و محمّدی",
        "هوای تر و خشک، دستمال تر",
        "ماه می شد، در می و مستی",
        "میدان، میدانم، میراث، میزبان، میانه و میخ",
        "تنها، انتها، بها، رها، فقها، آنها که تنهایی نهایی".replace("آنها", "آن‌ها"),
        "به‌تنهایی و اجاره‌بهای نامه‌ای",
        "ها! و از های و هوی شهر",
        "کارها و کار‌ها، ۵‌ساله و ۱۲متری و ۲۹م",
        "دکترین و ویترین و بهترین و کمتر",
        "به کار آمد و اعلام شده است",
        "۱۲٬۳۴۵٫۵ و ۱:۲۰ و ۱،۲",
        "ه.ش و هـ.ش و ق.م و ر.ک",
        "بند (الف) و «متن» و [واژه] و طرح(ها)",
        "هیـ\u0654ت",
        "کشیده (ـ) و «ـها» و نشان تنوین (ً)",
        "«نقل “درون” آن»",
        "۸ هدف … و ادامه",
        "دامنهٔ .ایران و نشانی",
        "متن. متن؟ متن! «متن»، (متن)؛ متن: متن",
        "1404-02-31 در متن",
        "ساعت 12:30 شهر",
        "تلفن 025-36170000 شهر و 02536170000 قم و کد 12345678",
        "نسخهٔ 1.2.3 شهر",
        "12 34 56",
        "In 2020, 30 units were built; why?",
        'He said "no", then left...',
        "نسخهٔ Windows 10 و 12 km شهر",
        "سلام الله علیها و صلوات الله علیهما",
        "دو منهای یک، درنهایت، بینهایت، گرانبها و پربها و خونبها",
        "خانوادهٔ نوربها، ۳۰ درجهٔ فارنهایت، شهر مانهایم و پراشتها، بندر ویهای چین",
        "منتهای آرزو و منتهایی دیگر، بند ۱,۲ و سال‌های ۱۴۰۱,۱۴۰۲",
        "الا یا ایها الساقی ادر کاسا و ناولها",
        "مَن زارَها عارِفاً بِحَقِّها",
        "فِيها عَيْنٌ جارِيَةٌ و بسم الله الرحمن الرحيم",
        "﴿ان الي ربك الرجعي﴾",
        "خواند: و خاب من دسيها. انا لله و انا اليه راجعون. رب زدني علما.",
        "آیهٔ «لا يكلف الله نفسا الا وسعها» و حدیث «انا مدينة العلم و علي بابها»",
        "حسبنا الله و نعم الوكيل، كلكم راع و كلكم مسئول عن رعيته",
        "يومئذ تحدث اخبارها و من لم يشكر المخلوق لم يشكر الخالق",
        "جی.پی.اس و سی.ان.جی و پی.سی",
        "دبلیو.تی.او، دابلیو.اچ.او و ان.جی.اوهای قم، وای.فای، کیو.آر و ایکس.باکس",
        "دبلیو.سی، سی.شارپ، اکس.پی، پی.پال و پایگاه شهرداری.ایران",
        f"متعجب :{LATIN} شد و خوبه :دیی ولی قبول ؛)",
        "👩\u200d💻 و 👨\u200d👩\u200d👧",
        "تابع foo(); صدا زده شد",
        "ردهٔ BP52/م6 الف5 و فهرست و,در,به,که,از",
        "صفحهٔ ویژه:نسخه و بحث کاربر:نمونه و رده:باغ‌ها",
        "گام 2\ufe0f\u20e3 و نشانهٔ != یا := در متن",
        "خندید :دی و رفت :) ولی :( شد",
        f"{LATIN} = 5; // مقدار اولیه، 2,3 روز دیگر و روزهای 4,5 ماه",
        f"{LATIN} = [1, 2, 3]; // فهرست و {LATIN}(10) # ده بار",
        "جی.میل و ای.میل و کم‌کم تر شد",
        "رتبهٔ ای پلاس و رایانهٔ ام اس و خانهٔ ی",
        "تلفن +98 25 3770 1234 یا 025-37701234",
        "در می بازی کردند و در می مردم آمدند و گروه ای و وجوه ی و اندوه ی",
        "راه ی و گروه ی و که ای و سه ای",
        "لیتر و فیلتر و تئاتر و سنتر و دفتر",
        "۵!! و فصل .... ۱۲ و نام: ....",
        "از هر یک دیگر خبری نیست، او هم دیگر نمی‌آید، با هم دیگر کار نمی‌کنند",
        "اگر چه کسی بیاید؟ بنا بر این گزارش، بنا بر این شد که",
        "نا ندارم، نا نمانده، بنام و بجا و بکار، بطری و بطن، بشر و بشرط",
        "چشم تر و چوب تر، دستش تر شد، نان تر است",
        "نیم کیلو گوشت و میلی به رفتن",
        "از آن چه بهره‌ای می‌برند؟ آن چه بود؟ پس از آن چه کند و آن چه‌ها",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    masked = "".join(LATIN if char.isascii() and char.isalpha() else char for char in text)
    assert findings(masked, WORDS) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("در این صورت جلسه برگزار شد", "صورت‌جلسه"),
        ("عابر پیاده راه خود را باز کرد", "پیاده‌راه"),
        ("محل آتش نشان داد که", "آتش‌نشان"),
        ("فاصلهٔ بین شهری که دیدم", "بین‌شهری"),
        ("مسئول بخش نامه را امضا کرد", "بخش‌نامه"),
        ("پس از توافق نامه‌ای رسید", "توافق‌نامه‌ای"),
        ("برای هر درخت کاری کنید", "درخت‌کاری"),
        ("از میان بر و بچه‌ها", "میان‌بر"),
        ("رفت و آمد شهردار", "رفت‌وآمد"),
        ("در آن زمان بندی از قرارداد حذف شد", "زمان‌بندی"),
        ("قانون بودجه بندی برای شهرداری‌ها دارد", "بودجه‌بندی"),
        ("زیر همان کف سازی شکسته پیدا شد", "کف‌سازی"),
        ("به هر لباس و خط کشی بدوزید", "خط‌کشی"),
        ("نخست حمل و نقل قول پزشک را ثبت کنید", "حمل‌ونقل"),
        ("پدرش خانه ساخت و ساز هم می‌زد", "ساخت‌وساز"),
        ("به ما گفت و گوی چوگان را داد", "گفت‌وگوی"),
        ("آب نما ندارد", "آب‌نما"),
        ("جشن ۲۱ می بود", "می‌بود"),
        ("هشتم می بود که رسید", "می‌بود"),
        ("اول می شد", "می‌شد"),
        ("دستهایم", "دست‌هایم"),
        ("نوشتهٔ یوهان هایم", "یوهان‌هایم"),
        ("آیه‌ای از سورهٔ زلزالها", "زلزال‌ها"),
        ("زوجهٔ متوفیعنها زوجها", "زوج‌ها"),
        ("بنت عمها و زوجها", "زوج‌ها"),
        ("سورهٔ مبارکهٔ شمس و ضحیها", "ضحی‌ها"),
        ("علی بابها", "باب‌ها"),
        ("مدرسهای", "مدرس‌های"),
        ("رفته ای کاش", "رفته‌ای"),
        ("علی ساکنها السلام", "ساکن‌ها"),
        ("او هم چنین کرد و هم چنان گفت", "همچنین"),
        ("هم چنین طرحی است", "همچنین"),
        ("او اگر چه دیر رسید", "اگرچه"),
        ("از یک دیگر نباید", "یکدیگر"),
        ("هوا پذیرفتنی تر است", "پذیرفتنی‌تر"),
        ("جایی تماشایی تر از آن", "تماشایی‌تر"),
    ],
)
def test_what_has_two_readings_is_told_and_never_written(text: str, told: str) -> None:
    found = findings(text, WORDS)
    assert {one.is_certain for one in found} == {False}
    assert told in applied(text, found)
    assert tidy(text) == text


def test_arabic_without_marks_stays_as_it_is_spelt() -> None:
    expect_none(line for line in ARABIC.read_text("utf-8").splitlines() if tidy(line) != line)


def test_persian_of_an_arabic_keyboard_gets_persian_letters() -> None:
    lines = LOANS.read_text("utf-8").splitlines()
    typed = {line.translate(str.maketrans("یک", "يك")) for line in lines}
    expect_none(tidy(line) for line in typed if set("يك") & set(tidy(line)))


def test_no_word_of_the_lexicon_is_split() -> None:
    assert len(WORDS.lexicon) > 20_000
    expect_none(word for word in WORDS.lexicon if tidy(word) != word)


def test_running_prose_is_left_as_a_careful_writer_left_it() -> None:
    text = PROSE.read_text("utf-8")
    assert len(text.split()) > 400
    expect_none(line for line in text.splitlines() if tidy(line) != line)


SIGNS = (
    "آابتهیکگرزدوش می نمی ها های تر ترین است ي ك ى ة ؤ ئ ۱ ۲ 1 2 ٣ "
    '.  ، , ؛ ; : ؟ ? ! « » ( ) " “ ” - / % …'
)
PIECES = [*SIGNS.split(), *"آبتهیکرزدو", Z, " ", " ", "  ", "\n", "\t", "\u00a0", "ـ", "ّ", "ً", "ٔ"]
PIECES += ["برنامهریزی", "برنامه", "ریزی", "گفت", "گو", "شود", "طرح", "بزرگ", "...", "ﻛﺸﻮﺭ", "ﻻ"]
PIECES += [OPAQUE, OPAQUE * 3, LATIN * 2, BREAK, "|"]
TYPED = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@settings(max_examples=300)
@given(TYPED)
@example("برنامه\u00a0ي")
def test_what_was_put_right_stays_with_its_letters_lines_and_codes(text: str) -> None:
    right = tidy(text)
    assert tidy(right) == right
    assert kept_letters(right) == kept_letters(text)
    kept = {OPAQUE, LATIN, BREAK, "\n", "|"}
    before, after = ([char for char in side if char in kept] for side in (text, right))
    assert before == after


@given(TYPED)
def test_findings_are_in_order_apart_and_of_a_family(text: str) -> None:
    found = findings(text, WORDS)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert {one.slug for one in found} <= set(FAMILIES)
    assert all(text[one.start : one.end] != one.replacement for one in found)
