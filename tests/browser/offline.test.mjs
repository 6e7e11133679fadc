// What a station does while the network or the server is away.
import assert from 'node:assert/strict';
import { allSent, away, axe, base, counter, keptPage, row, says, settled, sheet, strip, test, unsentSays, visit, wedge } from './harness.mjs';
import { call, demo, of, people, received, shipment } from './seed.mjs';

const [jacket, fleece, boot] = ['0123456789012', '0123456789029', '0123456789036'];
const lines = (page) => page.getByRole('region', { name: 'Shipment' }).locator('table').first();
const line = (page, title) => lines(page).locator('tr', { hasText: title });
const know = (parcel) => call('GET', of('intake', `/shipments/${parcel.shipment_id}`));
const outcomes = async (parcel) => (await know(parcel)).lines.map((one) => one.outcome);

async function stationWith(parcel, person = people.receiver) {
        const page = await keptPage('/intake/', person);
        await wedge(page, parcel.tracking_number);
        await says(page, `${parcel.rma}: `);
        await page.getByRole('region', { name: 'Shipment' }).getByRole('heading', { name: parcel.rma }).waitFor();
        return page;
}

/** Another page of the same browser. */
async function secondPage(page, path) {
        const other = await page.context().newPage();
        other.on('pageerror', (error) => page.faults.push(error.message));
        await other.goto(base + path);
        await settled(other);
        return other;
}

/** The service answers nothing: its front door says so. */
const serverAway = (page) => page.context().route('**/v1/**', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"busy","code":"busy"}' }));
const serverBack = (page) => page.context().unroute('**/v1/**');

test('three actions made offline are kept over a reload, then sent in order, once each, and their plates are told', async () => {
        const parcel = await shipment(3), page = await stationWith(parcel), sent = [];
        page.on('request', (request) => { if (request.method() === 'POST') sent.push(request); });
        await page.context().setOffline(true);
        await wedge(page, jacket);
        await says(page, 'Received, plate follows');
        await unsentSays(page, '1 unsent');
        await wedge(page, fleece);
        await unsentSays(page, '2 unsent');
        await line(page, 'Fleece').getByText('Plate follows').waitFor();
        await line(page, 'Ridge Boot').getByRole('button', { name: 'Damaged' }).click();
        await says(page, 'Damaged in transit, plate follows');
        await unsentSays(page, '3 unsent');
        await line(page, 'Trail Jacket').getByText('Plate follows').waitFor();
        await page.getByText('All here').waitFor();
        await page.reload();
        await settled(page);
        await unsentSays(page, '3 unsent');
        await line(page, 'Trail Jacket').getByText('Not sent').waitFor();
        await page.getByRole('region', { name: 'Shipment' }).getByText('The server cannot be reached now.').waitFor();
        await axe(page, 'a station that is away');
        await counter(page).click();
        await axe(page, 'what is unsent');
        assert.deepEqual(await sheet(page).locator('li strong').allInnerTexts(),
                ['Received: Trail Jacket - M', 'Received: Fleece - S', 'Damaged in transit: Ridge Boot - 42'].map((text) => `${text}, ${parcel.rma}`));
        await sheet(page).getByText('The server does not answer.').waitFor();
        await Promise.all([page.waitForRequest(/receive$/), sheet(page).getByRole('button', { name: 'Try now' }).click()]);
        await page.keyboard.press('Escape');
        assert.deepEqual(await outcomes(parcel), ['pending', 'pending', 'pending']);
        sent.length = 0;
        await page.context().setOffline(false);
        await allSent(page);
        await says(page, '3 plates came');
        const known = await know(parcel), sentLines = sent.map((request) => request.postDataJSON().line_id);
        assert.deepEqual(known.lines.map((one) => one.outcome), ['received', 'received', 'damaged_in_transit']);
        assert.deepEqual(sentLines, known.lines.map((one) => one.line_id));
        assert.equal(known.strangers.length, 0);
        await line(page, 'Trail Jacket').locator('.plate').waitFor();
        const followed = page.getByRole('region', { name: 'Plates that followed' });
        await axe(page, 'plates that followed');
        await followed.locator('tr', { hasText: 'Fleece' }).getByRole('button', { name: 'Label' }).click();
        await page.getByRole('region', { name: 'Label' }).getByRole('img', { name: /Fleece - S$/ }).waitFor();
        await followed.locator('tbody tr').nth(2).waitFor({ state: 'detached' });
        assert.equal(await followed.locator('tbody tr').count(), 2);
});

test('what was committed while its answer was lost is not done again: the same plate comes', async () => {
        const parcel = await shipment(1), page = await stationWith(parcel), tries = [];
        await page.context().route('**/receive', async (route) => {
                const answer = await route.fetch();
                tries.push({ key: route.request().headers()['idempotency-key'], lpn: (await answer.json()).lpn });
                await (tries.length < 3 ? route.abort() : route.fulfill({ response: answer }));
        });
        await wedge(page, jacket);
        await says(page, 'plate follows');
        await allSent(page);
        await says(page, 'Its plate came');
        assert.equal(tries.length, 3);
        assert.equal(new Set(tries.map((one) => one.key)).size, 1);
        assert.equal(new Set(tries.map((one) => one.lpn)).size, 1);
        const known = await know(parcel);
        assert.equal(known.lines[0].lpn, tries[0].lpn);
        assert.equal((await strip(page).locator('.plate').innerText()).replaceAll('-', ''), tries[0].lpn);
});

test('a server that is away is waited for without another scan; a slow answer does not hold up the station', async () => {
        const parcel = await shipment(2), page = await stationWith(parcel);
        await serverAway(page);
        await wedge(page, jacket);
        await says(page, 'Received, plate follows');
        await unsentSays(page, '1 unsent');
        await serverBack(page);
        await says(page, 'Its plate came');
        await allSent(page);
        await page.context().route('**/receive', async (route) => { await new Promise((resolve) => setTimeout(resolve, 4000)); await route.continue(); });
        await wedge(page, fleece);
        await says(page, 'Received, plate follows');
        await says(page, 'Its plate came');
        assert.deepEqual(await outcomes(parcel), ['received', 'received']);
});

test('a service that stands still does not stop the station', async () => {
        const parcel = await shipment(3), page = await stationWith(parcel), service = Number(process.env.RESALE_PID_INTAKE);
        process.kill(service, 'SIGSTOP');
        try {
                await wedge(page, jacket);
                await unsentSays(page, '1 unsent');
                await says(page, 'Trail Jacket - M. The server is away');
                await wedge(page, fleece);
                await says(page, 'Fleece - S. The server is away');
                await unsentSays(page, '2 unsent');
                await page.getByRole('region', { name: 'Shipment' }).getByText('1 of 3 to go').waitFor();
        } finally {
                process.kill(service, 'SIGCONT');
        }
        await allSent(page);
        await says(page, '2 plates came');
        assert.deepEqual(await outcomes(parcel), ['received', 'received', 'pending']);
});

test('a page that was lost with its power loses nothing: the next page sends it', async () => {
        const parcel = await shipment(2), page = await stationWith(parcel), context = page.context();
        await context.setOffline(true);
        await wedge(page, jacket);
        await unsentSays(page, '1 unsent');
        await wedge(page, fleece);
        await unsentSays(page, '2 unsent');
        const other = await context.newPage();
        await page.close();
        await other.goto(`${base}/intake/`);
        await settled(other);
        await unsentSays(other, '2 unsent');
        await context.setOffline(false);
        await allSent(other);
        assert.deepEqual(await outcomes(parcel), ['received', 'received']);
});

test('one that is refused is shown with its reason, and those after it are sent', async () => {
        const parcel = await shipment(2), page = await stationWith(parcel);
        await page.context().setOffline(true);
        await wedge(page, jacket);
        await unsentSays(page, '1 unsent');
        await wedge(page, fleece);
        await unsentSays(page, '2 unsent');
        await call('POST', of('intake', `/shipments/${parcel.shipment_id}/receive`), { line_id: parcel.lines[0].line_id, facility_id: demo.facility.facility_id });
        await page.context().setOffline(false);
        await unsentSays(page, '1 unsent, 1 refused');
        assert.deepEqual(await outcomes(parcel), ['received', 'received']);
        await page.getByRole('button', { name: 'Close shipment' }).click();
        await page.getByText('Not closed: one action on it is unsent.').waitFor();
        await counter(page).click();
        await sheet(page).getByText('This line has been received already').waitFor();
        await axe(page, 'a refused action');
        await Promise.all([page.waitForResponse((answer) => answer.url().endsWith('/receive') && answer.status() === 409), sheet(page).getByRole('button', { name: 'Try again' }).click()]);
        await sheet(page).getByText('This line has been received already').waitFor();
        await sheet(page).getByRole('button', { name: 'Dismiss' }).last().click();
        await sheet(page).getByText('It is not done').waitFor();
        await sheet(page).getByRole('button', { name: 'Keep it' }).click();
        await sheet(page).getByRole('button', { name: 'Dismiss' }).last().click();
        await sheet(page).getByRole('button', { name: 'Dismiss it' }).click();
        await sheet(page).getByText('Everything is sent.').waitFor();
        await allSent(page);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Close shipment' }).click();
        await sheet(page).getByText('Every piece that was announced has been received.').waitFor();
});

test('two pages of one station send each action once, and both say what is left', async () => {
        const parcel = await shipment(3), page = await stationWith(parcel), context = page.context(), other = await secondPage(page, '/grading/'), keys = [];
        context.on('request', (request) => { if (request.url().endsWith('/receive')) keys.push(request.headers()['idempotency-key']); });
        await context.setOffline(true);
        for (const [code, said] of [[jacket, '1 unsent'], [fleece, '2 unsent'], [boot, '3 unsent']]) {
                await wedge(page, code);
                await unsentSays(page, said);
        }
        await unsentSays(other, '3 unsent');
        keys.length = 0;
        await context.setOffline(false);
        await Promise.all([allSent(page), allSent(other)]);
        assert.equal(keys.length, 3);
        assert.equal(new Set(keys).size, 3);
        assert.deepEqual(await outcomes(parcel), ['received', 'received', 'received']);
        await says(page, '3 plates came');
});

/** Whose things are kept in the browser. */
const keptBy = async (page) => [...new Set(await page.evaluate(() => new Promise((resolve) => {
        indexedDB.open('resale-station').onsuccess = ({ target }) => {
                target.result.transaction('kept').objectStore('kept').getAll().onsuccess = (event) => resolve(event.target.result.map((one) => one.person));
        };
})))];
/** A session of its own: one that is signed in over ends, and other tests hold theirs. */
async function signIn(context, { email, password }) {
        const answer = await fetch(`${base}/accounts/v1/sign-in`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email, password }) });
        assert.equal(answer.status, 200);
        await context.addCookies([{ name: 'resale_session', value: (await answer.json()).token, url: base, httpOnly: true, sameSite: 'Strict' }]);
}

test('what one person asked for waits for that person: another neither sends nor reads it', async () => {
        const parcel = await shipment(2), page = await stationWith(parcel), context = page.context();
        page.allow = /./;
        await signIn(context, people.receiver);
        await context.route('**/receive', (route) => route.abort());
        await wedge(page, jacket);
        await unsentSays(page, '1 unsent');
        await page.getByRole('button', { name: 'Sign out' }).click();
        await sheet(page).getByText('1 unsent. They stay at this station').waitFor();
        await axe(page, 'the question before signing out');
        await sheet(page).getByRole('button', { name: 'Sign out' }).click();
        await page.waitForURL(/sign-in/);
        await context.unroute('**/receive');
        assert.deepEqual(await keptBy(page), [], 'nothing that was seen is kept');
        await signIn(context, people.supervisor);
        await page.goto(`${base}/intake/`);
        await settled(page);
        await unsentSays(page, '1 unsent');
        await counter(page).click();
        await sheet(page).getByText(`1 unsent by ${people.receiver.name}. Sent once ${people.receiver.name} signs in at this station.`).waitFor();
        assert.equal(await sheet(page).getByText('Trail Jacket').count(), 0);
        await axe(page, 'what waits for another person');
        await page.keyboard.press('Escape');
        await wedge(page, parcel.tracking_number);
        await says(page, `${parcel.rma}: `);
        await wedge(page, fleece);
        await says(page, 'Fleece - S. Put the plate on it');
        assert.deepEqual(await outcomes(parcel), ['pending', 'received']);
        await signIn(context, people.receiver);
        await page.goto(`${base}/accounts/`);
        for (let i = 0; i < 80 && (await outcomes(parcel))[0] !== 'received'; i++) await page.waitForTimeout(100);
        const [first] = (await know(parcel)).lines, { events } = await call('GET', of('intake', `/units/${first.unit_id}`));
        assert.equal(first.outcome, 'received');
        assert.match(events[0].actor, new RegExp((await (await context.request.get(`${base}/accounts/v1/me`)).json()).staff_id));
});

test('a page whose session became another person’s sends nothing in that name', async () => {
        const parcel = await shipment(1), page = await stationWith(parcel), context = page.context();
        page.allow = /./;
        await signIn(context, people.supervisor);
        await wedge(page, jacket);
        await says(page, 'Received, plate follows');
        const said = async () => { await counter(page).click(); await sheet(page).getByText('You are signed out.').waitFor(); };
        await Promise.any([said(), page.waitForURL(/sign-in/)]);   /* a page that asks for anything meanwhile leaves for the sign-in */
        assert.deepEqual(await outcomes(parcel), ['pending']);
        await signIn(context, people.receiver);
        await page.goto(`${base}/intake/`);
        for (let i = 0; i < 80 && (await outcomes(parcel))[0] !== 'received'; i++) await page.waitForTimeout(100);
        assert.deepEqual(await outcomes(parcel), ['received']);
});

test('on a phone the bar stays as high as it was when something is unsent', async () => {
        const parcel = await shipment(1), page = await visit('/intake/', { person: people.receiver, width: 390 }), height = () => page.locator('.top').evaluate((node) => node.offsetHeight);
        page.allow = away;
        await wedge(page, parcel.tracking_number);
        await page.getByRole('region', { name: 'Shipment' }).getByRole('heading', { name: parcel.rma }).waitFor();
        const before = await height();
        await page.context().setOffline(true);
        await wedge(page, jacket);
        await unsentSays(page, '1 unsent');
        assert.equal(await height(), before);
        await axe(page, 'a phone that is away');
});

test('a page on which the person changes in place goes on for the new one, and keeps nothing of the one before', async () => {
        const parcel = await shipment(2), page = await stationWith(parcel), context = page.context();
        page.allow = /./;
        await signIn(context, people.supervisor);
        await page.evaluate(() => new BroadcastChannel('resale-person').postMessage('changed'));
        await page.getByText(`${people.supervisor.name} works here now.`).waitFor();
        await wedge(page, jacket);
        await says(page, 'Trail Jacket - M. Put the plate on it');
        const [first] = (await know(parcel)).lines, { events } = await call('GET', of('intake', `/units/${first.unit_id}`)), me = await (await context.request.get(`${base}/accounts/v1/me`)).json();
        assert.match(events[0].actor, new RegExp(me.staff_id));
        assert.deepEqual(await keptBy(page), [me.staff_id]);
});

test('what the server alone can tell is not guessed: an unknown code, closing, signing out', async () => {
        const parcel = await shipment(1), page = await stationWith(parcel);
        await page.context().setOffline(true);
        await wedge(page, '4006381333931');
        await says(page, 'Nothing was kept: 4006381333931 cannot be looked up while the server is away.');
        assert.equal(await sheet(page).count(), 0);
        await page.getByRole('button', { name: 'Close shipment' }).click();
        await sheet(page).getByRole('button', { name: 'Close shipment' }).click();
        await page.getByText('This needs the server, which cannot be reached. Nothing was done.').waitFor();
        await sheet(page).getByRole('button', { name: 'Close' }).first().click();
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByText('This needs the server, which cannot be reached. Nothing was done.').waitFor();
        assert.match(page.url(), /\/intake\//);
        await page.getByRole('region', { name: 'Shipment' }).getByRole('button', { name: 'Something else is in it' }).click();
        await sheet(page).getByLabel('What is it').fill('Rain Hat');
        await page.keyboard.press('Enter');
        await says(page, 'Unexpected, plate follows');
        await row(page, 'Rain Hat').getByText('Not sent').waitFor();
        await page.context().setOffline(false);
        await says(page, 'Its plate came');
        assert.deepEqual((await know(parcel)).strangers.map((one) => one.title), ['Rain Hat']);
});

test('a hold that is kept says that the unit is not held yet', async () => {
        const unit = await received(), page = await keptPage('/intake/', people.receiver);
        await wedge(page, unit.printed);
        await says(page, 'A unit, received');
        await page.getByRole('region', { name: 'Unit' }).getByRole('button', { name: 'Hold' }).waitFor();
        await page.context().setOffline(true);
        await page.getByRole('button', { name: 'Hold' }).click();
        await sheet(page).getByLabel('Why').fill('needle in the seam');
        await sheet(page).getByRole('button', { name: 'Hold' }).click();
        await says(page, 'Not held yet');
        await unsentSays(page, '1 unsent');
        await page.context().setOffline(false);
        await allSent(page);
        assert.equal((await call('GET', of('intake', `/units/${unit.unit_id}`))).state, 'quarantined');
});

test('the answers of a grader are kept, and the grade is told when it comes', async () => {
        const unit = await received(), page = await keptPage('/grading/', people.grader);
        await wedge(page, unit.printed);
        await says(page, 'Answer each question.');
        await page.context().setOffline(true);
        for (const [question, answer] of [['Does it smell', 'None'], ['Do zips', 'All work'], ['Is there a snag', 'Snag up to 10 mm'], ['Are the tags', 'Complete']]) {
                await page.getByRole('heading', { name: question }).waitFor();
                await page.locator('.pick', { hasText: answer }).click();
        }
        await page.getByRole('button', { name: 'Grade B' }).click();
        await says(page, 'Answers kept, grade follows');
        await page.reload();
        await settled(page);
        await unsentSays(page, '1 unsent');
        await page.context().setOffline(false);
        await allSent(page);
        await says(page, 'Grade B');
        await page.getByRole('region', { name: 'Grades that followed' }).getByRole('button', { name: 'Done' }).click();
        await page.getByRole('region', { name: 'Grades that followed' }).waitFor({ state: 'detached' });
});

test('one that is older than the keys of the server is not repeated by itself', async () => {
        const parcel = await shipment(1), page = await stationWith(parcel);
        await page.context().setOffline(true);
        await wedge(page, jacket);
        await unsentSays(page, '1 unsent');
        await page.evaluate(() => new Promise((resolve) => {
                indexedDB.open('resale-station').onsuccess = ({ target }) => {
                        const store = target.result.transaction('queue', 'readwrite').objectStore('queue');
                        store.getAll().onsuccess = ({ target: { result: [entry] } }) => { store.put({ ...entry, since: Date.now() - 6.5 * 86400000 }).onsuccess = resolve; };
                };
        }));
        await page.context().setOffline(false);
        await unsentSays(page, '1 unsent, 1 refused');
        assert.deepEqual(await outcomes(parcel), ['pending']);
        await counter(page).click();
        await sheet(page).getByText('It is too old to be sent by itself').waitFor();
        await sheet(page).getByRole('button', { name: 'Try again' }).click();
        await allSent(page);
        assert.deepEqual(await outcomes(parcel), ['received']);
});

test('pages open while the network is away, of one version; answers of the API are never among what is kept for them', async () => {
        const page = await keptPage('/intake/', people.receiver);
        const names = await page.evaluate(async () => {
                const urls = [];
                for (const name of await caches.keys()) urls.push(...(await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname));
                return urls;
        });
        assert.ok(names.includes('/intake/index.html') && names.includes('/intake/kit/queue.js') && names.includes('/intake/intake.js'));
        assert.deepEqual(names.filter((name) => /\/v1\//.test(name)), []);
        await page.context().setOffline(true);
        await page.goto(`${base}/intake/`);
        await settled(page);
        await page.getByRole('heading', { name: 'Expected' }).waitFor();
        await page.getByText('As of').first().waitFor();
});
