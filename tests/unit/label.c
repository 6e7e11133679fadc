/* The plate label: what is drawn, where, and that nothing touches what it must not. */
#include <pthread.h>

#include "resale/label.h"
#include "support/picture.h"
#include "support/unit.h"

static const struct label fleece = { .plate = "RP0001000001E", .url = "https://resale.example.com/01/09506000134352/21/RP0001000001E", .title = "Trail Fleece", .sku = "TF-1_M",
                                     .merchant = "Loop ^XZ~HS\\& Co", .received = "2026-11-20 14:05", .size = LABEL_57X32, .dpi = 203 };

static struct label_drawing drawn(const struct label *label, enum label_format format)
{
        struct label_drawing drawing = { 0 };
        struct json_fault fault = { 0 };

        assert_int_equal(label_draw(test_memory, label, format, &drawing, &fault), PROBLEM_OK);
        assert_int_equal(strlen(drawing.bytes) <= drawing.length, 1);
        return drawing;
}

static struct label titled(const char *title)
{
        struct label label = fleece;

        label.title = title;
        return label;
}

static const char *repeated(const char *part, size_t bytes)
{
        struct buffer text = { .arena = test_memory };

        while (text.length < bytes)
                buffer_text(&text, part);
        return text.text;
}

static void the_printer_is_told_exactly_this(void **state)
{
        (void)state;
        assert_string_equal(drawn(&fleece, LABEL_ZPL).bytes,
                            "^XA\n^CI28\n^PW457\n^LL254\n^LH0,0\n"
                            "^FO20,16^A0N,23,23^FH_^FDTrail Fleece^FS\n"
                            "^FO20,73^A0N,19,19^FH_^FDSKU TF-1_5FM^FS\n"
                            "^FO20,95^A0N,19,19^FH_^FDLoop _5EXZ_7EHS_5C& Co^FS\n"
                            "^FO20,118^A0N,19,19^FH_^FDReceived 2026-11-20 14:05^FS\n"
                            "^FO20,213^A0N,32,32^FB417,1,0,C^FH_^FDRP-0001-000001-E^FS\n"
                            "^BY2,2,59^FO50,146^BCN,59,N,N,N,N^FH_^FDRP0001000001E^FS\n"
                            "^BY3,2,1^FO338,18^BQN,2,3^FH_^FDMA,https://resale.example.com/01/09506000134352/21/RP0001000001E^FS\n"
                            "^PQ1\n^XZ\n");
}

/* "~" of an address, "^" and "\" of a title: each arrives as a byte in hex, and no other command is in the text. */
static void nothing_a_person_wrote_becomes_a_command(void **state)
{
        struct label label = titled("^FS^XZ ~JA \\& _7E");
        int commands = 0;

        (void)state;
        label.url = "https://a.example/~x_y?q=%5E^z\\";
        const char *zpl = drawn(&label, LABEL_ZPL).bytes;
        assert_non_null(strstr(zpl, "^FD_5EFS_5EXZ _7EJA _5C& _5F7E^FS"));
        assert_non_null(strstr(zpl, "^FDMA,https://a.example/_7Ex_5Fy?q=%5E_5Ez_5C^FS"));
        assert_null(strpbrk(zpl, "~\\"));
        for (const char *at = zpl; (at = strchr(at, '^')); at++)
                commands += text_starts(at, "^XZ") || text_starts(at, "^XA");
        assert_int_equal(commands, 2);
}

static void a_pdf_is_one_page_of_the_labels_size(void **state)
{
        static const char *const boxes[] = { "/MediaBox [ 0 0 162 90 ]", "/MediaBox [ 0 0 288 144 ]" };
        struct label label = fleece;

        (void)state;
        for (label.size = 0; label.size < LABEL_SIZES; label.size++) {
                struct label_drawing pdf = drawn(&label, LABEL_PDF), again = drawn(&label, LABEL_PDF);
                assert_string_equal(pdf.media_type, "application/pdf");
                assert_memory_equal(pdf.bytes, "%PDF-1.", 7);
                assert_non_null(memmem(pdf.bytes, pdf.length, "/Count 1\n", 9));
                assert_non_null(memmem(pdf.bytes, pdf.length, boxes[label.size], strlen(boxes[label.size])));
                assert_non_null(memmem(pdf.bytes, pdf.length, "/PrintScaling /None", 19));
                assert_memory_equal(pdf.bytes + pdf.length - 6, "%%EOF\n", 6);
                assert_int_equal(pdf.length, again.length);
                assert_memory_equal(pdf.bytes, again.bytes, pdf.length);
        }
}

static void a_screen_reader_hears_the_whole_label(void **state)
{
        struct label label = titled("Jacket <\"M\" & up>, hand-made in a long, long title that no label has the room to show");
        const char *svg = drawn(&label, LABEL_SVG).bytes;

        (void)state;
        assert_non_null(strstr(svg, "width=\"57.15mm\" height=\"31.75mm\" viewBox=\"0 0 457 254\" role=\"img\""));
        assert_non_null(strstr(svg, "<title>Label RP-0001-000001-E</title>"));
        assert_non_null(strstr(svg, "<desc>Jacket &lt;&quot;M&quot; &amp; up&gt;, hand-made in a long, long title that no label has the room to show; SKU TF-1_M; Loop ^XZ"));
        assert_true(picture_is_well_formed(svg));
}

/* Five languages' letters by their code page, then what no code page has. */
static void what_cannot_be_drawn_is_replaced(void **state)
{
        static const struct { const char *title, *drawn; } cases[] = {
                { "Fjällräven – “Søn” €9…", "Fjällräven – “Søn” €9…" }, { "Żółta kurtka, čeština", "Żółta kurtka, čeština" }, { "Ğüzel şapka", "Ğüzel şapka" }, { "Šķēde ąžuolas", "Šķēde ąžuolas" },
                { "Fleece 🧥👩🏽\xe2\x80\x8d🚒 M", "Fleece ? M" }, { "حذاء رياضي 42", "? 42" }, { "防寒着", "?" }, { "\xd7\x90\xd7\x91 \xe2\x80\x8f" "A", "? A" },
                { "Cafe\xcc\x81 so\xc2\xad" "ft", "Cafe soft" }, { "a\tb\nc\x01" "d\x7f  e ", "a b cd e" }, { " \xc2\xa0 x", "x" },
                { "bad \xff\xc0\xaf\xed\xa0\x80 bytes", "bad ? bytes" }, { "cut \xe2\x82", "cut ?" }, { "\xf4\x90\x80\x80z", "?z" },
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct label label = titled(cases[i].title);
                label.sku = label.merchant = label.received = NULL;
                const char *zpl = drawn(&label, LABEL_ZPL).bytes, *at = strstr(zpl, "^FH_^FD") + 7;
                assert_string_equal(arena_copy(test_memory, at, strcspn(at, "^")), cases[i].drawn);
                const char *svg = drawn(&label, LABEL_SVG).bytes;
                assert_non_null(strstr(svg, arena_printf(test_memory, ">%s</text>", cases[i].drawn)));
                assert_true(picture_is_well_formed(svg));
                assert_true(drawn(&label, LABEL_PDF).length > 1000);
        }
}

static void a_title_breaks_between_words_and_ends_in_an_ellipsis(void **state)
{
        struct label label = titled("Alpine Trail Fleece Jacket with Recycled Polyester Lining, Women's");
        const char *zpl = drawn(&label, LABEL_ZPL).bytes;

        (void)state;
        assert_non_null(strstr(zpl, "^FDAlpine Trail Fleece Jacket^FS"));
        assert_non_null(strstr(zpl, "^FDwith Recycled Polyester…^FS"));
}

static const char *const long_texts[] = { "W", "i", "Wide Words Here ", "@", "ä", "…", "漢", "🧥", "\xd7\x90 ", "\x01", " ", "a\xcc\x81", "^_~" };

static void fits(const struct label *label)
{
        struct picture picture;
        const char *svg = drawn(label, LABEL_SVG).bytes;

        assert_true(picture_is_well_formed(svg));
        picture_read(svg, &picture);
        picture_must_fit(&picture, label->dpi == 203 ? 8.0 : 300 / 25.4);
        assert_true(drawn(label, LABEL_ZPL).length < 2000);
        assert_true(drawn(label, LABEL_PDF).length < 20000);
}

static void the_longest_texts_stay_in_their_places(void **state)
{
        static const int dpis[] = { 203, 300 };
        struct label label = fleece;

        (void)state;
        for (label.size = 0; label.size < LABEL_SIZES; label.size++)
                for (size_t d = 0; d < ARRAY_LEN(dpis); d++)
                        for (size_t i = 0; i < ARRAY_LEN(long_texts); i++) {
                                label.dpi = dpis[d];
                                label.title = label.sku = label.merchant = label.received = repeated(long_texts[i], i % 2 ? 500 : 5000);
                                fits(&label);
                        }
}

static void every_address_has_a_code_large_enough_to_scan(void **state)
{
        struct label label = fleece;

        (void)state;
        for (size_t length = 12; length <= LABEL_URL_MAX; length += 4)
                for (label.size = 0; label.size < LABEL_SIZES; label.size++)
                        for (label.dpi = 203; label.dpi <= 300; label.dpi += 97) {
                                label.url = arena_printf(test_memory, "https://r.ex%.*s", (int)(length - 12), repeated("/0~aZ", length));
                                assert_int_equal(strlen(label.url), length);
                                fits(&label);
                        }
}

static void refused(struct label label, enum label_format format, const char *field)
{
        struct label_drawing drawing;
        struct json_fault fault = { 0 };

        assert_int_equal(label_draw(test_memory, &label, format, &drawing, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, field);
        assert_non_null(fault.reason);
}

#define BUT(member, value) ({ struct label label_ = fleece; label_.member = (value); label_; })

static void what_is_no_label_is_refused_by_its_field(void **state)
{
        (void)state;
        refused(fleece, LABEL_FORMATS, "format");
        refused(fleece, (enum label_format)-1, "format");
        refused(BUT(size, LABEL_SIZES), LABEL_PDF, "size");
        refused(BUT(size, (enum label_size)-1), LABEL_PDF, "size");
        refused(BUT(dpi, 0), LABEL_ZPL, "dpi");
        refused(BUT(dpi, 600), LABEL_SVG, "dpi");
        refused(BUT(plate, "RP0001000001F"), LABEL_ZPL, "plate");
        refused(BUT(plate, NULL), LABEL_ZPL, "plate");
        static const char *const urls[] = { NULL, "", "ftp://a.example/", "javascript:alert(1)", "https://a.example/a b", "https://a.example/\n", "https://a.example/ä" };
        for (size_t i = 0; i < ARRAY_LEN(urls); i++)
                refused(BUT(url, urls[i]), LABEL_PDF, "url");
        refused(BUT(url, arena_printf(test_memory, "https://%s", repeated("a", LABEL_URL_MAX - 7))), LABEL_SVG, "url");
}

static void a_plate_is_taken_as_printed_too(void **state)
{
        struct label printed = BUT(plate, "rp-0001-000001-e");

        (void)state;
        assert_string_equal(drawn(&printed, LABEL_ZPL).bytes, drawn(&fleece, LABEL_ZPL).bytes);
}

static void *draw_often(void *context)
{
        struct arena *arena = arena_new();
        const struct label_drawing *expected = context;
        bool same = true;

        for (int i = 0; i < 20; i++) {
                struct label_drawing drawing;
                struct json_fault fault;
                same = label_draw(arena, &fleece, LABEL_PDF, &drawing, &fault) == PROBLEM_OK && drawing.length == expected->length
                       && memcmp(drawing.bytes, expected->bytes, expected->length) == 0 && same;
                arena_reset(arena);
        }
        arena_free(arena);
        return same ? context : NULL;
}

static void workers_draw_at_the_same_time(void **state)
{
        struct label_drawing expected = drawn(&fleece, LABEL_PDF);
        pthread_t worker[4];

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(worker); i++)
                assert_int_equal(pthread_create(&worker[i], NULL, draw_often, &expected), 0);
        for (size_t i = 0; i < ARRAY_LEN(worker); i++) {
                void *same;
                pthread_join(worker[i], &same);
                assert_non_null(same);
        }
}

/* Bars as the PDF page and the screen show them, read back by a scanner's library. */
static void the_drawn_codes_scan(void **state)
{
        struct label label = fleece;

        (void)state;
        for (label.size = 0; label.size < LABEL_SIZES; label.size++)
                for (label.dpi = 203; label.dpi <= 300; label.dpi += 97) {
                        struct label_drawing pdf = drawn(&label, LABEL_PDF);
                        const char *from_pdf = scan_pdf(pdf.bytes, pdf.length, label.dpi), *from_svg = scan_svg(drawn(&label, LABEL_SVG).bytes);
                        const char *const seen[] = { from_pdf, from_svg };
                        for (size_t i = 0; i < ARRAY_LEN(seen); i++) {
                                assert_non_null(strstr(seen[i], "CODE-128:RP0001000001E\n"));
                                assert_non_null(strstr(seen[i], arena_printf(test_memory, "QR-Code:%s\n", fleece.url)));
                        }
                }
}

static void a_badge_is_a_card_whose_codes_scan(void **state)
{
        const struct badge_card card = { .code = "RPS:0123456789ABCDEFGHJKMNPQRS", .name = "Kim <Ito> & a long name that goes on and on", .roles = "supervisor, receiver", .number = "104" };
        struct label_drawing drawing;

        (void)state;
        assert_int_equal(badge_draw(test_memory, &card, &drawing), PROBLEM_OK);
        assert_string_equal(drawing.media_type, "image/svg+xml");
        assert_non_null(strstr(drawing.bytes, "width=\"85.6mm\" height=\"54mm\""));
        assert_non_null(strstr(drawing.bytes, "<title>Badge of Kim &lt;Ito&gt; &amp; a long name"));
        assert_non_null(strstr(drawing.bytes, ">Number 104</text>"));
        assert_null(strstr(drawing.bytes, "RPS:"));   /* a person cannot copy it off by eye */
        const char *seen = scan_svg(drawing.bytes);
        assert_non_null(strstr(seen, "CODE-128:RPS:0123456789ABCDEFGHJKMNPQRS\n"));
        assert_non_null(strstr(seen, "QR-Code:RPS:0123456789ABCDEFGHJKMNPQRS\n"));
}

static void a_symbol_by_itself_scans(void **state)
{
        static const char *const names[] = { "CODE-128", "QR-Code" };

        (void)state;
        for (enum label_symbol symbol = 0; symbol < LABEL_SYMBOLS; symbol++) {
                struct label_drawing drawing;
                assert_int_equal(label_symbol(test_memory, symbol, "RPT:A-01/B_2.C", &drawing), PROBLEM_OK);
                assert_string_equal(drawing.media_type, "image/svg+xml");
                assert_int_equal(strlen(drawing.bytes), drawing.length);
                assert_true(picture_is_well_formed(drawing.bytes));
                assert_non_null(strstr(scan_svg(drawing.bytes), arena_printf(test_memory, "%s:RPT:A-01/B_2.C\n", names[symbol])));
        }
}

/* --- cards and addresses --- */

static void the_cards_of_a_shelf_scan(void **state)
{
        static const struct card card[] = { { "RPB:A-04-12", "A-04-12", "Mezzanine, Columbus" }, { "RPT:T-001", "T-001", NULL },
                                            { "RPB:ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", "Žďár nad Sázavou" } };

        (void)state;
        for (enum card_paper paper = 0; paper < CARD_PAPERS; paper++) {
                struct label_drawing pdf;
                struct json_fault fault;
                assert_int_equal(cards_draw(test_memory, card, paper < CARD_102X51 ? 3 : 1, paper, &pdf, &fault), PROBLEM_OK);
                const char *seen = scan_pdf(pdf.bytes, pdf.length, 300);
                assert_non_null(strstr(seen, "CODE-128:RPB:A-04-12\n"));
                assert_non_null(strstr(seen, "QR-Code:RPB:A-04-12\n"));
                if (paper < CARD_102X51)
                        assert_true(strstr(seen, "CODE-128:RPT:T-001\n") && strstr(seen, "QR-Code:RPB:ABCDEFGHIJKLMNOPQRSTUVWXYZ012345\n"));
        }
}

static void what_is_no_card_is_refused(void **state)
{
        static const struct card good = { "RPB:A", "A", NULL }, bad[] = { { "", "A", NULL }, { "A B", "A", NULL }, { "RPB:0123456789012345678901234567890123", "A", NULL } };
        struct label_drawing drawing;
        struct json_fault fault;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_int_equal(cards_draw(test_memory, &bad[i], 1, CARD_A4, &drawing, &fault), PROBLEM_INVALID_FIELD);
                assert_string_equal(fault.field, "data");
        }
        assert_int_equal(cards_draw(test_memory, &good, 0, CARD_A4, &drawing, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, "cards");
        assert_int_equal(cards_draw(test_memory, &good, 1, CARD_PAPERS, &drawing, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, "paper");
}

static const char *from_lines[] = { "Columbus", "123 Main St", "Columbus, OH 43004", "US" }, *to_lines[] = { "Trail & Thread <Own>", "1 Ring Road", "Unit 7", "Łódź 90-001", "PL" };
static const struct address_label parcel = { { 4, from_lines }, { 5, to_lines }, "Reference RMA-1", "RP0001000001E", 203 };

static void an_address_label_says_whereto_and_scans(void **state)
{
        struct label_drawing drawing;
        struct json_fault fault;

        (void)state;
        assert_int_equal(address_draw(test_memory, &parcel, LABEL_SVG, &drawing, &fault), PROBLEM_OK);
        assert_true(picture_is_well_formed(drawing.bytes));
        assert_non_null(strstr(drawing.bytes, "<desc>To Trail &amp; Thread &lt;Own&gt;, 1 Ring Road, Unit 7, Łódź 90-001, PL; Reference RMA-1</desc>"));
        assert_int_equal(address_draw(test_memory, &parcel, LABEL_PDF, &drawing, &fault), PROBLEM_OK);
        assert_non_null(strstr(scan_pdf(drawing.bytes, drawing.length, 203), "CODE-128:RP0001000001E\n"));
        assert_int_equal(address_draw(test_memory, &parcel, LABEL_ZPL, &drawing, &fault), PROBLEM_OK);
        assert_true(text_starts(drawing.bytes, "^XA\n^CI28\n^PW813\n^LL1219\n"));
        assert_null(strstr(drawing.bytes, "^BQ"));
}

static void an_address_label_that_cannot_be_is_refused(void **state)
{
        struct address_label label = parcel;
        struct label_drawing drawing;
        struct json_fault fault;

        (void)state;
        assert_int_equal(address_draw(test_memory, &label, LABEL_FORMATS, &drawing, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, "format");
        label.dpi = 72;
        assert_int_equal(address_draw(test_memory, &label, LABEL_PDF, &drawing, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, "dpi");
        label.plate = "RP0001000001F";
        label.dpi = 300;
        assert_int_equal(address_draw(test_memory, &label, LABEL_PDF, &drawing, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, "plate");
}

static size_t count_in(const struct label_drawing *drawing, const char *text)
{
        size_t count = 0, length = strlen(text);

        for (size_t i = 0; i + length <= drawing->length; i++)
                count += memcmp(drawing->bytes + i, text, length) == 0;
        return count;
}

/* Every label of a roll, in order, as it is drawn alone. */
static void a_roll_of_labels_is_one_file(void **state)
{
        struct label *labels = arena_alloc(test_memory, (LABELS_MAX + 1) * sizeof *labels);
        struct label_drawing roll;
        struct json_fault fault = { 0 };

        (void)state;
        for (size_t i = 0; i <= LABELS_MAX; i++)
                labels[i] = fleece;
        assert_int_equal(label_draw_all(test_memory, labels, 3, LABEL_ZPL, &roll, &fault), PROBLEM_OK);
        const char *one = drawn(&fleece, LABEL_ZPL).bytes, *three = arena_printf(test_memory, "%s%s%s", one, one, one);
        assert_string_equal(roll.bytes, three);
        assert_int_equal(label_draw_all(test_memory, labels, LABELS_MAX, LABEL_PDF, &roll, &fault), PROBLEM_OK);
        assert_int_equal(count_in(&roll, "/Type /Page\n"), LABELS_MAX);
        assert_int_equal(label_draw_all(test_memory, labels, LABELS_MAX + 1, LABEL_PDF, &roll, &fault), PROBLEM_INVALID_FIELD);
        assert_int_equal(label_draw_all(test_memory, labels, 0, LABEL_PDF, &roll, &fault), PROBLEM_INVALID_FIELD);
        assert_int_equal(label_draw_all(test_memory, labels, 2, LABEL_SVG, &roll, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, "format");
        labels[2].plate = "RP-1";
        assert_int_equal(label_draw_all(test_memory, labels, 3, LABEL_PDF, &roll, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, "plate");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(the_printer_is_told_exactly_this), alone(nothing_a_person_wrote_becomes_a_command), alone(a_pdf_is_one_page_of_the_labels_size),
                alone(a_screen_reader_hears_the_whole_label), alone(what_cannot_be_drawn_is_replaced), alone(a_title_breaks_between_words_and_ends_in_an_ellipsis),
                alone(the_longest_texts_stay_in_their_places), alone(every_address_has_a_code_large_enough_to_scan), alone(what_is_no_label_is_refused_by_its_field),
                alone(a_plate_is_taken_as_printed_too), alone(workers_draw_at_the_same_time), alone(the_drawn_codes_scan), alone(a_symbol_by_itself_scans),
                alone(a_badge_is_a_card_whose_codes_scan), alone(the_cards_of_a_shelf_scan), alone(what_is_no_card_is_refused),
                alone(an_address_label_says_whereto_and_scans), alone(an_address_label_that_cannot_be_is_refused), alone(a_roll_of_labels_is_one_file),
        };

        return UNIT_MAIN(tests);
}
