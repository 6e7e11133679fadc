// A merchant's earning policy: in words, and its editor. A version never changes; a draft is looked at first.
import { action, api, check, el, facts, field, form, minor, money, Problem, say, sheet, table, time, words } from './kit/kit.js';
import { percent, way } from './earnings-unit.js';

const outlets = ['donate', 'recycle', 'back_to_merchant', 'lot', 'liquidate'].map((name) => [name, way(name)]);
const share = (points) => String(points / 100);

/* Members of a body and of its parts: how each is typed. amount: money; share: percent; number: as it is; hundredth: 2.5 for 250. */
const prices = [['floor', 'Floor', 'amount', 'No price goes below it without a second person.'], ['ceiling', 'Ceiling', 'amount', 'Empty: none.'], ['unit', 'Prices in steps of', 'amount'],
        ['ending', 'Ending', 'amount', 'Such as 0.90.']];
const ladder = [['step_days', 'A price stands, days', 'number'], ['max_cut', 'Deepest single cut, %', 'share'], ['horizon', 'Horizon, days', 'number']];
const spent = [['labour_rate', 'Labour, an hour', 'amount'], ['handling', 'Handling, a piece', 'amount'], ['storage_per_day', 'Storage, a day', 'amount'],
        ['return_cost', 'A return costs', 'amount'], ['return_loss', 'and of its price, %', 'share'], ['gate_margin', 'Refurbishing must add', 'amount'],
        ['min_net', 'Least net of a sale', 'signed'], ['price_unknown', 'Price new where not known', 'amount', 'Empty: such a piece is not offered.']];
const beginning = [['elasticity', 'Elasticity', 'hundredth', 'How much more sells when the price falls.'], ['returned', 'Come back, %', 'share']];
const pools = [['pool_min', 'Pieces that make a pool', 'number', 'Identical ones on offer, of one grade. Empty: no pools.'], ['pool_handling', 'Handling in a pool, a piece', 'amount'],
        ['pool_visibility', 'Visibility without photos of its own, %', 'share']];
const bandParts = [['grade', 'Grade', 'text', 'Empty: by its place, best first.'], ['low', 'Lowest, % of new', 'share'], ['high', 'Highest, %', 'share'], ['reference', 'Usual, %', 'share'],
        ['sold_30', 'Sold in 30 days, %', 'share'], ['outlet', 'Outlets pay, %', 'share']];
const channelParts = [['name', 'Channel', 'text'], ['fee_share', 'Fee, %', 'share'], ['fee_fixed', 'Fee, a sale', 'amount'], ['visibility', 'Visibility, %', 'share']];
const outletParts = [['partner', 'Partner', 'text'], ['share', 'Pays, % of new', 'share'], ['credit', 'Credit', 'amount'], ['cost', 'Cost', 'amount']];

const plain = (amount, currency) => amount ? `${amount < 0 ? '-' : ''}${money({ amount, currency }).replace(/[^0-9.]/g, '')}` : '';
const written = { amount: plain, signed: plain, share: (points) => share(points), number: String, hundredth: (value) => String(value / 100), text: (value) => value || '' };
const optional = ['floor', 'ceiling', 'ending', 'labour_rate', 'handling', 'storage_per_day', 'return_cost', 'return_loss', 'gate_margin', 'min_net', 'price_unknown', 'returned', 'grade',
        'fee_share', 'fee_fixed', 'partner', 'share', 'credit', 'cost', 'pool_min', 'pool_handling', 'pool_visibility'];

function read(kind, text, currency, name) {
        const refuse = (detail) => { throw new Problem(422, { field: name, detail }); };
        if (kind === 'text') return text;
        const negative = kind === 'signed' && /^[-−]/.test(text), bare = negative ? text.slice(1) : text;
        if (kind === 'amount' || kind === 'signed') {
                const amount = minor(bare, currency);
                return amount === undefined ? refuse(`Write an amount of ${currency}, such as 12.50.`) : negative ? -amount : amount;
        }
        if (kind === 'number') return /^\d+$/.test(bare) ? Number(bare) : refuse('Write a whole number.');
        const value = minor(bare, 'USD');
        return value === undefined ? refuse(kind === 'share' ? 'Write a percentage such as 12.5.' : 'Write a number such as 2.5.') : value;
}

/** Field of a member. prefix: "bands[0]." in a part. */
const given = (body, currency) => ([name, label, kind, hint], prefix = '') => field(`${prefix}${name}`, label, {
        hint, required: !optional.includes(name), inputmode: kind === 'text' ? undefined : 'decimal',
        value: body[name] === undefined || body[name] === null || (body[name] === 0 && optional.includes(name)) ? '' : written[kind](body[name], currency) });

/** Rows of which there can be more or fewer; their inputs are named by their place, as the API names them. */
function rows(list, label, items, build, blank, most) {
        const box = el('div', { class: 'stack' });
        const renumber = () => [...box.children].forEach((row, i) => {
                row.querySelectorAll('[name]').forEach((input) => { input.name = `${list}[${i}].${input.name.split('.').at(-1)}`; });
                row.setAttribute('aria-label', `${label} ${i + 1}`);
        });
        const add = (item) => {
                const row = el('div', { class: 'part', role: 'group' }, build(item, `${list}[].`), el('div', { class: 'row' }, el('button', { type: 'button', class: 'quiet', onclick: () => {
                        const beside = row.nextElementSibling || row.previousElementSibling;
                        if (!beside) { say(`There must be one ${label.toLowerCase()}.`, 'attention'); return; }
                        row.remove();
                        renumber();
                        beside.querySelector('input, select').focus();
                } }, `Remove ${label.toLowerCase()}`)));
                box.append(row);
                renumber();
                return row;
        };
        items.forEach(add);
        const more = el('button', { type: 'button', class: 'quiet', onclick: () => {
                if (box.children.length < most) add(blank).querySelector('input, select').focus();
        } }, `Add ${label.toLowerCase()}`);
        return { node: el('div', { class: 'stack' }, box, el('div', {}, more)), size: () => box.children.length };
}

function membersOf(values, parts, currency, prefix = '') {
        const body = {};
        for (const [name, , kind] of parts) {
                const text = values[`${prefix}${name}`];
                if (text !== undefined) body[name] = read(kind, text, currency, `${prefix}${name}`);
        }
        return body;
}

const before = (p) => money({ amount: p.net_before, currency: p.currency }), after = (p) => money({ amount: p.net_after, currency: p.currency });
const looked = (p) => el('div', { class: 'stack' }, el('p', {}, p.looked_at
        ? `Of the ${p.looked_at} units decided in the last month, ${p.changed} would have gone another way. Expected net: ${after(p)} instead of ${before(p)}.`
        : 'No unit was decided in the last month: there is nothing to compare with.'),
p.moves.length ? table([['Decided', (m) => words(m.from)], ['Would be', (m) => words(m.to)], ['Units', (m) => String(m.count), 'number'],
        ['Difference in net', (m) => money({ amount: m.net_after - m.net_before, currency: p.currency }), 'number']], p.moves) : '',
p.examples.length ? table([['Piece', (x) => `${x.title || x.lpn}, ${x.grade}`], ['Decided', (x) => words(x.from)], ['Would be', (x) => words(x.to)],
        ['Difference in net', (x) => money({ amount: x.net_after - x.net_before, currency: p.currency }), 'number']], p.examples, { caption: 'Some of those that would have gone another way' }) : '');

/** base: the body to begin with. kept(version) is told when it is kept. */
export function editPolicy(at, merchant, base, kept) {
        const currency = merchant.currency, some = (body, parts, prefix) => el('div', { class: 'pair even' }, parts.map((part) => given(body, currency)(part, prefix)));
        const bands = rows('bands', 'Band', base.bands, (b, prefix) => some(b, bandParts, prefix), base.bands.at(-1), 20);
        const channels = rows('channels', 'Channel', base.channels, (c, prefix) => [some(c, channelParts, prefix), check(`${prefix}allowed`, 'Allowed', c.allowed)],
                { visibility: 10000, allowed: true }, 8);
        const ends = rows('outlets', 'Outlet', base.outlets, (o, prefix) => [field(`${prefix}way`, 'Way', { options: outlets, value: o.way }), some(o, outletParts, prefix),
                check(`${prefix}allowed`, 'Allowed', o.allowed)], { way: 'donate', allowed: true }, 12);
        const bodyOf = (values) => {
                const list = (name, size, parts, more) => Array.from({ length: size }, (_, i) => ({ ...membersOf(values, parts, currency, `${name}[${i}].`), ...more(`${name}[${i}].`) }));
                return { currency, ...membersOf(values, [...prices, ...ladder, ...spent, ...pools, ...beginning], currency), may_rise: values.may_rise,
                        bands: list('bands', bands.size(), bandParts, () => ({})), channels: list('channels', channels.size(), channelParts, (prefix) => ({ allowed: values[`${prefix}allowed`] })),
                        outlets: list('outlets', ends.size(), outletParts, (prefix) => ({ way: values[`${prefix}way`], allowed: values[`${prefix}allowed`] })) };
        };
        const section = (title, ...nodes) => el('section', { class: 'stack' }, el('h3', {}, title), nodes);
        const open = sheet('The next version', form([
                section('Prices', some(base, prices)), section('Markdown', some(base, ladder), check('may_rise', 'Prices may rise again', base.may_rise)), section('What it costs', some(base, spent)),
                section('Pools of identical pieces', some(base, pools)),
                section('Starting values, until sales say better', some(base, beginning)), section('Price bands by grade', bands.node), section('Channels, the preferred first', channels.node),
                section('Where it goes without a sale', ends.node),
        ], 'See what would change', async (values) => {
                const body = bodyOf(values), preview = await api('POST', `${at}/earning-policies/preview`, body);
                open.show(looked(preview), el('div', { class: 'row' }, action('Keep as the next version', async () => {
                        const made = await api('POST', `${at}/earning-policies`, body);
                        open.close();
                        await kept(made.version);
                }, ''), action('Change it', async () => { open.close(); editPolicy(at, merchant, body, kept); })));
                open.node.querySelector('.stack button').focus();
        }));
}

const outletWords = (o, sum) => [`${way(o.way)}${o.partner ? ` (${o.partner})` : ''}`, o.share && `pays ${percent(o.share)} of new`, o.credit && `${sum(o.credit)} credit`,
        o.cost && `costs ${sum(o.cost)}`].filter(Boolean).join(', ');
const bandWords = (b) => `${b.grade || 'By place'}: ${percent(b.low)} to ${percent(b.high)} of new, usually ${percent(b.reference)}, of which ${percent(b.sold_30)} are sold in 30 days`;
const lines = (items) => el('ul', { class: 'trace small' }, items.map((text) => el('li', {}, text)));

/** The policy in words. own: false where it is the defaults. */
export function policyInWords(body, own) {
        const sum = (amount) => money({ amount, currency: body.currency }), open = body.channels.filter((c) => c.allowed);
        return el('div', { class: 'stack' }, !own && el('p', { class: 'note' }, el('span', {}, 'This merchant has no policy of its own: '
                + 'decisions go by these defaults, prices by the collection’s shares, and nothing is marked down.')),
                facts(['Floor and ceiling', `${body.floor ? sum(body.floor) : 'no floor'}, ${body.ceiling ? sum(body.ceiling) : 'no ceiling'}`],
                        ['Rounding', `steps of ${sum(body.unit)}${body.ending ? `, ending in ${sum(body.ending)}` : ''}`],
                        ['Markdown', `steps of at least ${body.step_days} days and at most ${percent(body.max_cut)}, over ${body.horizon} days${body.may_rise ? '; prices may rise again' : ''}`],
                        ['Costs', `${sum(body.labour_rate || 0)} an hour, ${sum(body.handling || 0)} handling, ${sum(body.storage_per_day || 0)} a day, ${sum(body.return_cost || 0)} a return`
                                + `${body.return_loss ? ` and ${percent(body.return_loss)} of its price` : ''}`],
                        ['Least net', body.min_net ? sum(body.min_net) : ''], ['Refurbishing', `must add more than ${sum(body.gate_margin || 0)}`],
                        ['Pools', body.pool_min ? `of ${body.pool_min} identical pieces, ${sum(body.pool_handling || 0)} handling, ${percent(body.pool_visibility)} visibility` : 'none'],
                        ['Price new not known', body.price_unknown ? `taken as ${sum(body.price_unknown)}` : 'not offered for sale'],
                        ['Starting values', `elasticity ${(body.elasticity / 100).toFixed(2)}, ${percent(body.returned || 0)} come back`],
                        ['Channels', open.map((c) => `${c.name}, ${percent(c.fee_share || 0)}${c.fee_fixed ? ` and ${sum(c.fee_fixed)}` : ''}`).join('; ')],
                        ['Without a sale', lines(body.outlets.filter((o) => o.allowed).map((o) => outletWords(o, sum)))],
                        ['Bands', lines(body.bands.map(bandWords))]));
}

export const versionColumns = [['Version', (p) => String(p.version), 'number'], ['Since', (p) => time(p.created_at)],
        ['Floor', (p) => p.body.floor ? money({ amount: p.body.floor, currency: p.body.currency }) : '', 'number'], ['Horizon', (p) => `${p.body.horizon} days`, 'number'],
        ['Actions', (p) => action('Show', async () => { sheet(`Version ${p.version}`, policyInWords(p.body, true)); })]];
