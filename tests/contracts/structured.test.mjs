// The JSON-LD: a JSON-LD processor, the types of schema.org's vocabulary, and a validator of what search engines make of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import Validator from '@adobe/structured-data-validator';
import jsonld from 'jsonld';
import ts from 'typescript';
import { feed, shops } from './shop.mjs';

const documents = Object.fromEntries(await Promise.all(Object.keys(shops).map(async (shop) => [shop, await feed(shop, 'listings.jsonld')])));
const parsed = (shop) => JSON.parse(documents[shop].text), items = (shop) => parsed(shop).itemListElement.map((one) => one.item);
/** schema.org's context says that any term is one of its vocabulary; which there are is for the types to say. */
const documentLoader = async (url) => ({ documentUrl: url, contextUrl: null, document: { '@context': { '@vocab': 'http://schema.org/' } } });

for (const shop of Object.keys(shops)) test(`the JSON-LD of ${shop} expands, and nothing in it is lost`, async () => {
        assert.equal(documents[shop].type, 'application/ld+json');
        const [list] = await jsonld.expand(parsed(shop), { documentLoader, safe: true });
        assert.deepEqual(list['@type'], ['http://schema.org/ItemList']);
        const quads = await jsonld.toRDF(parsed(shop), { documentLoader, safe: true }), typed = (name) => quads.filter((one) => one.object.value === `http://schema.org/${name}`).length;
        assert.equal(typed('Product'), shops[shop].listings.length);
        assert.equal(typed('Offer'), shops[shop].listings.length);
});

/** What the compiler says of a value as of a type of schema.org. */
function complaints(values) {
        const source = `import type { ItemList, WithContext } from 'schema-dts';\n${values.map((value, i) => `export const v${i}: WithContext<ItemList> = ${JSON.stringify(value)};`).join('\n')}\n`;
        const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
        const host = ts.createCompilerHost(options), name = new URL('values.ts', import.meta.url).pathname, { getSourceFile, fileExists } = host;
        host.fileExists = (path) => path === name || fileExists(path);
        host.getSourceFile = (path, ...rest) => (path === name ? ts.createSourceFile(name, source, ts.ScriptTarget.Latest) : getSourceFile(path, ...rest));
        return ts.getPreEmitDiagnostics(ts.createProgram([name], options, host)).map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n').slice(0, 1500));
}

test('its types and members are those of schema.org', () => assert.deepEqual(complaints(Object.keys(shops).map(parsed)), []));

test('a member that schema.org does not have is noticed', () => {
        const wrong = parsed('final');
        wrong.itemListElement[0].item.flavour = 'none';
        assert.equal(complaints([wrong]).length, 1);
});

test('a search engine finds no error in the offers', async () => {
        const all = ['again', 'final', 'yen'].flatMap(items), issues = await new Validator().validate({ jsonld: { Product: structuredClone(all) } });
        assert.ok(all.length > 4);
        assert.deepEqual(issues.filter((one) => one.severity === 'ERROR').map((one) => one.issueMessage), []);
        assert.deepEqual(items('again')[0].offers.hasMerchantReturnPolicy.applicableCountry, ['US', 'CA']);
});

test('without a photo there is no image, which is what a search engine misses', async () => {
        const issues = await new Validator().validate({ jsonld: { Product: items('bare') } });
        assert.ok(issues.some((one) => one.severity === 'ERROR' && one.fieldNames.includes('image')));
});

test('a validator that finds nothing wrong would find what is', async () => {
        const [wrong] = items('final');
        delete wrong.name;
        delete wrong.offers.price;
        delete wrong.offers.hasMerchantReturnPolicy.applicableCountry;
        assert.ok((await new Validator().validate({ jsonld: { Product: [wrong] } })).filter((one) => one.severity === 'ERROR').length >= 2);
});

test('each offer says what a sale would freeze', () => {
        for (const [shop, category] of [['again', 'MerchantReturnFiniteReturnWindow'], ['final', 'MerchantReturnNotPermitted']])
                for (const { offers } of items(shop)) assert.equal(offers.hasMerchantReturnPolicy.returnPolicyCategory, `https://schema.org/${category}`);
        assert.equal(items('yen')[0].offers.price, '12600');
        assert.ok(!documents.again.text.includes('</') && !documents.again.text.includes('<b>'));
});
