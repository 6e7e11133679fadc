import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axe, base, row, says, settled, sheet, strip, test, until, visit, wedge } from './harness.mjs';
import { admin, call, demo, of, people, received, shipment } from './seed.mjs';

/** A fleece: its rubric asks whether it is like new first, and the details only when it is not. */
let ruled;
async function fleece() {
        ruled ??= call('POST', of('grading', '/rubrics'), { product_type: 'Fleece', body: JSON.parse(readFileSync('tests/fixtures/rubric_bench.json', 'utf8')) });
        await ruled;
        const parcel = await shipment(2), [, line] = parcel.lines;
        const unit = await call('POST', of('intake', `/shipments/${parcel.shipment_id}/receive`), { line_id: line.line_id, facility_id: demo.facility.facility_id });
        return { ...unit, title: line.title };
}

const question = (page) => page.getByRole('region', { name: 'Question' });
const asks = (page, text) => question(page).getByRole('heading', { name: text }).waitFor();
const verdict = (page) => page.getByRole('region', { name: 'Grade', exact: true });
const letter = async (page) => { await verdict(page).waitFor(); return verdict(page).locator('.letter').innerText(); };
const pick = (page, text) => page.locator('.pick', { hasText: text }).click();

async function opened(unit, { person = people.grader, ...how } = {}) {
        const page = await visit('/grading/', { person, ...how });
        await wedge(page, unit.printed);
        await says(page, 'Answer each question.');
        return page;
}

/** A key by itself, once its card is there. */
async function press(page, key, text) {
        await asks(page, text);
        await page.keyboard.press(key);
}

const ledger = (unit) => call('GET', of('intake', `/units/${unit.unit_id}`));

/** A photo that its unit has at the server. */
async function photographed(page, shot) {
        const photos = page.getByRole('region', { name: 'Photos', exact: true });
        await photos.getByRole('button', { name: `${shot}` }).first().click();
        await photos.getByRole('button', { name: 'Take photo' }).click();
        await photos.locator('.tile.taken', { hasText: shot }).waitFor({ timeout: 15000 });
        await photos.getByRole('button', { name: 'Close camera' }).click();
}

test('a perfect unit is graded in one scan and at most three keys, and the next opens by its own scan', async () => {
        const unit = await fleece(), after = await fleece(), page = await visit('/grading/', { person: people.grader });
        let keys = 0;
        await page.exposeFunction('pressed', () => { keys++; });
        await wedge(page, unit.printed);
        await asks(page, 'Is it like new?');
        await page.evaluate(() => document.addEventListener('keydown', () => globalThis.pressed(), true));
        await page.keyboard.press('1');
        await says(page, 'Grade A');
        assert.equal(await letter(page), 'A');
        assert.ok(keys <= 3, `${keys} keys`);
        await wedge(page, after.printed);
        await asks(page, 'Is it like new?');
        assert.match(await page.getByRole('region', { name: 'Unit' }).innerText(), new RegExp(after.printed));
});

test('single keys answer, Backspace goes back, and a scan between two keys is a scan', async () => {
        const unit = await received(), other = await fleece(), page = await opened(unit);
        await press(page, '1', 'Does it smell');
        await press(page, 'Backspace', 'Do zips');
        await press(page, '2', 'Does it smell');
        await asks(page, 'Do zips');
        assert.equal(await page.locator('#scan').inputValue(), '');
        await wedge(page, other.printed);                       /* no field has the focus, and no key of it is an answer */
        await asks(page, 'Is it like new?');
        await says(page, 'are kept');
        await wedge(page, unit.printed);
        await asks(page, 'Do zips');
        await page.keyboard.press('x');                         /* no answer, and nobody's */
        await press(page, '1', 'Do zips');
        await press(page, '2', 'Is there a snag');
        await press(page, '0', 'Are the tags');
        await page.getByRole('heading', { name: 'Where is it' }).waitFor();
        await page.keyboard.press('Enter');
        await says(page, 'Grade C');
        await verdict(page).getByText('C because: faint smell at 20 cm (HY-1, rubric v1)').waitFor();
        await until(page, () => document.activeElement.closest('.verdict') && scrollY === 0);   /* to be read, whatever the width */
        await verdict(page).getByText('What each alternative would earn').click();
        await verdict(page).locator('tr', { hasText: 'Resell' }).getByText('Chosen').waitFor();
});

test('by touch at the width of a phone: large targets, a measure, what was found', async () => {
        const unit = await fleece(), page = await opened(unit, { width: 390 });
        await asks(page, 'Is it like new?');
        for (const box of await page.locator('.pick, .ask button').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))) assert.ok(box >= 44, `${box} px`);
        await pick(page, 'Something is not perfect');
        await asks(page, 'Is it clean');
        await pick(page, 'Clean and fresh');
        await pick(page, 'All work');
        await asks(page, 'Is there a snag');
        await pick(page, 'Snag');
        await page.getByLabel('how large').fill('301');
        await page.getByRole('button', { name: 'Take it' }).click();
        await page.locator('.error', { hasText: 'It is from 1 to 300 mm.' }).waitFor();
        await page.getByRole('button', { name: '8', exact: true }).click();
        await page.getByLabel('Where, for shoppers too').fill('left sleeve');
        await axe(page, 'what was found, on a phone');
        await page.getByRole('button', { name: 'Grade B' }).click();
        await says(page, 'Grade B');
        const [made] = (await call('GET', of('grading', `/units/${unit.unit_id}/grades`))).items;
        assert.equal(made.observations[0].public_text, 'Small snag, 8 mm, left sleeve');
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
});

test('answers survive a reload', async () => {
        const unit = await received(), page = await opened(unit);
        await press(page, '1', 'Does it smell');
        await press(page, '1', 'Do zips');
        await asks(page, 'Is there a snag');
        await page.evaluate(() => new Promise((resolve) => {   /* after what is being kept */
                indexedDB.open('resale-station').onsuccess = ({ target }) => {
                        target.result.transaction('kept').objectStore('kept').getAll().onsuccess = () => { target.result.close(); resolve(); };
                };
        }));
        await page.reload();
        await settled(page);
        await asks(page, 'Is there a snag');
        await page.keyboard.press('1');
        await press(page, '1', 'Are the tags');
        await says(page, 'Grade A');
});

test('a photo that an answer requires is taken first, and pinned by mouse and by keyboard', async () => {
        const unit = await fleece(), page = await opened(unit, { permissions: ['camera'] });
        await press(page, '2', 'Is it like new?');
        await press(page, '3', 'Is it clean');
        await press(page, '1', 'Do zips');
        await press(page, '1', 'Is there a snag');
        const grade = page.getByRole('button', { name: 'Grade C' });
        await page.getByText('Still to be taken: Defect.').waitFor();
        assert.ok(await grade.isDisabled());
        await page.getByRole('region', { name: 'Photos required' }).getByRole('button', { name: 'Take it' }).click();
        await page.getByRole('button', { name: 'Take photo' }).click();
        await page.getByRole('region', { name: 'Photos required' }).getByText('Taken').waitFor({ timeout: 15000 });
        await page.getByRole('button', { name: 'Pin it on a photo' }).click();
        const board = page.locator('.pinboard'), box = await board.locator('img').boundingBox();
        await board.locator('img').evaluate((image) => image.decode());
        await board.click({ position: { x: box.width / 4, y: (await board.locator('img').boundingBox()).height / 2 } });
        await sheet(page).getByText('Pin 1: 25 % from the left, 50 % from the top.').waitFor();
        await board.focus();
        await page.keyboard.press('Shift+ArrowRight');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await sheet(page).getByText('Pin 2: 30 % from the left, 51 % from the top.').waitFor();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Delete');
        await axe(page, 'pins');
        await sheet(page).getByRole('button', { name: 'Done' }).click();
        await page.getByText('2 pins').waitFor();
        await grade.click();
        await says(page, 'Grade C');
        const [made] = (await call('GET', of('grading', `/units/${unit.unit_id}/grades`))).items;
        assert.deepEqual(made.observations[0].pins.map(({ x, y }) => [Math.round(x / 100), Math.round(y / 100)]), [[25, 50], [30, 51]]);
});

test('what comes off is cleaned and asked again; the first answer stays in the record', async () => {
        const unit = await fleece(), page = await opened(unit);
        await press(page, '2', 'Is it like new?');
        await press(page, '2', 'Is it clean');
        await page.getByRole('region', { name: 'Clean it' }).locator('progress[max="15"]').waitFor();
        await page.keyboard.press('1');
        await page.getByText('Cleaned: look again').waitFor();
        await press(page, '1', 'Is it clean');
        await press(page, '1', 'Do zips');
        await press(page, '1', 'Is there a snag');
        await says(page, 'Grade A');
        const [made] = (await call('GET', of('grading', `/units/${unit.unit_id}/grades`))).items;
        assert.deepEqual(made.observations.map(({ answer, cleaned }) => [answer, cleaned]), [['dust', true], ['none', false]]);
});

test('what is measured is cleaned first, and measured where it stays', async () => {
        const { body } = await call('GET', '/grading/v1/ready-rubrics/apparel'), parcel = await shipment(3);
        await call('POST', of('grading', '/rubrics'), { product_type: 'Boots', body });
        const unit = await call('POST', of('intake', `/shipments/${parcel.shipment_id}/receive`), { line_id: parcel.lines[2].line_id, facility_id: demo.facility.facility_id });
        const page = await opened(unit), cleaning = page.getByRole('region', { name: 'Clean it' }), measuring = page.getByRole('region', { name: 'Measure' });
        await press(page, '2', 'Is it clean, dry and fresh');
        await cleaning.waitFor();
        await page.keyboard.press('2');
        await press(page, '1', 'Does everything work');
        await press(page, '1', 'Front, back and inside');
        await press(page, '1', 'What does it smell of');
        await press(page, '2', 'Is there a stain');
        await cleaning.getByRole('heading', { name: 'Clean it: stain across' }).waitFor();
        await page.keyboard.press('2');
        await measuring.waitFor();
        await measuring.getByRole('button', { name: 'Back' }).click();
        await press(page, '2', 'Is there a stain');
        await cleaning.waitFor();
        await page.keyboard.press('1');
        await page.getByText('Cleaned: look again').waitFor();
        await press(page, '1', 'Is there a stain');
        await press(page, '1', 'Is there hair');
        await page.getByRole('button', { name: 'Grade B' }).click();
        await says(page, 'Grade B');
        const [made] = (await call('GET', of('grading', `/units/${unit.unit_id}/grades`))).items;
        assert.deepEqual(made.observations.filter(({ question }) => question === 'ST-1').map(({ answer, cleaned }) => [answer, cleaned]), [['stain', true], ['none', false]]);
});

test('a sealed unit is graded by one key', async () => {
        const unit = await fleece();
        await call('POST', of('intake', `/units/${unit.unit_id}/triage`), { sealed: true });
        const page = await opened(unit);
        await page.getByRole('heading', { name: 'Is it sealed?' }).waitFor();
        await page.keyboard.press('1');
        await says(page, 'Grade A');
        await verdict(page).getByText('New', { exact: true }).waitFor();
});

test('what is not safe goes on hold: by an answer, by a word in a note, by a recall', async () => {
        const [mould, swollen, recalled] = [await fleece(), await fleece(), await fleece()], page = await opened(mould);
        await press(page, '2', 'Is it like new?');
        await press(page, '4', 'Is it clean');
        await says(page, 'On hold');
        await page.getByRole('region', { name: 'Hold' }).getByText('Mould: keep it away from the others (HY-1)').waitFor();
        assert.match(await strip(page).getAttribute('class'), /attention/);
        await wedge(page, swollen.printed);
        await asks(page, 'Is it like new?');
        await page.getByRole('button', { name: 'Add a note' }).click();
        await page.getByLabel('Note, for colleagues only').fill('The battery pack is Swollen');
        await pick(page, 'As new, all of it');
        await page.getByRole('button', { name: 'Grade A' }).click();
        await page.getByRole('region', { name: 'Hold' }).getByText('A note says "Swollen"').waitFor();
        assert.equal((await ledger(swollen)).state, 'quarantined');
        const lead = await visit('/grading/holds.html', { person: people.supervisor });
        await lead.getByRole('button', { name: 'Recall', exact: true }).click();
        await sheet(lead).getByLabel('SKU').fill('FL-S');
        await sheet(lead).getByLabel('Why').fill('The zip comes off');
        await sheet(lead).getByRole('button', { name: 'Recall it' }).click();
        await row(lead, 'The zip comes off').getByText('Active').waitFor();
        await axe(lead, 'recalls');
        await wedge(page, recalled.printed);
        await page.getByRole('region', { name: 'Hold' }).getByText('Recalled, SKU FL-S: The zip comes off').waitFor();
        await row(lead, 'The zip comes off').getByRole('button', { name: 'End' }).click();
        await sheet(lead).getByRole('button', { name: 'End it' }).click();
        await row(lead, 'The zip comes off').getByText('Ended').waitFor();
        await lead.getByRole('button', { name: 'Recall many' }).click();
        await sheet(lead).getByLabel('Lines').fill('serial;lot;reason\nS-1;;"dye; red"\n;L-2;dye\n;;dye');
        lead.allow = /422/;
        await sheet(lead).getByRole('button', { name: 'Recall them' }).click();
        await sheet(lead).locator('.error', { hasText: 'Line 4' }).waitFor();
        await sheet(lead).getByLabel('Lines').fill('serial;lot;reason\nS-1;;"dye; red"\n;L-2;dye');
        await sheet(lead).getByRole('button', { name: 'Recall them' }).click();
        await row(lead, 'dye; red').waitFor();
});

test('a grade is overridden: down with a reason, up with a second person', async () => {
        const unit = await fleece(), page = await opened(unit, { person: admin });
        await call('PATCH', of('listing', demo.collection), { state: 'paused' });
        await press(page, '1', 'Is it like new?');
        await says(page, 'Grade A');
        await page.getByRole('button', { name: 'Override the grade' }).click();
        await sheet(page).getByLabel('The grade it should have').selectOption('B');
        await sheet(page).getByLabel('Why').fill('the colour has faded');
        page.allow = /422/;
        await sheet(page).getByRole('button', { name: 'Set this grade' }).click();
        await sheet(page).locator('.error', { hasText: 'Must say what a shopper reads' }).waitFor();
        await sheet(page).getByLabel('What a shopper reads of it').fill('The colour has faded a little.');
        await sheet(page).getByRole('button', { name: 'Set this grade' }).click();
        await verdict(page).getByText('B by override of A: the colour has faded').first().waitFor();
        await page.getByRole('button', { name: 'Override the grade' }).click();
        await sheet(page).getByLabel('The grade it should have').selectOption('A');
        await sheet(page).getByLabel('Why').fill('seen again in daylight');
        await sheet(page).getByText('a second person approves it here').waitFor();
        await sheet(page).getByRole('button', { name: 'Set this grade' }).click();
        await sheet(page).getByLabel('Email').fill(people.supervisor.email);
        await sheet(page).getByLabel('Password').fill(people.supervisor.password);
        await sheet(page).getByRole('button', { name: 'Approve' }).click();
        await verdict(page).getByText('A by override of B: seen again in daylight').first().waitFor();
        await verdict(page).getByText('3 grades so far').click();
        assert.equal(await verdict(page).locator('details tr', { hasText: 'Override' }).count(), 2);
        await call('PATCH', of('listing', demo.collection), { state: 'live' });
});

test('two graders with one unit: the second sees who has it, and the first grade stands', async () => {
        const unit = await fleece(), first = await opened(unit), second = await visit('/grading/', { person: admin });
        await wedge(second, unit.printed);
        await second.getByText(`${people.grader.name} has it open`).waitFor();
        await press(first, '1', 'Is it like new?');
        await says(first, 'Grade A');
        second.allow = /409/;
        await press(second, '1', 'Is it like new?');
        await second.getByRole('region', { name: 'Not graded' }).getByText('that grade stands').waitFor();
        assert.equal((await call('GET', of('grading', `/units/${unit.unit_id}/grades`))).items.length, 1);
});

test('a technician works on a unit; a grader waits for it', async () => {
        const unit = await received(), page = await visit('/grading/', { person: people.technician }), theirs = await visit('/grading/', { person: people.grader });
        page.allow = /422/;
        await row(page, unit.printed).getByRole('button', { name: 'Open' }).click();
        await page.getByText('It waits for a grader.').waitFor();
        await page.getByRole('button', { name: 'Send to work' }).click();
        await sheet(page).getByLabel('Clean, 12 min').check();
        await sheet(page).getByRole('button', { name: 'Plan work' }).click();   /* at once, where nothing else is said */
        await says(page, 'Work began');
        await wedge(theirs, unit.printed);
        await theirs.getByText('A technician finishes it; then it can be graded.').waitFor();
        await page.getByText('Done', { exact: true }).click();
        const key = async (name, text) => { await page.getByLabel(name).fill(text); await page.waitForTimeout(400); };   /* whole texts at once are a handheld's scan */
        await key('Minutes it took', '11');
        await key('Cost of parts', 'four');
        await page.getByRole('button', { name: 'Finish work' }).click();
        await page.locator('.error', { hasText: 'Write an amount such as 4.50.' }).waitFor();
        await key('Cost of parts', '4.50');
        await page.getByRole('button', { name: 'Finish work' }).click();
        await says(page, 'Work is done');
        await row(page, 'Clean').filter({ hasText: '$4.50' }).getByText('11 min').waitFor();
        await row(page, 'Clean').filter({ hasText: '$4.50' }).getByRole('button', { name: 'Show' }).click();
        await sheet(page).getByText('It was not graded since.').waitFor();
});

test('what may not be sold is disposed of by a supervisor, with who received it', async () => {
        const unit = await received(), page = await opened(unit, { person: admin });
        await press(page, '3', 'Does it smell');
        await press(page, '1', 'Do zips');
        await press(page, '1', 'Is there a snag');
        await press(page, '1', 'Are the tags');
        await page.getByRole('button', { name: 'Grade R' }).click();
        await says(page, 'Grade R');
        await page.getByRole('button', { name: 'Carry it out' }).click();
        await sheet(page).getByLabel('Who received it').fill('Fibre Mill');
        await sheet(page).getByRole('button', { name: 'Carry out' }).click();
        await says(page, 'Received by Fibre Mill.');
});

test('a parcel is no unit, and the bench says so', async () => {
        const page = await visit('/grading/', { person: people.grader });
        page.allow = /404/;
        await wedge(page, 'RP-0001-999999-X');
        await says(page, 'Not taken');
        assert.match(await strip(page).getAttribute('class'), /stop/);
});

test('safety words of a merchant are written by a supervisor and hold whole words', async () => {
        const page = await visit('/grading/holds.html', { person: people.supervisor }), panel = page.getByRole('region', { name: 'Safety words' });
        await panel.getByLabel('Words of this merchant').fill('magnet loose, a|b');
        page.allow = /422/;
        await panel.getByRole('button', { name: 'Save' }).click();
        await panel.locator('.error', { hasText: '3 to 40 letters' }).waitFor();
        await panel.getByLabel('Words of this merchant').fill('magnet loose');
        await panel.getByRole('button', { name: 'Save' }).click();
        await panel.getByText('Version 1.').waitFor();
});

test('work that pays is said on the card and planned by one press', async () => {
        const band = { low: 1000, high: 3000, reference: 2000, sold_30: 4000, outlet: 5000 };
        const policy = (min_net) => call('POST', of('grading', '/earning-policies'), { currency: 'USD', bands: [{ ...band, grade: 'A', low: 4000, high: 8000, reference: 6000 }, band],
                channels: [{ name: 'collection', allowed: true, fee_share: 300, visibility: 10000 }], outlets: [{ way: 'donate', allowed: true, partner: 'Goods for All', cost: 120 }],
                unit: 100, step_days: 10, max_cut: 3000, horizon: 90, elasticity: 200, labour_rate: 2400, min_net });
        await policy(0);
        const unit = await received(), page = await opened(unit, { person: admin });
        await press(page, '2', 'Does it smell');
        await press(page, '1', 'Do zips');
        await press(page, '1', 'Is there a snag');
        await press(page, '1', 'Are the tags');
        await page.getByRole('button', { name: 'Grade C' }).click();
        await says(page, 'Grade C');
        await verdict(page).getByText('Send to work: De-odorise').waitFor();
        await verdict(page).getByText('expected: grade A, 10 minutes, success 90 %').waitFor();
        for (const [least, step] of [[10000000, 'To donation'], [0, 'To refurbishment']]) {   /* the card goes by what was decided last */
                await policy(least);
                await call('POST', of('grading', `/units/${unit.unit_id}/decision`));
                await page.goto(`${base}/grading/?scan=${unit.lpn}`);
                await verdict(page).getByRole('heading', { name: step }).waitFor();
                await verdict(page).getByText('Weighed again').waitFor();
                if (!least) continue;
                await verdict(page).getByText('Goods for All').first().waitFor();
                await page.getByRole('button', { name: 'Carry it out' }).click();
                assert.equal(await sheet(page).getByLabel('Who received it').inputValue(), 'Goods for All');
                await sheet(page).getByLabel('What happened to it').selectOption('Recycle');
                assert.equal(await sheet(page).getByLabel('Who received it').inputValue(), '');   /* nobody of the policy recycles */
        }
        await verdict(page).getByRole('button', { name: 'Plan this work' }).click();
        await says(page, 'Work is planned');
        await page.getByText('It is planned, and has not begun.').waitFor();
});
