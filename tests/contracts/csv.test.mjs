// The table of offers, by a reader that takes nothing but RFC 4180.
import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'csv-parse/sync';
import { feed, shops } from './shop.mjs';

for (const shop of Object.keys(shops)) test(`listings.csv of ${shop} is read back whole`, async () => {
        const { text, type } = await feed(shop, 'listings.csv'), { listings } = shops[shop];
        assert.equal(type, 'text/csv; charset=utf-8');
        const rows = parse(text, { columns: true, relax_column_count: false, record_delimiter: '\r\n' });
        assert.deepEqual(rows.map((row) => row.id).sort(), listings.map((one) => one.listing_id).sort());
        for (const row of rows) {
                const own = listings.find((one) => one.listing_id === row.id), text_of = (value) => (/^[=+@\t\r-]/.test(value || '') ? `'${value}` : value || '');
                assert.equal(row.title, text_of(own.title));
                assert.equal(row.vendor, text_of(own.vendor));
                assert.equal(row.description, text_of(own.condition_text));
                assert.equal(row.final_sale, String(own.final_sale));
                assert.equal(row.currency, own.price.currency);
                assert.ok(Object.values(row).every((value) => !/^[=+@\t\r-]/.test(value)));
        }
});
