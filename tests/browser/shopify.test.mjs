import assert from 'node:assert/strict';
import { axe, sheet, test, visit } from './harness.mjs';
import { listed, next, people } from './seed.mjs';

test('a shop is connected, shows why it cannot be reached, is paused and left', async () => {
        const page = await visit('/listing/shopify.html', { person: people.supervisor }), shop = `outer-${next()}.myshopify.com`;
        page.allow = /422|404/;
        await page.getByRole('button', { name: 'Connect a shop' }).first().click();
        await sheet(page).getByLabel('Shop', { exact: true }).fill('outer.example');
        await sheet(page).getByLabel('Client ID').fill('the-app');
        await sheet(page).getByLabel('Client secret').fill('a secret');
        await sheet(page).getByRole('button', { name: 'Connect' }).click();
        await sheet(page).locator('.error', { hasText: 'Must be the shop’s own name' }).or(sheet(page).locator('.error', { hasText: 'own name at Shopify' })).first().waitFor();
        await sheet(page).getByLabel('Shop', { exact: true }).fill(shop);
        await sheet(page).getByRole('button', { name: 'Connect' }).click();
        const panel = page.locator('section', { hasText: shop });
        await panel.getByText('The shop cannot be reached.').waitFor();   /* there is no stand-in here */
        assert.equal(await panel.innerText().then((text) => text.includes('a secret')), false);
        await panel.getByText('Not yet answered').waitFor();
        await axe(page, 'a shop that cannot be reached');
        await panel.getByRole('button', { name: 'Pause' }).click();
        await panel.getByText('Paused', { exact: true }).waitFor();
        const { title } = await listed();
        await page.reload();
        await panel.getByRole('button', { name: /^Waits [1-9]/ }).click();
        await panel.locator('tr', { hasText: title }).first().waitFor();
        await panel.getByRole('button', { name: 'Leave' }).click();
        await sheet(page).getByRole('button', { name: 'Leave' }).click();
        await panel.waitFor({ state: 'detached' });
});

test('a lister looks, and sets nothing up', async () => {
        const page = await visit('/listing/shopify.html', { person: people.lister });
        await page.getByText('No shop is connected.').waitFor();
        assert.equal(await page.getByRole('button', { name: 'Connect a shop' }).count(), 0);
        await axe(page, 'no shop');
});
