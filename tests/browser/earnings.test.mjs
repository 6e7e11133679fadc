// What pieces should earn: the sums of a decision, the policy and its preview, what was learned, predicted against actual; prices below the floor.
import assert from 'node:assert/strict';
import { axe, row, sheet, test, until, visit } from './harness.mjs';
import { call, demo, graded, listed, of, people, sold } from './seed.mjs';

const path = '/grading/earnings.html', panel = (page, name) => page.getByRole('region', { name });
const body = { currency: 'USD', floor: 2000, ceiling: 40000, unit: 100, step_days: 10, max_cut: 3000, horizon: 90, elasticity: 220, labour_rate: 2400, handling: 350, storage_per_day: 6,
        bands: [{ low: 4500, high: 9000, reference: 6500, sold_30: 5500, outlet: 10000 }], channels: [{ name: 'Own collection', allowed: true, fee_share: 300, visibility: 10000 }],
        outlets: [{ way: 'donate', allowed: true, partner: 'Goods for All', cost: 120 }] };
const bare = async () => {
        const merchant = await call('POST', '/accounts/v1/merchants', {
                name: `Bare ${Date.now()}`, slug: `bare-${Date.now()}`, plan: 'plus', resale_included: true, currency: 'USD', time_zone: 'UTC' });
        return `${path}?merchant=${merchant.merchant_id}`;
};

/** Neither the page nor a part of it is wider than it should be. */
async function fits(page, width) {
        if (width) await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await page.evaluate(() => [document.documentElement, ...document.querySelectorAll('.panel')].filter((node) => node.scrollWidth > node.clientWidth)
                .map((node) => `${node.tagName} ${node.innerText.slice(0, 30)} ${node.scrollWidth} in ${node.clientWidth}`)), [], `no sideways scroll at ${width || 'its width'}`);
}

test('a merchant without anything is told when figures will come', async () => {
        const page = await visit(await bare(), { person: people.supervisor });
        await panel(page, 'Decisions').getByText('No unit was graded yet.').waitFor();
        await panel(page, 'Predicted and actual').getByText('First figures come some time after').first().waitFor();
        await panel(page, 'Policy').getByText('This merchant has no policy of its own').waitFor();
        await panel(page, 'Learned from sales').getByText('Nothing was learned yet').waitFor();
        await axe(page, 'empty');
});

test('a policy is written by keyboard alone, looked at first, and its fields say what is wrong', async () => {
        const address = await bare(), page = await visit(address, { person: people.supervisor });
        page.allow = /422/;
        await page.getByRole('button', { name: 'Write the first version' }).focus();
        await page.keyboard.press('Enter');
        const floor = sheet(page).getByLabel('Floor');
        await floor.waitFor();
        await page.keyboard.type('20');
        await page.keyboard.press('Tab');
        await page.keyboard.type('10');
        await page.keyboard.press('Enter');
        await sheet(page).locator('.error', { hasText: 'Must not be under the floor.' }).or(sheet(page).locator('.error', { hasText: 'Must not be under the floor' })).first().waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.name), 'ceiling');
        await page.keyboard.press('Control+A');
        await page.keyboard.type('200');
        await sheet(page).getByLabel('Pieces that make a pool').fill('3');
        await page.keyboard.press('Enter');
        await sheet(page).locator('[name=pool_visibility][aria-invalid=true]').waitFor();   /* nothing would be seen of them */
        await sheet(page).getByLabel('Visibility without photos of its own, %').fill('80');
        await page.keyboard.press('Enter');
        await sheet(page).getByText('there is nothing to compare with').waitFor();
        await sheet(page).getByRole('button', { name: 'Keep as the next version' }).focus();
        await page.keyboard.press('Enter');
        await panel(page, 'Policy').getByText('$20.00, $200.00').waitFor();
        await panel(page, 'Policy').getByText('of 3 identical pieces, $0.00 handling, 80 % visibility').waitFor();
        await panel(page, 'Policy').getByText('steps of $1.00').waitFor();
        await row(panel(page, 'Policy'), '$20.00').getByRole('button', { name: 'Show' }).waitFor();
});

test('a band that cannot be is told beside its field; bands come and go', async () => {
        const page = await visit(await bare(), { person: people.supervisor });
        page.allow = /422/;
        await page.getByRole('button', { name: 'Write the first version' }).click();
        await sheet(page).getByRole('button', { name: 'Add band' }).click();
        await sheet(page).locator('[name="bands[5].low"]').fill('95');
        await sheet(page).locator('[name="bands[5].high"]').fill('90');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).locator('[name="bands[5].low"][aria-invalid=true]').waitFor();
        await sheet(page).getByRole('group', { name: 'Band 6' }).getByRole('button', { name: 'Remove band' }).click();
        await sheet(page).locator('[name="bands[0].high"]').fill('ninety');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).locator('.error', { hasText: 'Write a percentage such as 12.5.' }).waitFor();
});

test('the editor begins with the policy as it is, amounts below zero among it', async () => {
        const address = await bare(), id = new URLSearchParams(address.split('?')[1]).get('merchant');
        await call('POST', `/grading/v1/merchants/${id}/earning-policies`, { ...body, min_net: -1250, floor: 123450, ceiling: 0 });
        const page = await visit(address, { person: people.supervisor });
        await page.getByRole('button', { name: 'Write the next version' }).click();
        assert.equal(await sheet(page).getByLabel('Least net of a sale').inputValue(), '-12.50');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).getByRole('button', { name: 'Keep as the next version' }).click();
        await panel(page, 'Policy').getByRole('row', { name: /^2/ }).waitFor();
        const [now, before] = (await call('GET', `/grading/v1/merchants/${id}/earning-policies`)).items;
        assert.deepEqual({ ...now.body, version: 0 }, { ...before.body, version: 0 });
});

test('a decision shows every sum, is found by its plate and weighed again', async () => {
        await call('POST', of('grading', '/earning-policies'), body);
        const unit = await graded(), page = await visit(`${path}?merchant=${demo.merchant.merchant_id}`, { person: people.supervisor }), shown = panel(page, 'Decisions');
        await shown.getByLabel('Plate').fill(unit.lpn);
        await page.keyboard.press('Enter');
        await shown.getByText('The allowed alternative with the highest net is chosen.').waitFor();
        const chosen = shown.locator('tr.marked');
        assert.match(await chosen.innerText(), /Sell[\s\S]*Own collection[\s\S]*Chosen/);
        await shown.locator('.bars').getByText('Goods for All').waitFor();
        await shown.getByText('What went into it').click();
        await shown.getByText('55 % are sold in 30 days at 65 % of new; elasticity 2.20').waitFor();
        await shown.getByText('$3.50 handling, $0.06 a day, $24.00 an hour of labour').waitFor();
        for (const width of [1024, 860, 480, 1440]) await fits(page, width);
        await shown.getByRole('button', { name: 'Weigh it again' }).click();
        await page.getByText('Weighed again, by the policy and the figures of now.').waitFor();
        await shown.getByLabel('Plate').fill('RP00000000000');
        page.allow = /404/;
        await page.keyboard.press('Enter');
        await shown.locator('.error', { hasText: /./ }).first().waitFor();
});

test('what came of units stands beside what was predicted: in tenths as a plot with its table, by month and group, and nothing is wider than a phone', async () => {
        const unit = await listed(), group = (item) => item.grade === 'A' && item.closed > 0;
        await call('POST', of('listing', `/listings/${unit.listing_id}/withdraw`));
        await call('POST', of('grading', `/units/${unit.unit_id}/disposition`), { disposition: 'missing', evidence: { reason: 'It is not in its bin' } });
        const { months } = await call('GET', of('grading', '/scores')), { predicted_net } = months.find(group);
        for (const [width, scheme] of [[1440, 'light'], [390, 'dark']]) {
                const page = await visit(`${path}?merchant=${demo.merchant.merchant_id}`, { person: people.supervisor, width, scheme }), scored = panel(page, 'Predicted and actual');
                await scored.getByRole('img', { name: 'Net, predicted against actual: predicted across, actual upwards' }).locator('circle').first().waitFor();
                await scored.getByText(`$${(predicted_net.amount / 100).toFixed(2)}`).first().waitFor();
                await scored.getByRole('columnheader', { name: 'Tenth' }).first().waitFor({ state: 'attached' });
                await fits(page);
                await axe(page, `scores ${scheme}`);
                for (const wide of [1024, 860]) await fits(page, wide);
        }
});

test('another period is asked for: its length, earlier, and back; nothing is later than now', async () => {
        await graded();
        const page = await visit(`${path}?merchant=${demo.merchant.merchant_id}`, { person: people.supervisor, width: 390 }), scored = panel(page, 'Predicted and actual');
        const period = scored.getByRole('status'), earlier = scored.getByRole('button', { name: 'Earlier' }), later = scored.getByRole('button', { name: 'Later' });
        const ends = async () => (await period.innerText()).split(' to ');
        const days = async () => { const [from, to] = (await ends()).map(Date.parse); return Math.round((to - from) / 86400000); };
        await scored.getByRole('columnheader', { name: 'Month' }).waitFor({ state: 'attached' });
        assert.equal(await later.isHidden(), true);
        assert.equal(await days(), 184);
        const [from] = await ends();
        await earlier.click();
        await scored.getByText('No decision was made in this time.').waitFor();
        assert.equal((await ends())[1], from);
        await axe(page, 'scores of an earlier time');
        await fits(page);
        const half = await period.textContent();
        await scored.getByLabel('Length').selectOption('A year');
        await until(page, (text) => document.querySelector('[aria-label="Predicted and actual"] [role=status]').textContent !== text, half);
        assert.equal(await days(), 366);
        await later.click();
        await scored.getByRole('columnheader', { name: 'Month' }).waitFor({ state: 'attached' });
        assert.equal(await later.isHidden(), true);
        assert.equal(await days(), 366);
});

test('who lists sees decisions and the policy; what came true is the supervisors’', async () => {
        const page = await visit(`${path}?merchant=${demo.merchant.merchant_id}`, { person: people.lister });
        await panel(page, 'Learned from sales').getByText(/begins at two in the morning|For \d/).waitFor();
        await panel(page, 'Policy').getByText('Floor and ceiling').waitFor();
        assert.equal(await panel(page, 'Predicted and actual').count() + await page.getByText('does not include this').count(), 0);
});

test('a preview says what the last month would have been', async () => {
        await graded();
        const page = await visit(`${path}?merchant=${demo.merchant.merchant_id}`, { person: people.supervisor });
        await page.getByRole('button', { name: 'Write the next version' }).click();
        await sheet(page).getByLabel('Least net of a sale').fill('5000');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).getByText(/units decided in the last month, \d+ would have gone another way/).waitFor();
        await sheet(page).getByRole('row', { name: /Resell/ }).first().getByText('Donate').waitFor();
});

test('what was sold is learned from when a supervisor asks for it', async () => {
        await sold(1);
        const page = await visit(`${path}?merchant=${demo.merchant.merchant_id}`, { person: people.supervisor }), learned = panel(page, 'Learned from sales');
        await learned.getByRole('button', { name: 'Learn and plan now' }).click();
        await page.getByText('Asked for.').first().waitFor();
        for (let i = 0; i < 40 && !(await call('GET', of('grading', '/estimates'))).version; i++) await new Promise((resolve) => setTimeout(resolve, 250));
        await page.reload();
        await row(learned, 'All types').getByText(/sold in/).waitFor();
        await page.route('**/estimates', async (route) => {
                const answer = await (await route.fetch()).json(), [first] = answer.groups;
                answer.groups.push({ ...first, product_type: 'Small electronics', sales: 1234, days: 56789, sold_30: 5432, realised: 6543, returned: 1234, age: [10000, 9512, 9034, 8576] });
                await route.fulfill({ json: answer });
        });
        await page.reload();
        await row(learned, 'Small electronics').waitFor();
        for (const width of [1024, 860, 480]) await fits(page, width);
});

test('below the floor a lister gives a reason and a second person approves', async () => {
        const unit = await listed(), page = await visit(`/listing/?merchant=${demo.merchant.merchant_id}`, { person: people.lister });
        page.allow = /409/;
        await call('POST', of('listing', `/listings/${unit.listing_id}/withdraw`));
        await page.getByRole('button', { name: 'Offer a unit' }).click();
        await sheet(page).getByLabel('Plate').fill(unit.lpn);
        await sheet(page).getByLabel('Price, USD').fill('15');
        await sheet(page).getByRole('button', { name: 'Offer it' }).click();
        await sheet(page).getByLabel('Why it is sold below the floor').fill('The zip sticks');
        await sheet(page).getByRole('button', { name: 'Ask a second person' }).click();
        await sheet(page).getByText('Offer it at $15.00, below the floor: The zip sticks.').waitFor();
        await sheet(page).getByLabel('Email').fill(people.supervisor.email);
        await sheet(page).getByLabel('Password').fill(people.supervisor.password);
        await sheet(page).getByRole('button', { name: 'Approve' }).click();
        await page.getByText('Offered.').waitFor();
        await row(page, unit.printed).getByRole('button', { name: 'Prices' }).click();
        await sheet(page).getByText('Below the floor: The zip sticks').waitFor();
});

test('on a phone, in both schemes, nothing is wider than it and axe finds nothing, an open decision and the editor among it', async () => {
        for (const scheme of ['light', 'dark']) {
                const page = await visit(`${path}?merchant=${demo.merchant.merchant_id}`, { person: people.supervisor, width: 390, scheme });
                await panel(page, 'Decisions').getByRole('button', { name: 'Show', exact: true }).first().click();
                await page.locator('.bars').waitFor();
                await fits(page);
                await axe(page, `phone ${scheme}`);
                await page.getByRole('button', { name: 'Write the next version' }).click();
                await axe(page, `editor ${scheme}`);
        }
});
