// The feed for Google Merchant Center: RSS 2.0, attributes as Google's own client of its API names them, values within the limits of its product data specification.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import ts from 'typescript';
import { door, feed, origin, shops } from './shop.mjs';

const types = createRequire(import.meta.url).resolve('@googleapis/merchantapi').replace(/index\.js$/, 'products_v1.d.ts');
const validate = new Ajv({ allErrors: true, strict: true }).compile(JSON.parse(readFileSync(new URL('google.schema.json', import.meta.url), 'utf8')));
const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, isArray: (name) => ['item', 'g:additional_image_link'].includes(name) });

/** The attributes of a product in Google's API; those that may come more than once have an s there. */
function published() {
        const names = new Set(['id']);
        const visit = (node) => {
                if (ts.isInterfaceDeclaration(node) && node.name.text === 'Schema$ProductAttributes') node.members.forEach((member) => names.add(member.name.text));
                ts.forEachChild(node, visit);
        };
        visit(ts.createSourceFile('types.d.ts', readFileSync(types, 'utf8'), ts.ScriptTarget.Latest));
        return (name) => [name, `${name}s`].some((one) => names.has(one.replace(/_(.)/g, (_, letter) => letter.toUpperCase())));
}

for (const shop of Object.keys(shops)) test(`google.xml of ${shop} has only what Google takes`, async () => {
        const { text, type } = await feed(shop, 'google.xml'), { handle, listings } = shops[shop], known = published();
        assert.equal(type, 'application/rss+xml; charset=utf-8');
        assert.equal(XMLValidator.validate(text), true);
        execFileSync('xmllint', ['--noout', '--nonet', '-'], { input: text });
        const { rss } = parser.parse(text), { channel } = rss;
        assert.equal(rss['@_version'], '2.0');
        assert.equal(rss['@_xmlns:g'], 'http://base.google.com/ns/1.0');
        assert.ok(channel.title && channel.link.endsWith(`/shop/${handle}`) && channel.description);
        const items = channel.item || [], shown = listings.filter((one) => one.photos?.length);
        assert.deepEqual(items.map((item) => item['g:id']).sort(), shown.map((one) => one.listing_id).sort());
        for (const item of items) {
                const own = listings.find((one) => one.listing_id === item['g:id']);
                assert.ok(validate(item), JSON.stringify(validate.errors, null, 1));
                assert.deepEqual(Object.keys(item).map((name) => name.replace('g:', '')).filter((name) => !known(name)), []);
                assert.equal(item['g:condition'], own.google_condition);
                assert.ok(own.title.startsWith(item.title));
        }
});

test('size, color and GTIN are those of the merchant\'s own product', async () => {
        const { text } = await feed('again', 'google.xml'), jacket = parser.parse(text).rss.channel.item.find((item) => item['g:gtin']);
        assert.deepEqual([jacket['g:size'], jacket['g:color'], jacket['g:identifier_exists']], ['M', 'Moss, "deep"', undefined]);
        assert.equal(jacket['g:additional_image_link'].length, 1);
        assert.equal(jacket['g:google_product_category'], '5598');
        const other = parser.parse(text).rss.channel.item.find((item) => !item['g:product_type']);
        assert.equal(other['g:google_product_category'], 'Apparel & Accessories > Clothing');
        assert.equal(jacket['g:price'], '180.00 USD');
        assert.equal(jacket['g:sale_price'], '126.00 USD');
});

test('what its addresses lead to is there', async () => {
        const { item } = parser.parse((await feed('again', 'google.xml')).text).rss.channel;
        for (const one of item) {
                const [page, image] = await Promise.all([one.link, one['g:image_link']].map((address) => fetch(address.replace(origin, door))));
                assert.deepEqual([page.status, page.headers.get('Content-Type').split(';')[0]], [200, 'text/html']);
                assert.deepEqual([image.status, image.headers.get('Content-Type')], [200, 'image/jpeg']);
                assert.ok((await page.text()).includes('"@type":"Product"'));
        }
});

test('an attribute that Google does not know is noticed', () => assert.deepEqual(['condition', 'gtin', 'flavour'].map(published()), [true, true, false]));
