#include "assets.h"
#include "floor.h"
#include "floor_api.h"
#include "catalogue.h"
#include "consignment_api.h"
#include "intake.h"
#include "intake_api.h"
#include "photo.h"
#include "printing.h"
#include "resale/outbox.h"
#include "resale/service.h"
#include "resale/store.h"

#define FLOOR (ROLE_RECEIVER | ROLE_SUPERVISOR)
#define ON_FEET (FLOOR | ROLE_TECHNICIAN | ROLE_GRADER | ROLE_FULFILMENT)
#define M "/v1/merchants/{merchant_id}"

static const struct route routes[] = {
        { "POST", "/v1/scans",                                post_scans,         ROLE_ANY, 0, 2048, 0 },
        { "GET",  "/v1/symbols",                              get_symbol,         ROLE_ANY, 0, 0, 0 },
        { "GET",  "/v1/shipments",                            get_queue,          ROLE_ANY, 0, 0, 0 },
        { "GET",  "/v1/unchecked-labels",                     get_unchecked_labels, FLOOR, 0, 0, 0 },
        { "GET",  "/v1/printers",                             get_printers,       ROLE_ANY, 0, 0, 0 },
        { "POST", "/v1/printers",                             post_printers,      ROLE_ADMINISTRATOR, 0, 4096, ROUTE_CREATES },
        { "PATCH", "/v1/printers/{printer_id}",               patch_printer,      ROLE_ADMINISTRATOR, 0, 4096, 0 },
        { "POST", "/v1/printers/{printer_id}/test-prints",    post_test_prints,   FLOOR, 0, 0, ROUTE_CREATES },
        { "GET",  "/v1/printers/{printer_id}/test-prints/{print_id}", get_test_print, FLOOR, 0, 0, 0 },
        { "GET",  M "/plate-rolls",                           get_rolls,          FLOOR, 0, 0, 0 },
        { "POST", M "/plate-rolls",                           post_rolls,         FLOOR, 0, 1024, ROUTE_CREATES },
        { "GET",  M "/plate-rolls/{roll_id}/labels",          get_roll_labels,    FLOOR, 0, 0, 0 },
        { "GET",  M "/shipments",                             get_shipments,      ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/shipments",                             post_shipments,     FLOOR, SCOPE_INTAKE_WRITE, 524288, ROUTE_CREATES },
        { "GET",  M "/shipments/{shipment_id}",               get_shipment,       ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/shipments/{shipment_id}/receive",       post_receive,       FLOOR, 0, 8192, ROUTE_CREATES },
        { "POST", M "/shipments/{shipment_id}/strangers",     post_strangers,     FLOOR, 0, 8192, ROUTE_CREATES },
        { "POST", M "/shipments/{shipment_id}/close",         post_close,         FLOOR, 0, 0, 0 },
        { "GET",  M "/shipments/{shipment_id}/report",        get_report,         ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "GET",  M "/catalogue",                             get_catalogue,      ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/catalogue",                             post_catalogue,     ROLE_SUPERVISOR, SCOPE_INTAKE_WRITE, 67108864, ROUTE_SPOOLED },
        { "GET",  M "/catalogue/state",                       get_catalogue_state, ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "PUT",  M "/connections/shopify",                   put_shop_connection, ROLE_ADMINISTRATOR, SCOPE_INTAKE_WRITE, 4096, 0 },
        { "POST", "/v1/webhooks/shopify/{merchant_id}",       post_shop_webhook,  0, 0, 2097152, ROUTE_RAW_BODY },
        { "GET",  M "/shipments/{shipment_id}/report.csv",    get_report_csv,     ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "GET",  "/v1/consignments",                         get_consignments,   ROLE_ANY, 0, 0, 0 },
        { "POST", M "/manifests",                             post_manifests,     FLOOR, SCOPE_INTAKE_WRITE, 64 << 20, ROUTE_SPOOLED | ROUTE_CREATES },
        { "GET",  M "/shipments/{shipment_id}/lines",         get_lines,          ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "GET",  M "/shipments/{shipment_id}/strangers",     get_shipment_strangers, ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/shipments/{shipment_id}/count/entries", post_count_entries, FLOOR, 0, 2048, ROUTE_CREATES },
        { "GET",  M "/shipments/{shipment_id}/count/entries", get_count_entries,  FLOOR, 0, 0, 0 },
        { "PUT",  M "/shipments/{shipment_id}/count/entries/{entry_id}", put_count_entry, FLOOR, 0, 1024, 0 },
        { "POST", M "/shipments/{shipment_id}/count/submit",  post_count_submit,  FLOOR, 0, 0, 0 },
        { "POST", M "/shipments/{shipment_id}/count/decision", post_count_decision, ROLE_SUPERVISOR, 0, 2048, 0 },
        { "GET",  M "/shipments/{shipment_id}/differences",   get_differences,    ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "PUT",  M "/subscription",                          put_subscription,   ROLE_ADMINISTRATOR, SCOPE_INTAKE_WRITE, 8192, 0 },
        { "GET",  M "/units/{unit_id}",                       get_unit,           ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "GET",  M "/units/{unit_id}/label",                 get_label,          ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/units/{unit_id}/label-prints",          post_label_prints,  FLOOR, 0, 1024, ROUTE_CREATES },
        { "GET",  M "/units/{unit_id}/label-prints/{print_id}", get_label_print,  FLOOR, 0, 0, 0 },
        { "POST", M "/units/{unit_id}/label-checks",          post_label_checks,  FLOOR, 0, 1024, 0 },
        { "POST", M "/units/{unit_id}/undo-receipt",          post_undo_receipt,  FLOOR, 0, 0, 0 },
        { "GET",  M "/units/{unit_id}/photos",                get_photos,         ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "GET",  M "/units/{unit_id}/photos/{photo_id}",     get_photo,          ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/units/{unit_id}/photo-uploads",         post_photo_uploads, ROLE_ANY, 0, 1024, ROUTE_CREATES },
        { "GET",  M "/units/{unit_id}/photo-uploads/{upload_id}", get_photo_upload, ROLE_ANY, 0, 0, 0 },
        { "PUT",  M "/units/{unit_id}/photo-uploads/{upload_id}", put_photo_upload, ROLE_ANY, 0, PART_MAX, ROUTE_RAW_BODY },
        { "GET",  M "/units/{unit_id}/shot-list",             get_unit_shots,     ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "GET",  M "/shot-lists",                            get_shot_lists,     ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "PUT",  M "/shot-lists",                            put_shot_lists,     ROLE_SUPERVISOR, 0, 8192, 0 },
        { "POST", M "/units/{unit_id}/receive-again",         post_receive_again, FLOOR, 0, 8192, ROUTE_CREATES },
        { "POST", M "/units/{unit_id}/hold",                  post_hold,          FLOOR | ROLE_GRADER, 0, 8192, ROUTE_ONE_STATEMENT },
        { "POST", M "/units/{unit_id}/release",               post_release,       ROLE_SUPERVISOR, 0, 8192, ROUTE_ONE_STATEMENT },
        { "GET",  M "/holds",                                 get_merchant_holds, ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "GET",  M "/units/{unit_id}/whereabouts",           get_whereabouts,    ROLE_ANY, 0, 0, 0 },
        { "POST", M "/units/{unit_id}/triage",                post_triage,        FLOOR | ROLE_GRADER, 0, 1024, 0 },
        { "GET",  M "/triage-rules",                          get_triage_rules,   ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/triage-rules",                          post_triage_rules,  ROLE_SUPERVISOR, SCOPE_INTAKE_WRITE, 32768, ROUTE_CREATES },
        { "POST", M "/triage-rules/preview",                  post_triage_preview, ROLE_SUPERVISOR, SCOPE_INTAKE_WRITE, 32768, 0 },
        { "GET",  M "/units/{unit_id}/forward",               get_forward,        ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/units/{unit_id}/forward",               post_forward,       FLOOR, 0, 1024, ROUTE_CREATES },
        { "GET",  M "/units/{unit_id}/forward/label",         get_forward_label,  FLOOR, 0, 0, 0 },
        { "POST", M "/units/{unit_id}/forward/tracking",      post_forward_tracking, FLOOR, 0, 1024, 0 },
        { "GET",  "/v1/bins",                                 get_bins,           ROLE_ANY, 0, 0, 0 },
        { "POST", "/v1/bins",                                 post_bins,          ROLE_SUPERVISOR, 0, 2048, ROUTE_CREATES },
        { "GET",  "/v1/bins/cards",                           get_bin_cards,      ROLE_ANY, 0, 0, 0 },
        { "GET",  "/v1/totes",                                get_totes,          ROLE_ANY, 0, 0, 0 },
        { "POST", "/v1/totes",                                post_totes,         ROLE_SUPERVISOR, 0, 2048, ROUTE_CREATES },
        { "GET",  "/v1/totes/cards",                          get_tote_cards,     ROLE_ANY, 0, 0, 0 },
        { "POST", "/v1/placements",                           post_placements,    ON_FEET, 0, 2048, ROUTE_CREATES },
        { "GET",  "/v1/floor",                                get_floor,          ROLE_SUPERVISOR, 0, 0, 0 },
        { "GET",  "/v1/floor/dock-to-grade",                  get_dock_times,     ROLE_SUPERVISOR, 0, 0, 0 },
        { "GET",  "/v1/exceptions",                           get_exceptions,     FLOOR, 0, 0, 0 },
        { "GET",  "/v1/holds",                                get_holds,          ROLE_ANY, 0, 0, 0 },
        { "GET",  "/v1/people",                               get_people,         ROLE_ANY, 0, 0, 0 },
};

static enum problem check_store(struct db *db, struct arena *arena)
{
        (void)db, (void)arena;
        store_check();   /* without it everything but photos works */
        return PROBLEM_OK;
}

int main(int argc, char **argv)
{
        static const struct background background[] = {
                { "import", import_step, 0, true },
                { "floor", floor_step, 0, true },
                { "inbox", shop_inbox_step, 0, false },
                { "outbox", outbox_step, 0, false },
                { "photos", photo_step, 0, false },
                { "expiry of uploads", upload_expiry_step, 600000, false },
                { "print-1", print_step, 0, false },   /* so many printers at one moment: one that does not answer holds up a thread, and not the others */
                { "print-2", print_step, 0, false },
                { "print-3", print_step, 0, false },
                { "print-tidy", print_tidy_step, 2000, false },
                { NULL, NULL, 0, false },
        };
        static const struct service intake = {
                .name = "intake", .port = 8103, .routes = routes, .route_count = ARRAY_LEN(routes),
                .assets = intake_assets, .background = background,
                .start = check_store,
        };

        return service_main(&intake, argc, argv);
}
