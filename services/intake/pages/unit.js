// One unit: what is known, what happened to it, and what receiving may do with it.
import { action, api, el, facts, field, form, photos, plate, sheet, state, table, time, words } from './kit/kit.js';
import { forwardPart } from './forward.js';
import { step, whereabouts } from './hand.js';
import { holdSheet } from './hold.js';
import { wasPrinted } from './label.js';

const holdable = ['received', 'refurbishing', 'graded', 'listed', 'claimed'];

function detail(payload) {
        const known = ['reason', 'printer', 'outcome', 'note', 'rma', 'grade', 'shot', 'bin', 'tote'].filter((name) => payload?.[name]).map((name) => payload[name]);
        return el('span', { class: 'small muted' }, known.map((text) => words(String(text))).join(' · '));
}

const history = (events) => table([
        ['When', (e) => time(e.at)], ['What', (e) => words(e.event)], ['State', (e) => state(e.to)], ['Trip', (e) => e.trip, 'number'], ['By', (e) => words(e.service)],
        ['Detail', (e) => detail(e.payload)],
], [...events].reverse(), { caption: 'Nothing of this can be changed afterwards.' });

/** with: me, may, facility (the select), desk (the station), label (what it waits for), again(unit) shows it afresh. */
export async function unitPanel({ merchant_id, unit_id }, { me, may, facility, desk, label, again }) {
        const at = `/intake/v1/merchants/${merchant_id}/units/${unit_id}`, [unit, where] = await Promise.all([api('GET', at), api('GET', `${at}/whereabouts`)]);

        const release = () => {
                const open = sheet('Release this unit', form([field('reason', 'Why', { area: true, hint: 'It is kept in the history of the unit.' })], 'Release', async (given) => {
                        await api('POST', `${at}/release`, given);
                        open.close();
                        desk.tell({ kind: 'good', word: 'Released', plate: unit.lpn, text: given.reason });
                        await again(unit);
                        desk.focus();
                }));
        };
        const receiveAgain = action('Receive again', async () => {
                const got = await api('POST', `${at}/receive-again`, { facility_id: facility.value });
                desk.tell({ kind: 'good', word: 'Received again', plate: got.printed || unit.lpn, text: `${unit.title}. The plate stays; it is graded afresh.` });
                await again(unit);
                desk.focus();
        }, '');
        return el('section', { class: 'panel', 'aria-label': 'Unit' },
                el('div', { class: 'row between' }, el('h2', {}, unit.title || 'Unit'), state(unit.state)),
                facts(['Plate', plate(unit.lpn)], ['SKU', unit.sku], ['Product type', unit.product_type], ['Trip', String(unit.trip)], ['Since', time(unit.changed_at)],
                        ['Is in', whereabouts(where.place)], ['Waits for', where.step && step(where.step)], ['Held from', words(unit.held_from)], ['Held because', where.hold?.reason],
                        ['To be cleared by', where.hold?.owner_name]),
                forwardPart(unit, where, { may, again: () => again(unit) }),
                el('div', { class: 'row' },
                        unit.state === 'returning' && may('receiver', 'supervisor') && receiveAgain,
                        may('receiver', 'supervisor') && (wasPrinted(unit) ? action('Print label again', async () => label.again(unit, () => again(unit)), 'quiet', 'PRINT')
                                : action('Print label', () => label.print(unit, () => again(unit)), 'quiet', 'PRINT')),
                        holdable.includes(unit.state) && may('receiver', 'supervisor', 'grader') && action('Hold', async () => holdSheet(unit, { desk, me,
                                then: () => again(unit) }), 'stop', 'HOLD'),
                        unit.state === 'quarantined' && may('supervisor') && action('Release', async () => release(), ''),
                        unit.state === 'quarantined' && !may('supervisor') && el('p', { class: 'muted' }, 'A supervisor releases it.')),
                photos(unit),
                el('h3', {}, 'What happened to it'), unit.blind && el('p', { class: 'note' },
                        'It waits for a second look, which may be yours: what it was graded, and what came of that, is shown afterwards.'), history(unit.events));
}
