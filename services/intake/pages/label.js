// The label of a unit: shown, printed, and scanned back once it is on the piece.
import { action, api, choice, el, form, printed, Problem, sheet } from './kit/kit.js';

const size = '57x32', events = ['label_printed', 'label_reprinted'];
const reasons = [['damaged', 'It is damaged or does not scan'], ['lost', 'It is lost']];
const at = (unit) => `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}`;

export const wasPrinted = (unit) => unit.events.some((one) => events.includes(one.event));

/** The PDF in a tab of its own, once the print is noted. The tab is opened first: later the browser would take it for one that nobody asked for. */
async function send(unit, reason) {
        const tab = open('', '_blank');
        if (!tab) throw new Problem(0, { title: 'The browser did not open a tab for the label. Allow this site to open tabs, then print it again.' });
        try {
                await api('POST', `${at(unit)}/label-prints`, { reason, format: 'pdf', size });
                tab.location.replace(`${at(unit)}/label?format=pdf&size=${size}`);
        } catch (error) {
                tab.close();
                throw error;
        }
}

/**
 * The label that a station waits for: `node` shows it, want(unit) asks for it, check(plate) says whether the plate scanned answers that, forget() ends the wait. Nothing else is held up by it.
 * print(unit, then) and again(unit, then) print one and ask for it.
 */
export function labels(desk) {
        const node = el('div', {});
        let wanted;

        const forget = () => { wanted = undefined; node.replaceChildren(); };
        const want = (unit, done = false) => {
                wanted = unit;
                node.replaceChildren(el('section', { class: 'panel', 'aria-label': 'Label' }, el('div', { class: 'row labelled' },
                        el('img', { class: 'label', src: `${at(unit)}/label?size=${size}`, width: 324, height: 180, alt: `Label ${printed(unit.lpn)}, ${unit.title || 'without a title'}` }),
                        el('div', { class: 'stack' }, el('h2', {}, 'Scan the printed label'),
                                el('div', { class: 'row' }, done ? action('Print label again', async () => again(unit), 'quiet', 'PRINT') : action('Print label', () => print(unit), '', 'PRINT'),
                                        action('Check it later', async () => { forget(); desk.focus(); }))))));
        };
        const finish = async (unit, reason, then) => {
                await send(unit, reason);
                want(unit, true);
                desk.tell({ word: 'Label printed', plate: unit.lpn, text: 'Put it on the piece, then scan it.' });
                await then?.();
                desk.focus();
        };
        const again = (unit, then) => {
                const made = sheet('Print the label again', el('p', { class: 'muted' }, 'The reason is kept in the history of the unit.'), form([
                        choice('reason', 'What became of the label', reasons),
                ], 'Print label', async ({ reason }) => { await finish(unit, reason, async () => { made.close(); await then?.(); }); }));
        };
        /** Printed before, at another station: it asks for the reason. */
        const print = (unit, then) => finish(unit, 'first', then).catch((error) => {
                if (error.field !== 'reason') throw error;
                again(unit, then);
        });
        const check = (lpn) => {
                if (!wanted || !lpn) return false;
                if (lpn === wanted.lpn) {
                        desk.tell({ kind: 'good', word: 'Label checked', plate: lpn, text: `${wanted.title || 'The piece'} carries its plate. Take the next piece.` });
                        forget();
                } else desk.tell({ kind: 'stop', sound: 'wrong-place', word: 'Wrong label', plate: lpn,
                        text: `The piece in hand is ${printed(wanted.lpn)}. Take this label off it and put its own on.` });
                return true;
        };
        return { node, want, forget, check, print, again };
}
