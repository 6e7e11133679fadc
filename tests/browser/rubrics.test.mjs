import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axe, row, sheet, test, until, visit } from './harness.mjs';
import { people } from './seed.mjs';

const panel = (page, name) => page.getByRole('region', { name, exact: true });
const question = (page, code) => page.locator('summary', { hasText: `${code}: ` });
const box = (page, name) => page.locator(`[name="${name}"]`);

/** A draft for a product type of its own, begun from what is chosen. */
async function begun(from, type, options = {}) {
        const page = await visit('/grading/rubrics.html', { person: people.supervisor, ...options });
        await page.getByRole('button', { name: 'New draft' }).click();
        await sheet(page).getByLabel('Begin with').selectOption({ label: from });
        await sheet(page).getByLabel('For product type').fill(type);
        await sheet(page).getByRole('button', { name: 'Begin', exact: true }).click();
        await panel(page, 'Draft').getByText('Nothing is wrong with it.').waitFor();
        return page;
}

const answer = async (page, question, text) => {
        await panel(page, 'Try it').locator('fieldset', { hasText: question }).getByText(text, { exact: true }).click();
};
const next = (page) => panel(page, 'Try it').getByRole('button', { name: 'Next' }).click();

test('asking.js asks in the order of the shared cases', async () => {
        const { rubrics, cases } = JSON.parse(readFileSync('tests/fixtures/asking.json', 'utf8'));
        const page = await visit('/grading/rubrics.html', { person: people.supervisor });
        const found = await page.evaluate(async ([all, each]) => {
                const { path, required } = await import('/grading/asking.js');
                return each.map(({ rubric, answers }) => {
                        const { asked, next: first, left } = path(all[rubric], answers);
                        return { asked, next: first?.code ?? null, left, required: required(all[rubric], answers), taken: required(all[rubric], answers, ['Defect', 'Front']).photos };
                });
        }, [rubrics, cases]);
        for (const [i, one] of cases.entries())
                assert.deepEqual(found[i], { asked: one.asked, next: one.next, left: one.left, required: one.required, taken: [] }, one.name);
        assert.ok(cases.length > 10);
});

test('a rubric is begun from a ready one, changed, tried, looked at, and published from a date', async () => {
        const page = await begun('Apparel, ready made', 'Dungarees');
        for (const [question, text] of [['Is it clean', 'clean and fresh'], ['Does everything work', 'works and is complete'], ['Front, back and inside', 'marks at 20 cm, none at 50 cm']]) {
                await answer(page, question, text);
                await next(page);
        }
        await panel(page, 'Try it').getByText('No grade yet').waitFor();
        await answer(page, 'Is there a hole', 'none');
        await next(page);
        await answer(page, 'Is there a snag', 'snag …');
        await next(page);
        await panel(page, 'Try it').getByText('Give a whole number of mm from 1 to 300.').waitFor();
        await panel(page, 'Try it').getByLabel('How much, mm').fill('8');
        await next(page);
        for (const [question, text] of [['Is the cloth pilled', 'none'], ['Has the colour held', 'as new'], ['Does it keep its shape', 'as cut']]) {
                await answer(page, question, text);
                await next(page);
        }
        await panel(page, 'Try it').getByText('B because: snag 8 mm (SG-3, this draft)').waitFor();
        await panel(page, 'Try it').getByText('Very good: small marks that cannot be seen from 50 cm. A pulled thread of 8 mm.').waitFor();
        await question(page, 'SG-3').click();
        await box(page, 'questions[3].measure.caps[0].cap').selectOption('C');
        await panel(page, 'Draft').getByText('Question SG-3, measure, limit 2, best grade is not lower than what holds before it.').waitFor();
        await box(page, 'questions[3].measure.caps[1].over').fill('12');
        await box(page, 'questions[3].measure.caps[1].cap').selectOption('D');
        await page.getByRole('button', { name: 'Limit 3: remove' }).click();
        await panel(page, 'Draft').getByText('Nothing is wrong with it.').waitFor();
        await panel(page, 'Preview').getByRole('button', { name: 'See what would change' }).click();
        await panel(page, 'Preview').getByText('No unit of this product type was graded').waitFor();
        const tomorrow = new Date(Date.now() + 864e5).toISOString().slice(0, 16);
        await panel(page, 'Publish').getByLabel('Holds from').fill(tomorrow);
        await panel(page, 'Publish').getByRole('button', { name: 'Publish' }).click();
        await row(page, 'Dungarees').getByText('Scheduled').waitFor();
        assert.equal(await panel(page, 'Drafts').getByText('Dungarees').count(), 0);
});

test('what is wrong is named, and told beside its field', async () => {
        const page = await begun('Small electronics, ready made', 'Radios');
        page.allow = /422/;
        await question(page, 'BT-1').click();
        await box(page, 'questions[9].measure.unit').fill('');
        await panel(page, 'Draft').getByText('measure, unit must be a text').waitFor();
        await page.locator('.field', { has: box(page, 'questions[9].measure.unit') }).locator('.error', { hasText: 'must be a text' }).waitFor();
        await panel(page, 'Try it').getByText('It can be tried once nothing is wrong with it.').waitFor();
        await panel(page, 'Publish').getByRole('button', { name: 'Publish' }).click();
        await panel(page, 'Publish').locator('.error', { hasText: 'must be a text' }).waitFor();
        await question(page, 'BT-1').click();
        await panel(page, 'Draft').getByRole('button', { name: 'Go there' }).click();
        await until(page, () => document.activeElement.name === 'questions[9].measure.unit');
        await page.keyboard.type('%');
        await panel(page, 'Draft').getByText('Nothing is wrong with it.').waitFor();
        await box(page, 'questions[9].ask.question').selectOption({ label: 'Always' });
        await panel(page, 'Publish').getByLabel('Holds from').fill('2020-01-01T08:00');
        await panel(page, 'Draft').getByText('Saved.').waitFor();
        await panel(page, 'Publish').getByRole('button', { name: 'Publish' }).click();
        await panel(page, 'Publish').locator('.error', { hasText: 'Is past' }).waitFor();
});

test('by keyboard alone: a question is moved, a draft is found again and discarded', async () => {
        const page = await begun('Nothing', 'Kites');
        const to = async (name) => {
                for (let i = 0; i < 80; i++) {
                        await page.keyboard.press('Tab');
                        if (await page.evaluate(() => document.activeElement.dataset.name || document.activeElement.textContent) === name) return;
                }
                assert.fail(`no way to ${name}`);
        };
        await page.locator('#main').focus();
        await to('Add a question');
        await page.keyboard.press('Enter');
        await until(page, () => document.activeElement.name === 'questions[1].code');
        await to('Question Q-2: up');
        await page.keyboard.press('Enter');
        await until(page, () => document.activeElement.dataset.name === 'Question Q-2: down');
        await until(page, () => document.querySelectorAll('details.entry[data-path^=questions]')[0].textContent.includes('Q-2'));
        await panel(page, 'Draft').getByText('Saved.').waitFor();
        await page.locator('#main').focus();
        await to('Back to the versions');
        await page.keyboard.press('Enter');
        await row(page, 'Kites').waitFor();
        await row(page, 'Kites').getByRole('button', { name: 'Open' }).focus();
        await page.keyboard.press('Enter');
        await panel(page, 'Draft').waitFor();
        await page.locator('#main').focus();
        await to('Discard this draft');
        await page.keyboard.press('Enter');
        await sheet(page).getByRole('button', { name: 'Discard', exact: true }).focus();
        await page.keyboard.press('Enter');
        await panel(page, 'Versions').waitFor();
        assert.equal(await page.getByText('Kites').count(), 0);
});

test('two who change one draft: the later one is told', async () => {
        const page = await begun('Nothing', 'Tents'), other = await visit('/grading/rubrics.html', { person: people.supervisor });
        page.allow = /409/;
        await row(other, 'Tents').getByRole('button', { name: 'Open' }).click();
        await panel(other, 'Draft').getByText('Nothing is wrong with it.').waitFor();
        await box(other, 'warranty_days').fill('30');
        await panel(other, 'Draft').getByText('Saving.').waitFor();
        await panel(other, 'Draft').getByText('Saved.').waitFor();
        await box(page, 'warranty_days').fill('60');
        await panel(page, 'Draft').getByText('Not saved. Somebody else saved this draft since it was read').waitFor();
});

test('a grader reads the rubrics and writes none', async () => {
        const page = await visit('/grading/rubrics.html', { person: people.grader });
        await row(page, 'Any product type').getByRole('button', { name: 'Show' }).click();
        await sheet(page).getByText('Is there a snag, hole or tear?').waitFor();
        assert.equal(await page.getByRole('button', { name: 'New draft' }).count(), 0);
});

test('the rubrics are usable on phones and in the dark', async () => {
        for (const [width, scheme] of [[390, 'light'], [480, 'dark'], [1440, 'dark'], [1440, 'light']]) {
                const page = await begun('Footwear, ready made', `Shoes of ${width} ${scheme}`, { width, scheme });
                await question(page, 'SO-1').click();
                await axe(page, `editor at ${width} ${scheme}`);
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is wider than ${width}`);
                await page.getByRole('button', { name: 'Back to the versions' }).click();
                await row(page, `Shoes of ${width}`).waitFor();
                await axe(page, `versions at ${width} ${scheme}`);
                await row(page, `Shoes of ${width}`).getByRole('button', { name: 'Open' }).click();
                await page.getByRole('button', { name: 'Discard this draft' }).click();
                await sheet(page).getByRole('button', { name: 'Discard', exact: true }).click();
                await panel(page, 'Versions').waitFor();
        }
});
