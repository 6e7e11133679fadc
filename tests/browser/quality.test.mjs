import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axe, row, says, sheet, test, visit, wedge } from './harness.mjs';
import { admin, call, demo, of, people, received, shipment } from './seed.mjs';

const answers = (smell, works, snag) => [['HY-1', smell], ['FN-1', works], ['SG-3', snag]].map(([question, answer]) => ({ question, answer }));
const answer = (page, question, text) => page.locator('fieldset', { hasText: question }).getByText(text, { exact: true }).click();
let token, policyWritten;

/** The grader's own session, for what is done before a page is opened. */
async function grader() {
        token ||= (await call('POST', '/accounts/v1/sign-in', { email: people.grader.email, password: people.grader.password })).token;
        return token;
}

async function until(work) {
        for (let i = 0; i < 200; i++) {
                const found = await work();
                if (found) return found;
                await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return assert.fail('it did not come');
}

/** A unit that `by` graded so, whose review waits. */
async function toReview(given, by, make = received) {
        policyWritten ||= await call('POST', of('grading', '/review-policies'), { base_share: 10000, days: 5, tolerance: 0, kappa_below: 7000, pairs: 10 });
        const unit = await make();
        await call('POST', of('grading', `/units/${unit.unit_id}/grades`), { answers: given }, by);
        return unit;
}

async function reviewed(first, second) {
        const unit = await toReview(first, await grader());
        const [review] = await until(async () => { const { items } = await call('GET', `/grading/v1/reviews?plate=${unit.lpn}`); return items.length && items; });
        await call('POST', of('grading', `/reviews/${review.review_id}/answers`), { answers: second });
        return unit;
}

const none = answers('none', 'all', 'none');
let figures;

/** Twelve units that the grader and the administrator looked at; what is a snag to one is none to the other. */
async function manyReviewed() {
        if (figures) return;
        figures = true;
        for (let i = 0; i < 12; i++) {
                const smell = i % 4 ? 'none' : 'faint';
                await reviewed(answers(smell, i % 5 ? 'all' : 'one', i % 2 ? 'none' : 'small'), answers(smell, i % 3 ? 'all' : 'one', i % 2 ? 'small' : 'none'));
        }
}

test('a second look is taken by scan, blind, and thanked for', async () => {
        const unit = await toReview(answers('none', 'all', 'small')), page = await visit('/grading/review.html', { person: people.grader });
        await until(async () => (await call('GET', `/grading/v1/reviews?plate=${unit.lpn}`, undefined, await grader())).items.length);
        await wedge(page, unit.printed);
        await says(page, 'Answer each question as you see it.');
        const shown = page.getByRole('region', { name: 'Unit' });
        assert.doesNotMatch(await shown.innerText(), /Grade|\$|Resell|because/);
        await axe(page, 'a second look');
        await answer(page, 'Does it smell', 'None');
        await answer(page, 'Do zips', 'All work');
        await page.getByRole('button', { name: 'Done' }).click();
        await page.locator('fieldset', { hasText: 'Is there a snag' }).locator('.error', { hasText: 'Fill this in.' }).waitFor();
        await answer(page, 'Is there a snag', 'None');
        await page.getByRole('button', { name: 'Done' }).click();
        await says(page, 'Thank you');
        await shown.waitFor({ state: 'detached' });
});

async function fleece() {
        const parcel = await shipment(2);
        await call('POST', of('grading', '/rubrics'), { product_type: 'Fleece', body: JSON.parse(readFileSync('tests/fixtures/rubric_bench.json', 'utf8')) });
        return call('POST', of('intake', `/shipments/${parcel.shipment_id}/receive`), { line_id: parcel.lines[1].line_id, facility_id: demo.facility.facility_id });
}

test('what a second look finds unsafe goes on hold, and the page says so', async () => {
        const unit = await toReview([{ question: 'OV-1', answer: 'yes' }], undefined, fleece), page = await visit('/grading/review.html', { person: people.grader });
        await until(async () => (await call('GET', `/grading/v1/reviews?plate=${unit.lpn}`, undefined, await grader())).items.length);
        await wedge(page, unit.printed);
        await says(page, 'Answer each question as you see it.');
        await answer(page, 'Is it like new', 'Something is not perfect');
        await answer(page, 'Is it clean', 'Mould');
        await answer(page, 'Is there a snag', 'None');
        await answer(page, 'Do zips', 'All work');
        await page.getByRole('button', { name: 'Done' }).click();
        await says(page, 'Set it aside. Mould: keep it away from the others (HY-1)');
        assert.equal((await call('GET', of('intake', `/units/${unit.unit_id}`))).state, 'quarantined');
});

test('a note is written at a question of a second look as at the bench; a safety word in it holds', async () => {
        const given = (question) => page.locator('fieldset', { hasText: question }), [plain, swollen] = [await toReview(none), await toReview(none)];
        const page = await visit('/grading/review.html', { person: people.grader, width: 390 });
        const answered = async (unit, note) => {
                await until(async () => (await call('GET', `/grading/v1/reviews?plate=${unit.lpn}`, undefined, await grader())).items.length);
                await wedge(page, unit.printed);
                await says(page, 'Answer each question as you see it.');
                await answer(page, 'Does it smell', 'None');
                await answer(page, 'Do zips', 'All work');
                await answer(page, 'Is there a snag', 'Snag up to 10 mm');
                assert.equal(await given('Do zips').getByLabel('Note, for colleagues only').isVisible(), false);
                await given('Do zips').getByRole('button', { name: 'Add a note' }).click();
                await page.keyboard.type(note);
                await axe(page, 'a note');
                await page.getByRole('button', { name: 'Done' }).click();
        };
        const [sent] = await Promise.all([page.waitForRequest((request) => request.url().endsWith('/answers'), { timeout: 60000 }), answered(plain, ' The slider is stiff ')]);
        assert.deepEqual(sent.postDataJSON().answers.map(({ question, note }) => [question, note]), [['HY-1', undefined], ['FN-1', 'The slider is stiff'], ['SG-3', undefined]]);
        await says(page, 'Thank you');
        await answered(swollen, 'Its battery is swollen');
        await says(page, 'Set it aside. A note says "swollen": look whether it is safe.');
        assert.equal((await call('GET', of('intake', `/units/${swollen.unit_id}`))).state, 'quarantined');
});

test('the next one is taken by keyboard alone, fetched, and answered', async () => {
        const unit = await toReview(none), page = await visit('/grading/review.html', { person: people.grader });
        await until(async () => (await call('GET', `/grading/v1/reviews?plate=${unit.lpn}`, undefined, await grader())).items.length);
        const press = async (name) => {
                for (let i = 0; i < 40 && await page.evaluate(() => document.activeElement.textContent) !== name; i++) await page.keyboard.press('Tab');
                await page.keyboard.press('Enter');
        };
        await press('Take the next one');
        await says(page, 'Fetch this unit');
        await page.getByText('Fetch it, then scan its plate.').waitFor();
        await wedge(page, unit.printed);
        await says(page, 'Answer each question as you see it.');
        const done = page.getByRole('button', { name: 'Done' });
        for (let i = 0; i < 20 && !(await done.evaluate((node) => node === document.activeElement)); i++) {
                if (await page.evaluate(() => document.activeElement.type === 'radio')) await page.keyboard.press('Space');
                await page.keyboard.press('Tab');
        }
        await page.keyboard.press('Enter');
        await says(page, 'Thank you');
});

test('what is not there is said, and what is another\'s is not offered', async () => {
        const unit = await toReview(none, await grader()), page = await visit('/grading/review.html', { person: people.grader });
        page.allow = /404/;
        await until(async () => (await call('GET', `/grading/v1/reviews?plate=${unit.lpn}`)).items.length);
        await wedge(page, unit.printed);
        await says(page, 'No second look at this unit waits for you.');
        const theirs = await visit('/grading/review.html', { person: admin });
        await wedge(theirs, unit.printed);
        await says(theirs, 'Answer each question');
        await theirs.getByRole('button', { name: 'I cannot find it' }).click();
        await says(theirs, 'Noted');
});

test('a supervisor reads how far graders agree, in numbers and by keyboard', async () => {
        await manyReviewed();
        const page = await visit('/grading/quality.html', { person: people.supervisor }), agreement = page.getByRole('region', { name: 'Agreement on grades' });
        await agreement.getByText(/Two people gave the same grade to \d+ % of \d+ units/).waitFor();
        const grades = page.getByRole('region', { name: 'Grades', exact: true });
        await agreement.getByText('Rows: the first look; columns: the second').waitFor();
        assert.ok(await grades.locator('td.same').count() >= 2);
        assert.ok((await grades.locator('th').allInnerTexts()).every((name) => /\w/.test(name)), 'grades that nobody gave have no row');
        await row(page.getByRole('region', { name: 'By question' }), 'Do zips, buttons and drawcords work?').getByText(/0\.\d\d \(/).waitFor();
        const answersOf = row(page.getByRole('region', { name: 'By question' }), 'Is there a snag').getByRole('button', { name: 'Answers' });
        await answersOf.focus();
        await page.keyboard.press('Enter');
        await sheet(page).getByRole('region', { name: 'Answers' }).getByText('small').first().waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('region', { name: 'By grader' }).getByText(people.grader.name).waitFor();
        await page.getByRole('region', { name: 'By hour of the shift' }).getByText('1st hour').waitFor();
        await page.getByLabel('Time').selectOption('7');
        await page.getByRole('button', { name: 'All merchants' }).click();
        await sheet(page).getByRole('region', { name: 'By merchant' }).getByText(demo.merchant.name).waitFor();
});

test('a difference is settled, and the unit goes back to the bench', async () => {
        const [smell, ...others] = answers('strong', 'all', 'none'), unit = await reviewed(none, [{ ...smell, note: 'Sweat, at the collar' }, ...others]);
        const page = await visit('/grading/quality.html', { person: people.supervisor });
        page.allow = /409/;
        await row(page, unit.printed).getByRole('button', { name: 'Settle' }).click();
        await row(sheet(page), 'Does it smell').getByText('smell or stain that does not come out').waitFor();
        await row(sheet(page).getByRole('table', { name: 'What they wrote' }), 'Does it smell').getByText('Sweat, at the collar').waitFor();
        await axe(page, 'settling');
        await sheet(page).getByText('The second stands').click();
        await sheet(page).getByRole('button', { name: 'Settle' }).click();
        const refused = sheet(page).locator('.error', { hasText: 'withdraw its listing first' });
        await refused.or(page.getByText('The unit waits at the bench to be graded again.')).first().waitFor();
        if (await refused.isVisible()) {   /* on offer by then */
                const listing = (await call('GET', of('listing', '/listings?limit=200'))).items.find((one) => one.unit_id === unit.unit_id);
                await call('POST', of('listing', `/listings/${listing.listing_id}/withdraw`));
                await sheet(page).getByRole('button', { name: 'Settle' }).click();
        }
        await page.getByText('The unit waits at the bench to be graded again.').waitFor();
        assert.equal((await call('GET', of('intake', `/units/${unit.unit_id}`))).state, 'refurbishing');
});

test('a ticket on a question is settled with what was done', async () => {
        await manyReviewed();
        const page = await visit('/grading/quality.html', { person: people.supervisor }), tickets = page.getByRole('region', { name: 'Rubric tickets' });
        page.allow = /422/;
        await row(tickets, 'Is there a snag').getByRole('button', { name: 'Look' }).click();
        await sheet(page).getByRole('button', { name: 'Settle' }).click();
        await sheet(page).locator('.error', { hasText: 'Must say what was done' }).waitFor();
        await sheet(page).getByLabel('What was done').fill('A picture at the answers.');
        await sheet(page).getByRole('button', { name: 'Settle' }).click();
        await page.getByText('a new version is looked at anew').waitFor();
});

test('a calibration unit is set, seeded, and met as any other', async () => {
        const unit = await received();
        await call('POST', of('grading', `/units/${unit.unit_id}/grades`), { answers: none });
        await call('POST', of('intake', `/units/${unit.unit_id}/hold`), { reason: 'calibration' });   /* else it may be sold */
        const page = await visit('/grading/quality.html', { person: people.supervisor });
        await page.getByRole('button', { name: 'Set a unit' }).click();
        await sheet(page).getByLabel('Plate').fill(unit.printed);
        await sheet(page).getByRole('button', { name: 'Answer its questions' }).click();
        await answer(page, 'Does it smell', 'Faint smell at 20 cm');
        await answer(page, 'Do zips', 'All work');
        await answer(page, 'Is there a snag', 'None');
        await sheet(page).getByRole('button', { name: 'Set as known' }).click();
        await page.getByText('Put the unit on hold').waitFor();
        await row(page, unit.printed).getByRole('button', { name: 'Seed' }).click();
        await sheet(page).getByLabel(people.grader.name).check();
        await sheet(page).getByRole('button', { name: 'Seed' }).click();
        await page.getByText('1 second look made.').waitFor();
        const met = await visit('/grading/review.html', { person: people.grader });
        await wedge(met, unit.printed);
        await says(met, 'Answer each question as you see it.');
        await answer(met, 'Does it smell', 'None');
        await answer(met, 'Do zips', 'All work');
        await answer(met, 'Is there a snag', 'None');
        await met.getByRole('button', { name: 'Done' }).click();
        await says(met, 'Thank you');
        await page.reload();
        await row(page.getByRole('region', { name: 'Calibration' }).locator('table').last(), 'HY-1').getByText('0 of 1').waitFor();
});

test('the policy is written as a version after a look at what it would pick', async () => {
        await manyReviewed();
        const page = await visit('/grading/quality.html', { person: people.supervisor });
        await page.getByRole('button', { name: 'Write the next version' }).click();
        await sheet(page).getByLabel('Of any grade, %').fill('many');
        await sheet(page).getByRole('button', { name: 'See what it would pick' }).click();
        await sheet(page).locator('.error', { hasText: 'Give a percentage from 0 to 100.' }).waitFor();
        await sheet(page).getByLabel('Of any grade, %').fill('0');
        await sheet(page).getByLabel('Product types').fill('Jacket 100, Boots 10');
        await sheet(page).getByRole('checkbox', { name: people.grader.name }).check();
        await sheet(page).getByLabel('Of what they grade, %').fill('30');
        await sheet(page).getByRole('button', { name: 'See what it would pick' }).click();
        await sheet(page).getByText(/It would have picked \d+ of last week's \d+ grades/).waitFor();
        await row(sheet(page), 'Product type').waitFor();
        await sheet(page).getByRole('button', { name: 'Keep as the next version' }).click();
        await page.getByText('holds for grades from now on.').waitFor();
        await page.getByText('Jacket 100 %, Boots 10 %').waitFor();
        await page.getByText(`30 % of what ${people.grader.name} graded`).waitFor();
        policyWritten = undefined;
});

test('both pages fit a phone and are readable by everybody, light and dark', async () => {
        await manyReviewed();
        for (const scheme of ['light', 'dark'])
                for (const [path, person] of [['/grading/quality.html', people.supervisor], ['/grading/review.html', people.grader]]) {
                        const page = await visit(path, { person, width: 390, scheme });
                        await page.getByRole('heading', { level: 2 }).first().waitFor();
                        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is no wider than the phone`);
                        await axe(page, `${path} ${scheme}`);
                }
});

test('no table of figures is wider than its panel, on a desk or a tablet', async () => {
        await manyReviewed();
        for (const width of [1440, 1240, 1024, 860]) {
                const page = await visit('/grading/quality.html', { person: people.supervisor, width });
                await page.getByRole('region', { name: 'By question' }).getByRole('button', { name: 'Answers' }).first().waitFor();
                assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('.panel')].filter((node) => node.scrollWidth > node.clientWidth)
                        .map((node) => `${node.querySelector('h2').innerText} ${node.scrollWidth} in ${node.clientWidth}`)), [], `at ${width}`);
        }
});

test('a grader has no part in the figures, and the bench leads to both pages', async () => {
        const page = await visit('/grading/', { person: people.grader });
        await page.getByRole('link', { name: 'Second look' }).waitFor();
        assert.equal(await page.getByRole('link', { name: 'Quality' }).count(), 0);
        const theirs = await visit('/grading/', { person: people.supervisor });
        await theirs.getByRole('link', { name: 'Quality' }).click();
        await theirs.getByRole('heading', { name: 'Quality' }).waitFor();
});
