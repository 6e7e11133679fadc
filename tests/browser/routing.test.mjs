import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { base, row, sheet, test, visit } from './harness.mjs';
import { admin, call, demo, next, of, people } from './seed.mjs';

const save = (page) => sheet(page).getByRole('button', { name: 'Save' }).click();

async function addDestination(page, name, type) {
        await page.getByRole('button', { name: 'Add destination' }).click();
        await sheet(page).getByLabel('Name').fill(name);
        await sheet(page).getByLabel('Type').selectOption(type);
        await sheet(page).getByLabel('Street').fill('123 Main St');
        await sheet(page).getByLabel('City').fill('Columbus');
        await sheet(page).getByLabel('Postal code').fill('43210');
        await sheet(page).getByLabel('Country').fill('US');
        if (name.startsWith('Resale')) await sheet(page).getByLabel('It is ours').check();
        await sheet(page).getByRole('button', { name: 'Add destination' }).click();
        await row(page, name).waitFor();
}

test('routing is set up, tried dry with its trace, and changed', async () => {
        const page = await visit('/routing/', { person: admin });
        page.allow = /422/;
        await addDestination(page, 'Own warehouse', 'warehouse');
        await addDestination(page, 'Resale partner', 'warehouse');
        await addDestination(page, 'Resale donation', 'donation_center');
        await row(page, 'Own warehouse').getByText('Default').waitFor();

        await page.getByRole('button', { name: 'Add workflow' }).click();
        await sheet(page).getByLabel('Name').fill('Damaged to us');
        await sheet(page).getByLabel('Return reason').fill('Item arrived damaged');
        await save(page);
        await sheet(page).locator('.error', { hasText: 'Is required, except for keep_item' }).waitFor();
        await sheet(page).getByLabel('Destination').selectOption({ label: 'Resale donation' });
        await save(page);
        await row(page, 'Damaged to us').getByText('Return reason: Item arrived damaged').waitFor();

        await page.getByRole('button', { name: 'Add rule' }).click();
        await sheet(page).getByLabel('Destination').selectOption({ label: 'Resale partner' });
        await save(page);
        await sheet(page).locator('.error', { hasText: /at least one/ }).waitFor();
        await sheet(page).getByLabel('Product type').fill('Fleece, Jacket');
        await sheet(page).getByLabel('Price from').fill('12.5');
        await save(page);
        await row(page, 'Product type: Fleece, Jacket; Price from: $12.50').waitFor();

        await page.getByRole('button', { name: 'Dry run' }).click();
        await sheet(page).getByRole('button', { name: 'Where would it go' }).click();
        await sheet(page).getByText('Workflow “Damaged to us”, version 1').waitFor();
        await sheet(page).getByText('Goes to Resale donation').waitFor();
        await sheet(page).getByLabel('Return reason').fill('Too small');
        await sheet(page).getByLabel('Product type').fill('Fleece');
        await sheet(page).getByLabel('Price').fill('99');
        await page.keyboard.press('Enter');
        await sheet(page).getByText('Goes to Resale partner').waitFor();
        await sheet(page).getByText('passed over').first().waitFor();
        await page.keyboard.press('Escape');

        await page.locator('.panel', { hasText: 'How it is decided' }).getByRole('button', { name: 'Change' }).click();
        await sheet(page).getByLabel('Enforce product rules').check();
        await save(page);
        await page.getByText('Product rules are enforced: one shipment per destination.').waitFor();

        await row(page, 'Damaged to us').getByRole('button', { name: 'Change' }).click();
        await sheet(page).getByLabel('Priority').fill('20');
        await save(page);
        await row(page, 'Damaged to us').getByText('2', { exact: true }).waitFor();
        await row(page, 'Damaged to us').getByRole('button', { name: 'End' }).click();
        await sheet(page).getByRole('button', { name: 'End it' }).click();
        await page.getByText('No workflow yet.').waitFor();
});

test('a supervisor reads the routing and changes nothing', async () => {
        const page = await visit('/routing/', { person: people.supervisor });
        await page.getByRole('heading', { name: 'Destinations' }).waitFor();
        for (const name of ['Add destination', 'Add rule', 'Add workflow', 'Connect']) if (await page.getByRole('button', { name }).count()) throw new Error(`${name} is offered`);
        await page.getByRole('button', { name: 'Dry run' }).waitFor();
});

/** A piece of a Loop return that was received. */
async function returned() {
        const number = next(), secret = 'a secret of sixteen', path = `/routing/v1/webhooks/loop/${demo.merchant.merchant_id}`;
        await call('PUT', of('routing', '/connections/loop'), { secret });
        const body = JSON.stringify({ topic: 'return', trigger: 'return.created', id: number, state: 'open', order_name: `#${number}`, currency: 'USD', line_items: [
                { line_item_id: Number(number), product_type: 'Jacket', product_id: 1, variant_id: 2, sku: 'FL-S', title: 'Fleece - S', price: '99.00', return_reason: 'Too small' }] });
        const answer = await fetch(base + path, { method: 'POST', body, headers: { 'Content-Type': 'application/json',
                'X-Loop-Signature': createHmac('sha256', secret).update(body).digest('base64') } });
        assert.equal(answer.status, 200);
        for (let i = 0; i < 200; i++) {
                const found = (await call('GET', of('intake', '/shipments'))).items.find((one) => one.order_name === `#${number}`);
                if (!found) { await new Promise((resolve) => setTimeout(resolve, 50)); continue; }
                const { lines } = await call('GET', of('intake', `/shipments/${found.shipment_id}`));
                return call('POST', of('intake', `/shipments/${found.shipment_id}/receive`), { line_id: lines[0].line_id, facility_id: demo.facility.facility_id });
        }
        return assert.fail('the return is expected');
}

test('Loop’s interface is connected, and what it cannot be told is shown with why', async () => {
        const page = await visit('/routing/', { person: admin }), panel = page.locator('.panel', { hasText: 'What Loop is told' });
        await panel.getByText('Nothing: connect Loop’s API').waitFor();
        await panel.getByRole('button', { name: 'Connect its API' }).click();
        await sheet(page).getByLabel('API key').fill('a-key-of-loop.1');
        await sheet(page).getByLabel('Address').fill('http://127.0.0.1:9');
        await sheet(page).getByRole('button', { name: 'Connect' }).click();
        await panel.getByText('by version 2026-10 at 127.0.0.1:9').waitFor();
        const unit = await returned(), best = [['HY-1', 'none'], ['FN-1', 'all'], ['SG-3', 'none']];
        await call('POST', of('grading', `/units/${unit.unit_id}/grades`), { answers: best.map(([question, answer]) => ({ question, answer })) });
        for (let i = 0; !(await call('GET', of('routing', '/loop-reports?state=not_sendable'))).items.length; i++) {
                assert.ok(i < 200, 'the grade is reported');
                await new Promise((resolve) => setTimeout(resolve, 50));
        }
        await page.reload();
        await page.getByLabel('Only what needs somebody').check();
        await row(page, 'Not sendable').getByText('has no word of Loop for grade A').waitFor();
        await panel.getByRole('button', { name: 'Stop' }).click();
        await sheet(page).getByRole('button', { name: 'Stop' }).click();
        await panel.getByText('Nothing: connect Loop’s API').waitFor();
});
