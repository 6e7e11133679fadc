// What is in hand: where it goes next, in large type; the next bin or tote that is scanned takes it.
import { action, api, el, printed, table, time, words } from './kit/kit.js';
import { holdSheet } from './hold.js';

const names = { to_grade: 'Bench', to_grade_sealed: 'Sealed', store: 'A bin', forward: 'Send on', back_to_merchant: 'Back to the merchant' };
/** What a piece waits for, as totes are named: to_grade is "Bench". */
export const step = (name) => names[name] || words(name || '');
export const whereabouts = (place) => place ? place.bin ? `Bin ${place.bin}` : `Tote ${place.tote}` : '';
const isPlace = (code) => /^RP[BT]:/i.test(code), unitAt = (unit) => `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}`;

/** What is in a bin or a tote, of all merchants. */
export function contents(kind, { code, zone, capacity, count, step: wanted, units }, open) {
        const title = `${words(kind)} ${code}`, room = capacity ? `${count} of ${capacity} pieces` : `${count} ${count === 1 ? 'piece' : 'pieces'}`;
        return el('section', { class: 'panel', 'aria-label': title }, el('div', { class: 'row between' }, el('h2', {}, title), el('span', { class: 'muted' },
                [zone, wanted && `for: ${step(wanted)}`, room].filter(Boolean).join(' · '))),
        units.length ? table([['Piece', (u) => u.title], ['Plate', (u) => el('span', { class: 'plate' }, printed(u.lpn))], ['Merchant', (u) => u.merchant], ['Waits for', (u) => step(u.step)],
                ['Since', (u) => time(u.since)], ['Actions', (u) => action('Open', () => open(u))]], units, { caption: count > units.length ? `The first ${units.length} of ${count}.` : undefined })
                : el('p', { class: 'muted' }, 'Nothing is in it.'));
}

/** desk: the station. placed(unit): told when a unit was put away. `node` shows it; takes(code): would a scan of it put what is in hand away? */
export function hands(desk, { may, me, placed }) {
        const node = el('div', {});
        let unit, tote;

        const drop = () => { unit = tote = undefined; node.replaceChildren(); };
        const show = (label, large, ...rest) => node.replaceChildren(el('section', { class: 'panel', 'aria-label': label }, el('p', { class: 'next' }, large), rest));
        const seal = async (sealed) => {
                const triage = await api('POST', `${unitAt(unit)}/triage`, { sealed });
                desk.tell({ kind: 'good', word: `Tote: ${step(triage.next)}`, plate: unit.lpn, text: triage.because });
                await take({ ...unit, triage });
                await placed(unit);
        };
        const take = async (given) => {
                const { triage } = given, goes = triage?.next || given.step;
                tote = undefined;
                unit = goes ? given : undefined;
                if (!unit) return drop();
                return show('Where it goes', [goes === 'store' ? 'To: ' : 'Tote: ', el('strong', {}, step(goes))],
                        el('p', {}, el('span', { class: 'plate' }, printed(unit.lpn)), ` ${unit.title || ''}. `, triage?.because || ''),
                        el('p', { class: 'muted' }, 'Scan a tote or a bin to put it there.'),
                        el('div', { class: 'row' }, triage && unit.state === 'received' && may('receiver', 'supervisor', 'grader')
                                && action(triage.sealed ? 'It was opened' : 'It is sealed', () => seal(!triage.sealed)),
                        triage && unit.state === 'received' && may('receiver', 'supervisor', 'grader') && action('Hold', async () => holdSheet(unit, { desk, me, then: async () => {
                                const held = unit;
                                await take({ ...held, triage: undefined, state: 'quarantined', step: 'quarantine' });
                                await placed(held);
                        } }), 'stop'),
                        action('Put it down', async () => { drop(); desk.focus(); })));
        };
        const lift = (given) => {
                unit = undefined;
                tote = given;
                show('Where it goes', ['Tote ', el('strong', {}, given.code)], el('p', {}, `${given.count} ${given.count === 1 ? 'piece' : 'pieces'} for: ${step(given.step)}.`),
                        el('p', { class: 'muted' }, 'Scan a bin to put all of it away.'), el('div', { class: 'row' }, action('Put it down', async () => { drop(); desk.focus(); })));
        };
        const put = async (code) => {
                const what = unit ? unit.lpn : `RPT:${tote.code}`, moved = unit;
                try {
                        const made = await api('POST', '/intake/v1/placements', { what, into: code });
                        drop();
                        desk.tell({ kind: 'good', word: made.bin ? `In bin ${made.bin}` : `In tote ${made.tote}`, plate: made.lpn,
                                text: moved ? `${made.title || 'The piece'}. Take the next.` : `${made.moved} ${made.moved === 1 ? 'piece' : 'pieces'} of tote ${made.tote}. The tote is free.` });
                        if (moved) await placed(moved);
                } catch (error) {
                        if (!['wrong-tote', 'bin-full', 'tote-empty'].includes(error.code)) throw error;
                        const word = { 'wrong-tote': 'Wrong tote', 'bin-full': 'The bin is full', 'tote-empty': 'The tote is empty' }[error.code];
                        desk.tell({ kind: 'stop', sound: error.code === 'wrong-tote' ? 'wrong-place' : undefined, word, plate: moved?.lpn, text: error.message.split('. ').slice(1).join('. ') });
                }
        };
        return { node, take, lift, drop, put, takes: (code) => Boolean(unit || (tote && /^RPB:/i.test(code))) && isPlace(code) };
}
