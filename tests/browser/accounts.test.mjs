import assert from 'node:assert/strict';
import { base, row, says, settled, sheet, test, visit } from './harness.mjs';
import { admin, next, people } from './seed.mjs';

test('whoever is not signed in is led to the sign-in page and back to where they were going', async () => {
        const page = await visit('/intake/');
        page.allow = /401/;
        await page.waitForURL('**/sign-in.html?next=%2Fintake%2F');
        page.faults = [];
        await page.fill('[name=email]', people.receiver.email);
        await page.fill('[name=password]', 'wrong');
        await page.keyboard.press('Enter');
        await page.locator('.error', { hasText: 'The name or the password is wrong' }).waitFor();
        await page.fill('[name=password]', people.receiver.password);
        await page.keyboard.press('Enter');
        await page.waitForURL(`${base}/intake/`);
        await says(page, 'Scan the label of a parcel.');
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.waitForURL('**/sign-in.html');
});

test('the sign-in page says beside the field what is missing, and never leaves this origin', async () => {
        const page = await visit('/accounts/sign-in.html?next=//example.com/');
        await page.getByRole('button', { name: 'Sign in' }).click();
        assert.equal(await page.locator('.error', { hasText: 'Fill this in.' }).count(), 2);
        await page.fill('[name=email]', people.lister.email);
        await page.fill('[name=password]', people.lister.password);
        await page.keyboard.press('Enter');
        await page.waitForURL(`${base}/accounts/`);
});

test('each role sees the places it works at, and no other', async () => {
        const seen = { receiver: ['Start', 'Receive'], grader: ['Start', 'Bench'], technician: ['Start', 'Bench', 'Work'], lister: ['Start', 'Listings'], fulfilment: ['Start', 'Orders'],
                supervisor: ['Start', 'Floor', 'Receive', 'Bench', 'Work', 'Listings', 'Earnings', 'Orders', 'Routing'] };
        for (const [role, places] of Object.entries(seen)) {
                const page = await visit('/', { person: people[role] });
                assert.deepEqual(await page.locator('.rail li').allInnerTexts(), places, role);
                assert.deepEqual(await page.locator('.cards h2').allInnerTexts(), places.slice(1), role);
        }
});

test('an administrator adds a merchant; a slug that cannot be is refused beside its field', async () => {
        const page = await visit('/accounts/set-up.html', { person: admin }), slug = `m${next()}`;
        page.allow = /422|409/;
        await page.getByRole('button', { name: 'Add merchant' }).click();
        await sheet(page).getByLabel('Name').fill('Ridge & Co');
        await sheet(page).getByLabel('Slug').fill('No Good');
        await sheet(page).getByLabel('Plan', { exact: true }).fill('plus');
        await sheet(page).getByLabel('Currency').fill('XYZ');
        await sheet(page).getByRole('button', { name: 'Add merchant' }).click();
        await sheet(page).locator('.error', { hasText: 'Use lower-case letters, digits and dashes.' }).waitFor();
        await sheet(page).getByLabel('Slug').fill(slug);
        await page.keyboard.press('Enter');
        await sheet(page).locator('.field', { hasText: 'Currency' }).locator('.error', { hasText: 'Must be an ISO 4217 code.' }).waitFor();
        assert.equal(await sheet(page).getByLabel('Currency').getAttribute('aria-invalid'), 'true');
        await sheet(page).getByLabel('Currency').fill('EUR');
        await page.keyboard.press('Enter');
        await row(page, slug).waitFor();
        await row(page, slug).getByRole('button', { name: 'Change' }).click();
        await sheet(page).getByLabel('The plan includes resale').uncheck();
        await sheet(page).getByRole('button', { name: 'Save' }).click();
        await row(page, slug).getByText('Not in the plan').waitFor();
});

test('an API key is shown once, listed by its beginning, and revoked', async () => {
        const page = await visit('/accounts/set-up.html', { person: admin });
        await row(page, 'trail-and-thread').getByRole('button', { name: 'Keys' }).click();
        await sheet(page).getByLabel('Name').fill('connector');
        await sheet(page).getByLabel('intake:read').check();
        await sheet(page).getByRole('button', { name: 'Make key' }).click();
        const key = await sheet(page).locator('.secret').innerText();
        assert.ok(key.length > 20);
        await sheet(page).getByRole('button', { name: 'Done' }).click();
        await row(page, 'trail-and-thread').getByRole('button', { name: 'Keys' }).click();
        assert.ok(!(await sheet(page).innerText()).includes(key));
        await sheet(page).locator('tr', { hasText: 'connector' }).getByRole('button', { name: 'Revoke' }).click();
        await sheet(page).getByRole('button', { name: 'Revoke' }).click();
        await sheet(page).locator('tr', { hasText: 'connector' }).getByText('Revoked').waitFor();
});

test('somebody is added to staff with a password shown once, changed, disabled and enabled', async () => {
        const page = await visit('/accounts/set-up.html', { person: admin }), email = `p${next()}@localhost`;
        page.allow = /422/;
        await page.getByRole('button', { name: 'Add to staff' }).click();
        await sheet(page).getByLabel('Name').fill('A new hand');
        await sheet(page).getByLabel('Email').fill(email);
        await sheet(page).getByRole('button', { name: 'Add to staff' }).click();
        await sheet(page).locator('fieldset .error', { hasText: /./ }).waitFor();
        await sheet(page).getByLabel('Receiver').check();
        await sheet(page).getByRole('button', { name: 'Add to staff' }).click();
        const password = await sheet(page).locator('.secret').innerText();
        await sheet(page).getByRole('button', { name: 'Done' }).click();
        await row(page, email).getByText('Receiver').waitFor();
        const theirs = await visit('/accounts/sign-in.html');
        await theirs.fill('[name=email]', email);
        await theirs.fill('[name=password]', password);
        await theirs.keyboard.press('Enter');
        await theirs.waitForURL(`${base}/accounts/`);
        await row(page, email).getByRole('button', { name: 'Change' }).click();
        await sheet(page).getByLabel('Grader').check();
        await sheet(page).getByRole('button', { name: 'Save' }).click();
        await row(page, email).getByText('Receiver, Grader').waitFor();
        await row(page, email).getByRole('button', { name: 'Disable' }).click();
        await sheet(page).getByRole('button', { name: 'Disable' }).click();
        await row(page, email).getByText('Disabled').waitFor();
        await row(page, email).getByRole('button', { name: 'Enable' }).click();
        await row(page, email).getByText('Active').waitFor();
});

test('a facility is added, and what was changed is listed with who did it', async () => {
        const page = await visit('/accounts/set-up.html', { person: admin }), name = `Dock ${next()}`;
        await page.getByRole('button', { name: 'Add facility' }).click();
        await sheet(page).getByLabel('Name').fill(name);
        await sheet(page).getByLabel('Street').fill('1 Elm St');
        await sheet(page).getByLabel('City').fill('Columbus');
        await sheet(page).getByLabel('Country').fill('US');
        await sheet(page).getByLabel('Time zone').fill('America/New_York');
        await page.keyboard.press('Enter');
        await row(page, name).waitFor();
        await page.reload();
        await settled(page);
        await page.locator('tr', { hasText: 'Facility added' }).filter({ hasText: name }).waitFor();
});

test('a list that cannot be loaded says so and loads when asked again', async () => {
        const page = await visit('/accounts/', { person: admin });
        page.allow = /503/;
        let down = true;
        await page.route('**/accounts/v1/facilities**', (route) => down ? route.fulfill({ status: 503, contentType: 'application/problem+json',
                body: '{"title":"The database cannot be reached; retry shortly","status":503,"code":"database-unavailable"}' }) : route.continue());
        await page.goto(`${base}/accounts/set-up.html`);
        const panel = page.locator('.panel', { hasText: 'Facilities' }).first();
        await panel.getByText('The database cannot be reached').waitFor();
        down = false;
        await panel.getByRole('button', { name: 'Try again' }).click();
        await panel.getByText('Columbus').first().waitFor();
});
