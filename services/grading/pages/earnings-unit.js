// The decision on one unit: every alternative with its sum, as a table and as bars.
import { action, api, el, empty, facts, grade, money, plate, say, state, table, time, words } from './kit/kit.js';

const ways = { list: 'Sell', refurbish: 'Refurbish, then sell', pool: 'Sell from a pool', lot: 'Sell in a lot', liquidate: 'Liquidate', donate: 'Donate', recycle: 'Recycle',
        back_to_merchant: 'Back to the merchant' };
const refusals = { policy: 'Not in the policy', grade_not_saleable: 'The grade may not be sold', price_unknown: 'Price new not known', no_price_in_bounds: 'No price within the bounds',
        no_pool: 'No such pool', below_minimum_net: 'Under the least net', value_gate: 'Value gate: the work does not pay' };
const gains = [['income', 'Income'], ['salvage', 'Left if unsold']];
const costs = [['refurbishment', 'Refurbishment'], ['handling', 'Handling'], ['storage', 'Storage'], ['returns', 'Returns'], ['fees', 'Fees']];

export const way = (name) => ways[name] || words(name);
export const percent = (points) => `${Math.round(points / 10) / 10} %`.replace('-', '\u2212');
const detail = (a) => [a.plan, a.channel, a.partner].filter(Boolean).join(' · ');
const verdict = (a) => a.chosen ? state('chosen') : a.allowed ? '' : el('span', { class: 'small muted' }, refusals[a.refused] || 'Not allowed');

const space = 'http://www.w3.org/2000/svg';
export function svg(tag, props, ...children) {
        const node = document.createElementNS(space, tag);
        for (const [name, value] of Object.entries(props)) if (value !== undefined) node.setAttribute(name, value);
        node.append(...children.flat().filter((child) => child !== undefined));
        return node;
}

/* Each term has a fill of its own that is told apart without colour. */
const strokes = { salvage: 'M0 6L6 0', refurbishment: 'M0 0L6 6', handling: 'M3 0V6', storage: 'M0 3H6', returns: 'M0 0L6 6M0 6L6 0', fees: 'M3 2V4' };
const patterns = () => svg('defs', {}, Object.entries(strokes).map(([name, d]) => svg('pattern', { id: `fill-${name}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
        svg('rect', { width: 6, height: 6, class: name === 'salvage' ? 'fill-salvage' : 'fill-cost', stroke: 'none' }),
        svg('path', { d, class: name === 'salvage' ? 'line-gain' : 'line-cost' }))));
const filled = (name) => name === 'income' ? { class: 'fill-gain' } : { fill: `url(#fill-${name})` };

const key = () => el('ul', { class: 'key' }, [...gains, ...costs].map(([name, text]) => el('li', {}, svg('svg', { viewBox: '0 0 24 16', 'aria-hidden': 'true' },
        svg('rect', { x: 0.5, y: 0.5, width: 23, height: 15, ...filled(name) })), text)), el('li', {}, svg('svg', { viewBox: '0 0 24 16', 'aria-hidden': 'true' },
        svg('path', { d: 'M12 0V16', class: 'net', stroke: 'currentColor', 'stroke-width': 3 })), 'Net'));

/** What comes in to the right of zero, what it costs to the left, and a mark at the net. */
function bar(a, least, most, sum) {
        const width = 1000, scale = width / (most - least), x = (amount) => (amount - least) * scale, parts = [];
        let right = 0, left = 0;
        for (const [name] of gains) {
                const amount = a.terms[name];
                if (amount > 0) { parts.push(svg('rect', { x: x(right), y: 3, width: amount * scale, height: 18, ...filled(name) })); right += amount; }
                if (amount < 0) { left += amount; parts.push(svg('rect', { x: x(left), y: 3, width: -amount * scale, height: 18, ...filled(name) })); }
        }
        for (const [name] of costs) {
                const amount = a.terms[name];
                if (amount > 0) { left -= amount; parts.push(svg('rect', { x: x(left), y: 3, width: amount * scale, height: 18, ...filled(name) })); }
        }
        return el('div', { class: 'bar' }, el('span', {}, way(a.way), a.chosen && ' ', a.chosen && state('chosen'), detail(a) && el('span', { class: 'small muted' }, ` ${detail(a)}`)),
                svg('svg', { viewBox: `0 0 ${width} 24`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, parts, svg('path', { d: `M${x(0)} 0V24`, class: 'axis' }),
                        svg('path', { d: `M${x(a.net)} 0V24`, class: 'net' })), el('span', {}, sum(a.net)));
}

function bars(shown, sum) {
        const spend = (a) => costs.reduce((all, [name]) => all + a.terms[name], 0) + gains.reduce((all, [name]) => all + Math.max(0, -a.terms[name]), 0);
        const gain = (a) => gains.reduce((all, [name]) => all + Math.max(0, a.terms[name]), 0);
        const least = Math.min(0, ...shown.map((a) => -spend(a))), most = Math.max(1, ...shown.map(gain)), hold = el('span', { class: 'hidden' }, svg('svg', { 'aria-hidden': 'true' }, patterns()));
        return el('div', { class: 'bars' }, hold, shown.map((a) => bar(a, least, most, sum)), key());
}

function alternatives({ alternatives: list, currency }) {
        const sum = (amount) => money({ amount, currency }), minus = (amount) => amount ? `−${sum(amount)}` : '';
        const has = ([name]) => list.some((a) => a.terms[name]);
        const shown = list.filter((a) => a.allowed).sort((a, b) => b.net - a.net).slice(0, 8);
        return [el('h3', {}, 'What each would earn'), bars(shown, sum), el('div', { class: 'wide' }, table([
                ['What could be done', (a) => el('div', {}, el('div', {}, way(a.way)), el('div', { class: 'small muted' }, detail(a)))],
                ['Net', (a) => el('strong', {}, sum(a.net)), 'number'], ['Verdict', verdict],
                ['First price', (a) => a.list_price ? sum(a.list_price) : '', 'number'],
                ['Mean price', (a) => a.expected_price ? sum(a.expected_price) : '', 'number'], ['Sold', (a) => a.sold ? percent(a.sold) : '', 'number'],
                ['Days', (a) => a.days ? String(a.days) : '', 'number'],
                ...gains.filter(has).map(([name, text]) => [text, (a) => a.terms[name] ? sum(a.terms[name]) : '', 'number']),
                ...costs.filter(has).map(([name, text]) => [text, (a) => minus(a.terms[name]), 'number']),
        ], list, { caption: 'Net is the sum of its line. The allowed alternative with the highest net is chosen.', marked: (a) => a.chosen }))];
}

const planWords = (plan, { grades }, sum) => `${plan.name}: ${plan.minutes} min${plan.labour_rate ? ` at ${sum(plan.labour_rate)} an hour` : ''}, ${sum(plan.cost)} for parts and the like; `
        + `${percent(plan.success)} succeed, then ${plan.outcomes.map((o) => `grade ${o.rank + 1} of ${grades}`).join(' or ')}`;

/** What the sums were made of, beside the policy that the decision names. */
function inputs({ inputs: given, currency }) {
        const sum = (amount) => money({ amount, currency }), { demand } = given;
        return el('details', {}, el('summary', {}, 'What went into it'), facts(
                ['Price new', given.price_known ? sum(given.price) : given.price ? `not known: the policy takes ${sum(given.price)}` : 'not known'],
                ['Demand', `${percent(demand.sold_30)} are sold in 30 days at ${percent(demand.reference)} of new; elasticity ${(demand.elasticity / 100).toFixed(2)}; `
                        + (demand.sales ? `learned from ${demand.sales} sold` : 'nothing of it was sold yet')],
                ['Product', given.product_factor !== undefined && given.product_factor !== 1000 && `sells ${(given.product_factor / 1000).toFixed(2)} times as fast as its group`],
                ['Come back', percent(demand.returned)], ['Horizon', `${given.horizon} days`],
                ['Costs', `${sum(given.handling)} handling, ${sum(given.storage_per_day)} a day, ${sum(given.labour_rate)} an hour of labour`],
                ['Least net', given.min_net ? sum(given.min_net) : ''], ['Spent on work before', given.work ? `${sum(given.work)}: gone either way, so it is not weighed` : ''],
                ['Work', given.plans.length > 0 && el('ul', { class: 'trace small' }, given.plans.map((plan) => el('li', {}, planWords(plan, given, sum))))]));
}

const next = (offer) => offer.steps.length ? offer.steps.map((s) => `${money(s.price)} from ${new Date(s.due_at).toLocaleDateString('en-US', { dateStyle: 'medium' })}`).join(', then ')
        : 'No step is planned.';

/** about: the answer of …/units/{unit_id}/decision. again() weighs it again; absent for who may not. */
export function decisionOf(about, again) {
        const { decision, offer, sale } = about;
        return el('div', { class: 'stack' },
                el('div', { class: 'row between' }, el('h2', { tabindex: -1 }, about.title || 'A unit'), again && action('Weigh it again', async () => {
                        await again();
                        say('Weighed again, by the policy and the figures of now.', 'good');
                })),
                facts(['Plate', plate(about.lpn)], ['Grade', grade(about.grade)], ['Decided', el('span', {}, words(decision.chosen), ', ', time(about.decided_at))],
                        ['Policy', about.policy_version ? `version ${about.policy_version}` : 'the defaults: the merchant had none'],
                        ['Estimates', about.estimate_version ? `version ${about.estimate_version}, learned from sales` : 'starting values of the policy'],
                        ['Pool', decision.alternatives.some(({ way }) => way === 'pool') && `identical pieces on offer then: ${decision.inputs.pool}`],
                        ['Offered', offer && `${money(offer.price)}. ${next(offer)}`],
                        ['Sold', sale && el('span', {}, money(sale.price), sale.refunded.amount ? `, ${money(sale.refunded)} given back` : '', ', ', time(sale.sold_at))]),
                alternatives(decision), inputs(decision));
}

/** A plate that was typed or scanned: its decision. */
export async function byPlate(code, at) {
        const { unit } = await api('POST', '/intake/v1/scans', { code });
        return unit && api('GET', `${at}/units/${unit.unit_id}/decision`);
}

export const noDecision = () => empty('No unit was graded yet. Each grade is kept with its decision, and every sum can be looked at here.');
