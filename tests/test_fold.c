/* test_fold.c - what is looked for reads the same however it was typed: a table of texts and their words. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/fold.h"

static void folds_to(const char *text, const char *want)
{
    ac_folded f = { 0 };

    ac_fold(&f, text, strlen(text));
    assert_false(f.failed);
    if (strcmp(ac_buf_text(&f.text), want) != 0)
        fail_msg("\"%s\" becomes \"%s\", not \"%s\"", text, ac_buf_text(&f.text), want);
    for (size_t i = 0; i < f.n; i++) { /* each word lies in its text, behind the one before */
        const ac_fold_word *w = &f.words[i];
        assert_true(w->from < w->to && w->to <= strlen(text) && w->from < w->mid && w->mid <= w->to);
        assert_true(i == 0 || w->at == w[-1].at + w[-1].n + 1);
        assert_true(i == 0 || w->from >= w[-1].from);
    }
    ac_folded_free(&f);
}

static const struct {
    const char *text, *words;
} table[] = {
    { "", "" },
    { " \t\n.,;!?()\"'*^:-+/\\|{}[]<>=~`@#$%&_", "" },
    { "Bank GUARANTEE, 24 pages", "bank guarantee 24 pages" },
    { "follow-up", "follow up" },
    { "info@example.org", "info example org" },
    /* Polish */
    { "Zażółć gęślą jaźń", "zazolc gesla jazn" },
    { "ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn" },
    { "Z\x61\xcc\xb8 ło\xcc\x81" "dź", "za lodz" }, /* marks of their own */
    /* French, Spanish, Portuguese, Romanian, Czech */
    { "L'œuvre à Noël, ça et là", "l oeuvre a noel ca et la" },
    { "l’eau", "l eau" },
    { "ŒUVRE Æsir", "oeuvre aesir" },
    { "ñandú año pingüino", "nandu ano pinguino" },
    { "coração São", "coracao sao" },
    { "știință țară", "stiinta tara" },
    { "příliš žluťoučký kůň", "prilis zlutoucky kun" },
    /* German, Nordic, Icelandic, Croatian, Maltese, Sami */
    { "Straße STRASSE STRAẞE", "strasse strasse strasse" },
    { "Grüße aus Köln", "grusse aus koln" },
    { "Ærø Åse København Đorđe", "aero ase kobenhavn dorde" },
    { "Þór ðað", "thor dad" },
    { "Ħal Ŧ Ŋ", "hal t n" },
    /* Turkish, Azerbaijani */
    { "İstanbul ISTANBUL ıstanbul istanbul", "istanbul istanbul istanbul istanbul" },
    { "IŞIK ışık", "isik isik" },
    { "Bakı Əliyev", "baki eliyev" },
    /* Vietnamese, Hausa, Ewe, Yoruba */
    { "Đường phố Việt Nam", "duong pho viet nam" },
    { "ɗan ƙasa ɓera ƴanci", "dan kasa bera yanci" },
    { "Eʋegbe ɛ ɔ ƒo", "evegbe e o fo" },
    { "Ọjọ́ ẹ̀kọ́", "ojo eko" },
    /* Greek, Russian, Ukrainian */
    { "Άνθρωπος ΆΝΘΡΩΠΟΣ άνθρωποσ", "ανθρωποσ ανθρωποσ ανθρωποσ" },
    { "Ёлка ёлка МАЙ", "елка елка маи" },
    { "Київ ґрунт", "киів грунт" },
    { "п'ять пʼять п’ять", "п ять п ять п ять" },
    /* Arabic: vowel signs, the long stroke, alef, hamza, ta marbuta, ya */
    { "مُعَلِّمَة", "معلمه" },
    { "معلمة أيضًا", "معلمه ايضا" },
    { "مـــدرســـة", "مدرسه" },
    { "أحمد إحسان آمن ٱلله", "احمد احسان امن له" },
    { "مؤسسة مسئول", "موسسه مسيول" },
    { "مستشفى مستشفي", "مستشفي مستشفي" },
    { "ﻻ ﷲ", "لا له" }, /* forms of presentation */
    { "المدارس والمدارس بالمدارس للمدارس مدارس", "مدارس مدارس مدارس مدارس مدارس" },
    { "ال الم وال الحيّ", "ال الم وال حي" }, /* where a word is left */
    { "٢٠٢٦ ۲۰۲۶", "2026 2026" },
    /* Persian, Urdu */
    { "می‌خواهم", "ميخواهم" },
    { "کتاب", "كتاب" },
    { "ہے", "هے" },
    /* Hebrew */
    { "שָׁלוֹם שלום", "שלום שלום" },
    { "ירושלים־תל", "ירושלים תל" },
    /* Hindi: vowel signs stay, a nukta does not; Tamil */
    { "हिन्दी", "हिन्दी" },
    { "ज़मीन जमीन", "जमीन जमीन" },
    { "१२३", "123" },
    { "தமிழ்", "தமிழ்" },
    /* no spaces: pairs, and the last alone */
    { "资金", "资金 金" },
    { "资金保证", "资金 金保 保证 证" },
    { "金", "金" },
    { "2026年5月", "2026 年 5 月" },
    { "用accord写", "用 accord 写" },
    { "日本語テスト", "日本 本語 語テ テス スト ト" },
    { "が", "か\xe3\x82\x99 \xe3\x82\x99" },
    { "か\xe3\x82\x99", "か\xe3\x82\x99 \xe3\x82\x99" },
    { "ｶﾞ", "カ\xe3\x82\x99 \xe3\x82\x99" }, /* of half the width */
    { "ไทย", "ไท ทย ย" },
    { "๒๕", "25" },
    { "ລາວ", "ລາ າວ ວ" },
    { "ខ្មែរ", "ខ\xe1\x9f\x92 \xe1\x9f\x92ម មែ ែរ រ" },
    { "မြန်", "မြ ြန န် \xe1\x80\xba" },
    { "한국", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab\xe1\x84\x80\xe1\x85\xae\xe1\x86\xa8" },
    /* forms of compatibility, what cannot be seen, bytes that are no text */
    { "ｆｕｌｌ ﬁne m² № ½", "full fine m2 no 1 2" },
    { "co\xc2\xad" "operate sh\xe2\x80\x8b" "ared \xe2\x80\xaex\xe2\x80\xac", "cooperate shared x" },
    { "❤\xef\xb8\x8f 葛\xf3\xa0\x84\x80", "葛" },
    { "a\xff" "b \xc3(", "a b" },
    { "\xcc\x81 \xcc\x81z", "z" },
};

static void words_are_those_of_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        folds_to(table[i].text, table[i].words);
}

/* What has been folded stays as it is: queries may be made of it. But for pairs, which would pair anew. */
static void folding_twice_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ac_folded f = { 0 };
        bool pairs = false;
        ac_fold(&f, table[i].text, strlen(table[i].text));
        for (size_t w = 0; w < f.n; w++)
            pairs = pairs || f.words[w].type != AC_FOLD_WORD;
        if (!pairs && strstr(table[i].text, "وال") == NULL) /* nor is an article looked for twice */
            folds_to(ac_buf_text(&f.text), ac_buf_text(&f.text));
        ac_folded_free(&f);
    }
}

static void a_word_knows_where_it_stands(void **state)
{
    static const char text[] = "«Zażo\xcc\x81łc\xcc\x81», 资金";
    ac_folded f = { 0 };

    (void)state;
    ac_fold(&f, text, strlen(text));
    assert_int_equal(f.n, 3);
    assert_int_equal(f.words[0].from, 2);
    assert_memory_equal(text + f.words[0].to, "», ", 4); /* with the mark behind its last letter */
    assert_int_equal(f.words[1].type, AC_FOLD_PAIR);
    assert_memory_equal(text + f.words[1].from, "资", 3);
    assert_memory_equal(text + f.words[1].mid, "金", 3);
    assert_int_equal(f.words[1].to, strlen(text));
    assert_int_equal(f.words[2].type, AC_FOLD_LAST);
    assert_int_equal(f.words[2].from, f.words[1].mid);
    ac_folded_free(&f);
}

/* Every character there is, alone, between letters and between pairs: words stay apart by one space, in UTF-8. */
static void any_character_is_folded(void **state)
{
    ac_folded f = { 0 };

    (void)state;
    for (uint32_t c = 1; c < 0x110000; c++) {
        char text[24];
        size_t n = 0;
        if (c >= 0xd800 && c < 0xe000)
            continue;
        text[n++] = 'x';
        if (c < 0x80) {
            text[n++] = (char)c;
        } else if (c < 0x800) {
            text[n++] = (char)(0xc0 | c >> 6);
            text[n++] = (char)(0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            text[n++] = (char)(0xe0 | c >> 12);
            text[n++] = (char)(0x80 | (c >> 6 & 0x3f));
            text[n++] = (char)(0x80 | (c & 0x3f));
        } else {
            text[n++] = (char)(0xf0 | c >> 18);
            text[n++] = (char)(0x80 | (c >> 12 & 0x3f));
            text[n++] = (char)(0x80 | (c >> 6 & 0x3f));
            text[n++] = (char)(0x80 | (c & 0x3f));
        }
        memcpy(text + n, "金y", 4);
        n += 4;
        ac_folded_clear(&f);
        ac_fold(&f, text, n);
        assert_false(f.failed);
        assert_int_equal(f.words[0].from, 0);
        assert_int_equal(f.words[f.n - 1].to, n);
        for (size_t i = 0; i < f.text.len; i++) { /* nothing that the index could take for an order */
            unsigned char b = f.text.p[i];
            if (!(b >= 0x80 || b == ' ' || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9')))
                fail_msg("U+%04X leaves the byte %02x", (unsigned)c, (unsigned)b);
        }
        assert_null(strstr(ac_buf_text(&f.text), "  "));
        assert_null(strstr(ac_buf_text(&f.text), "\xc2\xb6")); /* what keeps texts apart is no word */
    }
    ac_folded_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_those_of_the_table),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(a_word_knows_where_it_stands),
        cmocka_unit_test(any_character_is_folded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
