import assert from 'node:assert/strict';
import { row, says, sheet, strip, test, visit, wedge } from './harness.mjs';
import { admin, people, received } from './seed.mjs';

const answer = (page, question, text) => page.locator('fieldset', { hasText: question }).getByText(text, { exact: true }).click();

test('a grader answers the rubric and reads why the grade is what it is', async () => {
        const unit = await received(), page = await visit('/grading/', { person: people.grader });
        await wedge(page, unit.printed);
        await says(page, 'Answer each question.');
        await answer(page, 'Does it smell', 'None');
        await answer(page, 'Do zips', 'All work');
        await page.getByRole('button', { name: 'Grade' }).click();
        await page.locator('fieldset', { hasText: 'Is there a snag' }).locator('.error', { hasText: 'Fill this in.' }).waitFor();
        await answer(page, 'Is there a snag', 'Snag up to 10 mm');
        await page.getByRole('button', { name: 'Grade' }).click();
        await says(page, 'Grade B');
        const shown = page.getByRole('region', { name: 'Grade' });
        assert.equal(await shown.locator('.grade').innerText(), 'B');
        await shown.getByText('B because: snag up to 10 mm (SG-3, rubric v1)').waitFor();
        await shown.getByText('A small snag that shows at 20 cm.').waitFor();
        await shown.locator('tr', { hasText: 'Resell' }).getByText('Chosen').waitFor();
        assert.match(await shown.locator('tr', { hasText: 'Resell' }).innerText(), /\$108\.00/);
});

test('questions are answered by keyboard alone', async () => {
        const unit = await received(), page = await visit('/grading/', { person: people.grader });
        await page.keyboard.type(unit.lpn);
        await page.keyboard.press('Enter');
        await says(page, 'Answer each question.');
        const grade = page.getByRole('button', { name: 'Grade' });
        for (let i = 0; i < 12 && !(await grade.evaluate((node) => node === document.activeElement)); i++) {
                await page.keyboard.press('Tab');
                if (await page.evaluate(() => document.activeElement.type === 'radio')) await page.keyboard.press('Space');
        }
        await page.keyboard.press('Enter');
        await says(page, 'Grade A');
        await page.waitForFunction(() => document.activeElement.id === 'scan');
});

test('a technician works on a unit; a grader waits for it', async () => {
        const unit = await received(), page = await visit('/grading/', { person: people.technician }), theirs = await visit('/grading/', { person: people.grader });
        page.allow = /422/;
        await row(page, unit.printed).getByRole('button', { name: 'Open' }).click();
        await page.getByText('It waits for a grader.').waitFor();
        await page.getByRole('button', { name: 'Send to work' }).click();
        await sheet(page).getByLabel('What is to be done').fill('clean');
        await sheet(page).getByRole('button', { name: 'Start work' }).click();
        await says(page, 'Work began');
        await wedge(theirs, unit.printed);
        await theirs.getByText('A technician finishes it; then it can be graded.').waitFor();
        await page.getByText('Done', { exact: true }).click();
        await page.getByLabel('Minutes it took').fill('11');
        await page.getByLabel('Cost of parts').fill('four');
        await page.getByRole('button', { name: 'Finish work' }).click();
        await page.locator('.error', { hasText: 'Write an amount such as 4.50.' }).waitFor();
        await page.getByLabel('Cost of parts').fill('4.50');
        await page.getByRole('button', { name: 'Finish work' }).click();
        await says(page, 'Work is done');
        await row(page, 'Clean').filter({ hasText: '$4.50' }).getByText('11 min').waitFor();
});

test('what may not be sold is disposed of by a supervisor, with who received it', async () => {
        const unit = await received(), page = await visit('/grading/', { person: admin });
        await wedge(page, unit.printed);
        await answer(page, 'Does it smell', 'Smell or stain that does not come out');
        await answer(page, 'Do zips', 'All work');
        await answer(page, 'Is there a snag', 'None');
        await page.getByRole('button', { name: 'Grade' }).click();
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

test('a rubric is read, and a version that cannot be is refused beside its field', async () => {
        const page = await visit('/grading/', { person: people.supervisor });
        page.allow = /422/;
        await page.getByRole('button', { name: 'Rubrics' }).click();
        await sheet(page).getByText('Any product type').waitFor();
        await sheet(page).getByLabel('Grades and questions').fill('{ not json');
        await sheet(page).getByRole('button', { name: 'Add version' }).click();
        await sheet(page).locator('.error', { hasText: 'This is not JSON' }).waitFor();
        await sheet(page).getByLabel('Grades and questions').fill('{"grades":[],"questions":[]}');
        await sheet(page).getByRole('button', { name: 'Add version' }).click();
        await sheet(page).locator('.error', { hasText: /grades|Grades|at least/ }).waitFor();
        await sheet(page).getByRole('button', { name: 'Show' }).first().click();
        await sheet(page).getByText('Is there a snag, hole or tear?').waitFor();
});
