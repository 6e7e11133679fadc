import assert from 'node:assert/strict';
import { row, says, sheet, strip, test, until, visit, wedge } from './harness.mjs';
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
        await lines(page).locator('tr', { hasText: 'Fleece' }).locator('.plate').waitFor();
        await until(page, () => document.activeElement.id === 'scan');
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

test('a piece whose code says a recalled serial number is put on hold as it is received', async () => {
        const parcel = await shipment(1), serial = `SN-${parcel.shipment_id.slice(-8)}`;
        await call('POST', of('grading', '/recalls'), { recalls: [{ serial, reason: 'The battery swells' }] });
        const page = await visit('/intake/', { person: people.receiver });
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await wedge(page, `https://id.example.com/01/00123456789012/21/${serial}`);
        await says(page, 'Recalled, serial');
        const { lines } = await call('GET', of('intake', `/shipments/${parcel.shipment_id}`));
        const unit = await call('GET', of('intake', `/units/${lines[0].unit_id}`));
        assert.equal(unit.state, 'quarantined');
});
