import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { axe, base, row, says, sheet, strip, test, until, visit, wedge } from './harness.mjs';
import { admin, call, demo, next, of, people, received, shipment } from './seed.mjs';

const lines = (page) => page.getByRole('region', { name: 'Shipment' }).locator('table').first();
const printed = (lpn) => lpn.replace(/^(..)(.{4})(.{6})(.)$/, '$1-$2-$3-$4');
const labelPanel = (page) => page.getByRole('region', { name: 'Label', exact: true });
const events = async (unit_id) => (await call('GET', of('intake', `/units/${unit_id}`))).events.map((one) => `${one.event} ${one.payload.reason || ''}`.trim());

/** What the QR code of a unit's label holds. */
async function qrOf(unit_id) {
        const answer = await fetch(base + of('intake', `/units/${unit_id}/label?format=zpl`), { headers: { Authorization: `Bearer ${process.env.RESALE_ADMIN_TOKEN}` } });
        return /\^FDMA,([^^]*)/.exec(await answer.text())[1];
}

/** The label's PDF comes in a tab of its own, which is closed: a page behind another one is slow. */
async function printBy(page, button, unit_id) {
        const path = new RegExp(`${unit_id}/label\\?format=pdf&size=57x32$`);
        const [tab, answer] = await Promise.all([page.waitForEvent('popup'), page.context().waitForEvent('response', (one) => path.test(one.url())), button.click()]);
        assert.equal(answer.headers()['content-type'], 'application/pdf');
        await tab.close();
}

/** One piece received by its barcode; the unit that it became. */
async function receivedAt(page, parcel) {
        await wedge(page, parcel.tracking_number);
        await says(page, `${parcel.rma}: `);
        await wedge(page, parcel.lines[0].barcode);
        await says(page, 'Put the plate on it');
        return (await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines[0];
}

test('a received piece shows its label; the print is noted, and scanning it back is confirmed', async () => {
        const page = await visit('/intake/', { person: people.receiver }), unit = await receivedAt(page, await shipment(2)), panel = labelPanel(page);
        await panel.getByText('Print the label').waitFor();
        const picture = panel.getByRole('img', { name: /^Label RP-.*, Trail Jacket - M$/ });
        await picture.evaluate((node) => node.decode());
        assert.ok(await picture.evaluate((node) => node.naturalWidth > 200), 'the label is drawn');
        await printBy(page, panel.getByRole('button', { name: 'Print label' }), unit.unit_id);
        await says(page, 'Label printed');
        assert.deepEqual(await events(unit.unit_id), ['received', 'label_printed first']);
        await panel.getByRole('button', { name: 'Print label again' }).waitFor();
        await axe(page, 'a label that is wanted');
        await wedge(page, await qrOf(unit.unit_id));
        await says(page, 'Label checked');
        assert.ok(await strip(page).evaluate((node) => node.classList.contains('good')));
        await panel.waitFor({ state: 'detached' });
        await lines(page).locator('tr', { hasText: 'Fleece' }).getByRole('button', { name: 'Received' }).waitFor();
});

test('another label is refused in the colour of a stop, and the right one is still waited for', async () => {
        const page = await visit('/intake/', { person: people.receiver }), other = await received(), unit = await receivedAt(page, await shipment(1));
        page.allow = /404|409/;
        await wedge(page, await qrOf(other.unit_id));
        await says(page, 'Wrong label');
        assert.ok(await strip(page).evaluate((node) => node.classList.contains('stop')));
        await wedge(page, 'RP-ZZZZ-ZZZZZZ-9');
        await says(page, 'RP-ZZZZ-ZZZZZZ-9');
        assert.match(await strip(page).innerText(), /^Wrong label/);
        assert.equal(await sheet(page).count(), 0);
        await wedge(page, unit.lpn);
        await says(page, 'Label checked');
        await wedge(page, other.printed);
        await says(page, 'A unit, received');
        assert.deepEqual(await events(unit.unit_id), ['received', 'label_checked']);
});

test('the next piece is not taken before the printed label of the one in hand was scanned, or put off', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(2), unit = await receivedAt(page, parcel);
        await printBy(page, labelPanel(page).getByRole('button', { name: 'Print label' }), unit.unit_id);
        await says(page, 'Label printed');
        await wedge(page, parcel.lines[1].barcode);
        await says(page, 'Scan the label of the piece in hand first');
        assert.ok(await strip(page).evaluate((node) => node.classList.contains('attention')));
        await lines(page).locator('tr', { hasText: 'Fleece' }).getByRole('button', { name: 'Wrong item' }).click();
        assert.equal(await sheet(page).count(), 0);
        assert.equal((await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines[1].outcome, 'pending');
        await labelPanel(page).getByRole('button', { name: 'Check it later' }).click();
        await page.getByRole('region', { name: 'Not checked yet' }).locator('summary').click();
        await page.getByRole('region', { name: 'Not checked yet' }).locator('tr', { hasText: printed(unit.lpn) }).getByText('Printed', { exact: true }).waitFor();
        await page.waitForTimeout(900);
        await wedge(page, parcel.lines[1].barcode);
        await says(page, 'Fleece - S. Put the plate on it');
        await labelPanel(page).getByRole('img', { name: /Fleece - S$/ }).waitFor();
        const fleece = (await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines[1].lpn;
        await wedge(page, fleece);
        await says(page, 'Label checked');
        await page.getByRole('region', { name: 'Not checked yet' }).locator('tr', { hasText: printed(unit.lpn) }).waitFor();   /* the list, opened, stays so as it is read anew */
        await wedge(page, unit.lpn);
        await says(page, 'Its label is checked.');
        await page.getByRole('region', { name: 'Not checked yet' }).locator('tr', { hasText: printed(unit.lpn) }).waitFor({ state: 'detached' });
        assert.deepEqual(await events(unit.unit_id), ['received', 'label_printed first', 'label_checked']);
});

test('a label that is not printed yet holds up nothing', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(2);
        await receivedAt(page, parcel);
        await wedge(page, parcel.lines[1].barcode);
        await says(page, 'Fleece - S. Put the plate on it');
        await labelPanel(page).getByRole('img', { name: /Fleece - S$/ }).waitFor();
});

test('a label is printed again for a reason that is kept', async () => {
        const unit = await received(), page = await visit('/intake/', { person: people.receiver });
        await wedge(page, unit.printed);
        await printBy(page, page.getByRole('region', { name: 'Unit' }).getByRole('button', { name: 'Print label' }), unit.unit_id);
        await says(page, 'Label printed');
        const again = page.getByRole('region', { name: 'Unit' }).getByRole('button', { name: 'Print label again' });
        await again.click();
        await sheet(page).getByRole('button', { name: 'Print label' }).click();
        await sheet(page).getByText('Fill this in.').waitFor();
        await sheet(page).getByText('It is damaged or does not scan').click();
        await printBy(page, sheet(page).getByRole('button', { name: 'Print label' }), unit.unit_id);
        await row(page, 'Label reprinted').getByText('Damaged').waitFor();
        assert.deepEqual(await events(unit.unit_id), ['received', 'label_checked', 'label_printed first', 'label_reprinted damaged']);
        await labelPanel(page).getByText('Scan the printed label').waitFor();
        await wedge(page, unit.lpn);
        await says(page, 'Label checked');
});

test('what was printed at another station asks for the reason here', async () => {
        const page = await visit('/intake/', { person: people.receiver }), unit = await receivedAt(page, await shipment(1));
        page.allow = /422/;
        await call('POST', of('intake', `/units/${unit.unit_id}/label-prints`), { format: 'zpl', size: '102x51' });
        await labelPanel(page).getByRole('button', { name: 'Print label' }).click();
        await sheet(page).getByText('What became of the label').waitFor();
        for (let i = 0; i < 160 && page.context().pages().length > 1; i++) await page.waitForTimeout(50);
        assert.equal(page.context().pages().length, 1);
        assert.equal((await events(unit.unit_id)).length, 2);
});

/* --- with a printer --- */

/** A stand-in on loopback that keeps what it is sent; close() makes it one that is off. */
async function rawPrinter() {
        const labels = [], server = createServer((socket) => {
                let text = '';
                socket.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => { labels.push(text); socket.end(); }).on('error', () => {});
        });
        await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
        const { port } = server.address(), close = () => new Promise((resolve) => server.close(resolve));
        return { labels, port, close };
}

async function printerAt(port) {
        return call('POST', '/intake/v1/printers', { facility_id: demo.facility.facility_id, name: `Dock ${next()}`, host: '127.0.0.1', port, size: '57x32', dpi: 203 });
}

/** A station whose labels come from there by themselves. */
async function stationWith(how, person = people.receiver) {
        const page = await visit('/intake/', { person });
        await page.getByLabel('Labels', { exact: true }).selectOption(how);
        return page;
}

test('with a printer a piece is three scans and no click: the parcel, the piece, its label', async () => {
        const raw = await rawPrinter(), printer = await printerAt(raw.port), page = await stationWith(printer.printer_id), parcel = await shipment(2);
        await wedge(page, parcel.tracking_number);
        await says(page, `${parcel.rma}: `);
        const begin = Date.now();
        await wedge(page, parcel.lines[0].barcode);
        await says(page, 'Label printed');
        console.log(`        the label was out after ${Date.now() - begin} ms`);
        const [line] = (await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines;
        assert.equal(raw.labels.length, 1);
        assert.ok(raw.labels[0].includes(line.lpn));
        await labelPanel(page).getByText('Scan the printed label').waitFor();
        await axe(page, 'a label that was printed');
        await wedge(page, parcel.lines[1].barcode);
        await says(page, 'Scan the label of the piece in hand first');
        await wedge(page, line.lpn);
        await says(page, 'Label checked');
        assert.deepEqual(await events(line.unit_id), ['received', 'label_printed first', 'label_checked']);
        await page.reload();
        await until(page, (id) => document.getElementById('labels')?.value === id && !document.querySelector('[aria-busy]'), printer.printer_id);
        await page.waitForTimeout(900);   /* the same code again is a scan of its own */
        await page.getByLabel('Print on receipt').uncheck();
        await wedge(page, parcel.tracking_number);
        await says(page, `${parcel.rma}: `);
        await wedge(page, parcel.lines[1].barcode);
        await says(page, 'Fleece - S. Put the plate on it');
        await labelPanel(page).getByText('Print the label').waitFor();
        assert.equal(raw.labels.length, 1);
        await raw.close();
});

test('a printer that does not answer is said at the station, with what to do; the PDF takes its place', async () => {
        const raw = await rawPrinter(), printer = await printerAt(raw.port), page = await stationWith(printer.printer_id), parcel = await shipment(1);
        await raw.close();
        await wedge(page, parcel.tracking_number);
        await says(page, `${parcel.rma}: `);
        await wedge(page, parcel.lines[0].barcode);
        await says(page, 'Label not printed');
        await says(page, `The printer ${printer.name} does not answer. Choose another under Labels, or print the PDF.`);
        await labelPanel(page).getByText('The label was not printed').waitFor();
        await axe(page, 'a label that was not printed');
        const [line] = (await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines;
        await printBy(page, labelPanel(page).getByRole('button', { name: 'Print the PDF' }), line.unit_id);
        await labelPanel(page).getByText('Scan the printed label').waitFor();
        await wedge(page, line.lpn);
        await says(page, 'Label checked');
        assert.deepEqual(await events(line.unit_id), ['received', 'label_printed first', 'label_reprinted not_printed', 'label_checked']);
        const theirs = await visit('/accounts/set-up.html', { person: admin });
        await row(theirs, printer.name).getByText('Connection refused').waitFor();
});

/* --- off a roll --- */

test('off a roll a piece is two scans: the piece, and a plate; a plate off another roll is refused in words', async () => {
        const roll = await call('POST', of('intake', '/plate-rolls'), { count: 2, size: '57x32', dpi: 203 }), foreign = await received();
        const page = await stationWith('roll'), parcel = await shipment(2);
        page.allow = /409/;
        await wedge(page, parcel.tracking_number);
        await says(page, `${parcel.rma}: `);
        await wedge(page, parcel.lines[0].barcode);
        await says(page, 'Scan a plate off the roll');
        await page.getByRole('heading', { name: 'Scan a plate off the roll of Trail & Thread' }).waitFor();
        await axe(page, 'a plate that is wanted');
        await wedge(page, parcel.lines[1].barcode);
        await says(page, 'Scan a plate off the roll first');
        await wedge(page, foreign.lpn);
        await says(page, "Take one off the merchant's own roll.");
        await wedge(page, roll.first);
        await says(page, 'It carries its plate. Take the next piece.');
        await page.waitForTimeout(900);
        await wedge(page, parcel.lines[1].barcode);
        await says(page, 'Scan a plate off the roll');
        await wedge(page, `${base}/u/${roll.first}`);
        await says(page, 'is on another unit already. Take the next one off the roll.');
        await page.getByRole('button', { name: 'Put it back' }).click();
        const after = await call('GET', of('intake', `/shipments/${parcel.shipment_id}`));
        assert.deepEqual(after.lines.map((line) => line.outcome), ['received', 'pending']);
        assert.equal(after.lines[0].lpn, roll.first);
        assert.deepEqual(await events(after.lines[0].unit_id), ['received', 'label_checked']);
});

test('a roll is made for one merchant, and its labels come as a file', async () => {
        const page = await visit('/intake/rolls.html', { person: people.receiver });
        page.allow = /422/;
        await page.getByRole('button', { name: 'Make a roll' }).click();
        await sheet(page).getByLabel('How many plates').fill('6000');
        await sheet(page).getByRole('button', { name: 'Reserve plates' }).click();
        await sheet(page).locator('.error', { hasText: /5000|5,000/ }).waitFor();
        await sheet(page).getByLabel('How many plates').fill('1200');
        await sheet(page).getByRole('button', { name: 'Reserve plates' }).click();
        await page.getByText('The plates are reserved.').waitFor();
        const made = row(page, '1200');
        await made.getByRole('link', { name: 'PDF 1001 to 1200' }).waitFor();
        const [download] = await Promise.all([page.waitForEvent('download'), made.getByRole('link', { name: 'ZPL 1 to 1000' }).click()]);
        assert.equal(download.suggestedFilename(), 'plates-1-1000.zpl');
        await axe(page, 'plate rolls');
});

/* --- set-up --- */

test('an administrator adds a printer, tries it, and sees why it does not print', async () => {
        const raw = await rawPrinter(), page = await visit('/accounts/set-up.html', { person: admin }), name = `Dock ${next()}`;
        page.allow = /422/;
        const part = page.getByRole('region', { name: 'Label printers' });
        await part.getByRole('button', { name: 'Add printer' }).click();
        await sheet(page).getByLabel('Name').fill(name);
        await sheet(page).getByLabel('Address').fill('8.8.8.8');
        await sheet(page).getByLabel('Port').fill(String(raw.port));
        await sheet(page).getByRole('button', { name: 'Add printer' }).click();
        await sheet(page).locator('.error', { hasText: 'Must be a host name, or an address on your own network.' }).waitFor();
        await sheet(page).getByLabel('Address').fill('127.0.0.1');
        await page.keyboard.press('Enter');
        await row(page, name).getByRole('button', { name: 'Print a test label' }).click();
        await page.getByText(`${name} took the test label.`).waitFor();
        assert.ok(raw.labels[0].includes('Test label'));
        await axe(page, 'printers');
        await raw.close();
        await row(page, name).getByRole('button', { name: 'Print a test label' }).click();
        await page.getByText(`${name} did not print: printer 127.0.0.1 port ${raw.port}: Connection refused.`).waitFor();
        await row(page, name).getByText('Failed').waitFor();
        await row(page, name).getByRole('button', { name: 'Switch off' }).click();
        await row(page, name).getByRole('button', { name: 'Switch on' }).waitFor();
        assert.equal(await row(page, name).getByRole('button', { name: 'Print a test label' }).count(), 0);
});
