// The label of a unit: shown, printed, and scanned back once it is on the piece, before the next one is taken.
import { action, attempt, choice, el, form, plateIn, printed, send, sheet } from './kit/kit.js';
import { printing } from './printing.js';

const events = ['label_printed', 'label_reprinted'];
const reasons = [['damaged', 'It is damaged or does not scan'], ['lost', 'It is lost'], ['not_printed', 'The printer did not print it']];
const at = (unit) => `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}`;

export const wasPrinted = (unit) => unit.events.some((one) => events.includes(one.event));

const picture = (unit) => el('img', { class: 'label', src: `${at(unit)}/label?size=57x32`, width: 324, height: 180, alt: `Label ${printed(unit.lpn)}, ${unit.title || 'without a title'}` });
const panel = (name, ...content) => el('section', { class: 'panel', 'aria-label': name }, el('div', { class: 'row labelled' }, content));

/**
 * What the station waits for: the label of the piece in hand, once it is printed here, or a plate off a roll. `node` shows it, `tools` is the choice of how labels are made.
 * busy(): it does, and says so. scanned(code): the scan answered that, or was refused for it. onlater(): a label was put off, or checked.
 * want(unit) asks for its label, and prints it where that is wanted; forget() ends the wait; print(unit, then), again(unit, then) print one and ask for it.
 * plate(piece, work) runs work(plate), with one off a roll where the station takes them from there, else with none.
 */
export function labels(desk, onlater) {
        const node = el('div', {}), ways = printing(() => desk.focus());
        let wanted, held = false, taking;

        const forget = () => { wanted = taking = undefined; held = false; node.replaceChildren(); };
        const ended = async () => { forget(); desk.focus(); await attempt(async () => onlater?.(), () => {}); };

        /** state: '', 'printing', 'printed', or what went wrong. */
        const show = (unit, state = '', text) => {
                const printedAlready = state === 'printed', failed = !['', 'printing', 'printed'].includes(state);
                const heading = { '': 'Print the label', printing: 'The label is being printed', printed: 'Scan the printed label' }[state] || 'The label was not printed';
                wanted = unit;
                held = held || state !== '';
                node.replaceChildren(panel('Label', picture(unit), el('div', { class: 'stack' }, el('h2', {}, heading), text && el('p', {}, text),
                        el('div', { class: 'row' },
                                state === 'printing' ? '' : printedAlready ? action('Print label again', async () => again(unit), 'quiet', 'PRINT')
                                        : action('Print label', () => failed ? finish(unit, 'not_printed') : print(unit), '', 'PRINT'),
                                failed && action('Print the PDF', () => finish(unit, 'not_printed', undefined, true)),
                                action('Check it later', ended)))));
        };

        /* --- printing --- */

        const isWanted = (unit) => wanted?.unit_id === unit.unit_id;
        const finish = async (unit, reason, then, pdf) => {
                if (taking || (held && !isWanted(unit))) return busy();
                const tab = pdf || ways.how() === 'pdf';
                const wait = ({ printer }) => desk.tell({ kind: 'attention', word: 'Printer does not answer yet', plate: unit.lpn, text: `${printer} is tried again.` });
                if (!tab) show(unit, 'printing');
                try {
                        await ways.send(unit, reason, { pdf, wait });
                } catch (error) {
                        if (!error.code?.startsWith('print-')) { if (isWanted(unit)) show(unit); throw error; }
                        if (isWanted(unit)) show(unit, error.code, error.message);
                        return desk.tell({ kind: 'stop', word: 'Label not printed', plate: unit.lpn, text: error.message });
                }
                if (tab || isWanted(unit)) show(unit, 'printed');
                desk.tell({ word: 'Label printed', plate: unit.lpn, text: `Put it on ${unit.title || 'the piece'}, then scan it.` });
                await then?.();
                return desk.focus();
        };
        const again = (unit, then) => {
                const made = sheet('Print the label again', el('p', { class: 'muted' }, 'The reason is kept in the history of the unit.'), form([
                        choice('reason', 'What became of the label', reasons),
                ], 'Print label', async ({ reason }) => { await finish(unit, reason, async () => { made.close(); await then?.(); }); made.close(); }));
        };
        /** Printed before, at another station: it asks for the reason. */
        const print = (unit, then) => finish(unit, 'first', then).catch((error) => {
                if (error.field !== 'reason') throw error;
                again(unit, then);
        });
        const want = (unit) => {
                if (wanted && !isWanted(unit)) attempt(async () => onlater?.());   /* the one before goes on without */
                held = false;
                show({ ...unit, receipt: true });
                if (ways.alone()) attempt(() => print(wanted), (problem) => desk.tell({ kind: 'stop', word: 'Label not printed', plate: unit.lpn, text: problem.message }));
        };

        /* --- scans --- */

        const refuse = (word, text) => { desk.tell({ kind: 'attention', word, text, plate: taking ? undefined : wanted.lpn }); return true; };
        const busy = () => {
                if (taking) return refuse('Scan a plate off the roll first', `${taking.title} waits for its plate. Put it back if you do not receive it now.`);
                return held && refuse('Scan the label of the piece in hand first', `${wanted.title || 'The piece'} has not shown its label yet. Scan it, or press Check it later.`);
        };
        const wrong = (text) => desk.tell({ kind: 'stop', sound: 'wrong-place', word: 'Wrong label', plate: text,
                text: `The piece in hand is ${printed(wanted.lpn)}. Take this label off it and put its own on.` });
        /** Told apart by its form; that it was checked is kept until it is sent. */
        const check = async (code, lpn) => {
                const unit = wanted;
                if (lpn !== unit.lpn) return wrong(lpn);
                await send('POST', `${at(unit)}/label-checks`, { code }, { what: `Label checked: ${unit.title || printed(lpn)}` });
                if (unit.receipt) desk.undo();
                desk.tell({ kind: 'good', word: 'Label checked', plate: lpn, text: `${unit.title || 'The piece'} carries its plate. Take the next piece.` });
                return ended();
        };
        const scanned = async (code) => {
                const lpn = plateIn(code);
                if (!lpn) return busy();
                if (!taking && !wanted) return false;
                await (taking ? taking.work(code) : check(code, lpn));
                return true;
        };
        /** A plate that is refused leaves the piece waiting for another; anything else that went wrong ends the wait. */
        const plate = async (piece, work) => {
                if (ways.how() !== 'roll') return work();
                taking = { ...piece, work: async (code) => {
                        try {
                                await work(code);
                        } catch (error) {
                                if (!error.code?.startsWith('plate-') && error.field !== 'plate') forget();
                                throw error;
                        }
                        forget();
                } };
                node.replaceChildren(panel('Plate', el('div', { class: 'stack' }, el('h2', {}, `Scan a plate off the roll of ${piece.merchant}`),
                        el('p', {}, `Put it on ${piece.title}. A plate belongs to one merchant: one off another roll is refused.`),
                        el('div', { class: 'row' }, action('Put it back', async () => { forget(); desk.focus(); }, 'quiet', 'CANCEL')))));
                return desk.tell({ word: 'Scan a plate off the roll', text: `${piece.title}, of ${piece.merchant}.` });
        };
        return { node, tools: ways.node, use: ways.use, want, forget, busy, scanned, plate, print, again };
}
