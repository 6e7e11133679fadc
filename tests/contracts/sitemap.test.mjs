// The sitemap, by the schema of sitemaps.org and a reader of sitemaps.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import test from 'node:test';
import { parseSitemap, parseSitemapIndex } from 'sitemap';
import { door, feed, origin, read, shops } from './shop.mjs';

const schema = join(dirname(createRequire(import.meta.url).resolve('sitemap/package.json')), 'schema/sitemap.xsd');
const here = (url) => url.replace(origin, '');

for (const shop of Object.keys(shops)) test(`the sitemap of ${shop} is an index of files that the schema holds, with every offer once`, async () => {
        const index = await feed(shop, 'sitemap.xml'), { handle, listings } = shops[shop], found = [];
        assert.equal(index.type, 'application/xml; charset=utf-8');
        const files = await parseSitemapIndex(Readable.from([index.text]));
        assert.ok(files.length >= 1 && files.every((file) => file.url.startsWith(`${origin}/shop/${handle}/sitemap.xml?from=`)));
        for (const file of files) {
                const { text } = await read(here(file.url));
                execFileSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], { input: text, stdio: ['pipe', 'ignore', 'pipe'] });
                const urls = await parseSitemap(Readable.from([text]));
                assert.ok(urls.length <= 50000 && Buffer.byteLength(text) < 50 * 1024 * 1024);
                found.push(...urls.filter((one) => one.url !== `${origin}/shop/${handle}`));
        }
        assert.deepEqual(found.map((one) => one.url).sort(), listings.map((one) => `${origin}/shop/${handle}/p/${one.handle || one.listing_id}`).sort());
        assert.ok(found.every((one) => Date.parse(one.lastmod) <= Date.now() + 60000));
        assert.ok(door);
});
