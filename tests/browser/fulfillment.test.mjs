import assert from 'node:assert/strict';
import { row, says, sheet, test, visit, wedge } from './harness.mjs';
import { call, demo, listed, of, people, policy, sold } from './seed.mjs';

const order = (page) => page.getByRole('region', { name: 'Order' });

test('an order of two units is picked, packed and shipped by scans; another unit of the same kind is refused', async () => {
        const bought = await sold(2), [first, second] = bought.units, twin = await listed(), page = await visit('/fulfillment/', { person: people.fulfilment });
        page.allow = /409/;
        await wedge(page, first.lpn);
        await says(page, `1 more to pick for ${bought.order_name}`);
        await wedge(page, twin.lpn);
        await says(page, 'This unit was not bought in this order');
        await wedge(page, second.lpn);
        await says(page, 'All of it is picked.');
        await wedge(page, first.lpn);
        await says(page, 'In the box');
        await wedge(page, second.lpn);
        await says(page, '2 units in the parcel.');
        assert.equal(await page.evaluate(() => document.activeElement.name), 'carrier', 'the label comes next');
        await page.keyboard.type('UPS');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await order(page).locator('.error', { hasText: 'Fill this in.' }).waitFor();
        await page.keyboard.type(`1Z${bought.provider_order_id}`);
        await page.keyboard.press('Enter');
        await page.getByText(`Shipped with UPS, 1Z${bought.provider_order_id}.`).waitFor();
        await order(page).locator('h2 ~ .row .state', { hasText: 'Shipped' }).waitFor();
});

test('the page says whether a sold unit may come back, and gives the return its number', async () => {
        const bought = await sold(), [unit] = bought.units, at = of('fulfillment', `/orders/${bought.order_id}`), page = await visit('/fulfillment/', { person: people.fulfilment });
        await call('POST', `${at}/pick`, { code: unit.lpn });
        await wedge(page, unit.lpn);
        await says(page, 'in the parcel');
        await order(page).getByLabel('Carrier').fill('UPS');
        await order(page).getByLabel('Tracking number').fill(`1Z${bought.provider_order_id}`);
        await order(page).getByRole('button', { name: 'Ship' }).click();
        await order(page).getByRole('button', { name: 'May it come back' }).click();
        await sheet(page).getByText('It was sold with a window of 30 days from shipment').waitFor();
        await sheet(page).getByLabel('Why does it come back').fill('Too small');
        await sheet(page).getByRole('button', { name: 'Authorise the return' }).click();
        assert.match(await sheet(page).locator('.secret').innerText(), /^RR-/);
        await sheet(page).getByRole('button', { name: 'Done' }).click();
        await order(page).getByText('Returning').first().waitFor();
});

test('a final sale cannot come back, and the page says why', async () => {
        await call('POST', of('listing', `${demo.collection}/policies`), { return_days: 0, final_sale: true, price_shares: { '*': 5000 }, auto_publish: true });
        const bought = await sold(), [unit] = bought.units, at = of('fulfillment', `/orders/${bought.order_id}`), page = await visit('/fulfillment/', { person: people.fulfilment });
        await call('POST', of('listing', `${demo.collection}/policies`), policy);
        await call('POST', `${at}/pick`, { code: unit.lpn });
        const parcel = await call('POST', `${at}/parcels`, { codes: [unit.lpn] });
        await call('POST', of('fulfillment', `/parcels/${parcel.parcel_id}/ship`), { carrier: 'UPS', tracking_number: `1Z${bought.provider_order_id}` });
        await page.reload();
        await row(page, bought.order_name).getByRole('button', { name: 'Open' }).click();
        await order(page).getByText('Final sale').waitFor();
        await order(page).getByRole('button', { name: 'May it come back' }).click();
        await sheet(page).getByText('It was sold as final sale').waitFor();
        assert.equal(await sheet(page).getByRole('button', { name: 'Authorise the return' }).count(), 0);
});

test('an order that was not picked is cancelled after it was asked for', async () => {
        const bought = await sold(), page = await visit('/fulfillment/', { person: people.fulfilment });
        await row(page, bought.order_name).getByRole('button', { name: 'Open' }).click();
        await says(page, `Scan the plates of ${bought.order_name}.`);
        await order(page).getByRole('button', { name: 'Cancel order' }).click();
        await sheet(page).getByRole('button', { name: 'Cancel order' }).click();
        await order(page).getByText('Cancelled').first().waitFor();
});

test('a plate that nobody bought is refused', async () => {
        const unit = await listed(), page = await visit('/fulfillment/', { person: people.fulfilment });
        await wedge(page, unit.lpn);
        await says(page, 'Nobody bought this');
});
