import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { allSent, axe, base, keptPage, row, says, settled, sheet, strip, test, unsentSays, visit, wedge } from './harness.mjs';
import { call, demo, next, of, people } from './seed.mjs';

const manifest = 'SKU,Barcode,Title,Quantity\nMUG-1,036000291452,Enamel mug,3\nJAR-1,5901234123457,Storage jar,2\n';
const region = (page, name) => page.getByRole('region', { name });

/** A consignment through the API; its place on the page. */
async function consignment(count = 'blind', text = manifest) {
        const answer = await fetch(`${base}${of('intake', '/manifests')}?count=${count}&reference=CON-${next()}`, { method: 'POST', body: text,
                headers: { Authorization: `Bearer ${process.env.RESALE_ADMIN_TOKEN}`, 'Content-Type': 'text/csv' } });
        assert.equal(answer.status, 201, await answer.clone().text());
        const { shipment } = await answer.json();
        return { ...shipment, at: of('intake', `/shipments/${shipment.shipment_id}`), page: `/intake/consignments.html?merchant=${shipment.merchant_id}&shipment=${shipment.shipment_id}` };
}

const sums = async (one) => (await call('GET', one.at)).manifest;
const scanned = async (page, code, said) => { await wedge(page, code); await says(page, said); await page.waitForTimeout(750); };

async function announce(page, name, text, reference) {
        const file = `/tmp/${process.pid}-${name}`;
        writeFileSync(file, text);
        await page.getByLabel('Manifest', { exact: true }).setInputFiles(file);
        await page.getByLabel('Merchant', { exact: true }).selectOption({ label: demo.merchant.name });
        await page.getByLabel('Reference').fill(reference);
        await page.getByRole('button', { name: 'Announce consignment' }).click();
}

test('a manifest is announced from a file, and its consignment stands in the list', async () => {
        const page = await visit('/intake/consignments.html', { person: people.receiver }), reference = `CON-${next()}`;
        await announce(page, 'manifest.csv', manifest, reference);
        await page.getByText(`${reference} is announced: 2 lines, 5 pieces.`).waitFor();
        await row(page, reference).getByText('Hidden').waitFor();
        await axe(page, 'a consignment was announced');
        await page.locator('.note').getByRole('link', { name: 'Open' }).click();
        await says(page, 'Scan each piece');
});

test('what is wrong with a manifest is told by line, and can be taken along as CSV', async () => {
        const page = await visit('/intake/consignments.html', { person: people.supervisor });
        page.allow = /422/;
        await announce(page, 'bad.csv', 'SKU,Title,Qty\nA,Mug,two\n,Jar,1\nC,Pen,1\n', `CON-${next()}`);
        const wrong = region(page, 'What is wrong in the file');
        await wrong.getByText('2 things are wrong in').waitFor();
        assert.match(await row(wrong, 'Must be a whole number').innerText(), /^\s*2\s+Quantity/);
        await row(wrong, 'neither SKU nor barcode').waitFor();
        await axe(page, 'a manifest was refused');
        const [file] = await Promise.all([page.waitForEvent('download'), wrong.getByRole('link', { name: 'Download the list' }).click()]);
        assert.match(file.suggestedFilename(), /bad - errors\.csv$/);
        const [sample] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Sample manifest' }).click()]);
        assert.equal(sample.suggestedFilename(), 'manifest-sample.csv');
});

test('a blind count says nothing of what is expected; a number is keyed after a scan and no scan writes over it', async () => {
        const one = await consignment(), page = await visit(one.page, { person: people.receiver });
        await says(page, 'What is expected is not shown');
        assert.doesNotMatch(await page.locator('main').innerText(), /5 pieces|Expected\s+5/);
        await scanned(page, '0036000291452', '1 piece of Enamel mug');
        const number = page.getByLabel('How many of it');
        await number.focus();
        await page.keyboard.type('3');
        await page.keyboard.press('Enter');
        await says(page, '3 pieces of Enamel mug');
        assert.equal((await sums(one)).counted, 3);
        await number.focus();
        await page.waitForTimeout(750);
        await wedge(page, '5901234123457');
        await says(page, '1 piece of Storage jar');
        assert.equal((await sums(one)).counted, 4);
        await region(page, 'Last scan').getByRole('button', { name: 'Undo this scan' }).click();
        await says(page, 'Undone');
        assert.equal((await sums(one)).counted, 3);
        await scanned(page, 'JAR-1', '1 piece of Storage jar');
        await scanned(page, 'JAR-1', '2 pieces of Storage jar');
        await axe(page, 'a blind count');
        await page.getByRole('button', { name: 'Finish count' }).click();
        await sheet(page).getByRole('button', { name: 'Finish count' }).click();
        await says(page, 'The count agrees');
        await row(region(page, 'Lines'), 'Enamel mug').getByText('3', { exact: true }).waitFor();
});

test('what differs is shown once the count is finished; another person counts it again', async () => {
        const one = await consignment(), mine = await visit(one.page, { person: people.receiver });
        await scanned(mine, 'MUG-1', '1 piece');
        await mine.getByLabel('How many of it').fill('4');
        await mine.keyboard.press('Enter');
        await says(mine, '4 pieces of Enamel mug');
        await scanned(mine, 'JAR-1', '1 piece');
        await mine.getByLabel('How many of it').fill('2');
        await mine.keyboard.press('Enter');
        await says(mine, '2 pieces of Storage jar');
        await mine.getByRole('button', { name: 'Finish count' }).click();
        await sheet(mine).getByRole('button', { name: 'Finish count' }).click();
        await says(mine, 'One product differs');
        await mine.getByText('A supervisor decides: the count is accepted').waitFor();
        const theirs = await visit(one.page, { person: people.supervisor });
        await row(region(theirs, 'Differences'), 'Enamel mug').getByText('+1').waitFor();
        await axe(theirs, 'a count that differs');
        await theirs.getByRole('button', { name: 'Count these again' }).click();
        await sheet(theirs).getByRole('button', { name: 'Count again' }).click();
        await theirs.getByText('Count only these again').waitFor();
        const again = await visit(one.page, { person: people.receiver });
        again.allow = /409/;
        await wedge(again, 'MUG-1');
        await says(again, 'Another person counts it again');
        await scanned(theirs, 'MUG-1', '1 piece of Enamel mug');
        await theirs.getByLabel('How many of it').fill('3');
        await theirs.keyboard.press('Enter');
        await says(theirs, '3 pieces of Enamel mug');
        await theirs.getByRole('button', { name: 'Finish count' }).click();
        await sheet(theirs).getByRole('button', { name: 'Finish count' }).click();
        await says(theirs, 'The count agrees');
});

test('each scan gives a piece of a consignment its plate, one too many is extra, and the report is a file', async () => {
        const one = await consignment('none', 'SKU,Title,Quantity\nMUG-2,Glass mug,1\nJAR-2,Glass jar,4\n'), page = await visit(one.page, { person: people.receiver });
        await scanned(page, 'MUG-2', 'Glass mug, 1 of 1. Put the plate on it');
        assert.match(await strip(page).locator('.plate').innerText(), /^RP-/);
        await region(page, 'Label').getByText('Print the label', { exact: true }).waitFor();
        await row(region(page, 'Lines'), 'Glass jar').getByRole('button', { name: 'Damaged' }).click();
        await says(page, 'Damaged in transit');
        await page.waitForTimeout(750);
        await wedge(page, 'MUG-2');
        await says(page, 'All of it is here');
        assert.equal(await sheet(page).getByLabel('Why is it here').inputValue(), 'extra');
        await axe(page, 'one more than announced');
        await sheet(page).getByRole('button', { name: 'Receive it' }).click();
        await says(page, 'Extra. Tote');
        const now = await sums(one);
        assert.deepEqual([now.received, now.damaged_in_transit, now.strangers], [1, 1, 1]);
        await page.getByRole('button', { name: 'Close consignment' }).click();
        await sheet(page).getByText('3 pieces still expected').waitFor();
        await sheet(page).getByRole('button', { name: 'Close consignment' }).click();
        await says(page, 'Closed');
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the report' }).click()]);
        assert.match(file.suggestedFilename(), /^report-.*\.csv$/);
});

test('at the station, a scan of a consignment or of one of its products leads to it', async () => {
        const one = await consignment('none', `SKU,Quantity\nLEADS-${next()},2\n`), page = await visit('/intake/', { person: people.receiver });
        await wedge(page, one.rma);
        await page.waitForURL(/consignments\.html/);
        await says(page, 'Scan a piece');
        await page.goto(`${base}/intake/`);
        await page.getByRole('link', { name: 'Consignments' }).click();
        await row(page, one.rma).getByRole('link', { name: 'Open' }).click();
        await says(page, 'Scan a piece');
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
});

test('a blind count goes on while the server is away: each piece is kept, counted once in its round, and the round waits for it', async () => {
        const one = await consignment(), page = await keptPage(one.page, people.receiver);
        await wedge(page, '036000291452');
        await says(page, '1 piece of Enamel mug');
        await page.context().setOffline(true);
        for (const said of ['1 unsent', '2 unsent']) {
                await page.waitForTimeout(750);
                await wedge(page, '036000291452');
                await says(page, 'Counted, not sent yet');
                await unsentSays(page, said);
        }
        await page.reload();
        await settled(page);
        await unsentSays(page, '2 unsent');
        await axe(page, 'a count that is away');
        await page.getByRole('button', { name: 'Finish count' }).click();
        await sheet(page).getByRole('button', { name: 'Finish count' }).click();
        await page.getByText('2 actions on it are unsent').waitFor();
        await page.keyboard.press('Escape');
        assert.equal((await sums(one)).counted, 1);
        await page.context().setOffline(false);
        await allSent(page);
        assert.equal((await sums(one)).counted, 3);
        await page.getByText('3 counted by everybody').waitFor();
});
