// What is offered: filters, one change to many offers, and how each price came to be.
import { action, api, ask, attempt, check, el, field, form, grade, list, minor, money, plate, Problem, say, sheet, state, table, time, words } from './kit/kit.js';
import { belowFloor, faults, offerUnit } from './waiting.js';

const chosen = new Map();

let bar;   /* the one that is on the page */
document.addEventListener('chosen', () => bar?.show());

/** An offer stays live in the books when its unit is sold; a person wants to know what can still be bought. */
function offered(l) {
        if (l.state !== 'live') return state(l.state);
        return { listed: state('live', 'On offer'), claimed: state('claimed', 'In a basket'), quarantined: state('quarantined', 'On hold') }[l.unit_state] || state('sold');
}

/* --- one price --- */

const because = { plan: 'By its plan', below_floor: 'Below the floor', edit: 'By hand' };
const changesOf = (changes) => table([['When', (c) => time(c.changed_at)], ['From', (c) => money(c.from), 'number'], ['To', (c) => money(c.to), 'number'],
        ['Because', (c) => [because[c.because], c.reason].filter(Boolean).join(': ')]], changes);
const day = (iso) => new Date(iso).toLocaleDateString('en-US', { month: 'short', day: 'numeric' });

/** Bars from zero: what it was, what it is, what it is to be. */
function priceLine(l, { price, changes, steps }) {
        const rows = [];
        if (changes.length && changes[0].from) rows.push([day(l.published_at), changes[0].from]);
        for (const change of changes) rows.push([day(change.changed_at), change.to]);
        if (!rows.length) rows.push([day(l.published_at), price]);
        for (const step of steps) rows.push([day(step.due_at), step.price, true]);
        const most = Math.max(...rows.map(([, value]) => value.amount));
        return el('div', { class: 'price-line', role: 'img', 'aria-label': 'The price over time; the same figures stand in the tables below.' }, rows.map(([when, value, planned]) => {
                const bar = el('i');
                bar.style.setProperty('width', `${100 * value.amount / most}%`);
                return [el('span', { class: 'small muted' }, when, planned && ', planned'), el('span', { class: planned ? 'planned' : undefined }, bar), el('span', {}, money(value))];
        }));
}

async function showPrices(l, { at }) {
        const history = await api('GET', `${at}/listings/${l.listing_id}/prices`), { price, changes, steps } = history;
        sheet(`Price of ${l.title}`, el('p', {}, `Now ${money(price)}.`), priceLine(l, history), el('h3', {}, 'To come'),
                steps.length ? table([['From', (s) => day(s.due_at)], ['Price', (s) => money(s.price), 'number']], steps)
                : el('p', { class: 'muted' }, 'No step is planned. Prices follow a plan when the merchant has an earning policy.'),
        el('h3', {}, 'So far'), changes.length ? changesOf(changes) : el('p', { class: 'muted' }, 'It has not changed.'));
}

/* --- many offers --- */

const named = (count) => count === 1 ? '1 offer' : `${count} offers`;

/** What could not be changed, by its title; nothing was. */
function refusals(problem) {
        const open = sheet('Nothing was changed', el('p', {}, 'All offers are checked first; either all of them are changed or none. These stand in the way:'), el('ul', { class: 'faults' },
                problem.refusals.map((one) => el('li', {}, el('div', {}, chosen.get(one.listing_id)?.title || one.listing_id), el('div', { class: 'small mend' }, one.detail)))),
        el('div', { class: 'row' }, action('Leave these out', async () => { problem.refusals.forEach((one) => drop(one.listing_id)); open.close(); }, '')));
}

function drop(id) {
        chosen.delete(id);
        const box = document.querySelector(`input[data-listing="${CSS.escape(id)}"]`);
        if (box) box.checked = false;
        document.dispatchEvent(new Event('chosen'));
}

async function edit(about, change, said) {
        const body = { listing_ids: [...chosen.keys()], ...change }, path = `${about.at}/listings/edits`;
        try {
                await api('POST', path, body);
        } catch (error) {
                if (error.code === 'edit-refused') return refusals(error);
                if (error.code !== 'price-floor') throw error;
                const why = error.refusals.map((one) => `${chosen.get(one.listing_id)?.title}: ${one.detail}`).join(' '), send = (more) => api('POST', path, { ...body, ...more });
                await belowFloor({ merchant: about.merchant, subject: error.approvalSubject, about: why, what: `Change the price of ${named(chosen.size)}`, send });
        }
        const count = chosen.size;
        chosen.clear();
        await about.refresh();
        return say(said(named(count)), 'good');
}

function signedMinor(text, currency) {
        const [, sign, rest] = /^([-+−]?)\s*(.*)$/.exec(text), amount = minor(rest, currency);
        return amount && (sign && sign !== '+' ? -amount : amount);
}

function changePrices(about) {
        const { merchant } = about;
        const open = sheet(`Price of ${named(chosen.size)}`, form([
                field('way', 'How', { options: [['share', 'By percent'], ['by', `By an amount, ${merchant.currency}`], ['to', `To an amount, ${merchant.currency}`]] }),
                field('price', 'How much', { hint: 'Such as -10 for ten percent less, or 49.00.', inputmode: 'text' }), field('reason', 'Why', { required: false, maxlength: 1000 }),
        ], 'Change the prices', async ({ way, price, reason }) => {
                const percent = Number(price.replace('−', '-').replace('%', '')), amount = signedMinor(price, merchant.currency);
                if (way === 'share' && !percent) throw new Problem(0, { field: 'price', detail: 'Write a percentage such as -10.' });
                if (way !== 'share' && (!amount || (way === 'to' && amount < 0))) throw new Problem(0, { field: 'price', detail: 'Write an amount such as 10.00.' });
                const change = { share: { share: Math.round(percent * 100) }, by: { by: amount }, to: { to: { amount, currency: merchant.currency } } }[way];
                open.close();
                await attempt(() => edit(about, { action: 'price', ...change, reason }, (what) => `The price of ${what} is changed.`));
        }));
}

function changeTerms(about) {
        const open = sheet(`Return terms of ${named(chosen.size)}`, form([
                el('p', { class: 'muted' }, 'They hold for these offers alone, before those of grade, product type and collection. What is sold keeps the terms of its sale.'),
                check('final_sale', 'Final sale: nothing can be returned', true), field('return_days', 'Else: days to return', { as: 'number', required: false, hint: 'Empty: as many as each had.' }),
        ], 'Set the terms', async ({ final_sale, return_days }) => {
                open.close();
                await attempt(() => edit(about, { action: 'terms', final_sale, return_days: final_sale ? undefined : return_days }, (what) => `The terms of ${what} are set.`));
        }));
}

function bulkBar(about) {
        const count = el('strong', {}), node = el('div', { class: 'bulk', role: 'region', 'aria-label': 'Chosen offers' }, count,
                action('Price', async () => changePrices(about)), action('Return terms', async () => changeTerms(about)),
                action('Withdraw', async () => ask(`Withdraw ${named(chosen.size)}?`,
                        'Storefronts stop offering them at their next pull. The units go back to graded and can be offered anew.', 'Withdraw',
                        () => edit(about, { action: 'withdraw' }, (what) => `${what} withdrawn.`))),
                action('Relist', async () => edit(about, { action: 'relist' }, (what) => `${what} offered anew.`)),
                action('Choose none', async () => [...chosen.keys()].forEach(drop)));
        node.show = () => {
                node.hidden = !chosen.size;
                count.textContent = `${named(chosen.size)} chosen`;
        };
        node.show();
        bar = node;
        return node;
}

function pick(l) {
        const box = el('input', { type: 'checkbox', 'data-listing': l.listing_id, 'aria-label': `Choose ${l.title}`, checked: chosen.has(l.listing_id), onchange: () => {
                if (box.checked) chosen.set(l.listing_id, l); else chosen.delete(l.listing_id);
                document.dispatchEvent(new Event('chosen'));
        } });
        return el('label', { class: 'pick' }, box);
}

/* --- the table --- */

function shot(l, merchant) {
        if (!l.photo_id) return el('span', { class: 'shot', 'aria-hidden': 'true' });
        const src = `/intake/v1/merchants/${merchant.merchant_id}/units/${l.unit_id}/photos/${l.photo_id}?size=160`;
        return el('img', { class: 'shot', src, alt: '', loading: 'lazy', width: 56, height: 56 });
}
const offer = (l, merchant) => el('div', { class: 'offer' }, shot(l, merchant), el('div', {}, el('div', {}, l.title), el('div', { class: 'small muted' }, plate(l.lpn))));
const returns = (l) => el('div', {}, el('div', {}, l.final_sale ? 'Final sale' : `${l.return_days} days`),
        l.terms_rule && l.terms_rule !== 'collection' && el('div', { class: 'small muted' }, `by ${l.terms_rule}`));

function filters(about, query, changed) {
        const part = (name, label, options) => field(name, label, { options, value: query.get(name) || '', required: false });
        const node = el('form', { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
                field('q', 'Title or plate', { required: false, value: query.get('q') || '', type: 'search' }),
                part('state', 'State', [['', 'Any'], ['live', 'Live'], ['sold', 'Sold'], ['withdrawn', 'Withdrawn']]),
                part('collection_id', 'Collection', [['', 'Any'], ...about.collections.map((c) => [c.collection_id, c.name])]),
                field('grade', 'Grade', { required: false, value: query.get('grade') || '', maxlength: 40 }));
        let timer;
        const go = () => { clearTimeout(timer); timer = setTimeout(() => changed(new FormData(node)), 250); };
        node.addEventListener('input', go);
        node.addEventListener('change', go);
        return node;
}

const asked = ['q', 'state', 'collection_id', 'grade'];

export function offersView(about) {
        const { at, merchant, may } = about, own = new URLSearchParams(location.search), place = el('div', {});
        const columns = [
                ...(may('lister', 'supervisor') ? [['Choose', pick]] : []), ['Offer', (l) => offer(l, merchant)], ['Grade', (l) => grade(l.grade)],
                ['Condition', (l) => el('div', {}, el('div', {}, words(l.condition)), el('div', { class: 'small muted' }, l.condition_text))], ['Price', (l) => money(l.price), 'number'],
                ['Returns', returns], ['State', (l) => el('div', {}, offered(l), l.contradictions.length > 0 && faults(l.contradictions))], ['Published', (l) => time(l.published_at)],
                ['Actions', (l) => action('Prices', () => showPrices(l, about))],
        ];
        let offers;
        const show = async (data) => {
                const query = new URLSearchParams();
                for (const [name, value] of data) if (value) query.set(name, value);
                const filtered = query.toString(), all = new URLSearchParams([...own].filter(([name]) => !asked.includes(name)));
                for (const [name, value] of query) all.set(name, value);
                history.replaceState(null, '', `?${all}`);
                offers = list({ path: `${at}/listings${filtered && `?${filtered}`}`, columns, empty: filtered ? 'Nothing is like this. Ask for less.'
                        : 'Nothing is offered yet. Graded units that are to be resold appear here by themselves once a collection is live.' });
                place.replaceChildren(offers);
                await offers.refresh();
        };
        const search = filters(about, own, show);
        const byHand = may('lister', 'supervisor') && about.collections.length > 0 && action('Offer a unit', async () => offerUnit(about));
        const node = el('section', { class: 'panel' }, el('div', { class: 'row between' }, el('h2', {}, 'Offers'), byHand), search, place, bulkBar(about));
        node.load = () => show(new FormData(search));
        return node;
}

export const forget = () => chosen.clear();
