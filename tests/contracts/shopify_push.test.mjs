// The listing service pushes to a stand-in that executes what it is sent over Shopify's own schema.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { faults, listen, shop } from './admin_server.mjs';

async function call(method, path, body, key = process.env.RESALE_ADMIN_TOKEN) {
        const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
        const answer = await fetch(process.env[`RESALE_URL_${path.split('/')[1].toUpperCase()}`] + path, { method, headers, body: body && JSON.stringify(body) }), text = await answer.text();
        assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
        return text ? JSON.parse(text) : {};
}

async function until(find, what) {
        for (let i = 0; i < 400; i++) {
                const found = await find();
                if (found) return found;
                await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return assert.fail(what);
}

let merchant, of, facility_id, connection, key, stop;
const own = `outer-${randomUUID().slice(0, 8)}.myshopify.com`, outer = shop(own);

before(async () => {
        stop = await listen();
        merchant = await call('POST', '/accounts/v1/merchants', { name: 'Outer', slug: own.slice(0, 14), plan: 'plus', resale_included: true, currency: 'USD', time_zone: 'America/New_York' });
        of = (service, path) => `/${service}/v1/merchants/${merchant.merchant_id}${path}`;
        facility_id = (await call('POST', '/accounts/v1/facilities', { name: `Columbus, ${own}`, time_zone: 'America/New_York', address: { address1: '123 Main St', city: 'Columbus' } }))
                .facility_id;
        key = (await call('POST', of('accounts', '/keys'), { name: 'storefront', scopes: ['orders:read', 'orders:write'] })).key;
        await call('POST', of('grading', '/rubrics'), { product_type: '*', body: JSON.parse(readFileSync('tests/fixtures/rubric_apparel.json', 'utf8')) });
        const { collection_id } = await call('POST', of('listing', '/collections'), { handle: own.slice(0, 14), name: 'Again <& again>', navigation_label: 'Again',
                description: 'Worn "before" & <good>' });
        await call('POST', of('listing', `/collections/${collection_id}/policies`), { return_days: 30, final_sale: true, price_shares: { '*': 5000 }, auto_publish: true });
        await call('PATCH', of('listing', `/collections/${collection_id}`), { state: 'live' });
        const { connection_id } = await call('POST', of('listing', '/shopify/connections'), { shop: own, client_id: 'app', client_secret: 'app secret' });
        connection = of('listing', `/shopify/connections/${connection_id}`);
});
after(() => stop());

async function offered(title) {
        const { shipment_id, lines: [{ line_id }] } = await call('POST', of('intake', '/shipments'), { rma: `CON-${randomUUID()}`, lines: [{ sku: 'FL', title, product_type: 'Fleece',
                price: { amount: 12000, currency: 'USD' } }] });
        const { unit_id } = await call('POST', of('intake', `/shipments/${shipment_id}/receive`), { line_id, facility_id });
        const answers = [['HY-1', 'none'], ['FN-1', 'all'], ['SG-3', 'none']].map(([question, answer]) => ({ question, answer }));
        await call('POST', of('grading', `/units/${unit_id}/grades`), { answers });
        return until(async () => (await call('GET', of('listing', '/listings'))).items.find((one) => one.unit_id === unit_id), 'a graded unit is offered');
}

const standing = async (listing) => (await call('GET', `${connection}/products`)).items.find((one) => one.listing_id === listing.listing_id);
const at = (listing, step) => until(async () => { const one = await standing(listing); return one?.step === step && one; }, `${listing.title} comes to ${step}`);

test('what is offered stands in the shop with one piece, tagged before it sells; what is sold is off it', async () => {
        const listing = await offered('Trail "Fleece" <S>'), pushed = await at(listing, 'done'), product = outer.products.get(pushed.handle);
        assert.equal(product.stock, 1);
        assert.equal(product.price, '60.00');
        assert.equal(product.title, 'Trail "Fleece" <S>');
        assert.ok(product.tags.includes('final-sale') && product.published.size === 1);
        assert.ok(outer.asked.indexOf('product_set') < outer.asked.indexOf('publish') || outer.asked.lastIndexOf('publish') > outer.asked.indexOf('stock_set'));
        assert.equal(outer.metafields.get(`${product.variant} mm-google-shopping.condition`), 'used');
        assert.equal(outer.metafields.get(`${product.id} resale.grade`), 'A');
        await call('POST', of('fulfillment', '/orders'), { provider_order_id: '1', order_name: '#1', currency: 'USD', paid_at: new Date().toISOString(),
                lines: [{ listing_id: listing.listing_id, price: { amount: 6000, currency: 'USD' } }] }, key);
        await at(listing, 'ended');
        assert.equal(product.stock, 0);
        assert.equal(product.published.size, 0);
        assert.deepEqual(faults, []);
});

test('throttled, failing and out of order, it comes to the same', async () => {
        outer.script.push({ document: 'product_set', code: 'THROTTLED' }, { document: 'product_set', status: 500 }, { document: 'metafields_set', status: 429 },
                { document: 'stock_set', code: 'INTERNAL_SERVER_ERROR' }, { document: 'publish', status: 503 });
        const listing = await offered('Ridge boot'), product = outer.products.get((await at(listing, 'done')).handle);
        assert.equal(product.stock, 1);
        assert.equal(product.published.size, 1);
        assert.deepEqual(outer.script, []);
        assert.equal([...outer.products.values()].filter((one) => one.title === 'Ridge boot').length, 1);
        assert.deepEqual(faults, []);
});

test('what somebody changes in the shop is found by reading it back, and mended by pushing again', async () => {
        const listing = await offered('Down coat'), product = outer.products.get((await at(listing, 'done')).handle);
        Object.assign(product, { price: '1.00', stock: 4, tags: ['resale-partner'] });
        product.published.clear();
        await call('POST', `${connection}/read-back`);
        const drifted = await until(async () => { const one = await standing(listing); return one.drift.length && one; }, 'the drift is found');
        assert.deepEqual(drifted.drift.map((one) => one.what).sort(), ['price', 'published', 'stock', 'tag']);
        await call('POST', `${connection}/products/${listing.listing_id}/push`);
        await at(listing, 'done');
        assert.deepEqual([product.price, product.stock, product.published.size, product.tags.includes('final-sale')], ['60.00', 1, 1, true]);
        assert.deepEqual(faults, []);
});
