// The floor around receiving: where a piece goes, put away by two scans, held with an owner, sent on; the supervisor's page, places, triage rules, the receipt report.
import assert from 'node:assert/strict';
import { axe, row, says, settled, sheet, strip, test, visit, wedge } from './harness.mjs';
import { admin, call, demo, graded, next, of, people, received, shipment } from './seed.mjs';

const band = (page) => page.getByRole('region', { name: 'Where it goes' });
const panel = (page, name) => page.getByRole('region', { name, exact: true });

/** Bins and totes of this test alone; their prefix. */
async function places(bins = 2, totes = 2) {
        const prefix = `P${next()}`, facility_id = demo.facility.facility_id;
        await call('POST', '/intake/v1/bins', { facility_id, from: `${prefix}-01`, to: `${prefix}-0${bins}`, zone: 'Mezzanine' });
        await call('POST', '/intake/v1/totes', { facility_id, from: `${prefix}-1`, to: `${prefix}-${totes}` });
        return { bin: (n) => `RPB:${prefix}-0${n}`, tote: (n) => `RPT:${prefix}-${n}`, prefix };
}

const where = (unit) => call('GET', of('intake', `/units/${unit.unit_id}/whereabouts`));

test('receiving says the tote in large type, and two scans put the piece into it and then away', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(1), at = await places();
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await wedge(page, '0123456789012');
        await says(page, 'Received. Tote: Bench');
        await band(page).getByText('Tote: Bench').waitFor();
        const plate = (await strip(page).locator('.plate').innerText()).replaceAll('-', '');
        await axe(page, 'a piece in hand');
        await wedge(page, at.tote(1));
        await says(page, `In tote ${at.prefix}-1`);
        await band(page).waitFor({ state: 'detached' });
        await page.waitForTimeout(800);   /* the same code at once is one scan */
        await wedge(page, at.tote(1));
        await says(page, `Tote ${at.prefix}-1: 1 piece`);
        await row(page, 'Trail Jacket').waitFor();
        await wedge(page, at.bin(2));
        await says(page, `In bin ${at.prefix}-02`);
        assert.equal((await call('POST', '/intake/v1/scans', { code: plate })).floor.place.bin, `${at.prefix}-02`);
});

test('a tote of another step refuses the piece with a word of its own, and the piece stays in hand', async () => {
        const [one, other] = [await received(), await received()], at = await places(), page = await visit('/intake/', { person: people.receiver });
        page.allow = /409/;
        await call('POST', of('intake', `/units/${other.unit_id}/hold`), { reason: 'Smells of smoke' });
        await wedge(page, one.printed);
        await says(page, 'A unit, received');
        await wedge(page, at.tote(1));
        await says(page, 'In tote');
        await wedge(page, other.printed);
        await says(page, 'A unit, quarantined');
        await wedge(page, at.tote(1));
        await says(page, 'Wrong tote');
        await says(page, 'is for: to grade. This piece waits for: quarantine.');
        assert.match(await strip(page).getAttribute('class'), /stop/);
        await wedge(page, at.tote(2));
        await says(page, `In tote ${at.prefix}-2`);
        assert.equal((await where(other)).place.tote, `${at.prefix}-2`);
});

test('a sealed piece goes to its own tote, said with one key', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(1);
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await wedge(page, '0123456789012');
        await says(page, 'Tote: Bench');
        const sealed = page.getByRole('button', { name: 'It is sealed' });
        for (let i = 0; i < 30 && !(await sealed.evaluate((node) => node === document.activeElement)); i++) await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await says(page, 'Tote: Sealed');
        await band(page).getByText('It is sealed: inspection is skipped.').waitFor();
        await page.getByRole('button', { name: 'It was opened' }).click();
        await says(page, 'Tote: Bench');
});

test('a piece in hand is held at once, with a reason and somebody whose it is', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(1);
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await wedge(page, '0123456789012');
        await says(page, 'Tote: Bench');
        await band(page).getByRole('button', { name: 'Hold' }).click();
        await sheet(page).getByLabel('Why').fill('Needle in the seam.');
        await sheet(page).getByLabel('Whose is it to clear').selectOption({ label: people.supervisor.name });
        await axe(page, 'holding');
        await sheet(page).getByRole('button', { name: 'Hold' }).click();
        await says(page, `It is ${people.supervisor.name}’s to clear.`);
        await band(page).getByText('Tote: Quarantine').waitFor();
        const floor = await visit('/intake/floor.html', { person: people.supervisor });
        await panel(floor, 'Holds').getByLabel('Whose').selectOption({ label: people.supervisor.name });
        await row(panel(floor, 'Holds'), 'Needle in the seam.').getByText(people.supervisor.name).waitFor();
});

test('a misrouted piece is sent on: address label, tracking number, and the supervisor says that it has left', async () => {
        if (!(await call('GET', of('routing', '/destinations'))).items.some((one) => one.name === 'Own')) {
                await call('POST', of('routing', '/destinations'), { name: 'Own', type: 'warehouse', address: { address1: '9 Mill Lane', city: 'Troy', zip: '12180', country_code: 'US' } });
        }
        const parcel = await shipment(1), page = await visit('/intake/', { person: people.supervisor });
        const lamp = await call('POST', of('intake', `/shipments/${parcel.shipment_id}/strangers`), { title: 'Lamp', outcome: 'misrouted', facility_id: demo.facility.facility_id });
        await wedge(page, lamp.lpn);
        await says(page, 'A unit, received');
        await page.getByRole('button', { name: 'Send it on to the merchant' }).click();
        const part = page.getByRole('region', { name: 'Sent on' });
        await part.getByText('9 Mill Lane, Troy 12180, US').waitFor();
        const [label] = await Promise.all([page.context().waitForEvent('page'), part.getByRole('button', { name: 'Print address label' }).click()]);
        await label.close();
        await part.getByRole('button', { name: 'Note tracking number' }).click();
        await sheet(page).getByLabel('Carrier').fill('UPS');
        await sheet(page).getByLabel('Tracking number').fill('1Z999');
        await page.keyboard.press('Enter');
        await part.getByText('1Z999').waitFor();
        await axe(page, 'sent on');
        await part.getByRole('button', { name: 'It has left' }).click();
        await sheet(page).getByRole('button', { name: 'It has left' }).click();
        await page.getByRole('region', { name: 'Unit' }).locator('.state', { hasText: 'Returned to merchant' }).first().waitFor();
});

test('the supervisor’s page shows what needs a decision first, and changes by itself', async () => {
        const page = await visit('/intake/floor.html', { person: people.supervisor }), parcel = await shipment(2), title = `Stranger ${next()}`;
        const exceptions = panel(page, 'Exceptions');
        assert.equal(await page.locator('main .panel h2').first().innerText(), 'Exceptions');
        await call('POST', of('intake', `/shipments/${parcel.shipment_id}/strangers`), { title, outcome: 'unexpected', facility_id: demo.facility.facility_id });
        await call('POST', of('intake', `/shipments/${parcel.shipment_id}/close`));
        await row(exceptions, title).getByText('Ask the merchant what it is').waitFor();
        await row(exceptions, parcel.rma).waitFor();
        await row(panel(page, 'Queues'), 'At the bench').waitFor();
        await exceptions.locator('tr', { hasText: 'Short: 2' }).filter({ hasText: parcel.rma }).getByRole('link', { name: 'Open report' }).click();
        await page.waitForURL(/report\.html/);
        await settled(page);
        await panel(page, 'Announced').getByText('Fleece - S').waitFor();
        await axe(page, 'the receipt report');
});

test('the floor asks again without being sent what it has, and not at all while nobody looks', async () => {
        const page = await visit('/intake/floor.html', { person: people.supervisor }), answers = [];
        page.on('request', (request) => { if (/v1\/holds/.test(request.url())) answers.push(request); });
        await page.waitForTimeout(11000);
        assert.ok(answers.length >= 2 && answers.length <= 3, `${answers.length} times`);
        await page.evaluate(() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden' }); });
        const before = answers.length;
        await page.waitForTimeout(6000);
        assert.equal(answers.length, before);
});

test('hours from the dock to the first grade are shown by day, in the zone of the facility', async () => {
        await graded();
        const page = await visit('/intake/floor.html', { person: people.supervisor }), part = panel(page, 'From dock to grade');
        await part.getByText('Median of 7 days').waitFor();
        for (let i = 0; i < 10 && !(await part.locator('td .code').count()); i++) { await page.waitForTimeout(300); await page.reload(); await settled(page); }
        assert.match(await part.locator('td .code').first().innerText(), /^\d{4}-\d\d-\d\d$/);
        await part.getByText('Days in America/New_York').waitFor();
});

test('bins are made in a row, and their cards open as a PDF', async () => {
        const page = await visit('/intake/places.html', { person: people.supervisor }), prefix = `N${next()}`;
        page.allow = /422/;
        await page.getByRole('button', { name: 'Add bins' }).click();
        await sheet(page).getByLabel('First').fill(`${prefix}-01-01`);
        await sheet(page).getByLabel('Last').fill(`${prefix}-01-1`);
        await page.keyboard.press('Enter');
        await sheet(page).getByText('Must have the form of the first code').waitFor();
        await sheet(page).getByLabel('Last').fill(`${prefix}-02-03`);
        await sheet(page).getByLabel('Zone').fill('Mezzanine');
        await axe(page, 'adding bins');
        await page.keyboard.press('Enter');
        await sheet(page).getByText('6 made.').waitFor();
        await sheet(page).getByRole('button', { name: 'Print cards' }).click();
        assert.equal(await sheet(page).getByLabel('First').inputValue(), `${prefix}-01-01`);
        const [cards] = await Promise.all([page.context().waitForEvent('page'), sheet(page).getByRole('button', { name: 'Print cards' }).click()]);
        await cards.close();
        const answer = await page.request.get(`/intake/v1/bins/cards?from=${prefix}-01-01&to=${prefix}-02-03&paper=a4`.replace(/^/, new URL(page.url()).origin));
        assert.equal(answer.headers()['content-type'], 'application/pdf');
});

test('triage rules are looked at before they are kept, as a version', async () => {
        const merchant = await call('POST', '/accounts/v1/merchants', { name: `Loom ${next()}`, slug: `loom-${next()}`, plan: 'plus', resale_included: true, currency: 'USD', time_zone: 'UTC' });
        const at = `/intake/v1/merchants/${merchant.merchant_id}`, facility_id = demo.facility.facility_id;
        const parcel = await call('POST', `${at}/shipments`, { lines: [{ sku: 'MUG', title: 'A cheap mug', price: { amount: 900, currency: 'USD' } }] });
        await call('POST', `${at}/shipments/${parcel.shipment_id}/receive`, { line_id: parcel.lines[0].line_id, facility_id });
        const page = await visit(`/intake/rules.html?merchant=${merchant.merchant_id}`, { person: people.supervisor });
        await page.getByText('Without rules every piece goes to the bench.').waitFor();
        await page.getByRole('button', { name: 'Write the first rules' }).click();
        await sheet(page).getByLabel('Opened, %').fill('140');
        await sheet(page).getByLabel('Gate, USD').fill('15');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).getByText('Give a percentage from 0 to 100.').waitFor();
        await sheet(page).getByLabel('Opened, %').fill('50');
        await axe(page, 'triage rules');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).getByText('Of the last 1 piece, 1 would have gone elsewhere.').waitFor();
        await row(sheet(page), 'A cheap mug').getByText('It may earn 4.50 USD').waitFor();
        await axe(page, 'what triage rules would change');
        await sheet(page).getByRole('button', { name: 'Keep as the next version' }).click();
        await page.getByText('Version 1 holds for pieces received from now on.').waitFor();
        await panel(page, 'In force').getByText('$15.00; below it: liquidate').waitFor();
});

test('who only reads the places and the rules is offered nothing to change', async () => {
        const bins = await visit('/intake/places.html', { person: people.receiver });
        await bins.getByRole('heading', { name: 'Bins', exact: true }).waitFor();
        assert.equal(await bins.getByRole('button', { name: 'Add bins' }).count(), 0);
        const rules = await visit('/intake/rules.html', { person: people.receiver });
        await panel(rules, 'In force').waitFor();
        assert.equal(await rules.getByRole('button', { name: /Write/ }).count(), 0);
        const all = await visit('/intake/places.html', { person: admin });
        assert.equal(await all.getByRole('button', { name: 'Add bins' }).count(), 1);
});
