// Predicted against what came true: by tenths as a plot with its table, and by month and group.
import { action, api, attempt, el, empty, field, money, table } from './kit/kit.js';
import { percent, svg } from './earnings-unit.js';

const side = 300, pad = { left: 68, right: 16, top: 16, bottom: 52 };
let count = 0;

/** Round marks from the least to the most. */
function marks(least, most) {
        const span = most - least || 1, unit = 10 ** Math.floor(Math.log10(span / 4)), step = [1, 2, 5, 10].map((times) => times * unit).find((one) => span / one <= 5);
        const list = [];
        for (let at = Math.ceil(least / step) * step; at <= most; at += step) list.push(at);
        return list;
}

/** Points on the dashed line came true exactly; each bears the number of its tenth. */
function plot(tenths, text, title) {
        const all = tenths.flatMap((t) => [t.predicted, t.actual]), least = Math.min(0, ...all), most = Math.max(1, ...all), id = `plot-${++count}`;
        const mark = (at) => text(at).replace(/\.00$/, '');
        const x = (value) => pad.left + (value - least) / (most - least) * side, y = (value) => pad.top + side - (value - least) / (most - least) * side;
        const grid = marks(least, most).flatMap((at) => [svg('path', { d: `M${x(at)} ${pad.top}V${pad.top + side}M${pad.left} ${y(at)}H${pad.left + side}`, class: 'faint' }),
                svg('text', { x: x(at), y: pad.top + side + 24, 'text-anchor': 'middle', class: 'small' }, mark(at)),
                svg('text', { x: pad.left - 12, y: y(at) + 4, 'text-anchor': 'end', class: 'small' }, mark(at))]);
        const points = tenths.map((t) => svg('g', {}, svg('circle', { cx: x(t.predicted), cy: y(t.actual), r: 9, class: 'point' }),
                svg('text', { x: x(t.predicted), y: y(t.actual) + 4, 'text-anchor': 'middle' }, String(t.decile))));
        return svg('svg', { viewBox: `0 0 ${pad.left + side + pad.right} ${pad.top + side + pad.bottom}`, class: 'chart', role: 'img', 'aria-labelledby': id },
                svg('title', { id }, `${title}: predicted across, actual upwards; the table beside it has the figures.`), grid,
                svg('path', { d: `M${pad.left} ${pad.top}V${pad.top + side}H${pad.left + side}`, class: 'axis' }),
                svg('path', { d: `M${x(least)} ${y(least)}L${x(most)} ${y(most)}`, class: 'ideal' }),
                svg('path', { d: tenths.map((t, i) => `${i ? 'L' : 'M'}${x(t.predicted)} ${y(t.actual)}`).join(''), class: 'points' }), points,
                svg('text', { x: pad.left + side, y: pad.top + side + 44, 'text-anchor': 'end' }, 'Predicted →'), svg('text', { x: pad.left + 8, y: pad.top + 12 }, '↑ Actual'));
}

const date = (iso) => new Date(iso).toLocaleDateString('en-US', { dateStyle: 'long' });

function calibration(title, lead, tenths, text, sentence) {
        return el('section', { class: 'stack' }, el('h3', {}, title), tenths.length ? el('p', { class: 'small muted' }, lead) : '', tenths.length
                ? el('div', { class: 'columns' }, plot(tenths, text, title), el('div', { class: 'dense' }, table([
                        ['Tenth', (t) => String(t.decile), 'number'], ['Units', (t) => String(t.units), 'number'], ['Predicted', (t) => text(t.predicted), 'number'],
                        ['Actual', (t) => text(t.actual), 'number'], ['Off by', (t) => text(t.actual - t.predicted), 'number']], tenths)))
                : empty(sentence));
}

const later = (at, what) => at ? `First figures come on ${date(at)}, ${what}.` : 'First figures come some time after the first unit is graded and sold.';
const group = (m) => `${m.product_type === '*' ? 'Without a type' : m.product_type} ${m.grade}`;
const off = (m) => m.closed ? money({ amount: m.actual_net.amount - m.predicted_net.amount, currency: m.actual_net.currency }) : '';

const months = (list) => table([
        ['Month', (m) => new Date(`${m.month}-15`).toLocaleDateString('en-US', { month: 'short', year: 'numeric' }).replace(' ', '\u00a0')], ['Group', group],
        ['Closed', (m) => `${m.closed} of ${m.units}`, 'number'], ['Predicted', (m) => m.closed ? money(m.predicted_net) : '', 'number'],
        ['Actual', (m) => m.closed ? money(m.actual_net) : '', 'number'],
        ['Off by', off, 'number'], ['Open, predicted', (m) => m.units > m.closed ? money(m.open_predicted_net) : '', 'number'],
        ['Open, so far', (m) => m.units > m.closed ? money(m.open_actual_net) : '', 'number'],
], list, { caption: 'Net of units by the month they were decided in. Closed: sold and the time to return it is over, returned and weighed again, or gone otherwise. '
        + 'What came back counts with what it is predicted to earn next. Open: as of now.' });

/** The answer of …/scores. past: it ends before now, and no figures follow but those of units that are still open. */
function scored(s, past) {
        const sum = (amount) => money({ amount, currency: s.currency });
        const soon = (at, what) => past && !at ? 'None of the units decided in this time has such figures.' : later(at, what);
        if (past && !s.months.length) return empty('No decision was made in this time.');
        return el('div', { class: 'stack' },
                calibration('Net, predicted against actual', 'Closed units, in tenths by what was predicted of them. On the dashed line it came true; below it was hoped too much.',
                        s.by_net, sum, soon(s.first_close_at, 'when the first sale can no longer be returned')),
                calibration('Chance of a sale, predicted against actual', 'Units whose horizon is over, in tenths by the chance that was predicted of them.',
                        s.by_chance, percent, soon(s.first_chance_at, 'when the horizon of the first decision is over')),
                el('h3', {}, 'By month and group'), s.months.length ? months(s.months) : empty('No decision was made in this time.'));
}

const lengths = [['92', 'A quarter'], ['184', 'Half a year'], ['366', 'A year']], day = 24 * 3600 * 1000;

/** { node, refresh }: scores of a time that is chosen, until now at first. at: the merchant's address. */
export function scores(at) {
        const said = el('p', { role: 'status' }), shown = el('div', {}), length = field('length', 'Length', { options: lengths, value: '184' });
        let to, ends;   /* to: undefined is now; ends: of what is shown */

        const span = () => Number(length.querySelector('select').value) * day;
        const refresh = async () => {
                const until = to ?? Date.now(), [from, end] = [until - span(), until].map((ms) => new Date(ms).toISOString());
                const s = await api('GET', `${at}/scores?from=${from}&to=${end}`);
                ends = Date.parse(s.to);
                said.textContent = `${date(s.from)} to ${date(s.to)}`;
                next.hidden = !to;
                shown.replaceChildren(scored(s, Boolean(to)));
        };
        const go = (time) => {
                to = time < Date.now() ? time : undefined;
                return refresh();
        };
        const next = action('Later', () => go(ends + span()));
        length.addEventListener('change', () => attempt(refresh));
        const period = el('div', { class: 'row between end' }, said, el('div', { class: 'row end' }, length, action('Earlier', () => go(ends - span())), next));
        return { refresh, node: el('div', { class: 'stack' }, period, shown) };
}
