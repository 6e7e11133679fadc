import assert from 'node:assert/strict';
import { axe, base, row, says, sheet, strip, test, visit, wedge } from './harness.mjs';
import { call, of, people, received, shipment, sold } from './seed.mjs';

const lines = (page) => page.getByRole('region', { name: 'Shipment' }).locator('table').first();

test('a parcel is received by keyboard alone, from its tracking number to the report', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(3);
        await page.keyboard.type(parcel.tracking_number);
        await page.keyboard.press('Enter');
        await says(page, `${parcel.rma}: 3 pieces expected`);
        await page.keyboard.type('0123456789012');
        await page.keyboard.press('Enter');
        await says(page, 'Received');
        assert.match(await strip(page).locator('.plate').innerText(), /^RP-[0-9A-Z]{4}-[0-9A-Z]{6}-[0-9A-Z]$/);
        await lines(page).locator('tr', { hasText: 'Trail Jacket' }).locator('.plate').waitFor();
        const damaged = lines(page).locator('tr', { hasText: 'Fleece' }).getByRole('button', { name: 'Damaged' });
        for (let i = 0; i < 30 && !(await damaged.evaluate((node) => node === document.activeElement)); i++) await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await says(page, 'Damaged in transit');
        const close = page.getByRole('button', { name: 'Close shipment' });
        for (let i = 0; i < 30 && !(await close.evaluate((node) => node === document.activeElement)); i++) await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await sheet(page).getByText('One piece is still expected and will be reported as short: Ridge Boot - 42.').waitFor();
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await says(page, '1 received, 1 damaged in transit, 1 short. The report goes to the merchant.');
        const report = await call('GET', of('intake', `/shipments/${parcel.shipment_id}/report`));
        assert.deepEqual(report.lines.map((line) => line.outcome), ['received', 'damaged_in_transit', 'short']);
});

test('a code that is not of the shipment is received as a stranger, with its plate', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(1);
        page.allow = /404/;
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await wedge(page, '4006381333931');
        await says(page, 'Not of this shipment');
        assert.equal(await sheet(page).getByLabel('Barcode').inputValue(), '4006381333931');
        await sheet(page).getByLabel('What is it').fill('Rain Hat');
        await page.keyboard.press('Enter');
        await says(page, 'Unexpected');
        await page.locator('tr', { hasText: 'Rain Hat' }).locator('.plate').waitFor();
});

test('a wrong item gets a plate as what it is, not as what was announced', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(1);
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await lines(page).getByRole('button', { name: 'Wrong item' }).click();
        await sheet(page).getByLabel('What came').fill('A single sock');
        await page.keyboard.press('Enter');
        await says(page, 'A single sock. Put the plate on it');
        const report = await call('GET', of('intake', `/shipments/${parcel.shipment_id}`));
        assert.equal(report.lines[0].outcome, 'wrong_item');
});

test('with nothing open, a product that is expected opens its shipment', async () => {
        const page = await visit('/intake/', { person: people.receiver }), sku = `SCAN-${Date.now()}`;
        const parcel = await call('POST', of('intake', '/shipments'), { lines: [{ sku, title: 'Scanned mug', price: { amount: 1000, currency: 'USD' } }] });
        await wedge(page, sku);
        await says(page, 'Scanned mug is expected here');
        await page.waitForTimeout(800);
        await wedge(page, sku);
        await says(page, 'Scanned mug. Put the plate on it');
        assert.equal((await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines[0].outcome, 'received');
});

test('a piece that was received already gets no second plate', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(1);
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await wedge(page, '0123456789012');
        await says(page, 'Put the plate on it');
        await page.waitForTimeout(800);
        await wedge(page, '0123456789012');
        await says(page, 'Received already');
});

test('an unknown code is answered in words, and the next scan is taken', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(1);
        page.allow = /404/;
        await wedge(page, 'NOT-A-CODE');
        await says(page, 'Nothing here has the code NOT-A-CODE.');
        await wedge(page, parcel.rma);
        await says(page, '1 piece expected');
});

test('a unit is held with a reason; a supervisor releases it', async () => {
        const unit = await received(), page = await visit('/intake/', { person: people.receiver });
        await wedge(page, unit.printed);
        await page.getByRole('button', { name: 'Hold' }).click();
        await sheet(page).getByLabel('Why').fill('needle in the seam');
        await sheet(page).getByRole('button', { name: 'Hold' }).click();
        await says(page, 'needle in the seam');
        await page.getByText('A supervisor releases it.').waitFor();
        const theirs = await visit('/intake/', { person: people.supervisor });
        await wedge(theirs, unit.printed);
        await theirs.getByRole('button', { name: 'Release' }).click();
        await sheet(theirs).getByLabel('Why').fill('taken out');
        await sheet(theirs).getByRole('button', { name: 'Release' }).click();
        await says(theirs, 'Released');
        await theirs.getByRole('region', { name: 'Unit' }).locator('.state', { hasText: 'Received' }).first().waitFor();
        await row(theirs, 'needle in the seam').waitFor();
});

test('a sold unit that comes back is received again under its plate', async () => {
        const order = await sold(), [unit] = order.units, at = of('fulfillment', `/orders/${order.order_id}`);
        await call('POST', `${at}/pick`, { code: unit.lpn });
        const parcel = await call('POST', `${at}/parcels`, { codes: [unit.lpn] });
        await call('POST', of('fulfillment', `/parcels/${parcel.parcel_id}/ship`), { carrier: 'UPS', tracking_number: `1Z${order.provider_order_id}` });
        const back = await call('POST', of('fulfillment', `/units/${unit.unit_id}/returns`), { reason: 'Too small' });
        const page = await visit('/intake/', { person: people.receiver });
        await wedge(page, back.rma);
        await says(page, 'A sold unit comes back');
        await page.getByRole('button', { name: 'Receive again' }).click();
        await says(page, 'Received again');
        assert.equal((await strip(page).locator('.plate').innerText()).replaceAll('-', ''), unit.lpn);
        await row(page, 'Received again').getByText('2', { exact: true }).waitFor();
});

const labelPanel = (page) => page.getByRole('region', { name: 'Label' });
const events = async (unit_id) => (await call('GET', of('intake', `/units/${unit_id}`))).events.map((one) => `${one.event} ${one.payload.reason || ''}`.trim());

/** What the QR code of a unit's label holds. */
async function qrOf(unit_id) {
        const answer = await fetch(base + of('intake', `/units/${unit_id}/label?format=zpl`), { headers: { Authorization: `Bearer ${process.env.RESALE_ADMIN_TOKEN}` } });
        return /\^FDMA,([^^]*)/.exec(await answer.text())[1];
}

/** The label's PDF comes in a tab of its own, which is closed: a page behind another one is slow. */
async function printBy(page, button, unit_id) {
        const [tab] = await Promise.all([page.waitForEvent('popup'), button.click()]);
        await tab.waitForURL(new RegExp(`${unit_id}/label\\?format=pdf&size=57x32$`), { waitUntil: 'commit' });
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
        await panel.getByText('Scan the printed label').waitFor();
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
        page.allow = /404/;
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
});

test('the next piece does not wait for the label of the one before', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(2), unit = await receivedAt(page, parcel), next = await shipment(1);
        await wedge(page, parcel.lines[1].barcode);
        await says(page, 'Fleece - S. Put the plate on it');
        await labelPanel(page).getByRole('img', { name: /Fleece - S$/ }).waitFor();
        await wedge(page, next.tracking_number);
        await says(page, `${next.rma}: 1 piece expected`);
        await labelPanel(page).getByRole('button', { name: 'Check it later' }).click();
        await wedge(page, unit.lpn);
        await says(page, 'A unit, received');
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
        assert.deepEqual(await events(unit.unit_id), ['received', 'label_printed first', 'label_reprinted damaged']);
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
        assert.equal(page.context().pages().length, 1);
        assert.equal((await events(unit.unit_id)).length, 2);
});
