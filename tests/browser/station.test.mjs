import assert from 'node:assert/strict';
import { axe, says, sheet, strip, test, until, visit, wedge } from './harness.mjs';
import { admin, call, of, people, received, shipment } from './seed.mjs';

const undo = (page) => page.locator('.station .undo');

/** The oscillators that would have been heard: pitch, shape of the wave, how long. */
async function hears(page) {
        await page.addInitScript(() => {
                globalThis.heard = [];
                globalThis.AudioContext = class { currentTime = 0; state = 'running'; destination = {}; };
                globalThis.GainNode = class { gain = { setTargetAtTime() {} }; connect(next) { return next; } };
                globalThis.OscillatorNode = class {
                        constructor(context, { type, frequency }) { this.note = { type, frequency }; }
                        connect(next) { return next; }
                        start(at) { this.note.at = at; }
                        stop(at) { globalThis.heard.push({ ...this.note, ms: Math.round((at - this.note.at) * 1000) }); }
                };
        });
        await page.reload();
        await page.locator('.station').waitFor();
        return { notes: () => page.evaluate(() => globalThis.heard.splice(0)) };
}

test('each result has a sound of its own: no two are alike in number, pitch and length of their notes', async () => {
        const page = await visit('/style', { person: admin }), ear = await hears(page), all = [];
        for (const name of ['Received', 'Unexpected', 'Not taken', 'Wrong tote', 'A scan is heard']) {
                await page.getByRole('button', { name, exact: true }).click();
                all.push(JSON.stringify((await ear.notes()).map(({ type, frequency, ms }) => [type, frequency, ms])));
        }
        assert.equal(new Set(all).size, 5);
        assert.ok(all.every((one) => one !== '[]'), 'each is heard');
});

test('the volume is kept on the device, and off is silent', async () => {
        const page = await visit('/style', { person: admin }), ear = await hears(page);
        await page.locator('#volume').selectOption('Off');
        await ear.notes();
        await page.reload();
        assert.equal(await page.locator('#volume').inputValue(), '0');
        await wedge(page, 'A-1000-1');
        await says(page, 'A-1000-1');
        assert.deepEqual(await ear.notes(), []);
        await page.locator('#volume').selectOption('Loud');
        assert.equal((await ear.notes()).length, 2, 'the choice is heard');
});

test('a result fills the screen for 700 ms: colour, word and icon, in nobody\'s way, read out once, the page does not move', async () => {
        const page = await visit('/style', { person: admin }), before = await page.locator('.station').boundingBox();
        await page.evaluate(() => {
                globalThis.shown = [];
                new MutationObserver((records) => records.forEach((one) => one.addedNodes.forEach((node) => { if (node.matches?.('.flash')) {
                        const { width, height } = node.getBoundingClientRect(), { pointerEvents } = getComputedStyle(node);
                        globalThis.shown.push({ at: performance.now(), width, height, pointerEvents, text: node.textContent, icon: !!node.querySelector('svg'),
                                hidden: node.getAttribute('aria-hidden') });
                } }))).observe(document.body, { childList: true });
                new MutationObserver((records) => records.forEach((one) => one.removedNodes.forEach((node) => { if (node.matches?.('.flash')) globalThis.gone = performance.now(); })))
                        .observe(document.body, { childList: true });
        });
        await wedge(page, 'A-1000-1');
        await until(page, () => globalThis.shown.length === 1);
        await wedge(page, 'A-1000-2');                                             /* not held up */
        await says(page, 'A-1000-2');
        await until(page, () => globalThis.gone);
        const [{ at, ...shown }] = await page.evaluate(() => globalThis.shown), gone = await page.evaluate(() => globalThis.gone);
        assert.deepEqual(shown, { width: 1440, height: 900, pointerEvents: 'none', text: 'Scanned', icon: true, hidden: 'true' });
        assert.ok(gone - at >= 690 && gone - at < 3000, `${gone - at} ms`);
        assert.equal(await page.locator('.station [aria-live], .station [role=status]').count(), 1);
        assert.deepEqual(await page.locator('.station').boundingBox(), before);
});

test('with less motion wanted a result frames the screen and does not fill it', async () => {
        const page = await visit('/style', { person: admin });
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await wedge(page, 'A-1000-1');
        const look = await page.locator('.flash').evaluate((node) => { const style = getComputedStyle(node); return [style.backgroundColor, style.borderTopWidth, node.innerText.trim()]; });
        assert.deepEqual(look, ['rgba(0, 0, 0, 0)', '16px', '']);
});

test('what was done last is taken back at one place: by button, F9, Ctrl+Z and the card UNDO', async () => {
        const page = await visit('/style', { person: admin });
        assert.ok(await undo(page).isDisabled());
        const ways = [() => undo(page).click(), () => page.keyboard.press('F9'), () => page.keyboard.press('Control+z'), () => wedge(page, 'RPC:UNDO')];
        for (const [i, way] of ways.entries()) {
                await wedge(page, `A-100${i}`);
                await says(page, `A-100${i}`);
                assert.equal(await undo(page).innerText(), `Undo: A-100${i} scanned`);
                await way();
                await says(page, 'Taken back');
                assert.ok(await undo(page).isDisabled());
        }
        await page.waitForTimeout(750);
        await wedge(page, 'RPC:UNDO');
        await says(page, 'Nothing to undo');
});

test('Ctrl+Z in a field that holds text is the field\'s own', async () => {
        const page = await visit('/style', { person: admin });
        await wedge(page, 'A-1000-1');
        await says(page, 'A-1000-1');
        await page.getByLabel('Minutes').pressSequentially('1', { delay: 100 });
        await page.keyboard.press('Control+z');
        assert.equal(await undo(page).innerText(), 'Undo: A-1000-1 scanned');
});

test('the cards OK and CANCEL answer an open question, and a scan does not go past it', async () => {
        const page = await visit('/style', { person: admin });
        await wedge(page, 'RPC:OK');
        await says(page, 'Nothing to confirm');
        await page.getByRole('button', { name: 'Ask', exact: true }).click();
        await wedge(page, 'A-1000-1');
        await says(page, 'Finish this first');
        await page.waitForTimeout(750);
        await wedge(page, 'RPC:OK');
        await page.getByText('Closed.').waitFor();
        await sheet(page).waitFor({ state: 'detached' });
        await page.getByRole('button', { name: 'Open a sheet' }).click();
        await sheet(page).getByLabel('Name').fill('Kit');
        await page.waitForTimeout(450);
        await wedge(page, 'RPC:CANCEL');
        await sheet(page).waitFor({ state: 'detached' });
});

test('the card HOLD opens the hold form of the unit that is shown, OK sends it, a card scanned into a field leaves no text', async () => {
        const unit = await received(), page = await visit('/intake/', { person: people.receiver });
        await wedge(page, 'RPC:HOLD');
        await says(page, 'Nothing to hold');
        await wedge(page, unit.printed);
        await page.getByRole('button', { name: 'Hold' }).waitFor();
        await page.waitForTimeout(750);
        await wedge(page, 'RPC:HOLD');
        await sheet(page).getByLabel('Why').fill('needle in the seam');
        await page.waitForTimeout(450);
        await wedge(page, 'RPC:OK');
        await says(page, 'needle in the seam');
        assert.equal(await strip(page).locator('strong').first().innerText(), 'Held');
});

test('a receipt is offered to be taken back until its shipment is closed', async () => {
        const page = await visit('/intake/', { person: people.receiver }), parcel = await shipment(1), asked = [];
        await page.route('**/undo-receipt', async (route) => { asked.push(route.request().url()); await route.fulfill({ json: parcel }); });
        await wedge(page, parcel.tracking_number);
        await says(page, '1 piece expected');
        await wedge(page, parcel.lines[0].barcode);
        await says(page, 'Put the plate on it');
        await undo(page).filter({ hasText: 'Undo: Trail Jacket - M received' }).waitFor();
        const line = (await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines[0];
        await page.keyboard.press('F9');
        await says(page, 'Taken back');
        assert.deepEqual(asked.map((url) => url.split('/').slice(-2)), [[line.unit_id, 'undo-receipt']]);
        assert.equal(await page.getByRole('region', { name: 'Label' }).count(), 0);
});

test('a piece is received by the GS1 code on it, without asking what it is', async () => {
        const page = await visit('/intake/', { person: people.receiver }), asked = [];
        const parcel = await shipment(3), scans = () => page.waitForTimeout(50).then(() => asked.length);
        page.on('request', (request) => { if (request.url().endsWith('/v1/scans')) asked.push(request); });
        await wedge(page, parcel.tracking_number);
        await says(page, '3 pieces expected');
        assert.equal(await scans(), 1);
        await wedge(page, `]d201${parcel.lines[0].barcode.padStart(14, '0')}10LOT7\u001d21X9`);
        await says(page, `${parcel.lines[0].title}. Put the plate on it`);
        await wedge(page, `https://id.example.com/01/${parcel.lines[1].barcode.padStart(14, '0')}/21/X9?from=tag`);
        await says(page, `${parcel.lines[1].title}. Put the plate on it`);
        assert.equal(await scans(), 1);
        const [first] = (await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines;
        await wedge(page, `https://id.example.com/01/${parcel.lines[2].barcode.padStart(14, '0')}/21/${first.lpn}`);   /* our own label: a unit, whatever product it is */
        await says(page, 'Wrong label');
        await axe(page, 'a station with all it has');
});

test('the command cards are drawn, and the page prints without its frame', async () => {
        const page = await visit('/command-cards', { person: people.receiver }), pictures = page.locator('.card img');
        assert.equal(await pictures.count(), 12);
        for (const one of await pictures.all()) assert.ok(await one.evaluate((node) => node.decode().then(() => node.naturalWidth > 0)), await one.getAttribute('alt'));
        await page.emulateMedia({ media: 'print' });
        assert.equal(await page.locator('.rail, .top').filter({ visible: true }).count(), 0);
});
