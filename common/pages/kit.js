// What every page uses: calls, elements, the frame around the page.

const places = [
        ['intake', 'Receive'], ['grading', 'Bench'], ['listing', 'Listings'],
        ['fulfillment', 'Orders'], ['routing', 'Routing'], ['accounts', 'Set-up'],
];

export class Problem extends Error {
        constructor(status, problem) {
                super(problem.detail || problem.title || `The server answered ${status}`);
                this.status = status;
                this.problem = problem;
        }
}

const signInAddress = () => `/accounts/sign-in.html?next=${encodeURIComponent(location.pathname + location.search)}`;

/** Call the JSON API. A write carries an Idempotency-Key, and is sent again with it when the network failed. */
export async function api(method, path, body, { signIn = true } = {}) {
        const headers = { Accept: 'application/json' };
        if (method !== 'GET') headers['Idempotency-Key'] = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
        if (body !== undefined) headers['Content-Type'] = 'application/json';
        const request = { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin' };
        let answer;
        for (let attempt = 0; !answer; attempt++) {
                try {
                        answer = await fetch(path, request);
                } catch {
                        if (attempt === 2) throw new Problem(0, { title: 'The server cannot be reached. Nothing was lost; try again.' });
                        await new Promise((resolve) => setTimeout(resolve, 400 * (attempt + 1)));
                }
        }
        const text = await answer.text();
        const value = text && /json/.test(answer.headers.get('Content-Type') || '') ? JSON.parse(text) : text;
        if (answer.ok) return value;
        if (answer.status === 401 && signIn) location.assign(signInAddress());
        throw new Problem(answer.status, typeof value === 'object' ? value : {});
}

/** An element: el('p', { class: 'muted', onclick }, 'text', child). Texts are never parsed as HTML. */
export function el(tag, props = {}, ...children) {
        const node = document.createElement(tag);
        for (const [name, value] of Object.entries(props || {})) {
                if (value === undefined || value === null || value === false) continue;
                if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
                else if (name === 'value') node.value = value;
                else node.setAttribute(name, value === true ? '' : value);
        }
        node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
        return node;
}

export const field = (text, input) => el('label', {}, text, input);

/** A table with its empty state. columns: [heading, row => cell, 'number'?]. */
export function table(columns, rows, empty) {
        if (!rows.length) return el('p', { class: 'empty' }, empty);
        return el('div', { class: 'wide', tabindex: 0 }, el('table', {},
                el('thead', {}, el('tr', {}, columns.map(([heading, , kind]) => el('th', { class: kind, scope: 'col' }, heading)))),
                el('tbody', {}, rows.map((row) => el('tr', {}, columns.map(([, cell, kind]) => el('td', { class: kind }, cell(row) ?? '')))))));
}

const good = ['live', 'listed', 'delivered', 'received', 'done', 'sold', 'active', 'shipped'];
const attention = ['quarantined', 'refurbishing', 'short', 'unexpected', 'misrouted', 'returning', 'draft', 'paused'];
export const state = (name) => el('span', { class: `state ${good.includes(name) ? 'good' : attention.includes(name) ? 'attention' : ''}` }, (name || '').replaceAll('_', ' '));

export const money = (value) => value ? new Intl.NumberFormat(undefined, { style: 'currency', currency: value.currency })
        .format(value.amount / 10 ** new Intl.NumberFormat('en', { style: 'currency', currency: value.currency }).resolvedOptions().maximumFractionDigits) : '';

export const time = (iso) => iso ? el('time', { datetime: iso, title: iso }, new Date(iso).toLocaleString()) : '';

/** A licence plate, grouped as it is printed. */
export const plate = (lpn) => el('span', { class: 'plate' }, lpn ? `${lpn.slice(0, 2)}-${lpn.slice(2, 6)}-${lpn.slice(6, 12)}-${lpn.slice(12)}` : '');

/** Words that a screen reader hears too. kind: good, attention, stop. */
export function say(message, kind = '', big = false) {
        const box = document.getElementById('said');
        box.replaceChildren(message ? el('p', { class: `note ${kind} ${big ? 'big' : ''}` }, message) : '');
}

/** Run a step a person asked for; what goes wrong is said, with the field it concerns. */
export async function attempt(work) {
        try {
                return await work();
        } catch (error) {
                if (!(error instanceof Problem)) throw error;
                say(error.problem.field ? `${error.problem.field}: ${error.message}` : error.message, 'stop');
                return undefined;
        }
}

/** Values of a form by name; empty ones are left out. */
export const values = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));

/** Every merchant, for a chooser; the chosen one stays in the address. */
export async function merchantChooser(onchange) {
        const merchants = (await api('GET', '/accounts/v1/merchants?limit=200')).items;
        const asked = new URLSearchParams(location.search).get('merchant');
        const chosen = merchants.find((merchant) => merchant.merchant_id === asked) || merchants[0];
        if (!chosen) return { node: el('p', { class: 'empty' }, 'No merchant yet. Add the first one under Set-up.'), merchant: undefined };
        const select = el('select', { onchange: () => {
                history.replaceState(null, '', `?merchant=${select.value}`);
                onchange(merchants.find((merchant) => merchant.merchant_id === select.value));
        } }, merchants.map((merchant) => el('option', { value: merchant.merchant_id, selected: merchant === chosen }, merchant.name)));
        select.value = chosen.merchant_id;
        return { node: field('Merchant', select), merchant: chosen };
}

/** The frame: header with the places, who is signed in, and the main part, which is returned. */
export async function shell({ service, title }) {
        const me = await api('GET', '/accounts/v1/me');
        const main = el('main', { id: 'main', tabindex: -1 }, el('div', {}, el('h1', {}, title)), el('div', { id: 'said', role: 'status', 'aria-live': 'polite' }));
        const signOut = async () => { await attempt(() => api('POST', '/accounts/v1/sign-out')); location.assign('/accounts/sign-in.html'); };
        document.title = `${title} · Resale Partner`;
        document.body.replaceChildren(
                el('a', { class: 'skip', href: '#main' }, 'Skip to the content'),
                el('header', { class: 'top' },
                        el('a', { class: 'brand', href: '/accounts/' }, 'Resale Partner'),
                        el('nav', { 'aria-label': 'Places' }, places.map(([name, text]) => el('a', { href: `/${name}/`, 'aria-current': name === service ? 'page' : undefined }, text))),
                        el('span', { class: 'muted small' }, me.name),
                        el('button', { class: 'quiet', onclick: signOut }, 'Sign out')),
                main);
        return main;
}
