import assert from 'node:assert/strict';
import { row, sheet, test, until, visit } from './harness.mjs';
import { call, listed, next, of, people } from './seed.mjs';

const card = (page, text) => page.locator('article', { hasText: text }).first();
const grouped = (lpn) => [lpn.slice(0, 2), lpn.slice(2, 6), lpn.slice(6, 12), lpn.slice(12)].join('-');
const offerOf = async (unit) => (await call('GET', of('listing', '/listings?limit=200'))).items.find((one) => one.unit_id === unit.unit_id);

test('a collection is added, gets its policy, goes live and is paused', async () => {
        const page = await visit('/listing/?view=collections', { person: people.lister }), handle = `again-${next()}`;
        page.allow = /409/;
        await page.getByRole('button', { name: 'Add collection' }).click();
        await sheet(page).getByLabel('Handle').fill('again');
        await sheet(page).getByLabel('Name').fill('Second life');
        await sheet(page).getByLabel('In the site’s navigation').fill('Second life');
        await sheet(page).getByRole('button', { name: 'Add collection' }).click();
        await sheet(page).locator('.error', { hasText: 'The handle again is taken.' }).waitFor();
        await sheet(page).getByLabel('Handle').fill(handle);
        await sheet(page).getByRole('button', { name: 'Add collection' }).click();
        await card(page, handle).getByText('No policy yet.').waitFor();
        assert.equal(await card(page, handle).getByRole('button', { name: 'Go live' }).count(), 0, 'without a policy it cannot go live');
        await card(page, handle).getByRole('button', { name: 'New policy' }).click();
        await sheet(page).getByLabel('Price by grade').fill('A seventy');
        await sheet(page).getByRole('button', { name: 'Save policy' }).click();
        await sheet(page).locator('.error', { hasText: 'Write each grade and its percent' }).waitFor();
        await sheet(page).getByLabel('Price by grade').fill('A 70, B 55.5, * 30');
        await sheet(page).getByLabel('Lowest price').fill('10');
        await sheet(page).getByRole('button', { name: 'Add terms' }).click();
        await sheet(page).getByLabel('Which one').fill('Fleece');
        await sheet(page).locator('.rule').getByLabel('Days to return').fill('0');
        await sheet(page).getByRole('button', { name: 'Save policy' }).click();
        await card(page, handle).getByText('Others: Fleece: final sale.').waitFor();
        await card(page, handle).getByText('Version 1 · A 70, B 55.5, * 30 % of new').waitFor();
        await card(page, handle).getByRole('button', { name: 'Preview it' }).click();
        await card(page, handle).getByText('Preview', { exact: true }).waitFor();
        await card(page, handle).getByRole('button', { name: 'Go live' }).click();
        await card(page, handle).getByText('Live', { exact: true }).waitFor();
        await card(page, handle).getByRole('button', { name: 'Pause' }).click();
        await card(page, handle).getByText('Paused', { exact: true }).waitFor();
});

test('colours are checked while they are chosen, mended at one press, and shown as a shopper sees them', async () => {
        const { items } = await call('GET', of('listing', '/collections')), page = await visit('/listing/?view=collections', { person: people.lister });
        await card(page, items[0].handle).getByRole('button', { name: 'Programme' }).click();
        const text = sheet(page).getByLabel('Text', { exact: true }), field = sheet(page).locator('.field', { has: page.getByLabel('Text', { exact: true }) });
        await text.fill('#bbbbbb');
        await field.getByText('1.91:1, needs 4.5:1').waitFor();
        await field.getByRole('button', { name: 'Make it readable' }).click();
        await field.locator('.ratio.good').waitFor();
        assert.equal(await sheet(page).locator('.shop').evaluate((node) => getComputedStyle(node).color), await text.inputValue().then((colour) =>
                `rgb(${[1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).join(', ')})`));
        const picture = await page.evaluate(() => { const canvas = document.createElement('canvas'); canvas.width = 60; canvas.height = 20; return canvas.toDataURL('image/png').split(',')[1]; });
        await sheet(page).getByLabel('Logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(picture, 'base64') });
        await sheet(page).getByRole('button', { name: 'Save the programme' }).click();
        await card(page, items[0].handle).locator('.swatch').first().waitFor();
        const { look } = await call('GET', of('listing', `/collections/${items[0].collection_id}`));
        assert.equal(look.logo.width, 60);
});

test('the storefront is set: where a piece is bought, with what becomes of it, and what search engines ask for', async () => {
        const { items } = await call('GET', of('listing', '/collections')), unit = await listed(), page = await visit('/listing/?view=collections', { person: people.lister });
        const open = () => card(page, items[0].handle).getByRole('button', { name: 'Programme' }).click(), address = sheet(page).getByLabel('Address of a piece');
        page.allow = /422/;
        await open();
        await sheet(page).getByText('Without an address the page of a piece has no button.').waitFor();
        await address.fill('https://shop.example/products/{title}');
        await sheet(page).getByText('no other names in braces').waitFor();
        await sheet(page).getByRole('button', { name: 'Save the programme' }).click();
        await sheet(page).locator('.field', { has: page.getByLabel('Address of a piece') }).locator('.error', { hasText: 'Must be an https address' }).waitFor();
        await address.fill('https://shop.example/products/{handle}?of={listing_id}');
        await sheet(page).getByLabel('Countries of returns').fill('us, canada');
        for (const [type, category] of [['Jacket', '5598'], ['*', 'none">']]) {
                await sheet(page).getByRole('button', { name: 'Add a category' }).click();
                await sheet(page).getByLabel('Product type').last().fill(type);
                await sheet(page).getByLabel('Google’s category').last().fill(category);
        }
        await sheet(page).getByRole('button', { name: 'Save the programme' }).click();
        await sheet(page).locator('.field', { has: page.getByLabel('Countries of returns') }).locator('.error', { hasText: 'Must be a country code' }).waitFor();
        await sheet(page).getByLabel('Countries of returns').fill('us, ca');
        await sheet(page).getByRole('button', { name: 'Save the programme' }).click();
        await sheet(page).locator('.category').last().locator('.error', { hasText: 'Must be a number of Google’s taxonomy'.replace('’', "'") }).waitFor();
        await sheet(page).locator('.category').last().getByRole('button', { name: 'Remove' }).click();
        await sheet(page).getByText(`https://shop.example/products/${unit.handle}?of=${unit.listing_id}`).waitFor();
        await sheet(page).getByRole('button', { name: 'Save the programme' }).click();
        await page.getByText('The programme is saved.').waitFor();
        assert.deepEqual(await call('GET', of('listing', `/collections/${items[0].collection_id}/storefront`)), { product_url: 'https://shop.example/products/{handle}?of={listing_id}',
                countries: ['US', 'CA'], google_categories: [{ product_type: 'Jacket', category: '5598' }] });
        await open();
        await address.fill('');
        await sheet(page).getByRole('button', { name: 'Save the programme' }).click();
        await sheet(page).waitFor({ state: 'detached' });   /* when all is sent; what was said before is still there */
        await page.getByText('The programme is saved.').waitFor();
        assert.equal((await call('GET', of('listing', `/collections/${items[0].collection_id}/storefront`))).product_url, null);
});

test('chosen offers change together: their price, what stands in the way, withdrawn and relisted', async () => {
        const one = await listed(), other = await listed(), page = await visit('/listing/?view=offers', { person: people.lister });
        const price = (await offerOf(one)).price.amount;
        for (const unit of [one, other]) await row(page, grouped(unit.lpn)).locator('.pick input').check();
        await page.getByText('2 offers chosen').waitFor();
        await page.locator('.bulk').getByRole('button', { name: 'Price' }).click();
        await sheet(page).getByLabel('How much').fill('-10');
        await sheet(page).getByRole('button', { name: 'Change the prices' }).click();
        await page.getByText('The price of 2 offers is changed.').waitFor();
        assert.equal((await offerOf(one)).price.amount, Math.round(price * 0.9));
        await row(page, grouped(one.lpn)).getByRole('button', { name: 'Prices' }).click();
        await sheet(page).getByText('By hand').waitFor();
        await sheet(page).getByRole('button', { name: 'Close' }).click();
        page.allow = /409/;
        for (const unit of [one, other]) await row(page, grouped(unit.lpn)).locator('.pick input').check();
        await page.locator('.bulk').getByRole('button', { name: 'Relist' }).click();
        await sheet(page).getByText('The listing is live.').first().waitFor();
        await sheet(page).getByRole('button', { name: 'Close' }).click();
        await page.locator('.bulk').getByRole('button', { name: 'Withdraw' }).click();
        await sheet(page).getByText('Storefronts stop offering them at their next pull.').waitFor();
        await sheet(page).getByRole('button', { name: 'Withdraw' }).click();
        await page.getByText('2 offers withdrawn.').waitFor();
        await page.getByRole('link', { name: 'Waiting' }).click();
        await row(page, grouped(one.lpn)).getByText('A person withdrew it since it was graded.').waitFor();
        await row(page, grouped(one.lpn)).getByRole('button', { name: 'Offer' }).click();
        await sheet(page).getByRole('button', { name: 'Offer it' }).click();
        await page.getByText('Offered.').waitFor();
        assert.equal((await offerOf(one)).unit_state, 'listed');
});

test('offers are filtered by state, grade, words and plate, and the address says so', async () => {
        const unit = await listed(), page = await visit('/listing/?view=offers', { person: people.lister });
        await page.getByLabel('Title or plate').fill(grouped(unit.lpn));
        await until(page, () => document.querySelectorAll('tbody tr').length === 1);
        await row(page, grouped(unit.lpn)).getByText('On offer').waitFor();
        assert.match(page.url(), /q=RP/);
        await page.getByLabel('State', { exact: true }).selectOption('withdrawn');
        await page.getByText('Nothing is like this.').waitFor();
});
