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

test('what a code says by its form: GTIN, serial, lot, plate, command, bin, tote', async () => {
        const page = await visit('/scan-check', { person: people.receiver });
        const read = (texts) => page.evaluate(async (all) => {
                const { clean, codesOf } = await import('/accounts/kit/codes.js');
                return all.map((text) => Object.fromEntries(Object.entries(codesOf(clean(text))).filter(([, value]) => value)));
        }, texts);
        const gtin = '09506000134352', GS = '\u001d';
        assert.deepEqual(await read(['9506000134352', `]d201${gtin}10LOT7${GS}21X9`, `01${gtin}17270131310300075021X9`, `(01)${gtin}(21)X9(10)LOT7`,
                `https://id.example.com/some/01/${gtin}/10/LOT7/21/X%2F9?17=270131`, `https://resale.example.com/01/${gtin}/21/RP0001000001E`, 'https://resale.example.com/u/RP0001000001E',
                'rp-0001-000001-e', 'RPC:undo', 'RPC-HOLD', 'RPC-100', 'RPB:a-01', 'RPT:7']),
        [{ gtin }, { gtin, serial: 'X9', lot: 'LOT7' }, { gtin, serial: 'X9' }, { gtin, serial: 'X9', lot: 'LOT7' }, { gtin, serial: 'X/9', lot: 'LOT7' },
                { gtin, serial: 'RP0001000001E', plate: 'RP0001000001E' }, { plate: 'RP0001000001E' }, { plate: 'RP0001000001E' },
                { command: 'UNDO' }, { command: 'HOLD' }, {}, { bin: 'A-01' }, { tote: '7' }]);
        assert.deepEqual(await read(['9506000134353', `01${gtin}`.slice(0, 14), '0195060001343530', `01${gtin}10`, 'https://id.example.com/01/%E0%A4%A', 'A-1000-1', '00012345678901234567', '']),
                [{}, {}, {}, {}, {}, {}, {}, {}]);
});
