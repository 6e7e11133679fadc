// products.json, by a schema of what Shopify's storefronts answer.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { feed, read, shops } from './shop.mjs';

const validate = new Ajv({ allErrors: true, strict: true }).compile(JSON.parse(readFileSync(new URL('products.schema.json', import.meta.url), 'utf8')));
const held = (value) => { assert.ok(validate(value), JSON.stringify(validate.errors, null, 1)); return value.products; };
const products = async (shop) => held(JSON.parse((await feed(shop, 'products.json')).text));

for (const shop of Object.keys(shops)) test(`products.json of ${shop} has the members of Shopify's, and no other`, async () => {
        const all = await products(shop), { listings } = shops[shop];
        assert.deepEqual(all.map((one) => one.handle).sort(), listings.map((one) => one.handle || one.listing_id).sort());
        for (const one of all) {
                const [variant] = one.variants, own = listings.find((each) => [each.handle, each.listing_id].includes(one.handle));
                assert.ok(one.title.startsWith(own.title) && one.title.includes(own.condition), one.title);
                assert.ok(one.tags.includes(`condition:${own.condition}`));
                assert.equal(variant.product_id, one.id);
                assert.equal(Number(variant.price), own.price.amount / (own.price.currency === 'JPY' ? 1 : 100));
                assert.equal(one.tags.includes('final-sale'), own.final_sale);
        }
});

test('ids are whole numbers for JavaScript, each a product\'s own', async () => {
        const ids = (await Promise.all(Object.keys(shops).map(products))).flat().map((one) => one.id);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(ids.every(Number.isSafeInteger));
});

test('the body is escaped as Shopify escapes it, and read by the page and number of products', async () => {
        const { text } = await feed('again', 'products.json'), path = `/collections/${shops.again.handle}/products.json`;
        assert.ok(!/[<>&]/.test(text) && text.includes('\\u003c'));
        const [one, two] = await Promise.all([1, 2].map(async (page) => held(JSON.parse((await read(`${path}?limit=1&page=${page}`)).text))));
        assert.notEqual(one[0].id, two[0].id);
        assert.deepEqual(held(JSON.parse((await read(`${path}?limit=250&page=2`)).text)), []);
});
