import assert from 'node:assert/strict';
import { axe, base, row, says, settled, sheet, test, until, visit, wedge } from './harness.mjs';
import { admin, call, demo, next, of, people, received, shipment } from './seed.mjs';

const pin = '2580', lock = (page) => page.locator('dialog.lock');

/** Somebody new with these roles, a badge and the PIN. */
async function worker(...roles) {
        const password = 'a long enough password', email = `w${next()}@localhost`, own = `Hand ${next()}`;
        const made = await call('POST', '/accounts/v1/staff', { email, name: own, roles, password });
        const { code } = await call('POST', `/accounts/v1/staff/${made.staff_id}/badge`);
        const { token } = await call('POST', '/accounts/v1/sign-in', { email, password });
        await call('POST', '/accounts/v1/me/pin', { pin, password }, token);
        return { ...made, email, password, badge: code };
}

/** A device that is a station, with nobody signed in. */
async function station(idle_minutes = 10) {
        const made = await call('POST', '/accounts/v1/stations', { name: `Dock ${next()}`, facility_id: demo.facility.facility_id, idle_minutes });
        const answer = await fetch(`${base}/accounts/v1/stations/${made.station_id}/enrol`, { method: 'POST', headers: { Authorization: `Bearer ${process.env.RESALE_ADMIN_TOKEN}` } });
        const value = /resale_station=([^;]+)/.exec(answer.headers.get('set-cookie'))[1];
        return { ...made, cookies: [{ name: 'resale_station', value, domain: '127.0.0.1', path: '/accounts/', httpOnly: true, sameSite: 'Strict' }] };
}

/** At a page of a new station, as somebody who came by badge. */
async function at(path, person, options = {}) {
        const here = await station(options.idle), page = await visit(`/accounts/sign-in.html?next=${encodeURIComponent(path)}`, { cookies: here.cookies, ...options });
        page.here = here;
        page.allow = /401/;
        await page.getByText('Scan your badge').waitFor();
        await wedge(page, person.badge);
        await page.waitForURL(base + path);
        await settled(page);
        return page;
}

const who = (page, person) => page.locator('.who', { hasText: person.name }).waitFor();

async function typePin(page, digits = pin) {
        await page.locator('dialog[open]').last().getByLabel('PIN', { exact: true }).pressSequentially(digits);
        await page.keyboard.press('Enter');
}

test('a supervisor makes a device a station; its name and facility stand at the top', async () => {
        const page = await visit('/intake/', { person: people.supervisor });
        await page.getByRole('button', { name: people.supervisor.name }).click();
        await sheet(page).getByRole('button', { name: 'Use this device as a station' }).click();
        const called = `Dock ${next()}`;
        await sheet(page).getByLabel('Name').fill(called);
        await sheet(page).getByLabel('Minutes until it locks').fill('0');
        page.allow = /422/;
        await sheet(page).getByRole('button', { name: 'Use it as a new station' }).click();
        await sheet(page).locator('.error', { hasText: /./ }).waitFor();
        await sheet(page).getByLabel('Minutes until it locks').fill('5');
        await sheet(page).getByRole('button', { name: 'Use it as a new station' }).click();
        await page.locator('.who', { hasText: `${called}, Columbus` }).waitFor();
        await page.getByRole('button', { name: 'Lock' }).waitFor();
        const cookies = await page.context().cookies(`${base}/accounts/`);
        assert.ok(cookies.find((one) => one.name === 'resale_station').httpOnly);
        assert.equal((await page.context().cookies(`${base}/intake/`)).filter((one) => one.name === 'resale_station').length, 0);
});

test('a badge switches the person in under three seconds, and the open shipment and what was typed stay', async () => {
        const kim = await worker('receiver'), lee = await worker('grader', 'receiver'), parcel = await shipment(2), page = await at('/intake/', kim);
        await wedge(page, parcel.tracking_number);
        await says(page, 'pieces expected');
        await page.getByRole('button', { name: 'Something else is in it' }).click();
        await sheet(page).getByLabel('What is it').fill('A red scarf');
        await page.evaluate(() => { globalThis.sameDocument = true; globalThis.changes = []; document.addEventListener('person-changed', ({ detail }) => globalThis.changes.push(detail)); });
        const begun = Date.now();
        await wedge(page, lee.badge);   /* while a field of the sheet has the focus */
        await who(page, lee);
        const took = Date.now() - begun;
        console.log(`        a badge: ${took} ms`);
        assert.ok(took < 3000);
        assert.equal(await sheet(page).getByLabel('What is it').inputValue(), 'A red scarf', 'nothing of the badge is in the field');
        assert.ok(await page.evaluate(() => globalThis.sameDocument));
        const [change] = await page.evaluate(() => globalThis.changes);
        assert.deepEqual([change.from.staff_id, change.to.staff_id], [kim.staff_id, lee.staff_id]);
        assert.deepEqual(await page.locator('.rail li').allInnerTexts(), ['Start', 'Receive', 'Bench'], 'the places of the new person');
        await sheet(page).getByRole('button', { name: 'Close' }).click();
        await page.getByText(`${lee.name} works here now.`).waitFor();
        await wedge(page, '0123456789012');
        await says(page, 'Put the plate on it');
        const unit = (await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines[0];
        const history = await call('GET', of('intake', `/units/${unit.unit_id}`));
        assert.equal(history.events[0].actor, `staff:${lee.staff_id}`);
});

test('a name and a PIN switch the person in under three seconds; a wrong PIN is told', async () => {
        const kim = await worker('receiver'), lee = await worker('receiver'), page = await at('/intake/', lee);
        await wedge(page, kim.badge);
        await who(page, kim);
        const begun = Date.now();
        await page.locator('.who button').click();
        await lock(page).getByText(lee.name, { exact: true }).click();
        await typePin(page);
        await who(page, lee);
        const took = Date.now() - begun;
        console.log(`        a name and a PIN: ${took} ms`);
        assert.ok(took < 3000);
        await page.locator('.who button').click();
        await lock(page).getByText('By number').click();
        await lock(page).getByLabel('Your number').fill(String(kim.number));
        await typePin(page, '9998');
        await lock(page).locator('.error', { hasText: 'The badge or the PIN is not right.' }).waitFor();
        await lock(page).getByRole('button', { name: `Go on as ${lee.name}` }).click();
        await lock(page).waitFor({ state: 'detached' });
        await who(page, lee);
        await page.locator('.who button').click();
        await lock(page).getByText(kim.name, { exact: true }).click();
        for (const digit of pin) await lock(page).getByRole('button', { name: digit, exact: true }).click();   /* without a keyboard */
        await lock(page).getByRole('button', { name: 'Sign in' }).first().click();
        await who(page, kim);
});

test('a supervisor’s badge asks for the PIN, and their PIN for the badge', async () => {
        const kim = await worker('receiver'), boss = await worker('supervisor'), page = await at('/intake/', kim);
        await wedge(page, boss.badge);
        await lock(page).getByText('Now your PIN').waitFor();
        await typePin(page);
        await who(page, boss);
        await wedge(page, kim.badge);
        await who(page, kim);
        await page.locator('.who button').click();
        await lock(page).getByText(boss.name, { exact: true }).click();
        await typePin(page);
        await lock(page).getByText('Now scan your badge').waitFor();
        await wedge(page, boss.badge);
        await who(page, boss);
});

test('nobody there: it locks over the page, cannot be dismissed, and any badge goes on with the work in hand', async () => {
        const kim = await worker('receiver'), lee = await worker('grader'), parcel = await shipment(2), page = await at('/intake/', kim, { idle: 1 });
        await wedge(page, parcel.tracking_number);
        await says(page, 'pieces expected');
        await page.getByRole('button', { name: 'Something else is in it' }).click();
        await sheet(page).getByLabel('What is it').fill('A red scarf');
        await page.evaluate(() => localStorage.setItem('seen', Date.now() - 61000));
        await lock(page).getByText('Locked. The work in hand is kept.').waitFor();
        await axe(page, 'locked');
        assert.equal((await page.request.get(`${base}/accounts/v1/me`)).status(), 401, 'the session has ended');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        assert.ok(await lock(page).isVisible());
        assert.equal(await lock(page).getByText(kim.name).count(), 1);
        const box = await lock(page).boundingBox();
        assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, 1440, 900], 'nothing of the page is seen');
        await wedge(page, lee.badge);
        await who(page, lee);
        await page.getByText(`${lee.name} does not work at Receive.`).waitFor();
        assert.equal(await sheet(page).getByLabel('What is it').inputValue(), 'A red scarf');
        page.allow = /403/;
        await sheet(page).getByRole('button', { name: 'Receive it' }).click();
        await sheet(page).locator('.error', { hasText: 'Your role or key does not include this' }).waitFor();
});

test('a session that ended under the work: the same person comes back and it goes on, another does not send it', async () => {
        const kim = await worker('receiver'), lee = await worker('receiver'), parcel = await shipment(2), page = await at('/intake/', kim);
        await wedge(page, parcel.tracking_number);
        await says(page, 'pieces expected');
        await page.context().clearCookies({ name: 'resale_session' });
        await wedge(page, '0123456789012');
        await lock(page).getByText('Locked').waitFor();
        await wedge(page, kim.badge);
        await says(page, /Put the plate on it|Its plate came/);   /* the second where signing in took a while */
        await page.context().clearCookies({ name: 'resale_session' });
        await wedge(page, '0123456789029');
        await lock(page).getByText('Locked').waitFor();
        await wedge(page, lee.badge);
        await who(page, lee);
        await page.waitForTimeout(1500);
        assert.equal((await call('GET', of('intake', `/shipments/${parcel.shipment_id}`))).lines[1].outcome, 'pending', 'it is not done in the name of another');
});

test('tabs of one device have one person', async () => {
        const kim = await worker('receiver'), lee = await worker('receiver'), page = await at('/intake/', kim), second = await page.context().newPage();
        await second.goto(`${base}/accounts/`);
        await who(second, kim);
        await wedge(page, lee.badge);
        await who(second, lee);
        await second.getByRole('button', { name: 'Lock' }).click();
        await lock(page).getByText('Locked').waitFor();
        await lock(second).getByText('Locked').waitFor();
        await wedge(second, kim.badge);
        await who(page, kim);
        await lock(page).waitFor({ state: 'detached' });
});

test('at a revoked station nothing opens but the password', async () => {
        const kim = await worker('receiver'), page = await at('/intake/', kim), set = await visit('/accounts/set-up.html', { person: admin });
        await row(set, page.here.name).getByRole('button', { name: 'Revoke' }).click();
        await sheet(set).getByRole('button', { name: 'Revoke' }).click();
        await row(set, page.here.name).getByText('Revoked').waitFor();
        page.allow = /401|403/;
        await page.getByRole('button', { name: 'Lock' }).click();
        await page.waitForURL('**/accounts/sign-in.html');
        await page.locator('[name=email]').waitFor();
        assert.equal(await page.getByText('Scan your badge').count(), 0);
});

test('a badge is issued as a card that is shown once, and a PIN is removed', async () => {
        const kim = await worker('receiver'), page = await visit('/accounts/set-up.html', { person: admin });
        await row(page, kim.email).getByRole('button', { name: 'Badge' }).click();
        await sheet(page).getByRole('button', { name: 'Issue a new badge' }).click();
        const card = sheet(page).getByRole('img', { name: `Badge of ${kim.name}` });
        await card.waitFor();
        assert.ok(await card.evaluate((node) => node.decode().then(() => node.naturalWidth > 0)));
        await axe(page, 'the card');
        await sheet(page).getByRole('button', { name: 'Done' }).click();
        await row(page, kim.email).getByRole('button', { name: 'Badge' }).click();
        await sheet(page).getByRole('button', { name: 'Remove PIN' }).click();
        await sheet(page).getByRole('button', { name: 'Remove', exact: true }).click();
        await until(page, () => !document.querySelector('dialog[open]'));
        await row(page, kim.email).getByRole('button', { name: 'Badge' }).click();
        await sheet(page).getByText('none; they choose it themselves').waitFor();
});

test('somebody changes their own PIN; a trivial one is refused beside its field', async () => {
        const kim = await worker('receiver'), page = await visit('/intake/', { person: kim });
        page.allow = /422/;
        await page.getByRole('button', { name: kim.name }).click();
        await sheet(page).getByRole('button', { name: 'Change my PIN' }).click();
        await sheet(page).getByLabel('New PIN').fill('1234');
        await sheet(page).getByLabel('Your password').fill(kim.password);
        await page.keyboard.press('Enter');
        await sheet(page).locator('.field', { hasText: 'New PIN' }).locator('.error', { hasText: 'Must not be what everybody tries first' }).waitFor();
        await sheet(page).getByLabel('New PIN').fill('7410');
        await page.keyboard.press('Enter');
        await page.getByText('Your PIN is saved.').waitFor();
});

test('a unit is destroyed when a second person approves in place, and the first stays signed in', async () => {
        const boss = await worker('supervisor'), other = await worker('supervisor'), grader = await worker('grader'), unit = await received();
        const page = await at('/grading/', grader);
        await call('POST', of('grading', `/units/${unit.unit_id}/grades`), { answers: [['HY-1', 'strong'], ['FN-1', 'all'], ['SG-3', 'none']].map(([question, answer]) => ({ question, answer })) });
        await wedge(page, boss.badge);
        await lock(page).getByText('Now your PIN').waitFor();
        await typePin(page);
        await who(page, boss);
        await wedge(page, unit.printed);
        await page.getByRole('button', { name: 'Carry it out' }).click();
        await sheet(page).getByLabel('What happened to it').selectOption('destroy');
        await sheet(page).getByLabel('Why it is destroyed').fill('Mould');
        await sheet(page).getByLabel('Who received it').fill('The press');
        await sheet(page).getByRole('button', { name: 'Carry out' }).click();
        await sheet(page).getByText('Supervisor: scan your badge').waitFor();
        await axe(page, 'approval');
        page.allow = /40[19]/;
        await wedge(page, boss.badge);
        await typePin(page);
        await sheet(page).locator('.error', { hasText: 'Nobody approves what they ask for themselves' }).waitFor();
        await wedge(page, other.badge);
        await typePin(page, '9990');
        await sheet(page).locator('.error', { hasText: 'The badge or the PIN is not right.' }).waitFor();
        await typePin(page);
        await says(page, 'Destroyed');
        await who(page, boss);
        const history = await call('GET', of('intake', `/units/${unit.unit_id}`)), last = history.events.at(-1);
        assert.deepEqual([last.actor, last.payload.approved_by, last.payload.evidence.reason], [`staff:${boss.staff_id}`, `staff:${other.staff_id}`, 'Mould']);
});

test('at a device that is no station a badge says so and goes nowhere', async () => {
        const kim = await worker('receiver'), page = await visit('/intake/', { person: people.receiver });
        await page.evaluate(() => document.activeElement.blur());
        await wedge(page, kim.badge);
        await page.getByText('This device is no station.').waitFor();
        assert.equal(await page.locator('#scan').inputValue(), '');
        await page.keyboard.type('rps: a word', { delay: 90 });
        assert.equal(await page.locator('#scan').inputValue(), 'rps: a word', 'a person may type it');
});
