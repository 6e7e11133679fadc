import assert from 'node:assert/strict';
import { test, visit, wedge } from './harness.mjs';
import { people } from './seed.mjs';

const proof = (page) => page.getByRole('region', { name: 'Recorded streams' });
const live = (page) => page.getByRole('region', { name: 'Your scanner' });

test('every recorded stream passes on the conformance page', async () => {
        const page = await visit('/scan-check', { person: people.receiver }), rows = proof(page).locator('tbody tr');
        const failed = await rows.filter({ hasText: 'Fail' }).allInnerTexts();
        assert.deepEqual(failed, []);
        assert.ok(await rows.count() >= 40);
        await proof(page).getByText(`All ${await rows.count()} pass`).waitFor();
});

/** The rows of the streams that fail once a rule of the module is taken away. */
async function without(rule, instead, file = 'wedge.js') {
        const page = await visit('/accounts/sign-in.html', { person: people.receiver });
        await page.route(`**/kit/${file}`, async (route) => {
                const answer = await route.fetch(), text = await answer.text();
                assert.ok(text.includes(rule), `${file} has ${rule}`);
                await route.fulfill({ response: answer, body: text.replace(rule, instead) });
        });
        await page.goto(page.url().replace('/accounts/sign-in.html', '/scan-check'));
        await proof(page).locator('tbody tr').first().waitFor();
        return proof(page).locator('tbody tr', { hasText: 'Fail' }).allInnerTexts();
}

test('the conformance page can fail: a rule that is taken away shows in its streams', async () => {
        const cases = [
                ["Linefeed: 'LF', '\\n': 'LF'", "Linefeed: 'LF'", 'A line feed ends it'],
                ['scanned(t.surest) ? finish(', 'false ? finish(', 'Nothing ends it: silence does'],
                ["return scanned(into === 'number' ? t.surest : t.shortest) ? 'divert' : 'leave'", "return 'leave'", 'And does not flicker through all of them'],
                ["if (!run && at - ended < 2 * t.fast) return 'eat';", '', 'Enter and Tab are one end'],
                ['slow * 4 <= run.length', 'true', 'Slow typing waits as long as it likes'],
                ['slow * 4 <= run.length', '!slow', 'So it does when the scanner stumbles'],
                ["if (done === 'box' && !held()) box.focus();", '', 'Nor by a blank in the code', 'capture.js'],
                ['kept.node.value = kept.value;', '', 'A quantity that has the focus keeps its value', 'capture.js'],
                ['if (code && !again) take', 'if (code) take', 'A scan delivered twice is taken once', 'capture.js'],
                ["replace(/^\\][A-Za-z]\\d/, '')", "replace(/^$/, '')", 'The AIM identifier is taken off', 'codes.js'],
        ];
        for (const [rule, instead, stream, file] of cases) {
                const failed = await without(rule, instead, file);
                assert.ok(failed.some((text) => text.startsWith(stream)), `${stream}, without ${rule}: ${failed}`);
                assert.ok(failed.length < 12, `${failed.length} fail without ${rule}`);
        }
});

test('the live panel says what the scanner in hand sends, and what to change', async () => {
        const page = await visit('/scan-check', { person: people.receiver });
        await page.evaluate(() => document.activeElement.blur());
        await wedge(page, ']d2010950600013435221X9');
        await live(page).getByText('It sends the AIM identifier ]d2').waitFor();
        await live(page).getByText('09506000134352').first().waitFor();
        await wedge(page, 'RP0001000001E', 'Shift');
        await live(page).getByText('Your scanner sends no Enter: set a suffix.').waitFor();
        await page.waitForTimeout(200);
        await wedge(page, 'RP0001000001E');
        await live(page).getByText('Your scanner is set up well.').waitFor();
        await wedge(page, 'RPTÖQWAYZßM?0189');
        await live(page).getByText('Your scanner types for the keyboard of another country').waitFor();
        await page.keyboard.type('A-77', { delay: 120 });
        await page.keyboard.press('Enter');
        await live(page).getByText('That came like typing').waitFor();
});

test('what a scanner puts around codes is taken off at this station once it is told so', async () => {
        const page = await visit('/scan-check', { person: people.receiver });
        await page.getByText('The scanner puts characters around each code').click();
        await page.getByLabel('Sent in front of each code').fill('~');
        await page.getByLabel('Sent after each code').fill('#');
        await page.getByRole('button', { name: 'Take it off at this station' }).click();
        await page.getByText('Kept on this device.').waitFor();
        await page.evaluate(() => document.activeElement.blur());
        await wedge(page, '~A-1000-1#');
        await live(page).locator('dd', { hasText: /^A-1000-1$/ }).waitFor();
});
