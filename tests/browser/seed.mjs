// The people and goods that the tests meet, made through the API as an administrator and a storefront would.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { base } from './harness.mjs';

const password = 'a long enough password';
export const admin = { email: process.env.RESALE_ADMIN_EMAIL, password: process.env.RESALE_ADMIN_PASSWORD };
export const people = Object.fromEntries([['supervisor', 'first'], ['receiver', 'second'], ['technician', 'third'], ['grader', 'fourth'], ['lister', 'fifth'],
        ['fulfilment', 'sixth']].map(([role, nth]) => [role, { email: `${role}@localhost`, password, role, name: `The ${nth} of the morning shift` }]));
export const demo = {};
let serial = Number(String(Date.now()).slice(-7));

export const policy = { return_days: 30, final_sale: false, price_shares: { A: 7000, B: 5500, '*': 3500 }, min_price: 1000, auto_publish: true };
export const next = () => String(++serial);

/** Answers JSON; fails the test when it is refused. */
export async function call(method, path, body, key = process.env.RESALE_ADMIN_TOKEN) {
        const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
        const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) }), text = await answer.text();
        assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
        return text ? JSON.parse(text) : {};
}

export const of = (service, path) => `/${service}/v1/merchants/${demo.merchant.merchant_id}${path}`;
const wares = [['TJ-M', 'Trail Jacket - M', 'Jacket', 18000, '0123456789012'], ['FL-S', 'Fleece - S', 'Fleece', 12000, '0123456789029'],
        ['RB-42', 'Ridge Boot - 42', 'Boots', 21000, '0123456789036']];
const line = ([sku, title, product_type, amount, barcode]) => ({ sku, title, product_type, barcode, price: { amount, currency: 'USD' } });

export async function seed() {
        demo.merchant = await call('POST', '/accounts/v1/merchants', { name: 'Trail & Thread', slug: 'trail-and-thread', plan: 'plus', resale_included: true,
                currency: 'USD', time_zone: 'America/New_York' });
        demo.facility = await call('POST', '/accounts/v1/facilities', { name: 'Columbus', time_zone: 'America/New_York', address: { address1: '123 Main St', city: 'Columbus' } });
        demo.key = (await call('POST', of('accounts', '/keys'), { name: 'storefront', scopes: ['listing:read', 'listing:write', 'orders:read', 'orders:write'] })).key;
        for (const person of Object.values(people)) await call('POST', '/accounts/v1/staff', { email: person.email, name: person.name, password, roles: [person.role] });
        await call('POST', of('grading', '/rubrics'), { product_type: '*', body: JSON.parse(readFileSync('tests/fixtures/rubric_apparel.json', 'utf8')) });
        const again = await call('POST', of('listing', '/collections'), { handle: 'again', name: 'Again', navigation_label: 'Pre-loved', description: 'Worn before.' });
        demo.collection = `/collections/${again.collection_id}`;
        await call('POST', of('listing', `${demo.collection}/policies`), policy);
        await call('PATCH', of('listing', demo.collection), { state: 'live' });
}

/** A consignment that is expected, with so many pieces. */
export async function shipment(pieces = 2) {
        const number = next();
        return call('POST', of('intake', '/shipments'), { rma: `CON-${number}`, tracking_number: `9405511899560${number}`, carrier: 'USPS', lines: wares.slice(0, pieces).map(line) });
}

/** A unit that waits at the bench. */
export async function received() {
        const parcel = await shipment(1);
        const unit = await call('POST', of('intake', `/shipments/${parcel.shipment_id}/receive`), { line_id: parcel.lines[0].line_id, facility_id: demo.facility.facility_id });
        return { ...unit, title: parcel.lines[0].title };
}

export async function graded() {
        const unit = await received(), best = [['HY-1', 'none'], ['FN-1', 'all'], ['SG-3', 'none']];
        await call('POST', of('grading', `/units/${unit.unit_id}/grades`), { answers: best.map(([question, answer]) => ({ question, answer })) });
        return unit;
}

export async function listed() {
        const unit = await graded();
        for (let i = 0; i < 200; i++) {
                const listing = (await call('GET', of('listing', '/listings?limit=200'))).items.find((one) => one.unit_id === unit.unit_id);
                if (listing) return { ...unit, ...listing };
                await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return assert.fail('a graded unit is offered by itself');
}

/** A paid order over so many units. */
export async function sold(count = 1) {
        const units = [];
        for (let i = 0; i < count; i++) units.push(await listed());
        const number = next();
        const order = await call('POST', of('fulfillment', '/orders'), { provider_order_id: number, order_name: `#${number}`, currency: 'USD', paid_at: new Date().toISOString(),
                lines: units.map((unit) => ({ listing_id: unit.listing_id, price: unit.price })) }, demo.key);
        return { ...order, units };
}
