// A merchant's collections with their policies, and what is offered in them.
import { action, api, approve, ask, check, el, empty, field, form, forMerchant, grade, list, minor, money, page, plate, Problem, say, sheet, state, table, time, words } from './kit/kit.js';

const next = { draft: ['live', 'Go live'], preview: ['live', 'Go live'], live: ['paused', 'Pause'], paused: ['live', 'Go live'] };

let may, merchant, at, body, listings;

const setter = (label, open, kind) => may('lister', 'supervisor') && action(label, open, kind);
const refresh = () => show(merchant);

function edit(title, parts, submit, send, said) {
        const open = sheet(title, form(parts, submit, async (given) => {
                await send(given);
                open.close();
                await refresh();
                say(said, 'good');
        }));
}

/* --- collections --- */

const common = (c = {}) => [field('name', 'Name', { value: c.name }), field('navigation_label', 'In the site’s navigation', { value: c.navigation_label }),
        field('description', 'Description', { area: true, required: false, value: c.description || '' })];

const addCollection = () => edit('Add a collection', [field('handle', 'Handle', { hint: 'Lower-case letters, digits and dashes; it stands in addresses.',
        pattern: '[a-z0-9][a-z0-9\\-]*', title: 'Use lower-case letters, digits and dashes.' }), ...common()],
        'Add collection', (given) => api('POST', `${at}/collections`, given), 'Added. Give it a policy, then it can go live.');

const changeCollection = (c) => edit(`Change ${c.name}`, common(c), 'Save', (given) => api('PATCH', `${at}/collections/${c.collection_id}`, given), 'Saved.');

async function move(c) {
        const [to] = next[c.state];
        await api('PATCH', `${at}/collections/${c.collection_id}`, { state: to });
        await refresh();
        say(to === 'live' ? `${c.name} is live. Graded units that are to be resold are offered in it by themselves.` : `${c.name} is paused: shoppers see nothing of it.`, 'good');
}

/* --- policies: a version never changes --- */

/** "A 70, B 55, * 30" in percent is { A: 7000, B: 5500, '*': 3000 } in basis points. */
function sharesOf(text) {
        const shares = {};
        for (const part of text.split(',')) {
                const [, letter, percent] = /^\s*(\S+)\s+(\d+(?:\.\d{1,2})?)\s*%?\s*$/.exec(part) || [];
                if (!letter) throw new Problem(0, { field: 'price_shares', detail: 'Write each grade and its percent, such as A 70, B 55, * 30.' });
                shares[letter] = Math.round(Number(percent) * 100);
        }
        return shares;
}
const inWords = (shares) => Object.entries(shares).sort(([a], [b]) => (a === '*') - (b === '*') || a.localeCompare(b)).map(([letter, points]) => `${letter} ${points / 100}`).join(', ');

function minPrice(text) {
        const amount = text ? minor(text, merchant.currency) : 0;
        if (amount === undefined) throw new Problem(0, { field: 'min_price', detail: 'Write an amount such as 10.00.' });
        return amount;
}

const plain = (amount) => amount ? money({ amount, currency: merchant.currency }).replace(/[^0-9.]/g, '') : '';

const newPolicy = (c) => edit(`New policy of ${c.name}`, [
        el('p', { class: 'muted' }, 'It holds for what is offered from now on. What is sold keeps the terms it was sold with.'),
        field('return_days', 'Days to return', { as: 'number', value: String(c.policy?.return_days ?? 30) }), check('final_sale', 'Final sale: nothing can be returned',
                c.policy?.final_sale),
        field('price_shares', 'Price by grade', { value: inWords(c.policy?.price_shares || { A: 7000, B: 5500, C: 3500 }), hint: 'Percent of the price new, such as A 70, B 55, * 30.' }),
        field('min_price', `Lowest price, ${merchant.currency}`, { required: false, value: plain(c.policy?.min_price), inputmode: 'decimal' }),
        field('warranty', 'Warranty', { required: false, value: c.policy?.warranty || '', hint: 'As a shopper reads it.' }),
                check('auto_publish', 'Offer graded units by themselves', c.policy?.auto_publish ?? true),
], 'Save policy', ({ price_shares, min_price, ...given }) => api('POST', `${at}/collections/${c.collection_id}/policies`,
        { ...given, price_shares: sharesOf(price_shares), min_price: minPrice(min_price) }), 'The new policy holds.');

const policy = (p) => p ? el('div', {}, el('div', {}, p.final_sale ? 'Final sale' : `${p.return_days} days to return`),
        el('div', { class: 'small muted' }, `Version ${p.version} · ${inWords(p.price_shares)} % of new`)) : state('draft', 'None yet');

const collectionsTable = (collections) => collections.length ? table([
        ['Name', (c) => c.name], ['Navigation', (c) => c.navigation_label], ['State', (c) => state(c.state)], ['Policy', (c) => policy(c.policy)],
        ['Pulled at', (c) => el('a', { href: `/listing/v1/collections/${c.handle}/listings` }, c.handle)],
        ['Actions', (c) => may('lister', 'supervisor') && el('div', { class: 'row' }, (c.policy || c.state === 'live') && action(next[c.state][1], () => move(c),
                c.state === 'live' ? 'quiet' : ''),
                action('New policy', async () => newPolicy(c)), action('Change', async () => changeCollection(c)))],
], collections) : empty('No collection yet. A collection is the merchant’s branded resale programme on its own site.', setter('Add the first collection', async () => addCollection(), ''));

/* --- listings --- */

const withdraw = (l) => ask(`Withdraw ${l.title}?`, 'Storefronts stop offering it at their next pull. The unit goes back to graded and can be offered anew.', 'Withdraw', async () => {
        await api('POST', `${at}/listings/${l.listing_id}/withdraw`);
        await listings.refresh();
        say(`${l.title} is withdrawn.`, 'good');
});

/** An offer stays live in the books when its unit is sold; a person wants to know what can still be bought. */
function offered(l) {
        if (l.state !== 'live') return state(l.state);
        return l.unit_state === 'listed' ? state('live', 'On offer') : l.unit_state === 'claimed' ? state('claimed', 'In a basket') : state('sold');
}
/** Below the floor a second person approves, here and now, for a reason. */
async function belowFloor(offer, about) {
        const reason = await new Promise((resolve) => {
                let given;
                const open = sheet('Below the floor', el('p', {}, about), form([field('reason', 'Why it is sold below the floor', { maxlength: 1000 })], 'Ask a second person', async (filled) => {
                        given = filled.reason;
                        open.close();
                }));
                open.node.addEventListener('close', () => resolve(given));
        });
        const approval = reason && await approve({ action: 'price_floor', merchant_id: merchant.merchant_id, subject: offer.unit_id,
                what: `Offer it at ${money(offer.price)}, below the floor: ${reason}.` });
        if (!approval) throw new Problem(0, { field: 'price', detail: 'Nobody approved it; nothing was offered.' });
        return api('POST', `${at}/listings`, { ...offer, reason, approval });
}

/** By hand: a unit that waits, at a price or at what the rule says. */
const offerUnit = (collections) => edit('Offer a unit', [
        field('code', 'Plate', { hint: 'Scan or type it.' }), field('collection_id', 'Collection', { options: collections.map((c) => [c.collection_id, c.name]) }),
        field('price', `Price, ${merchant.currency}`, { required: false, inputmode: 'decimal', hint: 'Empty: what was planned for it, or by the collection’s rule.' }),
], 'Offer it', async ({ code, collection_id, price }) => {
        const { unit } = await api('POST', '/intake/v1/scans', { code }), amount = price && minor(price, merchant.currency);
        if (!unit) throw new Problem(0, { field: 'code', detail: 'This is no unit’s plate.' });
        if (price && !amount) throw new Problem(0, { field: 'price', detail: 'Write an amount such as 10.00.' });
        const offer = { unit_id: unit.unit_id, collection_id, price: amount ? { amount, currency: merchant.currency } : undefined };
        try {
                await api('POST', `${at}/listings`, offer);
        } catch (error) {
                if (error.code !== 'price-floor') throw error;
                await belowFloor(offer, error.message);
        }
}, 'Offered.');

const because = { plan: 'By its plan', below_floor: 'Below the floor' };
const changesOf = (changes) => table([['When', (c) => time(c.changed_at)], ['From', (c) => money(c.from), 'number'], ['To', (c) => money(c.to), 'number'],
        ['Because', (c) => [because[c.because], c.reason].filter(Boolean).join(': ')]], changes);

async function showPrices(l) {
        const { price, changes, steps } = await api('GET', `${at}/listings/${l.listing_id}/prices`), day = (iso) => new Date(iso).toLocaleDateString('en-US', { dateStyle: 'medium' });
        sheet(`Price of ${l.title}`, el('p', {}, `Now ${money(price)}.`), el('h3', {}, 'To come'),
                steps.length ? table([['From', (s) => day(s.due_at)], ['Price', (s) => money(s.price), 'number']], steps)
                : el('p', { class: 'muted' }, 'No step is planned. Prices follow a plan when the merchant has an earning policy.'),
        el('h3', {}, 'So far'), changes.length ? changesOf(changes) : el('p', { class: 'muted' }, 'It has not changed.'));
}

const columns = [
        ['Offer', (l) => el('div', {}, el('div', {}, l.title), el('div', { class: 'small muted' }, plate(l.lpn)))], ['Grade', (l) => grade(l.grade)],
        ['Condition', (l) => el('div', {}, el('div', {}, words(l.condition)), el('div', { class: 'small muted' }, l.condition_text))], ['Price', (l) => money(l.price), 'number'],
        ['Returns', (l) => l.final_sale ? 'Final sale' : `${l.return_days} days`], ['State', offered], ['Published', (l) => time(l.published_at)],
        ['Actions', (l) => el('div', { class: 'row' }, action('Prices', () => showPrices(l)), l.state === 'live' && l.unit_state === 'listed' && setter('Withdraw', async () => withdraw(l)))],
];

async function show(one) {
        merchant = one;
        at = `/listing/v1/merchants/${one.merchant_id}`;
        const collections = (await api('GET', `${at}/collections?limit=200`)).items;
        listings = list({ path: `${at}/listings`, columns, empty: 'Nothing is offered yet. Graded units that are to be resold appear here by themselves once a collection is live.' });
        body.replaceChildren(
                el('section', { class: 'panel' }, el('div', { class: 'row between' }, el('h2', {}, 'Collections'),
                        setter('Add collection', async () => addCollection())), collectionsTable(collections)),
                el('section', { class: 'panel' }, el('div', { class: 'row between' }, el('h2', {}, 'Offers'),
                        collections.length > 0 && setter('Offer a unit', async () => offerUnit(collections))), listings));
        await listings.refresh();
}

await page({ place: 'listings', title: 'Listings' }, async (parts) => {
        may = parts.may;
        body = el('div', { class: 'stack' });
        parts.main.append(body);
        await forMerchant(parts, show);
});
