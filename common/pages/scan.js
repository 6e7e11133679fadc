// The station: a box for any scan, what came of the last one, undo, cards with commands.
import { takeBadge } from './badge.js';
import { capture, isText } from './capture.js';
import { codesOf } from './codes.js';
import { el, icon } from './dom.js';
import { flash, play, volumeChoice } from './feedback.js';
import { currentPerson, otherPerson } from './person.js';
import { attempt, say } from './say.js';
import { plate } from './show.js';

const nothing = {
        OK: ['Nothing to confirm', 'The card OK confirms a question or sends a form.'], CANCEL: ['Nothing to cancel', 'The card closes what is open beside the page.'],
        HOLD: ['Nothing to hold', 'Scan the unit, then the card.'], CLOSE: ['Nothing to close', 'Open a shipment, then scan the card.'],
        PRINT: ['Nothing to print', 'Scan the unit, then the card.'],
};

/** A command card presses what carries its word: in the sheet that is on top, else on the page. */
function obey(command, tell) {
        const top = [...document.querySelectorAll('dialog[open]')].at(-1), place = top || document;
        const button = [...place.querySelectorAll(`[data-command="${command}"]`)].find((one) => !one.disabled && one.checkVisibility())
                || (command === 'OK' && top?.querySelector('form button:not([type=button])'));
        if (button) return button.click();
        const [word, text] = nothing[command] || ['No such command', `The card says ${command}.`];
        return tell({ kind: 'attention', word, text });
}

/** The one thing that can be taken back, always at the same place and by the same keys (F9; Ctrl+Z where no text is edited) and card. */
function undoing(tell, enqueue) {
        const button = el('button', { type: 'button', class: 'quiet undo', disabled: true, 'aria-keyshortcuts': 'F9 Control+Z', onclick: () => enqueue(run) }, 'Nothing to undo');
        let offered;

        const offer = (label, work) => {
                offered = label && { label, work };
                button.disabled = !offered;
                button.textContent = offered ? `Undo: ${label}` : 'Nothing to undo';
                button.title = offered ? `${label} (F9)` : '';
        };
        const run = async () => {
                if (!offered) return tell({ kind: 'attention', word: 'Nothing to undo', text: 'What was done last can be taken back here while it is named beside the scan box.' });
                const { work } = offered;
                offer();
                return work();
        };
        document.addEventListener('keydown', (event) => {
                const { key, target, ctrlKey, metaKey, shiftKey } = event, z = key === 'z' && (ctrlKey || metaKey) && !shiftKey && !(isText(target) && target.value);
                if (key !== 'F9' && !z) return;
                event.preventDefault();
                enqueue(run);
        });
        return { button, offer, run };
}

/** Where there is no scanner: the camera, and its part of the page, loaded when it is wanted. */
function sight(host, onread) {
        let close;
        const button = el('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false', onclick: async () => {
                if (close) return close();
                const { camera } = await import('./camera.js').catch(() => ({}));
                if (!camera) return say('The camera could not be loaded. Look to the network, then press Camera again.', 'stop');
                button.setAttribute('aria-expanded', 'true');
                close = await camera(host, onread, () => { close = undefined; button.setAttribute('aria-expanded', 'false'); });
                return undefined;
        } }, icon('camera'), 'Camera');
        return button;
}

/**
 * label, prompt: of the box. onscan(code) may throw a Problem, which is told in the strip. counts: each scan counts, so the same code soon again is no double.
 * tell({ kind, word, plate, text, sound }): the strip, the screen and a sound; the next scan is never held up by it. kind: good, attention, stop, or none; sound: one of soundNames when it
 * is not the kind's own. undo(label, work): what the person can take back until the next such call; undo() withdraws it. alone: of capture.js, for a page that asks by single keys.
 */
export function station({ label, prompt, onscan, counts = false, alone }) {
        const box = el('input', { class: 'scan', id: 'scan', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'go' });
        const strip = el('div', { class: 'result', role: 'status', 'aria-live': 'polite' });
        let queue = Promise.resolve();

        const tell = ({ kind = '', word, plate: lpn, text, sound = kind }) => {
                strip.className = `result ${kind}`;
                strip.replaceChildren(icon(kind || 'scan'), el('div', {}, el('strong', {}, word), lpn && el('p', {}, plate(lpn)), text && el('p', {}, text)));
                if (kind) flash(kind, word);
                if (sound) play(sound);
        };
        const failed = (error) => tell({ kind: 'stop', word: 'Not taken', text: error.message });
        const enqueue = (work) => { queue = queue.then(() => attempt(work, failed)).catch(reportError); };     /* a fault of ours does not end the station */
        const { button, offer, run } = undoing(tell, enqueue);

        const work = async (code, by) => {
                if (by !== currentPerson()?.staff_id) throw otherPerson();              /* it waited while the person changed */
                const { command } = codesOf(code);
                if (command) return command === 'UNDO' ? run() : obey(command, tell);
                if (document.querySelector('dialog[open]')) return tell({ kind: 'attention', word: 'Finish this first', text: `${code} was not taken: finish what is open or close it.` });
                play('heard');
                return onscan(code);
        };
        const take = (code) => {
                const by = currentPerson()?.staff_id;
                if (!takeBadge(code)) enqueue(() => work(code, by));
        };
        const { enter } = capture(box, take, { counts, alone });
        const form = el('form', { role: 'search' }, el('div', { class: 'field' }, el('label', { for: 'scan' }, label), box), el('button', {}, 'Enter'));
        form.addEventListener('submit', (event) => { event.preventDefault(); enter(box.value); box.focus(); });
        tell({ word: prompt });
        const view = el('div', {});
        return { node: el('section', { class: 'panel station', 'aria-label': 'Scan' }, form, strip, el('div', { class: 'row desk' }, button, sight(view, enter), volumeChoice()), view),
                tell, undo: offer, focus: () => box.focus() };
}
