import assert from 'node:assert/strict';
import { axe, base, says, settled, sheet, test, visit, wedge } from './harness.mjs';
import { admin, graded, received, shipment, sold } from './seed.mjs';

const pages = { 'sign-in': '/accounts/sign-in.html', start: '/', 'set-up': '/accounts/set-up.html', routing: '/routing/', receive: '/intake/', catalogue: '/intake/catalogue.html',
        floor: '/intake/floor.html', places: '/intake/places.html', rules: '/intake/rules.html', bench: '/grading/', work: '/grading/work.html',
                board: '/grading/board.html', parts: '/grading/parts.html',
        operations: '/grading/operations.html', earnings: '/grading/earnings.html',
        listings: '/listing/', waiting: '/listing/?view=waiting', collections: '/listing/?view=collections', shopify: '/listing/shopify.html',
        orders: '/fulfillment/', style: '/style', 'scan-check': '/scan-check', 'command-cards': '/command-cards' };
const schemes = ['light', 'dark'], widths = [1440, 390], between = [1024, 860, 480];

/** What is on the page beyond its first look: something opened. */
const deeper = {
        async receive(page) { const parcel = await shipment(2); await wedge(page, parcel.tracking_number); await says(page, 'pieces expected'); },
        async bench(page) { const unit = await received(); await wedge(page, unit.printed); await says(page, 'Answer each question.'); },
        async work(page) { const unit = await received(); await wedge(page, unit.printed); await says(page, 'No work order'); await page.getByRole('button',
                { name: 'Plan work' }).click(); await sheet(page).getByLabel('Due').waitFor(); },
        async parts(page) { await page.getByRole('button', { name: 'Add a part' }).click(); },
        async operations(page) { await page.getByRole('button', { name: 'Write its own' }).first().click(); },
        async orders(page) { const order = await sold(); await page.reload(); await settled(page); await wedge(page, order.units[0].lpn); await says(page, 'Picked'); },
        async 'set-up'(page) { await page.getByRole('button', { name: 'Add to staff' }).click(); await sheet(page).getByRole('button', { name: 'Add to staff' }).click(); },
        async routing(page) { await page.getByRole('button', { name: 'Add rule' }).click(); await sheet(page).getByLabel('Product type').waitFor(); },
        async listings(page) { await graded(); await page.reload(); await settled(page); await page.locator('.pick input').first().check();
                await page.getByRole('button', { name: 'Prices' }).first().click(); },
        async waiting(page) { await page.getByRole('button', { name: 'Offer a unit' }).first().click(); },
        async collections(page) { await page.getByRole('button', { name: 'Programme' }).first().click(); },
};

/** The page is as wide as the screen, and what is pressed is large enough. */
async function measures(page, width) {
        const wide = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll('.panel, .sheet')].filter((node) => node.scrollWidth > node.clientWidth)
                .map((node) => `${node.tagName} ${node.querySelector('h2')?.innerText ?? node.className} ${node.scrollWidth} in ${node.clientWidth}`));
        assert.deepEqual(wide, [], `no sideways scroll at ${width}: ${wide}`);
        const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input:not([type=checkbox], [type=radio]), .check, .answers label, nav a, summary')]
                .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height > 1 && (node.getBoundingClientRect().height < 43.9 || node.getBoundingClientRect().width < 43.9))
                .map((node) => `${node.outerHTML.slice(0, 80)} ${node.getBoundingClientRect().width}x${node.getBoundingClientRect().height}`));
        assert.deepEqual(small, [], 'targets of 44 px');
}

for (const [name, path] of Object.entries(pages)) {
        test(`${name}: axe finds nothing at ${widths.join(' and ')}, ${schemes.join(' and ')}; no sideways scroll, targets of 44 px`, async () => {
                for (const width of widths) for (const scheme of schemes) {
                        const page = await visit(path, { person: name === 'sign-in' ? undefined : admin, width, scheme }), where = `${name} ${width} ${scheme}`;
                        await axe(page, where);
                        await measures(page, width);
                        if (deeper[name]) {
                                await deeper[name](page);
                                await axe(page, `${where}, opened`);
                                await measures(page, width);
                        }
                }
        });
        test(`${name}: no sideways scroll and targets of 44 px at ${between.join(' and ')} too`, async () => {
                for (const width of between) {
                        const page = await visit(path, { person: name === 'sign-in' ? undefined : admin, width });
                        await measures(page, width);
                        if (!deeper[name]) continue;
                        await deeper[name](page);
                        await measures(page, width);
                }
        });
}

test('on a phone the place a person is at is in sight among their places', async () => {
        const page = await visit('/accounts/set-up.html', { person: admin, width: 390 }), here = page.locator('.rail [aria-current]');
        const box = await here.boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= 391, `Set-up stands at ${box.x}`);
});

test('the words of a station stand out 7 to 1, in both schemes', async () => {
        for (const scheme of schemes) {
                const page = await visit('/style', { person: admin, scheme });
                const ratios = await page.evaluate(() => {
                        const light = (colour) => colour.match(/\d+/g).slice(0, 3).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                                .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
                        return [...document.querySelectorAll('.result')].map((node) => {
                                const style = getComputedStyle(node), pair = [light(style.color), light(style.backgroundColor)].sort((a, b) => b - a);
                                return (pair[0] + 0.05) / (pair[1] + 0.05);
                        });
                });
                assert.equal(ratios.length, 4);
                for (const ratio of ratios) assert.ok(ratio >= 7, `${scheme}: ${ratio}`);
        }
});

/** An answer's bytes, as they came over the network and as they are used. */
const sizeOf = async (answer) => ({ url: answer.url(), sent: (await answer.request().sizes()).responseBodySize, bytes: (await answer.body().catch(() => '')).length });

test('the first load of each page is under 100 KB as it is sent, each stylesheet under 20 KB; nothing comes from elsewhere', async () => {
        for (const [name, path] of Object.entries(pages)) {
                const page = await visit('/accounts/sign-in.html', { person: admin }), sizes = [], heard = (answer) => sizes.push(sizeOf(answer));
                page.on('response', heard);
                await page.goto(base + path);
                await settled(page);
                page.off('response', heard);   /* what a page asks for every few seconds is no part of its first load, and may be cut off */
                const loaded = (await Promise.all(sizes)).filter((one) => !one.url.startsWith('data:')), total = loaded.reduce((sum, one) => sum + one.sent, 0);
                assert.deepEqual(loaded.filter((one) => !one.url.startsWith(`${base}/`)), [], name);
                assert.ok(total < 100 * 1024, `${name}: ${total} bytes`);
                loaded.filter((one) => one.url.endsWith('.css')).forEach((one) => assert.ok(one.bytes < 20 * 1024, one.url));
        }
});

test('a part of a page is not sent again while it has not changed', async () => {
        for (const path of ['/accounts/', '/intake/kit/kit.js', '/intake/kit/style.css', '/intake/intake.js']) {
                const answer = await fetch(base + path), etag = answer.headers.get('ETag');
                assert.match(etag, /^(W\/)?"[0-9a-f]{32}"$/, path);
                assert.match(answer.headers.get('Content-Security-Policy'), /^default-src 'self'; img-src 'self' data:;/);
                assert.equal((await fetch(base + path, { headers: { 'If-None-Match': etag } })).status, 304, path);
        }
});

test('a page keeps its place while it loads: the station does not move', async () => {
        const page = await visit('/intake/', { person: admin }), parcel = await shipment(2);
        const box = () => page.locator('.station').boundingBox();
        const before = await box();
        await wedge(page, parcel.tracking_number);
        await says(page, 'pieces expected');
        await wedge(page, '0123456789012');
        await says(page, 'Put the plate on it');
        const after = await box();
        assert.equal(after.height, before.height);
});
