// What shoppers see: pages without script, in the merchant's colours; a passport; the element in another site's page.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { axe, base, launch, test, until } from './harness.mjs';
import { call, demo, next, of, people } from './seed.mjs';

const shop = { handle: 'second-life', pieces: [] };
let drawer, noScript;

const json = { 'Content-Type': 'application/json' };
const token = async ({ email, password }) => (await (await fetch(`${base}/accounts/v1/sign-in`, { method: 'POST', headers: json, body: JSON.stringify({ email, password }) })).json()).token;

/** A picture of so many pixels, as a camera makes it. */
const picture = (hue, width, height) => drawer.evaluate(async ([h, w, t]) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: w, height: t }), draw = canvas.getContext('2d');
        draw.fillStyle = '#e8e4dd';
        draw.fillRect(0, 0, w, t);
        draw.fillStyle = `hsl(${h} 40% 40%)`;
        draw.fillRect(w * 0.2, t * 0.15, w * 0.6, t * 0.7);
        return canvas.toDataURL('image/jpeg', 0.9);
}, [hue, width, height]).then((url) => Buffer.from(url.split(',')[1], 'base64'));

async function photo(unit, shot, bytes, who) {
        const path = of('intake', `/units/${unit}/photo-uploads`), upload = await call('POST', path, { shot, size: bytes.length }, who);
        for (let at = 0; at < bytes.length; at += 262144) {
                const answer = await fetch(`${base}${path}/${upload.upload_id}?offset=${at}`, { method: 'PUT', body: bytes.subarray(at, at + 262144),
                        headers: { Authorization: `Bearer ${who}`, 'Content-Type': 'application/octet-stream' } });
                assert.equal(answer.status, 200);
        }
        for (let i = 0; i < 200; i++) {
                if ((await call('GET', `${path}/${upload.upload_id}`, undefined, who)).state === 'done') return upload.upload_id;
                await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return assert.fail('the photo is made');
}

async function piece(nth, who) {
        const number = next(), title = ['Trail Jacket', 'Ridge Fleece', 'A fleece with a name that is so long that it takes more than one line'][nth % 3];
        const parcel = await call('POST', of('intake', '/shipments'), { rma: `CON-${number}`, tracking_number: `9405511899561${number}`, carrier: 'USPS',
                lines: [{ sku: `SH-${number}`, title, product_type: nth % 2 ? 'Shirt' : 'Jacket', vendor: 'Trail & Thread', price: { amount: 18000 + nth * 100, currency: 'USD' } }] });
        const unit = await call('POST', of('intake', `/shipments/${parcel.shipment_id}/receive`), { line_id: parcel.lines[0].line_id, facility_id: demo.facility.facility_id });
        const photos = [];
        if (!nth || nth > 24) for (const [shot, width, height] of [['Front', 1200, 1500], ['Tag', 900, 600]]) photos.push(await photo(unit.unit_id, shot, await picture(nth * 40, width, height), who));
        const answers = [['HY-1', 'none'], ['FN-1', 'all'], ['SG-3', nth ? 'none' : 'small']].map(([question, answer]) => ({ question, answer }));
        const observations = nth ? [] : [{ question: 'SG-3', place: 'left sleeve', pins: [{ photo_id: photos[0], x: 3000, y: 5000 }] }];
        await call('POST', of('grading', `/units/${unit.unit_id}/grades`), { answers, ...(observations.length ? { observations } : {}) });
        return { ...unit, title };
}

/** A shop of its own with thirty pieces, the newest and the first of them photographed. */
let making;
const made = () => making ??= make();
async function make() {
        drawer = await (await (await launch()).newContext()).newPage();
        noScript = await launch();
        const who = await token(people.receiver), about = { handle: shop.handle, name: 'Second life', navigation_label: 'Pre-loved', description: 'Worn before, good for years.' };
        const one = await call('POST', of('listing', '/collections'), about);
        shop.path = `/collections/${one.collection_id}`;
        await call('POST', of('listing', `${shop.path}/policies`), { return_days: 30, price_shares: { '*': 6000 }, auto_publish: false });
        await call('PUT', of('listing', `${shop.path}/look`), { background: '#fbf7f0', text: '#2b2118', accent: '#b4532a' });
        await call('PUT', of('listing', `${shop.path}/storefront`), { product_url: 'https://shop.example/products/{handle}' });
        await call('PATCH', of('listing', shop.path), { state: 'live' });
        await call('PATCH', of('listing', demo.collection), { state: 'paused' });   /* so that these are offered here */
        for (let nth = 0; nth < 30; nth++) {
                const unit = await piece(nth, who);
                const offer = await call('POST', of('listing', '/listings'), { unit_id: unit.unit_id, collection_id: one.collection_id });
                shop.pieces.push({ ...unit, listing_id: offer.listing_id });
        }
        await call('PATCH', of('listing', demo.collection), { state: 'live' });
        const { items } = await call('GET', `/listing/v1/collections/${shop.handle}/listings?limit=200`);
        for (const unit of shop.pieces) unit.handle = items.find((item) => item.listing_id === unit.listing_id).handle;
}

/** A page as a shopper opens it: what came, whether anything moved, what was drawn last and largest. */
async function measured(path, width, scheme) {
        const context = await noScript.newContext({ viewport: { width, height: width < 500 ? 844 : 900 }, colorScheme: scheme }), page = await context.newPage(), faults = [];
        let html = 0;
        page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
        await page.addInitScript(() => {
                globalThis.moved = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((entry) => { globalThis.moved += entry.value; })).observe({ type: 'layout-shift', buffered: true });
                new PerformanceObserver((list) => { globalThis.largest = list.getEntries().at(-1); }).observe({ type: 'largest-contentful-paint', buffered: true });
        });
        page.on('response', async (answer) => { if (!(answer.headers()['content-type'] || '').startsWith('image/jpeg')) html += (await answer.body().catch(() => '')).length; });
        await page.goto(base + path, { waitUntil: 'networkidle' });
        const seen = await page.evaluate(() => {
                const images = [...document.images], lazy = images.filter((image) => image.loading === 'lazy').length;
                return { moved: globalThis.moved, wide: document.documentElement.scrollWidth - innerWidth, lazy, images: images.length,
                        sized: images.every((image) => image.width && image.height) };
        });
        return { ...seen, page, context, faults, bytes: html };
}

test('a shop is light, does not move, and can be read by everybody', async () => {
        await made();
        const offer = `/shop/${shop.handle}/p/${shop.pieces[0].handle}`;
        const paths = [`/shop/${shop.handle}`, offer, `/u/${shop.pieces[0].lpn}`, `/shop/${shop.handle}?q=kayak`, '/u/RP00000000000', '/listing/embed.html'];
        for (const path of paths) for (const width of [390, 480, 1024, 1440]) for (const scheme of ['light', 'dark']) {
                const seen = await measured(path, width, scheme), where = `${path} at ${width} in ${scheme}`;
                assert.ok(seen.bytes < 60000, `${where}: ${seen.bytes} bytes without photos`);
                assert.ok(seen.moved < 0.01, `${where}: moved by ${seen.moved}`);
                assert.ok(seen.wide <= 0, `${where}: ${seen.wide} pixels too wide`);
                assert.ok(seen.sized, `${where}: an image without its size`);
                if (width === 390 || width === 1440) await axe(seen.page, where);
                if (path === offer) await until(seen.page, () => globalThis.largest?.element?.localName === 'img');   /* the photo is what is seen last; a busy browser draws late */
                if (path === paths[0]) assert.ok(seen.lazy < seen.images || seen.images === 0, `${where}: the first row is loaded at once`);
                assert.deepEqual(seen.faults.filter((fault) => !/404/.test(fault)), [], where);
                await seen.context.close();
        }
});

test('a shopper filters, turns pages and opens a piece, without script and by keyboard', async () => {
        await made();
        const context = await noScript.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } }), page = await context.newPage();
        await page.goto(`${base}/shop/${shop.handle}`);
        assert.equal(await page.locator('.card').count(), 24);
        await page.getByRole('link', { name: 'More pieces' }).click();
        await page.waitForLoadState('domcontentloaded');
        assert.equal(await page.locator('.card').count(), 6);
        await page.getByRole('link', { name: 'First page' }).click();
        await page.waitForLoadState('domcontentloaded');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        const opener = page.getByRole('link', { name: 'Filter and sort' });
        for (let i = 0; i < 6 && !await opener.evaluate((node) => node === document.activeElement); i++) await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.getByLabel('Type').selectOption('Shirt');
        await page.getByLabel('From').fill('100');
        await page.getByRole('button', { name: 'Show pieces' }).press('Enter');
        await page.getByRole('link', { name: /^Shirt.*remove this filter/ }).waitFor();
        await page.waitForLoadState('domcontentloaded');
        assert.equal(await page.locator('.card').count(), 15);
        await page.getByRole('link', { name: /^From 100/ }).click();
        await page.getByRole('link', { name: 'Clear all' }).click();
        await page.getByRole('link', { name: 'More pieces' }).click();
        await page.waitForLoadState('domcontentloaded');
        await page.locator('.card', { hasText: shop.pieces[0].title }).last().getByRole('link').click();
        await page.getByText('You can return it within 30 days of delivery.').waitFor();
        assert.equal(await page.locator('.pins circle').count(), 1);
        assert.match(await page.locator('.flaws').innerText(), /left sleeve/);
        assert.equal(await page.getByRole('link', { name: 'Buy at Trail & Thread' }).getAttribute('href'), `https://shop.example/products/${shop.pieces[0].handle}`);
        await page.getByRole('link', { name: /^Passport of/ }).click();
        await page.getByText('It is for sale now').waitFor();
        await context.close();
});

test('the element shows the collection in a page of another origin, under a strict policy', async () => {
        await made();
        const policy = `default-src 'none'; script-src ${base}; connect-src ${base}; img-src ${base}`;
        const html = (handle, more = '') => `<!doctype html><html lang="en"><head><title>A shop</title></head><body><main><h1>Our shop</h1>
                <resale-collection handle="${handle}" limit="12" href="/products/{handle}"${more}></resale-collection></main>
                <script type="module" src="${base}/embed/resale-collection.js"></script></body></html>`;
        const server = createServer((request, answer) => answer.writeHead(request.url === '/favicon.ico' ? 204 : 200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy })
                .end(html(request.url === '/none' ? 'nothing-here' : shop.handle, request.url === '/empty' ? ' type="Kayak"' : '')));
        await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
        const context = await noScript.newContext({ viewport: { width: 1024, height: 900 } }), page = await context.newPage(), faults = [];
        page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
        await call('POST', of('listing', '/listings/edits'), { listing_ids: [shop.pieces[29].listing_id], action: 'terms', final_sale: true });
        await page.goto(`http://127.0.0.1:${server.address().port}/`);
        const cards = page.locator('resale-collection [part=card]');
        await page.locator('resale-collection a').first().waitFor();
        assert.equal(await cards.count(), 12);
        assert.match(await cards.first().innerText(), /Final sale/);
        assert.equal(await page.getByText('Final sale').count(), 1);
        await page.route(/cursor=/, (route) => route.fulfill({ status: 410, headers: { 'Access-Control-Allow-Origin': '*' }, json: { code: 'pull-expired' } }), { times: 1 });
        await page.getByRole('button', { name: 'Show more' }).press('Enter');   /* an hour later: it begins anew */
        await until(page, () => !document.querySelector('resale-collection').hasAttribute('aria-busy'));
        assert.equal(await cards.count(), 12);
        assert.deepEqual(faults.splice(0).filter((fault) => !/410/.test(fault)), []);
        await page.getByRole('button', { name: 'Show more' }).press('Enter');
        await until(page, () => document.querySelector('resale-collection').shadowRoot.querySelectorAll('li').length === 24);
        assert.match(await page.evaluate(() => document.querySelector('resale-collection').shadowRoot.activeElement.getAttribute('href')), /^\/products\/./);
        await axe(page, 'the element');
        await page.goto(`http://127.0.0.1:${server.address().port}/empty`);
        await page.getByText('Nothing is here right now. Look in again soon.').waitFor();
        assert.equal(await cards.count(), 0);
        assert.equal(await page.getByRole('button').count(), 0, 'there is nothing more to show');
        await axe(page, 'the element of an empty collection');
        await page.evaluate(() => document.querySelector('resale-collection').append(Object.assign(document.createElement('p'), { slot: 'empty', textContent: 'All sold. Thank you!' })));
        await page.getByText('All sold. Thank you!').waitFor();
        assert.equal(await page.getByText('Nothing is here right now.').isVisible(), false);
        assert.deepEqual(faults, []);
        await page.goto(`http://127.0.0.1:${server.address().port}/none`);
        await page.getByText('The collection cannot be shown at the moment.').waitFor();
        await page.getByRole('button', { name: 'Try again' }).waitFor();
        await context.close();
        await new Promise((resolve) => server.close(resolve));
});
