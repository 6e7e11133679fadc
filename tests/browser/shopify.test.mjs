import assert from 'node:assert/strict';
import { axe, sheet, test, visit } from './harness.mjs';
import { listed, next, people } from './seed.mjs';

test('a shop is connected, shows why it cannot be reached, is paused and left', async () => {
        const page = await visit('/listing/shopify.html', { person: people.supervisor }), shop = `outer-${next()}.myshopify.com`;
        page.allow = /422|404/;
        await page.getByRole('button', { name: 'Connect a shop' }).first().click();
        await sheet(page).getByLabel('Shop', { exact: true }).fill('outer.example');
        await sheet(page).getByLabel('Client ID').fill('the-app');
        await sheet(page).getByLabel('Client secret').fill('a secret');
        await sheet(page).getByRole('button', { name: 'Connect' }).click();
        await sheet(page).locator('.error', { hasText: 'Must be the shop’s own name' }).or(sheet(page).locator('.error', { hasText: 'own name at Shopify' })).first().waitFor();
        await sheet(page).getByLabel('Shop', { exact: true }).fill(shop);
        await sheet(page).getByRole('button', { name: 'Connect' }).click();
        const panel = page.locator('section', { hasText: shop });
        await panel.getByText('The shop cannot be reached.').waitFor();   /* there is no stand-in here */
        assert.equal(await panel.innerText().then((text) => text.includes('a secret')), false);
        await panel.getByText('Not yet answered').waitFor();
        await axe(page, 'a shop that cannot be reached');
        await panel.getByRole('button', { name: 'Pause' }).click();
        await panel.getByText('Paused', { exact: true }).waitFor();
        const { title } = await listed();
        await page.reload();
        await panel.getByRole('button', { name: /^Waits [1-9]/ }).click();
        await panel.locator('tr', { hasText: title }).first().waitFor();
        await panel.getByRole('button', { name: 'Leave' }).click();
        await sheet(page).getByRole('button', { name: 'Leave' }).click();
        await panel.waitFor({ state: 'detached' });
});

test('a lister looks, and sets nothing up', async () => {
        const page = await visit('/listing/shopify.html', { person: people.lister });
        await page.getByText('No shop is connected.').waitFor();
        assert.equal(await page.getByRole('button', { name: 'Connect a shop' }).count(), 0);
        await axe(page, 'no shop');
});

test('where the shop has something else, it is said in words and counts as neither on sale nor off it', async () => {
        const { title, lpn, listing_id } = await listed(), page = await visit('/listing/shopify.html', { person: people.supervisor }), at = new Date().toISOString();
        const shop = { connection_id: listing_id, shop: 'differs.myshopify.com', state: 'active', shop_name: 'The shop', scopes: [], missing_scopes: [], locations: [], publications: [],
                collections: [], final_sale_tag: 'final-sale', asked_version: '2026-07', checked_at: at, read_at: at, read_unknown: 0, waiting: 0, to_mend: 0, drifted: 1 };
        const product = { listing_id, title, lpn, wanted: true, step: 'done', stock: 1, unmarked: false, published: true, attempts: 0, next_try_at: null, problem: null, detail: null,
                sent_at: at, seen_at: at,
                drift: [{ what: 'price', ours: '11500', theirs: '100' }, { what: 'stock', ours: '1', theirs: '3' }, { what: 'tag', ours: 'true', theirs: 'false' },
                        { what: 'published', ours: 'true', theirs: 'false' }] };
        const answers = (items) => (route) => route.fulfill({ json: { items, next: null } });
        await page.route(/connections(\?|$)/, answers([shop]));
        await page.route(/connections\/[^/]+\/products/, answers([product]));
        await page.route(/connections\/[^/]+$/, (route) => route.fulfill({ json: shop }));
        await page.reload();
        const row = page.locator('tr', { hasText: title });
        for (const words of ['Price: $115.00 here, $1.00 there', 'Stock: 1 here, 3 there', 'Tag: yes here, no there', 'Published: yes here, no there', 'Differs'])
                await row.getByText(words, { exact: true }).waitFor();
        assert.equal(await row.getByText('On sale').count(), 0);
        await axe(page, 'a listing that differs');
        Object.assign(product, { drift: [], step: 'photos', unmarked: true });
        Object.assign(shop, { state: 'broken', problem: 'no-token', detail: 'Shopify gives no token.', problem_at: at });
        await page.reload();
        await row.getByText('Final sale, and not marked so in the shop', { exact: true }).waitFor();
        await row.getByText('Unmarked', { exact: true }).waitFor();
        await axe(page, 'a final sale that is not marked');
});
