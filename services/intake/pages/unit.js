// One unit: what is known, what happened to it, and what receiving may do with it.
import { action, api, el, facts, field, form, photos, plate, printed, send, sheet, state, table, time, words } from './kit/kit.js';
import { wasPrinted } from './label.js';

const holdable = ['received', 'refurbishing', 'graded', 'listed', 'claimed'];

function detail(payload) {
        const known = ['reason', 'printer', 'outcome', 'note', 'rma', 'grade', 'shot'].filter((name) => payload?.[name]).map((name) => payload[name]);
        return el('span', { class: 'small muted' }, known.map((text) => words(String(text))).join(' · '));
}

const history = (events) => table([
        ['When', (e) => time(e.at)], ['What', (e) => words(e.event)], ['State', (e) => state(e.to)], ['Trip', (e) => e.trip, 'number'], ['By', (e) => words(e.service)],
        ['Detail', (e) => detail(e.payload)],
], [...events].reverse(), { caption: 'Nothing of this can be changed afterwards.' });

/** with: may, facility (the select), desk (the station), label (what it waits for), again(unit) shows it afresh. */
export async function unitPanel({ merchant_id, unit_id }, { may, facility, desk, label, again }) {
        const at = `/intake/v1/merchants/${merchant_id}/units/${unit_id}`, unit = await api('GET', at);

        const reason = (title, label, kind, word, work) => {
                const open = sheet(title, form([field('reason', 'Why', { area: true, hint: 'It is kept in the history of the unit.' })], label, async (given) => {
                        const done = await work(given);
                        open.close();
                        if (done) desk.tell({ kind, word, plate: unit.lpn, text: given.reason });
                        else desk.tell({ kind: 'attention', word: 'Not held yet', plate: unit.lpn, text: 'The server is away and this is kept here. It is held once that is sent: set it aside.' });
                        if (done) await again(unit);
                        desk.focus();
                }));
        };
        const hold = (given) => send('POST', `${at}/hold`, given, { what: `Hold ${printed(unit.lpn)}: ${given.reason}` });
        const release = (given) => api('POST', `${at}/release`, given);
        const receiveAgain = action('Receive again', async () => {
                const got = await api('POST', `${at}/receive-again`, { facility_id: facility.value });
                desk.tell({ kind: 'good', word: 'Received again', plate: got.printed || unit.lpn, text: `${unit.title}. The plate stays; it is graded afresh.` });
                await again(unit);
                desk.focus();
        }, '');
        return el('section', { class: 'panel', 'aria-label': 'Unit' },
                el('div', { class: 'row between' }, el('h2', {}, unit.title || 'Unit'), state(unit.state)),
                facts(['Plate', plate(unit.lpn)], ['SKU', unit.sku], ['Product type', unit.product_type], ['Trip', String(unit.trip)], ['Since', time(unit.changed_at)],
                        ['Held from', words(unit.held_from)]),
                el('div', { class: 'row' },
                        unit.state === 'returning' && may('receiver', 'supervisor') && receiveAgain,
                        may('receiver', 'supervisor') && (wasPrinted(unit) ? action('Print label again', async () => label.again(unit, () => again(unit)), 'quiet', 'PRINT')
                                : action('Print label', () => label.print(unit, () => again(unit)), 'quiet', 'PRINT')),
                        holdable.includes(unit.state) && may('receiver', 'supervisor', 'grader') && action('Hold', async () => reason('Hold this unit', 'Hold',
                                'attention', 'Held', hold), 'stop', 'HOLD'),
                        unit.state === 'quarantined' && may('supervisor') && action('Release', async () => reason('Release this unit', 'Release', 'good', 'Released', release), ''),
                        unit.state === 'quarantined' && !may('supervisor') && el('p', { class: 'muted' }, 'A supervisor releases it.')),
                photos(unit),
                el('h3', {}, 'What happened to it'), history(unit.events));
}
