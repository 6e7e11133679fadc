// Shops with offers in them, made through the API as people and storefronts would; and how their feeds are read.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const door = process.env.RESALE_DOOR;
/** Where feeds say that pages are. */
export const origin = process.env.RESALE_PUBLIC_URL || 'http://127.0.0.1:8080';
/** What open() made: { again, final, yen, bare, empty }, each { handle, listings: [{ title, … }] }. */
export const shops = process.env.RESALE_SHOPS && JSON.parse(process.env.RESALE_SHOPS);

async function send(method, path, type, body) {
        const headers = { Authorization: `Bearer ${process.env.RESALE_ADMIN_TOKEN}`, 'Content-Type': type, 'Idempotency-Key': randomUUID() };
        const answer = await fetch(door + path, { method, headers, body }), text = await answer.text();
        assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
        return text ? JSON.parse(text) : {};
}

const call = (method, path, body) => send(method, path, 'application/json', body && JSON.stringify(body));

/** The text of a feed, by its address at the front door. */
export async function read(path, headers = {}) {
        const answer = await fetch(door + path, { headers }), text = await answer.text();
        assert.equal(answer.status, 200, `${path}: ${text}`);
        return { text, type: answer.headers.get('Content-Type'), etag: answer.headers.get('ETag') };
}

export const feed = (shop, name) => read(name === 'products.json' ? `/collections/${shops[shop].handle}/products.json?limit=250` : `/shop/${shops[shop].handle}/${name}`);

async function until(find, what) {
        for (let i = 0; i < 400; i++) {
                const found = await find();
                if (found) return found;
                await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return assert.fail(what);
}

const photo = readFileSync(new URL('photo.jpg', import.meta.url));

async function photographed(shop, unit_id, shot) {
        const { upload_id } = await call('POST', shop.of('intake', `/units/${unit_id}/photo-uploads`), { shot, size: photo.length, sha256: createHash('sha256').update(photo).digest('hex') });
        const path = shop.of('intake', `/units/${unit_id}/photo-uploads/${upload_id}`);
        await send('PUT', `${path}?offset=0`, 'application/octet-stream', photo);
        await until(async () => (await call('GET', path)).state === 'done', 'a photo that was sent is kept');
}

const best = [['HY-1', 'none'], ['FN-1', 'all'], ['SG-3', 'none']].map(([question, answer]) => ({ question, answer }));

/** What the merchant sells anew, as Shopify exports it. */
const catalogue = 'Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Variant Barcode\r\n'
        + 'trail-jacket,Trail Jacket,Trail & Thread,Jacket,Color,"Moss, ""deep""",Size,M,TJ-M,180.00,4006381333931\r\n';

async function merchant(handle, currency, policy, name) {
        const { merchant_id } = await call('POST', '/accounts/v1/merchants', { name, slug: handle, plan: 'plus', resale_included: true, currency, time_zone: 'America/New_York' });
        const of = (service, path) => `/${service}/v1/merchants/${merchant_id}${path}`;
        await call('POST', of('grading', '/rubrics'), { product_type: '*', body: JSON.parse(readFileSync('tests/fixtures/rubric_apparel.json', 'utf8')) });
        if (currency === 'USD') await send('POST', of('intake', '/catalogue'), 'text/csv', catalogue);
        const { collection_id } = await call('POST', of('listing', '/collections'), { handle, name, navigation_label: 'Again', description: `Worn before & "good" <still>` });
        await call('POST', of('listing', `/collections/${collection_id}/policies`),
                { return_days: 30, final_sale: false, price_shares: { A: 7000, '*': 3500 }, min_price: 0, auto_publish: true, ...policy });
        await call('PUT', of('listing', `/collections/${collection_id}/storefront`), { countries: currency === 'JPY' ? ['JP'] : ['US', 'CA'],
                google_categories: [{ product_type: 'Jacket', category: '5598' }, { product_type: '*', category: 'Apparel & Accessories > Clothing' }] });
        await call('PATCH', of('listing', `/collections/${collection_id}`), { state: 'live' });
        return { handle, of };
}

/** Units of these lines, received, photographed, graded and on offer. */
async function offer(shop, facility_id, lines, photos) {
        const shipment = await call('POST', shop.of('intake', '/shipments'), { rma: `CON-${randomUUID()}`, lines });
        const units = [];
        for (const { line_id } of shipment.lines) {
                const unit = await call('POST', shop.of('intake', `/shipments/${shipment.shipment_id}/receive`), { line_id, facility_id });
                if (photos) for (const shot of ['Front', 'Back']) await photographed(shop, unit.unit_id, shot);
                await call('POST', shop.of('grading', `/units/${unit.unit_id}/grades`), { answers: best });
                units.push(unit.unit_id);
        }
        return until(async () => {
                const { items } = await call('GET', `/listing/v1/collections/${shop.handle}/listings?limit=200`);
                return units.every((id) => items.some((one) => one.unit_id === id)) && items;
        }, `what is graded is on offer in ${shop.handle}`);
}

const line = (currency) => (title, amount, more = {}) => ({ sku: `S-${title.length}`, title, product_type: 'Jacket', vendor: 'Trail & Thread', price: { amount, currency }, ...more });

export async function open() {
        const facility = (await call('POST', '/accounts/v1/facilities', { name: 'Where contracts are kept', time_zone: 'America/New_York',
                address: { address1: '123 Main St', city: 'Columbus' } })).facility_id;
        const usd = line('USD'), yen = line('JPY'), made = {};
        const add = async (key, currency, policy, name, lines) => {
                const shop = await merchant(`${key}-${randomUUID().slice(0, 8)}`, currency, policy, name);
                made[key] = { handle: shop.handle, listings: lines.length ? await offer(shop, facility, lines, key !== 'bare') : [] };
                return shop;
        };
        const again = await add('again', 'USD', {}, 'Again & "again" <once>', [
                usd('Trail Jacket - M', 18000, { sku: 'TJ-M', barcode: '4006381333931' }), usd('=SUM("A1") <b>Coat</b> & \u{1f9e5} \u202eabc\u202c, \'quoted\'', 120099),
                usd(`${'Long winter jacket '.repeat(20)}`.trim(), 9900), usd('Fleece - S', 12000, { vendor: undefined, product_type: undefined }), usd('Boots', 21000),
        ]);
        const { key } = await call('POST', again.of('accounts', '/keys'), { name: 'storefront', scopes: ['orders:write'] });
        const leased = made.again.listings.find((one) => one.title === 'Boots');
        const claim = await fetch(door + again.of('fulfillment', '/claims'), { method: 'POST', headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
                body: JSON.stringify({ listing_id: leased.listing_id }) });
        assert.equal(claim.status, 201, await claim.text());
        made.again.listings = await until(async () => {
                const { items } = await call('GET', `/listing/v1/collections/${again.handle}/listings?limit=200`);
                return !items.some((one) => one.listing_id === leased.listing_id) && items;
        }, 'what is leased is not on offer');
        made.again.leased = leased;
        await add('final', 'USD', { final_sale: true }, 'Last chance', [usd('Ridge Boot - 42', 21000)]);
        await add('yen', 'JPY', {}, 'もう一度', [yen('ジャケット', 18000)]);
        await add('bare', 'USD', {}, 'Without photos', [usd('Fleece - L', 12000)]);
        await add('empty', 'USD', {}, 'Nothing yet', []);
        return made;
}
