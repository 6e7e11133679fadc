#include "demo.h"

#include "commands.h"
#include "resale/clock.h"
#include "resale/config.h"

/* Step 9: what the operator's own commands say of the two units. */
static int check_ledger(struct demo *d)
{
        char fleece[40], jacket[40];
        char *args[] = { fleece };

        demo_title(9, "The ledger");
        snprintf(fleece, sizeof fleece, "%s", d->fleece_plate);
        snprintf(jacket, sizeof jacket, "%s", d->jacket_plate);
        if (run_history(1, args))
                return 1;
        args[0] = jacket;
        return run_verify(1, args);
}

int run_demo(int argc, char **argv)
{
        (void)argv;
        if (argc)
                return WRONG_USE;
        struct demo d = { .arena = arena_new(), .client = client_new() };
        d.run = arena_printf(d.arena, "%012lld", (long long)(clock_now().micros / 1000 % 1000000000000));
        demo_people(&d);
        demo_setup(&d);
        demo_routing(&d);
        demo_receiving(&d);
        demo_bench(&d);
        demo_pull(&d);
        demo_sale(&d);
        demo_shipping(&d);
        demo_return(&d);
        int status = check_ledger(&d);
        printf("\nThe loop was played. Sign in at %s/accounts/ as demo@localhost with the password %s\n", config_text(SETTING_RESALE_PUBLIC_URL), d.password);
        client_free(d.client);
        arena_free(d.arena);
        return status;
}
