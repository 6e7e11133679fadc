// The supervisor's page: what needs a decision, how much waits where and for how long, what is held and by whom, hours from the dock to the first grade.
import { all, api, chooser, el, empty, live, page, plate, state, table, time, words } from './kit/kit.js';
import { whereabouts } from './hand.js';

const often = 5000, seldom = 60000;   /* ms */
const stages = { expected: 'Expected', receiving: 'Being received', received: 'At the bench', refurbishing: 'Refurbishing', graded: 'Graded, not listed', quarantined: 'Held',
        sold: 'Sold, to be picked', picked: 'Picked', packed: 'Packed, to be shipped' };
const ages = ['< 4 h', '< 1 day', '< 3 days', '< 7 days', 'Older'];
const advice = {
        short: 'The merchant has the report. Look for it among the strangers of that day.',
        wrong_item: 'Compare it with the order; then grade it or hold it.',
        damaged_in_transit: 'Keep the packaging for the claim against the carrier; then grade it.',
        unexpected: 'Ask the merchant what it is, and hold it until they answer.',
        extra: 'Ask the merchant whether it is sold or sent back.',
        misrouted: 'Send it on to the merchant.',
};
const onward = { open: 'Print the address label and note the tracking number.', ready: 'Hand it to the carrier, then say that it has left.' };

const unitLink = (lpn) => lpn && el('a', { class: 'inline', href: `/intake/?scan=${lpn}` }, plate(lpn));
const reportLink = (x) => el('a', { class: 'button quiet', href: `/intake/report.html?merchant=${x.merchant_id}&shipment=${x.shipment_id}` }, 'Open report');

/* --- what needs a decision --- */

const exceptions = ({ items, next }) => items.length ? table([
        ['What', (x) => state(x.kind, x.pieces > 1 ? `${words(x.kind)}: ${x.pieces}` : words(x.kind))],
        ['Piece', (x) => el('div', {}, x.title, el('div', { class: 'small muted' }, [x.merchant, x.reference, x.note].filter(Boolean).join(' · ')))],
        ['Is in', (x) => whereabouts(x.place)], ['Since', (x) => time(x.at)], ['What to do', (x) => onward[x.forward] || advice[x.kind]],
        ['Actions', (x) => x.lpn ? el('a', { class: 'button quiet', href: `/intake/?scan=${x.lpn}` }, 'Open piece') : reportLink(x)],
], items, { caption: next ? `The newest ${items.length}; there are more.` : undefined }) : empty('All that came is as it was announced, or was decided about.');

/* --- how much waits where --- */

/** A bar and its number: the longest is the stage with most. */
const bar = (count, most) => el('div', { class: 'bar' }, el('progress', { value: String(count), max: String(most || 1), 'aria-hidden': 'true' }), el('span', {}, String(count)));

function queues({ stages: rows }) {
        const most = Math.max(...rows.map((row) => row.count));
        return table([
                ['Stage', (r) => stages[r.stage]], ['In all', (r) => bar(r.count, most)], ...ages.map((name, i) => [name, (r) => r.ages[i] ? String(r.ages[i]) : '', 'number']),
                ['Oldest', (r) => r.oldest && el('div', {}, time(r.oldest), ' ', unitLink(r.lpn))],
        ], rows, { caption: 'Age since it was announced, received, or sold. What is expected or being received counts for all facilities.' });
}

/* --- what is held --- */

const holds = ({ items, next }) => items.length ? table([
        ['Piece', (h) => el('div', {}, h.title, el('div', { class: 'small muted' }, h.merchant))], ['Plate', (h) => unitLink(h.lpn)], ['Because', (h) => h.reason],
        ['Whose', (h) => h.owner_name || words(h.owner.split(':')[0])], ['Is in', (h) => whereabouts(h.place)], ['Held', (h) => time(h.held_at)],
], items, { caption: next ? `The oldest ${items.length}; there are more.` : undefined }) : empty('Nothing is held.');

/* --- from the dock to the first grade --- */

const hours = (number) => number === null ? '–' : number >= 1 ? `${number} h` : number ? `${Math.round(number * 60)} min` : 'Minutes';

function dockTimes({ time_zone, days, windows }) {
        const longest = Math.max(...days.map((day) => day.p90_hours), 1), scale = (number) => el('div', { class: 'bar' },
                el('progress', { value: String(number), max: String(longest), 'aria-hidden': 'true' }), el('span', {}, hours(number)));
        return el('div', { class: 'stack' }, el('ul', { class: 'figures' }, windows.flatMap((w) => [
                el('li', {}, el('strong', {}, hours(w.median_hours)), el('p', { class: 'muted' }, `Median of ${w.days} days, ${w.units} ${w.units === 1 ? 'unit' : 'units'}`)),
                el('li', {}, el('strong', {}, hours(w.p90_hours)), el('p', { class: 'muted' }, `Nine of ten within, ${w.days} days`)),
        ])), days.length ? table([['Day', (d) => el('span', { class: 'code' }, d.day)], ['Units', (d) => String(d.units), 'number'], ['Median', (d) => scale(d.median_hours)],
                ['Nine of ten within', (d) => scale(d.p90_hours)]], days, { caption: `Days in ${time_zone}, by when they were graded.` })
                : empty('Nothing was graded in the last 30 days.'));
}

/* --- live --- */

function watched(title, path, draw, every, ...tools) {
        const body = live(path, draw, every), node = el('section', { class: 'panel', 'aria-label': title }, el('div', { class: 'row between' }, el('h2', {}, title), tools), body);
        node.refresh = body.refresh;
        return node;
}

await page({ place: 'floor', title: 'Floor', lead: 'What needs a decision, what waits and for how long. It looks again every five seconds.' }, async ({ main, tools, context }) => {
        const [facilities, people] = await Promise.all([all('/accounts/v1/facilities'), api('GET', '/intake/v1/people')]);
        const items = [{ id: 'all', text: 'All facilities' }, ...facilities.map((f) => ({ id: f.facility_id, text: f.name }))];
        const { select } = chooser(context, 'Facility', 'site', items, () => panels.forEach((panel) => panel.refresh()));
        const here = (path) => select.value === 'all' ? path : `${path}${path.includes('?') ? '&' : '?'}facility_id=${select.value}`;
        const owner = el('select', { id: 'owner', onchange: () => panels[2].refresh() }, el('option', { value: '' }, 'Anybody’s'),
                people.items.map((p) => el('option', { value: p.staff_id }, p.name)));
        const panels = [
                watched('Exceptions', () => here('/intake/v1/exceptions'), exceptions, often),
                watched('Queues', () => here('/intake/v1/floor'), queues, often),
                watched('Holds', () => here(owner.value ? `/intake/v1/holds?owner=${owner.value}` : '/intake/v1/holds'), holds, often,
                        el('div', { class: 'choose' }, el('label', { for: 'owner' }, 'Whose'), owner)),
                watched('From dock to grade', () => here('/intake/v1/floor/dock-to-grade'), dockTimes, seldom),
        ];
        tools.append(el('a', { class: 'button quiet', href: '/intake/places.html' }, 'Bins and totes'), el('a', { class: 'button quiet', href: '/intake/rules.html' }, 'Triage rules'));
        main.append(...panels);
        await Promise.all(panels.map((panel) => panel.refresh()));
});
