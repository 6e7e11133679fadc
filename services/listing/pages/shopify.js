// The shops that a merchant's collections are pushed to: what each may do, what waits, what is to be mended, where it differs.
import { action, api, ask, el, empty, facts, icon, field, form, forMerchant, list, money, page, plate, say, sheet, state, table, time, words } from './kit/kit.js';

let may, merchant, at, body, timer;

const sets = () => may('supervisor');
const lists = () => may('lister', 'supervisor');
const pressable = () => [...body.querySelectorAll('button')];

/** Where a person was, they stay. */
async function refresh() {
        const place = pressable().indexOf(document.activeElement);
        await show(merchant);
        pressable()[place]?.focus({ preventScroll: true });
}

function edit(title, parts, submit, send, said) {
        const open = sheet(title, form(parts, submit, async (given) => {
                await send(given);
                open.close();
                await refresh();
                say(said, 'good');
        }));
}

/* --- connections --- */

const connect = () => edit('Connect a shop', [
        field('shop', 'Shop', { hint: 'Its name at Shopify, such as outer.myshopify.com.' }),
        field('client_id', 'Client ID', { hint: 'Of the app, in Shopify’s Dev Dashboard.' }), field('client_secret', 'Client secret', { type: 'password' }),
        field('refresh_token', 'Refresh token', { type: 'password', required: false, hint: 'Only for an app whose tokens are renewed each hour.' }),
        field('final_sale_tag', 'Final sale tag', { required: false, placeholder: 'final-sale', hint: 'The one tag that Loop reads under Policy settings, Product tags.' }),
], 'Connect', (given) => api('POST', at, given), 'Connected. The shop is asked what the app may do.');

const renew = (c) => edit(`New secret for ${c.shop}`, [
        field('client_secret', 'Client secret', { type: 'password', required: c.grant_type === 'client_credentials' }),
        c.grant_type === 'refresh_token' && field('refresh_token', 'Refresh token', { type: 'password' }),
].filter(Boolean), 'Save', (given) => api('PATCH', `${at}/${c.connection_id}`, given), 'Saved. The shop is asked for a token.');

const options = (choices, chosen) => [...chosen ? [] : [['', 'Choose one']], ...choices.map((one) => [one.id, one.name || one.id])];

const places = (c) => edit(`Where in ${c.shop}`, [
        field('location_id', 'Stock is kept at', { options: options(c.locations, c.location_id), value: c.location_id || '' }),
        field('publication_id', 'Published on', { options: options(c.publications, c.publication_id), value: c.publication_id || '' }),
        field('final_sale_tag', 'Final sale tag', { value: c.final_sale_tag, hint: 'The one tag that Loop reads.' }),
], 'Save', (given) => api('PATCH', `${at}/${c.connection_id}`, given), 'Saved.');

async function move(c, to) {
        await api('PATCH', `${at}/${c.connection_id}`, { state: to });
        await refresh();
        say(to === 'paused' ? 'Paused. Nothing new goes out; what is sold or withdrawn is still taken off sale, and so is what becomes final sale, until it goes on.' : 'It goes on.', 'good');
}

async function askNow(c, what, said) {
        await api('POST', `${at}/${c.connection_id}/${what}`);
        await refresh();
        say(said, 'good');
}

const leave = (c) => ask(`Leave ${c.shop}?`, 'Everything of the programme there goes off sale: stock none, unpublished. Then the shop is forgotten here.', 'Leave', async () => {
        await api('DELETE', `${at}/${c.connection_id}`);
        await refresh();
        say(`${c.shop} is being left.`, 'good');
});

const buttons = (c) => el('div', { class: 'row' }, lists() && action('Check', () => askNow(c, 'check', 'The shop is asked.')),
        lists() && action('Compare now', () => askNow(c, 'read-back', 'The shop reads out what it has; this takes a minute.')),
        sets() && action('Places', async () => places(c)), sets() && action('New secret', async () => renew(c)),
        sets() && (c.state === 'paused' ? action('Go on', () => move(c, 'active'), '') : c.state === 'active' && action('Pause', () => move(c, 'paused'))),
        sets() && c.state !== 'leaving' && action('Leave', async () => leave(c)));

const many = (count) => count >= 1000 ? '1,000 or more' : String(count);
const note = (kind, ...text) => el('div', { class: `note ${kind}` }, kind !== 'information' && icon(kind), el('p', {}, text));

function notes(c) {
        const found = [];
        if (c.problem) found.push(note(c.state === 'broken' ? 'stop' : 'attention', c.detail, ' (', time(c.problem_at), ')'));
        if (c.missing_scopes.length) found.push(note('stop', `The app is not allowed ${c.missing_scopes.join(', ')}: add the scopes in the Dev Dashboard, `,
                'release the app’s version, then check again.'));
        if (c.answered_version && c.answered_version !== c.asked_version)
                found.push(note('attention', `Shopify answers in version ${c.answered_version}: ${c.asked_version}, which is asked for, has been retired. Update Resale Partner.`));
        if (c.collections.some((one) => one.kind === 'final_sale' && one.gid))
                found.push(note('information', 'Shopify’s return rules cannot be set from here: select the final sale collection under Settings, Policies, Return rules, ',
                        'Final sale items, once.'));
        return found;
}

const named = (choices, id) => choices.find((one) => one.id === id)?.name || id;

function collections(c) {
        if (!c.collections.length) return el('p', { class: 'muted' }, 'None is live yet.');
        return table([['Collection', (one) => one.kind === 'final_sale' ? `${one.name}: final sale` : one.name],
                ['In the shop', (one) => one.problem ? el('div', {}, state('failed', 'To mend'), el('div', { class: 'small' }, one.detail))
                        : one.gid ? state('done', one.published ? 'Published' : 'There') : state('pending', 'On its way')]], c.collections);
}

function panel(c) {
        const standing = state({ broken: 'failed', leaving: 'draft' }[c.state] || c.state, words(c.state));
        return el('section', { class: 'panel' }, el('div', { class: 'row between' }, el('h2', {}, c.shop_name || c.shop), standing), el('div', { class: 'stack' },
                notes(c), facts(['Shop', c.shop], ['Stock is kept at', named(c.locations, c.location_id)], ['Published on', named(c.publications, c.publication_id)],
                        ['Final sale tag', c.final_sale_tag], ['Checked', c.checked_at ? time(c.checked_at) : 'Not yet answered'],
                        ['Compared', c.reading ? 'At this moment' : c.read_at ? time(c.read_at) : 'Not yet'], ['Unknown products', c.read_unknown && String(c.read_unknown)]),
                collections(c), buttons(c), products(c)));
}

/* --- products --- */

const shown = [['all', 'All', 'Nothing was pushed yet. What a live collection offers goes to the shop by itself.'], ['to_mend', 'To mend', 'Nothing is to be mended.'],
        ['drifted', 'Differs', 'Where the shop was compared, it has what it was told.'], ['waiting', 'Waits', 'Nothing waits: the shop knows all.']];

const steps = { photos: 'Photos', files: 'Photos', product: 'Product', metafields: 'Grade and condition', stock: 'Stock', publish: 'Publishing', stop: 'Stock to none', hide: 'Unpublishing' };

function standing(p) {
        if (p.problem && !p.next_try_at) return state('failed', 'To mend');
        if (p.unmarked) return state('unexpected', 'Unmarked');
        if (p.drift.length) return state('unexpected', 'Differs');
        if (p.step === 'done') return state('live', 'On sale');
        if (p.step === 'ended' || p.step === 'archive') return state('ended', 'Off sale');
        return state('draft', `Next: ${steps[p.step].toLowerCase()}`);
}

function inWords(what, value) {
        if (what === 'price' && value !== null) return money({ amount: Number(value), currency: merchant.currency });
        return { null: 'nothing', true: 'yes', false: 'no' }[value] ?? value;
}
const difference = (d) => d.what === 'missing' ? 'Not in the shop' : `${words(d.what)}: ${inWords(d.what, d.ours)} here, ${inWords(d.what, d.theirs)} there`;

const said = (p) => [p.unmarked && el('div', {}, 'Final sale, and not marked so in the shop'), p.detail && el('div', {}, p.detail), ...p.drift.map((d) => el('div', {}, difference(d))),
        p.problem && p.next_try_at && el('div', { class: 'small muted' }, 'Tried again ', time(p.next_try_at))].filter(Boolean);

function products(c) {
        const place = el('div', { class: 'stack' }), chips = el('div', { class: 'row', role: 'group', 'aria-label': 'Which listings' });
        const push = async (p) => {
                await api('POST', `${at}/${c.connection_id}/products/${p.listing_id}/push`);
                await refresh();
                say(`${p.title} is sent anew.`, 'good');
        };
        const columns = [['Listing', (p) => el('div', {}, el('div', {}, p.title), el('div', { class: 'small muted' }, plate(p.lpn)))], ['In the shop', standing],
                ['To see to', (p) => el('div', {}, said(p))], ['Stock', (p) => p.stock ?? '', 'number'], ['Sent', (p) => time(p.sent_at)],
                ['Actions', (p) => lists() && action('Push again', () => push(p))]];
        const choose = async (show) => {
                chosen = show;
                chips.replaceChildren(...shown.map(([name, text]) => el('button', { type: 'button', class: name === show ? '' : 'quiet', 'aria-pressed': String(name === show),
                        onclick: () => choose(name) }, [text, c[name] !== undefined && many(c[name])].filter(Boolean).join(' '))));
                const rows = list({ path: `${at}/${c.connection_id}/products?show=${show}`, columns, empty: shown.find(([name]) => name === show)[2] });
                place.replaceChildren(rows);
                await rows.refresh();
        };
        let chosen;
        choose(selected.get(c.connection_id) || (c.to_mend ? 'to_mend' : c.drifted ? 'drifted' : 'all')).then(() => selected.set(c.connection_id, chosen));
        return el('div', { class: 'stack' }, chips, place);
}
const selected = new Map();

/** Looked at again while a shop is being asked. */
function watch(connections) {
        clearTimeout(timer);
        if (connections.some((c) => c.state !== 'broken' && (!c.checked_at || c.reading || c.waiting || c.state === 'leaving'))) timer = setTimeout(refresh, 4000);
}

async function show(one) {
        merchant = one;
        at = `/listing/v1/merchants/${one.merchant_id}/shopify/connections`;
        const { items } = await api('GET', `${at}?limit=50`);
        const connections = await Promise.all(items.map((c) => api('GET', `${at}/${c.connection_id}`)));
        const add = sets() && action('Connect a shop', async () => connect(), connections.length ? 'quiet' : '');
        const about = 'What the merchant’s live collections offer is in these shops by itself, one piece each, and off sale there as soon as it is leased, sold or withdrawn.';
        body.replaceChildren(el('div', { class: 'row between' }, el('p', { class: 'muted' }, about), connections.length > 0 && add),
                ...(connections.length ? connections.map(panel) : [empty('No shop is connected. A shop on Shopify then shows the programme as a collection of its own.', add)]));
        watch(connections);
}

await page({ place: 'listings', title: 'Shopify' }, async (parts) => {
        may = parts.may;
        body = el('div', { class: 'stack' });
        parts.main.append(body);
        await forMerchant(parts, show);
});
