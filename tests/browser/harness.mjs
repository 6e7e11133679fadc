// A browser, pages that are watched, tests in sentences.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const base = process.env.RESALE_DOOR;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** A camera that this browser has and may use. */
export const fake = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const tests = [], patience = 20000;   /* ms that a page may take on a busy machine: nothing is said of its speed */
let browser, open = [], more = [];

export const test = (name, work) => tests.push({ name, work });

/** A browser of its own, for what the one that all tests share has not; it is closed with them. */
export async function launch(...own) {
        const one = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium-headless-shell', args: [...flags, ...own] });
        more.push(one);
        return one;
}

export async function start() {
        browser = await launch(...fake);
}

export const finish = () => Promise.all(more.map((one) => one.close()));

/** Console errors, exceptions and refusals by the content security policy; `allow` is for answers that a test asks for. */
function watch(page) {
        page.faults = [];
        page.allow = /(?!)/;
        page.on('console', (message) => { if (message.type() === 'error' && !page.allow.test(message.text())) page.faults.push(`${message.text()} ${message.location().url}`); });
        page.on('pageerror', (error) => page.faults.push(error.stack || error.message));
}

const sessions = new Map();

/** Signed in once for all tests: sign-ins are rationed. */
async function cookiesOf({ email, password }) {
        if (!sessions.has(email)) {
                const answer = await fetch(`${base}/accounts/v1/sign-in`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email, password }) });
                assert.equal(answer.status, 200, `${email} signs in`);
                sessions.set(email, (await answer.json()).token);
        }
        return [{ name: 'resale_session', value: sessions.get(email), url: base, httpOnly: true, sameSite: 'Strict' }];
}

/** A page of its own browser context. person: { email, password }; none is nobody. by: a browser of launch(). */
export async function visit(path, { person, cookies = [], width = 1440, height = width < 500 ? 844 : 900, scheme = 'light', by = browser, permissions } = {}) {
        const context = await by.newContext({ viewport: { width, height }, colorScheme: scheme, locale: 'en-US', permissions });
        if (person) await context.addCookies(await cookiesOf(person));
        if (cookies.length) await context.addCookies(cookies);
        context.setDefaultTimeout(patience);
        const page = await context.newPage();
        watch(page);
        open.push(page);
        await page.goto(base + path);
        await settled(page);
        return page;
}

/** The page has been built. */
export async function settled(page) {
        await until(page, () => document.querySelector('h1') && document.querySelector('main form, .app main') && !document.querySelector('[aria-busy]'));
}

/** It holds in the page: asked by the clock, since a busy browser may not draw for seconds. */
export const until = (page, holds, given) => page.waitForFunction(holds, given, { polling: 50 });

export const leave = (page) => page.context().close();

export async function axe(page, where) {
        await page.evaluate(axeSource);
        const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
        const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).slice(0, 4).join('; ')}`);
        assert.deepEqual(told, [], where);
}

/** As a scanner: keys a millisecond apart, however busy this machine is, then its end. */
export async function wedge(page, code, end = 'Enter') {
        await page.evaluate(([text, key]) => {
                const begin = performance.now();
                for (const [i, one] of [...text, key].entries()) {
                        const target = document.activeElement, down = new KeyboardEvent('keydown', { key: one, bubbles: true, cancelable: true });
                        Object.defineProperty(down, 'timeStamp', { value: begin + i });
                        target.dispatchEvent(down);
                        const now = document.activeElement;
                        if (!down.defaultPrevented && one.length === 1 && now.matches('input:not([type=checkbox], [type=radio]), textarea')) now.value += one;
                }
        }, [code, end]);
}

export const strip = (page) => page.locator('.result');
export const row = (page, text) => page.locator('tr', { hasText: text }).first();
export const sheet = (page) => page.locator('dialog[open]').last();

/** What a person reads on each open page: its notes and the sheet before it, for the one who looks into a failure. */
const told = () => Promise.all(open.map(async (page) => {
        const notes = await page.locator('dialog[open], .note, .result, [role=alert]').allInnerTexts().catch(() => []);
        return `${page.url()} shows: ${notes.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean).join(' | ')}`;
}));

/** The strip says it; the wait is the test. A person's hand is then slower than the scanner's second end, which is for 100 ms no key of theirs. */
export async function says(page, text) {
        await page.locator('.result', { hasText: text }).first().waitFor({ timeout: patience }).catch(async () =>
                assert.fail(`the station says "${await strip(page).first().innerText()}", not "${text}"`));
        await page.waitForTimeout(110);
}

async function end(name, failed) {
        const faults = open.flatMap((page) => page.faults.map((fault) => `${page.url()}: ${fault}`));
        if (failed) faults.push(...await told());
        if (failed) await Promise.all(open.map((page, i) => page.screenshot({ path: `build/browser/${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 80)}${i || ''}.png` }).catch(() => {})));
        await Promise.all(open.map((page) => page.context().close()));
        open = [];
        return faults;
}

export async function run(only) {
        let passed = 0, failed = 0;
        for (const { name, work } of tests.filter((one) => one.name.includes(only))) {
                const begin = Date.now();
                let error;
                try {
                        await work();
                } catch (thrown) {
                        error = thrown;
                }
                const faults = await end(name, error);
                if (!error && faults.length) error = new Error('errors in the console');
                if (error) { failed++; console.log(`FAILED  ${name}\n${error.stack || error}\n${faults.join('\n')}`); } else { passed++; console.log(`ok      ${name} (${Date.now() - begin} ms)`); }
        }
        return { passed, failed };
}

/* --- while the server is away --- */

export const away = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION|ERR_EMPTY|status of (409|502|503|504)/;
export const counter = (page) => page.locator('button.unsent');
export const unsentSays = (page, text) => counter(page).filter({ hasText: new RegExp(`^${text}$`) }).waitFor();
export const allSent = (page) => counter(page).waitFor({ state: 'detached' });

/** Its pages are kept, as those of a station that was opened before. */
export async function keptPage(path, person) {
        const page = await visit(path, { person });
        page.allow = away;
        await page.evaluate(() => { navigator.serviceWorker.ready.then(() => { globalThis.kept = true; }); });   /* a predicate that is a promise would hold at once */
        await until(page, () => globalThis.kept);
        await page.reload();
        await settled(page);
        return page;
}
