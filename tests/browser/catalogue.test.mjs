import assert from 'node:assert/strict';
import { axe, says, settled, sheet, strip, test, visit, wedge } from './harness.mjs';
import { admin, call, demo, next, of, people, shipment } from './seed.mjs';

const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==', 'base64');
const head = 'SKU,Title,Colour,Size,Vendor,Type,Price,Image URL,Barcode\n';
const things = [['TRF-NVY-M', 'Trail Fleece', 'Navy', 'M', 'Northlight', 'Fleece', '120', 'https://cdn.example/navy.png', '4006381333948'],
        ['TRF-RED-L', 'Trail Fleece', 'Red', 'L', 'Northlight', 'Fleece', '120', 'https://cdn.example/gone.png', ''], ['RSH-1', 'Rain Shell', 'Navy', 'M', 'Northlight', 'Jacket', '180.50', '', '']];
let filled;

/** The merchant of the tests sells these. */
const fill = () => filled ??= put(head + things.map((one) => one.join(',')).join('\n'));

async function put(text) {
        const answer = await fetch(`${process.env.RESALE_DOOR}${of('intake', '/catalogue')}`, { method: 'POST', body: text,
                headers: { Authorization: `Bearer ${process.env.RESALE_ADMIN_TOKEN}`, 'Content-Type': 'text/csv' } });
        assert.equal(answer.status, 200, await answer.text());
}

/** A receiver's page whose pictures come from a CDN that has some. */
async function station(path = '/intake/', person = people.receiver, size = {}) {
        await fill();
        const page = await visit(path, { person, ...size });
        await page.route('https://cdn.example/**', (route) => /gone/.test(route.request().url()) ? route.fulfill({ status: 404 }) : route.fulfill({ contentType: 'image/png', body: picture }));
        return page;
}

const options = (page) => sheet(page).getByRole('option');

test('a piece without a tag is found by words and pictures, by keyboard alone, and received as what it is', async () => {
        const page = await station(), parcel = await shipment(1);
        page.allow = /404/;
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await page.getByRole('button', { name: 'Something else is in it' }).click();
        assert.equal(await sheet(page).getByRole('combobox', { name: 'No tag? Find it' }).evaluate((node) => node === document.activeElement), true);
        await page.keyboard.type('navy flece');
        await options(page).first().waitFor();
        assert.match(await options(page).first().innerText(), /Trail Fleece[\s\S]*Northlight · Fleece · \$120\.00[\s\S]*TRF-NVY-M/);
        assert.equal(await options(page).first().locator('img').evaluate((node) => node.decode().then(() => node.naturalWidth)), 1);
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await sheet(page).getByText('Choose another').waitFor();
        assert.equal(await sheet(page).getByLabel('What is it').inputValue(), 'Trail Fleece, Navy / M');
        assert.equal(await sheet(page).getByLabel('SKU', { exact: false }).inputValue(), 'TRF-NVY-M');
        await axe(page, 'a product chosen');
        await sheet(page).getByRole('button', { name: 'Receive it' }).click();
        await says(page, 'Unexpected');
        const lpn = (await strip(page).locator('.plate').innerText()).replaceAll('-', ''), { unit } = await call('POST', '/intake/v1/scans', { code: lpn });
        assert.equal(unit.product_type, 'Fleece');
        assert.equal(unit.sku, 'TRF-NVY-M');
});

test('a picture that is not there leaves its place; nothing found and no answer are said', async () => {
        const page = await station(), parcel = await shipment(1);
        page.allow = /404|503|Failed to load/;
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await page.getByRole('button', { name: 'Wrong item' }).click();
        const box = sheet(page).getByRole('combobox');
        await box.fill('fleece red');
        await options(page).first().locator('.picture', { hasText: 'No picture' }).waitFor();
        await options(page).first().click();
        assert.equal(await sheet(page).getByLabel('What came').inputValue(), 'Trail Fleece, Red / L');
        await sheet(page).getByRole('button', { name: 'Choose another' }).click();
        assert.equal(await sheet(page).getByLabel('What came').inputValue(), '');
        await box.fill('zebra');
        await sheet(page).getByText('Nothing is like “zebra”.').waitFor();
        await page.route('**/catalogue?*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json',
                body: '{"title":"The service is at capacity; retry shortly","code":"busy"}' }));
        await box.fill('shell');
        await sheet(page).getByText('The service is at capacity').waitFor();
        await page.unroute('**/catalogue?*');
        await sheet(page).getByRole('button', { name: 'Try again' }).click();
        await options(page).getByText('Rain Shell').waitFor();
});

test('a barcode that no shipment expects is known from the catalogue', async () => {
        const page = await station(), parcel = await shipment(1);
        await wedge(page, '4006381333948');
        await says(page, 'Trail & Thread sells it, and no shipment expects it.');
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await page.waitForTimeout(800);
        await wedge(page, '4006381333948');
        await says(page, 'It is Trail Fleece, Navy / M, which nobody announced.');
        await sheet(page).getByText('Choose another').waitFor();
        await page.keyboard.press('Enter');
        await says(page, 'Trail Fleece, Navy / M. Put the plate on it');
});

test('a supervisor uploads a catalogue; what is wrong is said by line and can be kept; a receiver only reads', async () => {
        const merchant = await call('POST', '/accounts/v1/merchants', { name: 'Aardvark Wear', slug: `aardvark-${next()}`, plan: 'plus', resale_included: true, currency: 'USD', time_zone: 'UTC' });
        const page = await station(`/intake/catalogue.html?merchant=${merchant.merchant_id}`, people.supervisor);
        page.allow = /422/;
        await page.getByRole('heading', { name: 'No products yet' }).waitFor();
        const file = page.getByLabel('CSV file'), send = (text) => file.setInputFiles({ name: 'spring.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
        await page.getByRole('button', { name: 'Import' }).click();
        await page.getByText('Fill this in.').waitFor();
        await send(`${head}A,Hat,,,,,12,,\n,Scarf,,,,,x,,\n`);
        await page.getByRole('button', { name: 'Import' }).click();
        const wrong = page.getByRole('region', { name: 'What is wrong in the file' });
        await wrong.getByText('2 things are wrong in spring.csv').waitFor();
        assert.match(await wrong.locator('tbody tr').nth(1).innerText(), /3[\s\S]*Price[\s\S]*Must be an amount of USD/);
        await axe(page, 'a list of errors');
        const [download] = await Promise.all([page.waitForEvent('download'), wrong.getByText('Download the list').click()]);
        assert.equal(download.suggestedFilename(), 'spring - errors.csv');
        await send(`${head}A,Hat,,,,,12,,\nB,Scarf,,,,,9,,\n`);
        await page.getByRole('button', { name: 'Import' }).click();
        await page.getByText('spring.csv is in: 2 products in the file, 2 added, 0 changed.').waitFor();
        await page.getByRole('heading', { name: '2 products' }).waitFor();
        assert.equal(await wrong.count(), 0);
        await page.getByLabel('Find a product').fill('scraf');
        await page.getByRole('option', { name: /Scarf/ }).waitFor();
        const theirs = await station(`/intake/catalogue.html?merchant=${merchant.merchant_id}`);
        await theirs.getByRole('heading', { name: '2 products' }).waitFor();
        assert.equal(await theirs.getByLabel('CSV file').count(), 0);
        const mine = await station(`/intake/catalogue.html?merchant=${demo.merchant.merchant_id}`, admin);
        await mine.getByLabel('Signing secret').fill('a secret of the shop itself');
        await mine.getByRole('button', { name: 'Connect' }).click();
        await mine.getByText('Connected. Changes in the shop arrive from now on.').waitFor();
});

test('only the pages that show products may load pictures from elsewhere', async () => {
        for (const [path, may] of [['/intake/', true], ['/intake/catalogue.html', true], ['/accounts/set-up.html', false], ['/intake/intake.js', false]]) {
                const answer = await fetch(process.env.RESALE_DOOR + path);
                assert.equal(/img-src 'self' data: https:;/.test(answer.headers.get('Content-Security-Policy')), may, path);
        }
});

test('on a phone the products found fit', async () => {
        for (const scheme of ['light', 'dark']) {
                const page = await station('/intake/', people.receiver, { width: 390, scheme }), parcel = await shipment(1);
                page.allow = /404/;
                await wedge(page, parcel.tracking_number);
                await says(page, '1 piece expected');
                await page.getByRole('button', { name: 'Something else is in it' }).click();
                await page.keyboard.type('northlight');
                await options(page).nth(2).waitFor();
                await page.keyboard.press('ArrowDown');
                await axe(page, `products found, ${scheme}`);
                assert.ok(await page.evaluate(() => { const node = document.querySelector('.sheet'); return node.scrollWidth <= node.clientWidth; }));
                await settled(page);
        }
});
