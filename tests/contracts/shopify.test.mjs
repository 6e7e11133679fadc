// Every document that listing sends to Shopify, against the schema that Shopify publishes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import test from 'node:test';
import { faults } from './admin_rules.mjs';
import { adminSchema } from './admin_schema.mjs';

const folder = 'services/listing/shopify', schema = adminSchema();
const names = readdirSync(folder).filter((f) => f.endsWith('.graphql')).map((f) => f.slice(0, -'.graphql'.length));
const text = (name) => readFileSync(`${folder}/${name}.graphql`, 'utf8'), example = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));

for (const name of names) test(`${name} is what the Admin API takes`, () => assert.deepEqual(faults(schema, text(name), example(name)), []));

test('each example is of a document', () => assert.deepEqual(readdirSync(folder).filter((f) => f.endsWith('.json')).sort(), names.map((n) => `${n}.json`).sort()));

test('the rules find what the schema does not show', () => {
        const stock = example('stock_set'), without = structuredClone(stock);
        delete without.input.quantities[0].changeFromQuantity;
        assert.match(faults(schema, text('stock_set'), without).join(), /changeFromQuantity has to be given/);
        stock.input.quantities[0].changeFromQuantity = null;
        assert.deepEqual(faults(schema, text('stock_set'), stock), []);
        assert.match(faults(schema, text('stock_set').replace('@idempotent(key: $key)', '').replace(', $key: String!', ''), { input: stock.input }).join(), /needs @idempotent/);
        assert.match(faults(schema, text('product_set'), { ...example('product_set'), input: { id: 'gid://shopify/Product/1' } }).join(), /deprecated/);
        assert.match(faults(schema, '{ collectionByHandle(handle: "a") { id } }', {}).join(), /deprecated/);
        assert.match(faults(schema, text('publish'), { id: 'gid://shopify/Product/1', input: [{ nothing: 1 }] }).join(), /nothing/);
        assert.match(faults(schema, text('publish'), { input: [] }).join(), /\$id is missing/);
});

test('several that need the schema at once each get it whole', async () => {
        const own = mkdtempSync(`${tmpdir()}/schema-`), code = `import { schemaFile } from '${new URL('admin_schema.mjs', import.meta.url)}'; schemaFile('${own}/schema.gz')`;
        await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, ['--input-type=module', '-e', code])));
        assert.deepEqual(readdirSync(own), ['schema.gz']);
        rmSync(own, { recursive: true });
});
