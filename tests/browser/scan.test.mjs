import assert from 'node:assert/strict';
import { says, strip, test, until, visit, wedge } from './harness.mjs';
import { admin } from './seed.mjs';

/** The style page's station shows each scan that it takes; here they are counted. */
async function station() {
        const page = await visit('/style', { person: admin });
        await page.evaluate(() => {
                globalThis.taken = [];
                new MutationObserver(() => { const plate = document.querySelector('.station .result .plate'); if (plate) globalThis.taken.push(plate.textContent); })
                        .observe(document.querySelector('.station .result'), { childList: true });
        });
        return page;
}

const taken = (page) => page.evaluate(() => globalThis.taken);

test('a scan is taken with no field focused, ended by Enter or by Tab', async () => {
        const page = await station();
        await page.evaluate(() => document.activeElement.blur());
        await wedge(page, 'A-1000-1');
        await says(page, 'A-1000-1');
        await page.evaluate(() => document.activeElement.blur());
        await wedge(page, 'A-1000-2', 'Tab');
        await says(page, 'A-1000-2');
        assert.deepEqual(await taken(page), ['A-1000-1', 'A-1000-2']);
        assert.equal(await page.evaluate(() => document.activeElement.id), 'scan');
});

test('a scan while a button has the focus does not press it', async () => {
        const page = await station();
        await page.getByRole('button', { name: 'Open a sheet' }).focus();
        await page.keyboard.type('A-2000-1');
        await page.keyboard.press('Enter');
        await says(page, 'A-2000-1');
        assert.equal(await page.locator('dialog').count(), 0);
});

test('a scan while a chooser has the focus changes no choice', async () => {
        const page = await station();
        await page.locator('select[name=type]').focus();
        await wedge(page, 'DONATE-77');
        await says(page, 'DONATE-77');
        assert.equal(await page.locator('select[name=type]').inputValue(), 'warehouse');
});

test('the same scan delivered twice is taken once, and so is one that came twice in one', async () => {
        const page = await station();
        await wedge(page, 'A-3000-1');
        await wedge(page, 'A-3000-1');
        await wedge(page, 'A-3000-2');
        await wedge(page, '4354210043542100');
        await says(page, '43542100');
        assert.deepEqual(await taken(page), ['A-3000-1', 'A-3000-2', '43542100']);
        await page.waitForTimeout(750);
        await wedge(page, '43542100');
        await until(page, () => globalThis.taken.length === 4);
});

test('what the scanner adds is taken off: AIM identifier, control characters', async () => {
        const page = await station();
        await wedge(page, ']C1A-4000-1');
        await says(page, 'A-4000-1');
        assert.deepEqual(await taken(page), ['A-4000-1']);
});

test('slow typing is never eaten, and its Tab goes on to the next field', async () => {
        const page = await station();
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.type('abc', { delay: 120 });
        assert.equal(await page.locator('#scan').inputValue(), 'abc');
        await page.keyboard.press('Tab');
        assert.equal(await page.locator('#scan').inputValue(), 'abc');
        assert.notEqual(await page.evaluate(() => document.activeElement.id), 'scan');
        await page.locator('#scan').focus();
        await page.keyboard.type('d');
        await page.waitForTimeout(120);
        await page.keyboard.press('Enter');
        await says(page, 'abcd');
});

test('a scan after typing that was left in the box is not joined to it', async () => {
        const page = await station();
        await page.locator('#scan').fill('abc');
        await page.waitForTimeout(450);
        await wedge(page, 'A-5000-1');
        await says(page, 'A-5000-1');
        assert.deepEqual(await taken(page), ['A-5000-1']);
        assert.equal(await page.locator('#scan').inputValue(), '');
});

test('a field that somebody chose keeps its keys, and so does a sheet', async () => {
        const page = await station();
        await page.getByLabel('Minutes').focus();
        await page.keyboard.type('12');
        assert.equal(await page.getByLabel('Minutes').inputValue(), '12');
        await page.getByRole('button', { name: 'Open a sheet' }).click();
        await page.keyboard.type('Trail');
        assert.equal(await page.locator('dialog [name=name]').inputValue(), 'Trail');
        assert.equal(await page.locator('#scan').inputValue(), '');
        assert.deepEqual(await taken(page), []);
        assert.match(await strip(page).first().innerText(), /Scan the label/);
});
