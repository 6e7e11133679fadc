import assert from 'node:assert/strict';
import { row, sheet, test, visit } from './harness.mjs';
import { call, listed, next, of, people } from './seed.mjs';

test('a collection is added, gets its policy, goes live and is paused', async () => {
        const page = await visit('/listing/', { person: people.lister }), handle = `again-${next()}`;
        page.allow = /409/;
        await page.getByRole('button', { name: 'Add collection' }).click();
        await sheet(page).getByLabel('Handle').fill('again');
        await sheet(page).getByLabel('Name').fill('Second life');
        await sheet(page).getByLabel('In the site’s navigation').fill('Second life');
        await sheet(page).getByRole('button', { name: 'Add collection' }).click();
        await sheet(page).locator('.error', { hasText: 'The handle again is taken.' }).waitFor();
        await sheet(page).getByLabel('Handle').fill(handle);
        await sheet(page).getByRole('button', { name: 'Add collection' }).click();
        await row(page, handle).getByText('None yet').waitFor();
        assert.equal(await row(page, handle).getByRole('button', { name: 'Go live' }).count(), 0, 'without a policy it cannot go live');
        await row(page, handle).getByRole('button', { name: 'New policy' }).click();
        await sheet(page).getByLabel('Price by grade').fill('A seventy');
        await sheet(page).getByRole('button', { name: 'Save policy' }).click();
        await sheet(page).locator('.error', { hasText: 'Write each grade and its percent' }).waitFor();
        await sheet(page).getByLabel('Price by grade').fill('A 70, B 55.5, * 30');
        await sheet(page).getByLabel('Lowest price').fill('10');
        await sheet(page).getByRole('button', { name: 'Save policy' }).click();
        await row(page, handle).getByText('Version 1 · A 70, B 55.5, * 30 % of new').waitFor();
        await row(page, handle).getByRole('button', { name: 'Go live' }).click();
        await row(page, handle).getByText('Live', { exact: true }).waitFor();
        await row(page, handle).getByRole('button', { name: 'Pause' }).click();
        await row(page, handle).getByText('Paused', { exact: true }).waitFor();
});

test('an offer is withdrawn after it was asked for', async () => {
        const unit = await listed(), page = await visit('/listing/', { person: people.lister }), plate = [unit.lpn.slice(0, 2), unit.lpn.slice(2, 6),
                unit.lpn.slice(6, 12), unit.lpn.slice(12)].join('-');
        await row(page, plate).getByText('On offer').waitFor();
        const { items } = await call('GET', of('listing', '/listings?limit=200')), price = items.find((one) => one.unit_id === unit.unit_id).price.amount;
        assert.ok((await row(page, plate).innerText()).includes(`$${(price / 100).toFixed(2)}`));
        await row(page, plate).getByRole('button', { name: 'Withdraw' }).click();
        await sheet(page).getByText('Storefronts stop offering it at their next pull.').waitFor();
        await sheet(page).getByRole('button', { name: 'Withdraw' }).click();
        await row(page, plate).getByText('Withdrawn').waitFor();
});
