// Bins and totes: made in rows, their cards printed, what is in each.
import { action, all, api, chooser, el, empty, field, form, list, page, Problem, sheet, state } from './kit/kit.js';
import { step } from './hand.js';

const papers = [['a4', 'A4, ten on a sheet'], ['letter', 'Letter, ten on a sheet'], ['102x51', 'Labels, 102 × 51 mm'], ['57x32', 'Labels, 57 × 32 mm']];
let facility;

function print(kind, { from, to, paper }) {
        const tab = open(`/intake/v1/${kind}s/cards?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to || from)}&paper=${paper}`, '_blank');
        if (!tab) throw new Problem(0, { title: 'The browser did not open a tab for the cards. Allow this site to open tabs, then print them again.' });
}

const printSheet = (kind, from = '', to = '') => {
        const made = sheet(`Print cards of ${kind}s`, form([
                el('div', { class: 'pair' }, field('from', 'First', { value: from }), field('to', 'Last', { value: to, required: false })), field('paper', 'On', { options: papers }),
        ], 'Print cards', async (given) => { print(kind, { ...given, from: given.from.toUpperCase(), to: given.to?.toUpperCase() }); made.close(); }));
};

function add(kind, example, more, refresh) {
        const made = sheet(`Add ${kind}s`, el('p', { class: 'muted' }, `Every number and every letter counts by itself: ${example}.`), form([
                el('div', { class: 'pair' }, field('from', 'First'), field('to', 'Last', { required: false })), more,
        ], `Add ${kind}s`, async (given) => {
                const { made: fresh, kept } = await api('POST', `/intake/v1/${kind}s`, { ...given, facility_id: facility.value });
                await refresh();
                made.show(el('p', {}, `${fresh} made${kept ? `, ${kept} were there already` : ''}. Print their cards and put them up: that is what is scanned.`),
                        el('div', { class: 'row' }, action('Print cards', async () => { made.close(); printSheet(kind, given.from, given.to); }, ''), action('Done', async () => made.close())));
        }));
}

const panel = (title, mayAdd, adds, kind, items) => el('section', { class: 'panel', 'aria-label': title }, el('div', { class: 'row between' }, el('h2', {}, title),
        el('div', { class: 'row' }, mayAdd && action(`Add ${kind}s`, adds), action('Print cards', async () => printSheet(kind)))), items);

/** Its list, for the facility that is chosen. */
const placesOf = (kind, columns, sentence) => list({ path: `/intake/v1/${kind}s?facility_id=${facility.value}`, limit: 100, empty: sentence, columns });
const look = (kind, code) => el('a', { class: 'button quiet', href: `/intake/?scan=${kind === 'bin' ? 'RPB' : 'RPT'}:${encodeURIComponent(code)}` }, 'Look in');

async function show(main, may) {
        const bins = placesOf('bin', [['Bin', (b) => el('span', { class: 'code' }, b.code)], ['Zone', (b) => b.zone],
                ['Pieces', (b) => b.capacity ? `${b.units} of ${b.capacity}` : String(b.units), 'number'],
                ['Actions', (b) => look('bin', b.code)]], 'No bin yet. Add the shelves that pieces are put away on.');
        const totes = placesOf('tote', [['Tote', (t) => el('span', { class: 'code' }, t.code)], ['For', (t) => t.step && state(t.step, step(t.step))],
                ['Pieces', (t) => String(t.units), 'number'], ['Actions', (t) => look('tote', t.code)]], 'No tote yet. A tote is carried about; all in it wait for the same thing.');
        main.querySelector('.columns')?.remove();
        main.append(el('div', { class: 'columns tables' },
                panel('Bins', may('supervisor'), async () => add('bin', 'A-01-01 to A-04-12 are 48 bins', el('div', { class: 'pair' }, field('zone', 'Zone', { required: false }),
                        field('capacity', 'Pieces it takes', { as: 'number', required: false })), bins.refresh), 'bin', bins),
                panel('Totes', may('supervisor'), async () => add('tote', 'T-001 to T-040 are 40 totes', '', totes.refresh), 'tote', totes)));
        await Promise.all([bins.refresh(), totes.refresh()]);
}

await page({ place: 'floor', title: 'Bins and totes', lead: 'Places of a facility. Their cards are scanned: a piece, then the place it goes to.' }, async ({ main, may, context, tools }) => {
        const facilities = (await all('/accounts/v1/facilities')).map((f) => ({ id: f.facility_id, text: f.name, of: f }));
        if (!facilities.length) { main.append(empty('No facility yet. An administrator adds the warehouse under Set-up.')); return; }
        tools.append(el('a', { class: 'button quiet', href: '/intake/floor.html' }, 'Floor'));
        facility = chooser(context, 'Facility', 'facility', facilities, () => show(main, may)).select;
        await show(main, may);
});
