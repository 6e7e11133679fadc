// Scans. A scanner is a keyboard that types fast and ends with Enter or Tab; nobody has to click a field first.
import { Problem } from './api.js';
import { takeBadge } from './badge.js';
import { el, icon } from './dom.js';
import { currentPerson, otherPerson } from './person.js';
import { plate } from './show.js';

const fast = 50, pause = 400, shortest = 4, twice = 700;   /* ms between keys, ms between two things typed, characters, ms in which the same code again is one scan */

/** Without what is the scanner's: AIM identifier, control characters, blanks around; and delivered twice in one is once. */
export function clean(text) {
        const code = text.trim().replace(/^\][A-Za-z]\d/, '').replace(/[\u0000-\u001f]/g, '').trim(), half = code.slice(0, code.length / 2);
        return code.length >= 16 && code === half + half ? half : code;
}

const isText = (node) => node.matches?.('textarea, [contenteditable], input:not([type=radio], [type=checkbox], [type=button])');

/** Keys of the whole page into `box`; take(text) gets each scan. A text field that somebody chose keeps its keys, and so does a sheet. */
function capture(box, take) {
        let run = '', slow = 0, before = 0, took = 0, chosen;   /* what was typed since the last pause, and how many of its keys came slowly */
        document.addEventListener('keydown', (event) => {
                const { target, key, timeStamp: now } = event, typed = key.length === 1, ends = key === 'Enter' || (key === 'Tab' && !event.shiftKey);
                if (document.querySelector('dialog[open]') || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !(typed || ends)) return;
                const gap = now - before;
                before = now;
                if (gap > pause) { run = ''; slow = 0; }
                if (run && gap > fast) slow++;
                if (typed) run += key;
                const scanned = run.length >= shortest && slow * 4 <= run.length;       /* a scanner may stumble; a person types slowly throughout */
                if (ends && !run && now - took < 2 * fast) { event.preventDefault(); return; }   /* Enter and Tab, or CR and LF: one end */
                if (target === box) {
                        if (!ends || (!scanned && !(key === 'Enter' && box.value.trim()))) return;    /* Tab by hand goes on to the next field */
                        event.preventDefault();
                        took = now;
                        take(scanned ? run : box.value);
                        run = '';
                } else if (typed && target.matches?.('select')) {
                        if (run.length === 1) chosen = target.value;
                        if (!scanned) return;
                        event.preventDefault();                                           /* no choice by letter: a scan */
                        target.value = chosen;
                        box.value = run;
                        box.focus();
                } else if (typed && !isText(target) && !(key === ' ' && target !== document.body)) {
                        box.focus();                                                      /* and the key goes there */
                }
        }, true);
}

/**
 * The station: a box for any scan, and what came of the last one. onscan(code) may throw a Problem, which is told in the strip.
 * tell({ kind, word, plate, text }): the strip; the next scan is never held up by it.
 */
export function station({ label, prompt, onscan }) {
        const box = el('input', { class: 'scan', id: 'scan', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'go' });
        const strip = el('div', { class: 'result', role: 'status', 'aria-live': 'polite' });
        let last = { code: '', at: -twice }, queue = Promise.resolve();

        const tell = ({ kind = '', word, plate: lpn, text }) => {
                strip.className = `result ${kind}`;
                strip.replaceChildren(icon(kind || 'scan'), el('div', {}, el('strong', {}, word), lpn && el('p', {}, plate(lpn)), text && el('p', {}, text)));
        };
        const work = async (code, by) => {
                try {
                        if (by !== currentPerson()?.staff_id) throw otherPerson();   /* it waited while the person changed */
                        await onscan(code);
                } catch (error) {
                        if (!(error instanceof Problem)) throw error;
                        tell({ kind: 'stop', word: 'Not taken', text: error.message });
                }
        };
        const take = (text) => {
                const code = clean(text), now = performance.now(), again = code === last.code && now - last.at < twice;
                box.value = '';
                if (takeBadge(code)) return;
                if (code) last = { code, at: now };
                if (code && !again) {
                        const by = currentPerson()?.staff_id;
                        queue = queue.then(() => work(code, by));
                }
        };
        const form = el('form', { role: 'search' }, el('div', { class: 'field' }, el('label', { for: 'scan' }, label), box), el('button', {}, 'Enter'));
        form.addEventListener('submit', (event) => { event.preventDefault(); take(box.value); box.focus(); });
        capture(box, take);
        tell({ word: prompt });
        return { node: el('section', { class: 'panel station', 'aria-label': 'Scan' }, form, strip), tell, focus: () => box.focus() };
}
