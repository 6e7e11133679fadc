// Work on units: planned, begun, recorded step by step with single keys, paused, ended; the board, parts in stock, operations.
import assert from 'node:assert/strict';
import { axe, row, says, sheet, test, until, visit, wedge } from './harness.mjs';
import { call, graded, next, of, people, received } from './seed.mjs';

const panel = (page, name) => page.getByRole('region', { name, exact: true });
const column = (page, name) => page.getByRole('region', { name, exact: true });
const order = (id) => call('GET', of('grading', `/work-orders/${id}`));

/** An operation of the merchant with a step of each kind that asks for something; its code. */
async function operation(more = {}) {
        const code = `mend_${next()}`;
        await call('POST', of('grading', '/operations'), { code, product_type: '*', body: { name: 'Mend', minutes: 10, refurbishes: true, steps: [
                { kind: 'check', text: 'The thread matches' }, { kind: 'measure', text: 'Width of the seam', unit: 'mm', min: 1, max: 4 },
                        { kind: 'confirm', text: 'Nothing pulls', optional: true }], ...more } });
        return code;
}

async function planned(code, more = {}) {
        const unit = await received(), made = await call('POST', of('grading', `/units/${unit.unit_id}/work-orders`), { operations: [{ operation: code }], start: 'later', ...more });
        return { unit, id: made.work_order_id };
}

/** A facility of its own, with a unit in it. */
async function site() {
        const facility = await call('POST', '/accounts/v1/facilities', { name: `Site ${next()}`, time_zone: 'UTC', address: { address1: '1 Main St' } });
        const unitHere = async () => {
                const parcel = await call('POST', of('intake', '/shipments'),
                        { rma: `CON-${next()}`, lines: [{ sku: 'TJ-M', title: 'Trail Jacket - M', product_type: 'Jacket', price: { amount: 18000, currency: 'USD' } }] });
                return call('POST', of('intake', `/shipments/${parcel.shipment_id}/receive`), { line_id: parcel.lines[0].line_id, facility_id: facility.facility_id });
        };
        return { ...facility, unitHere };
}

test('a technician scans a plate, records each step with a key, and ends the work; the next unit is offered', async () => {
        const { unit, id } = await planned(await operation()), page = await visit('/grading/work.html', { person: people.technician });
        page.allow = /422/;
        await wedge(page, unit.printed);
        await says(page, 'Planned work');
        await page.keyboard.press('1');
        await says(page, 'Work began');
        await panel(page, 'Step').getByText('The thread matches').waitFor();
        await panel(page, 'Step').getByRole('button', { name: 'Add a note' }).click();
        await page.keyboard.type('1 of 2 was mended before');   /* digits of a note are no keys */
        await axe(page, 'a step');
        await panel(page, 'Step').getByRole('heading', { name: 'The thread matches' }).click();
        await page.keyboard.press('1');
        await panel(page, 'Step').getByLabel('Value, mm').fill('9');
        await page.keyboard.press('Enter');
        await panel(page, 'Step').locator('.error', { hasText: 'It must be 1 to 4 mm' }).waitFor();
        await panel(page, 'Step').getByLabel('Value, mm').fill('3');
        await page.keyboard.press('Enter');
        await panel(page, 'Step').getByText('Nothing pulls').waitFor();
        await page.waitForTimeout(150);
        await page.keyboard.press('0');
        await panel(page, 'Finish').waitFor();
        await axe(page, 'the end of the work');
        await page.waitForTimeout(150);
        await page.keyboard.press('1');
        await says(page, 'Work is done');
        await page.getByRole('heading', { name: 'Take the next unit.' }).waitFor();
        await until(page, () => document.activeElement.id === 'scan');
        const whole = await order(id);
        assert.equal(whole.state, 'done');
        assert.equal(whole.operations[0].records[0].note, '1 of 2 was mended before');
        assert.equal(whole.operations[0].records[1].value, 3);
        assert.equal(whole.operations[0].records[0].recorded_by_name, people.technician.name);
});

test('work is planned, paused with what it waits for and gone on with, by keyboard alone; the clock stands meanwhile', async () => {
        const unit = await received(), page = await visit('/grading/work.html', { person: people.technician });
        await page.keyboard.type(unit.lpn);
        await page.keyboard.press('Enter');
        await says(page, 'No work order');
        const reach = async (name) => {
                for (let i = 0; i < 60; i++) {
                        if (await page.evaluate((text) => document.activeElement.textContent.includes(text) && document.activeElement.matches('button, label'), name)) return;
                        await page.keyboard.press('Tab');
                }
                assert.fail(`${name} is reached by Tab`);
        };
        await reach('Plan work');
        await page.keyboard.press('Enter');
        await sheet(page).getByLabel('Clean, 12 min').focus();
        await page.keyboard.press('Space');
        await sheet(page).getByRole('button', { name: 'Plan work' }).focus();
        await page.keyboard.press('Enter');
        await panel(page, 'Begin').getByText('Planned: Clean').waitFor();
        await page.waitForTimeout(150);
        await page.keyboard.press('1');
        await panel(page, 'Step').getByText('The care label allows it').waitFor();
        await page.waitForTimeout(150);
        await page.keyboard.press('b');
        await sheet(page).getByText('Waits for advice').click();
        await sheet(page).getByLabel('Note').fill('Which soap?');
        await page.keyboard.press('Enter');
        await says(page, 'Paused');
        await panel(page, 'Begin').getByText('Paused: waits for advice').waitFor();
        await page.waitForTimeout(150);
        await page.keyboard.press('1');
        await says(page, 'Work goes on');
        await page.waitForTimeout(150);
        await page.keyboard.press('x');
        await sheet(page).getByLabel('Why').fill('The dye runs');
        await sheet(page).getByRole('button', { name: 'End the work' }).click();
        await says(page, 'Work ended');
});

test('what is written of work that is not safe puts the unit on hold, and the page says to set it aside', async () => {
        const page = await visit('/grading/work.html', { person: people.technician, width: 390 });
        for (const [key, fill, send] of [['b', async () => { await sheet(page).getByText('Something else').click(); await sheet(page).getByLabel('Note').fill('The battery is swollen'); }, 'Pause'],
                ['x', () => sheet(page).getByLabel('Why').fill('The battery is swollen'), 'End the work']]) {
                const unit = await received();
                await call('POST', of('grading', `/units/${unit.unit_id}/work-orders`), { operations: [{ operation: 'clean' }] });
                await wedge(page, unit.printed);
                await says(page, 'In work');
                await page.waitForTimeout(150);
                await page.keyboard.press(key);
                await fill();
                await sheet(page).getByRole('button', { name: send }).click();
                await says(page, 'Set it aside. A note says "swollen": look whether it is safe.');
                await panel(page, 'No work').getByText('Take the next unit.').waitFor();
                assert.equal((await call('GET', of('intake', `/units/${unit.unit_id}`))).state, 'quarantined');
        }
});

test('a photo step is recorded with a photo of this unit that was just taken', async () => {
        const code = await operation({ steps: [{ kind: 'photo', text: 'The mended place', shot: 'After' }] }), { unit, id } = await planned(code);
        const page = await visit('/grading/work.html', { person: people.technician });
        await wedge(page, unit.printed);
        await says(page, 'Planned work');
        await page.getByRole('button', { name: 'Start' }).click();
        await panel(page, 'Step').getByText('No photo “After” yet.').waitFor();
        await page.getByRole('button', { name: 'Take photo: After' }).click();
        await page.getByRole('button', { name: 'Take photo', exact: true }).click();
        await page.getByRole('button', { name: /Use photo 1/ }).click();
        await panel(page, 'Finish').waitFor();
        assert.ok((await order(id)).operations[0].records[0].photo_id);
});

test('what was done to a unit is looked at as a whole: before and after with photos, labour, steps, parts and cost', async () => {
        const code = await operation({ cost: { amount: 75, currency: 'USD' } }), unit = await graded(), at = of('grading', `/units/${unit.unit_id}`), doing = { operations: [{ operation: code }] };
        for (let i = 0; i < 200 && (await call('GET', of('intake', `/units/${unit.unit_id}`))).state !== 'listed'; i++) await new Promise((resolve) => setTimeout(resolve, 50));
        const { listing_id } = (await call('GET', of('listing', '/listings?limit=200'))).items.find((one) => one.unit_id === unit.unit_id);
        await call('POST', of('listing', `/listings/${listing_id}/withdraw`));
        const { work_order_id } = await call('POST', `${at}/work-orders`, doing), done = of('grading', `/work-orders/${work_order_id}`);
        await call('POST', `${done}/steps`, { operation: code, step: 1 });
        await call('POST', `${done}/steps`, { operation: code, step: 2, value: 3, unit: 'mm' });
        await call('POST', `${done}/finish`, { result: 'done', minutes: 7 });
        for (const [width, scheme] of [[1440, 'light'], [390, 'dark']]) {
                const page = await visit(`/grading/work.html?scan=${unit.lpn}`, { person: people.technician, width, scheme });
                await row(page, 'Mend').getByRole('button', { name: 'Show' }).click();
                await sheet(page).getByRole('region', { name: 'Before' }).getByText('no answer capped it').waitFor();
                await sheet(page).getByRole('region', { name: 'After' }).getByText('It was not graded since.').waitFor();
                await sheet(page).getByText('7 min').waitFor();
                await sheet(page).getByText('3 mm').waitFor();
                await sheet(page).getByText('$0.75').last().waitFor();
                await sheet(page).getByText('It counts, with a warranty term').waitFor();
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth) <= 0, 'no sideways scroll');
                await axe(page, `work as a whole, ${scheme}`);
        }
});

test('parts come in, are used for the work, and the last one is told to be gone', async () => {
        const here = await site(), unit = await here.unitHere(), code = await operation({ steps: [], serials: true });
        const stock = await visit(`/grading/parts.html?facility=${here.facility_id}`, { person: people.supervisor }), page = await visit('/grading/work.html', { person: people.technician });
        page.allow = /409|422/;
        await stock.getByRole('button', { name: 'Add a part' }).click();
        await sheet(stock).getByLabel('Code').fill('CELL-1');
        await sheet(stock).getByLabel('Name').fill('Battery');
        await sheet(stock).getByLabel('One costs').fill('9.50');
        await sheet(stock).getByRole('button', { name: 'Add part' }).click();
        await row(stock, 'CELL-1').getByText('Low').waitFor();
        await row(stock, 'CELL-1').getByRole('button', { name: 'Receive' }).click();
        await sheet(stock).getByLabel('How many').fill('1');
        await sheet(stock).getByRole('button', { name: 'Receive' }).click();
        await row(stock, 'CELL-1').getByText('1', { exact: true }).waitFor();
        await call('POST', of('grading', `/units/${unit.unit_id}/work-orders`), { operations: [{ operation: code }] });
        await wedge(page, unit.printed);
        await panel(page, 'Step').getByText('which part came out, which went in?').waitFor();
        await page.waitForTimeout(150);
        await page.keyboard.press('1');
        await sheet(page).getByLabel('Serial number out').fill('A-1');
        await sheet(page).getByLabel('Serial number in').fill('B-2');
        await sheet(page).getByRole('button', { name: 'Use it' }).click();
        await says(page, 'Part used');
        await row(page, 'Battery').getByText('A-1, B-2').waitFor();
        await panel(page, 'Finish').waitFor();
        await page.getByRole('button', { name: 'Use a part' }).click();
        await sheet(page).getByLabel('Serial number out').fill('B-2');
        await sheet(page).getByLabel('Serial number in').fill('C-3');
        await sheet(page).getByRole('button', { name: 'Use it' }).click();
        await sheet(page).getByText('There are not so many of this part in stock').waitFor();
});

test('the board shows each stage by itself, what is blocked and why, and goes over a limit for a supervisor with a reason', async () => {
        const here = await site(), first = await here.unitHere(), second = await here.unitHere(), code = await operation();
        const plan = (unit) => call('POST', of('grading', `/units/${unit.unit_id}/work-orders`), { operations: [{ operation: code }], start: 'later', due_at: '2020-01-01T00:00:00Z' });
        const [one, other] = [await plan(first), await plan(second)];
        const theirs = await visit(`/grading/board.html?site=${here.facility_id}`, { person: people.technician }),
                page = await visit(`/grading/board.html?site=${here.facility_id}`, { person: people.supervisor });
        theirs.allow = page.allow = /409/;
        await page.getByRole('button', { name: 'Limits and labour' }).click();
        await sheet(page).getByLabel('An hour of labour costs').fill('24');
        await sheet(page).getByLabel('In work').fill('1');
        await sheet(page).getByRole('button', { name: 'Keep as the next version' }).click();
        await column(page, 'In work').getByText('0 of 1').waitFor();
        await column(page, 'Planned').getByText('Late').first().waitFor();
        await column(page, 'Planned').getByRole('button', { name: /^Due/ }).last().click();
        await sheet(page).getByText('First', { exact: true }).click();
        await sheet(page).getByLabel('Due').fill('2099-01-02T03:04');
        await sheet(page).getByRole('button', { name: 'Change it' }).click();
        await column(page, 'Planned').getByText('First', { exact: true }).waitFor();
        await call('POST', of('grading', `/work-orders/${one.work_order_id}/start`), {});
        await column(page, 'In work').getByText('1 of 1: full').waitFor({ timeout: 12000 });
        await column(theirs, 'In work').getByText('1 of 1: full').waitFor({ timeout: 12000 });
        await theirs.getByRole('button', { name: /^Start/ }).click();
        await theirs.locator('.toast', { hasText: '“In work” is full at this facility' }).waitFor();
        await page.getByRole('button', { name: /^Start/ }).click();
        await sheet(page).getByLabel('Why this goes over it all the same').fill('The buyer waits');
        await axe(page, 'over the limit');
        await sheet(page).getByRole('button', { name: 'Go over the limit' }).click();
        await page.waitForURL(/work\.html\?scan=/);
        await call('POST', of('grading', `/work-orders/${other.work_order_id}/pause`), { reason: 'waits_for_part', note: 'Zip, 20 cm' });
        await column(theirs, 'Blocked').getByText('Waits for part').waitFor({ timeout: 12000 });
        await column(theirs, 'Blocked').getByText('Zip, 20 cm').waitFor();
});

test('an operation is written with a look at what it would change; a step that cannot be is told beside its field', async () => {
        const page = await visit('/grading/operations.html', { person: people.supervisor }), code = `felt_${next()}`;
        await page.getByRole('button', { name: 'Add an operation' }).click();
        await sheet(page).getByLabel('Code').fill(code);
        await sheet(page).getByLabel('Name').fill('Felt');
        await sheet(page).getByLabel('Minutes').fill('7');
        await sheet(page).getByLabel('Steps').fill('check | Dry\nmeasure | Thickness');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).locator('.error', { hasText: 'Line 2: a measure ends with its range and unit' }).waitFor();
        await sheet(page).getByLabel('Steps').fill('check | Dry\nmeasure | Thickness | 2 to 5 mm | optional');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).getByText('It is new.').waitFor();
        await axe(page, 'a preview');
        await sheet(page).getByRole('button', { name: 'Keep as the next version' }).click();
        await row(page, code).getByText('Its own', { exact: true }).waitFor();
});

test('operations are shown by product type: one that is only for a type, also the partner’s, is found there and gets its next version', async () => {
        const type = `Parka ${next()}`, code = `wax_${next()}`, page = await visit('/grading/operations.html', { person: people.supervisor });
        const holds = page.getByRole('region', { name: 'Operations that hold' });
        await page.getByRole('button', { name: 'Add for every merchant' }).click();
        await sheet(page).getByLabel('Code').fill(code);
        await sheet(page).getByLabel('Product type').fill(type);
        await sheet(page).getByLabel('Name').fill('Wax');
        await sheet(page).getByLabel('Minutes').fill('9');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).getByRole('button', { name: 'Keep as the next version' }).click();
        await row(holds, code).getByText(type).waitFor();
        await row(holds, 'de_pill').getByText('Any type').waitFor();
        await holds.getByLabel('Product type').selectOption('Any type');
        await holds.getByText(code).waitFor({ state: 'detached' });
        await holds.getByLabel('Product type').selectOption(type);
        await row(holds, code).getByRole('button', { name: 'Write its own' }).click();
        await sheet(page).getByLabel('Minutes').fill('8');
        await sheet(page).getByRole('button', { name: 'See what would change' }).click();
        await sheet(page).getByRole('button', { name: 'Keep as the next version' }).click();
        await row(holds, code).getByText('Its own', { exact: true }).waitFor();
        await row(holds, code).getByRole('button', { name: 'Write the next version' }).waitFor();
        await axe(page, 'by type');
});
