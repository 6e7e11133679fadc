// A sheet beside the page: a form, the whole of one thing, a question. On phones it is the page.
import { el } from './dom.js';
import { action } from './say.js';

let count = 0;

/** Opens it; close() ends it; node is the dialog. The focus goes back to where it was. */
export function sheet(title, ...content) {
        const id = `sheet-${++count}`, dialog = el('dialog', { 'aria-labelledby': id }), back = document.activeElement;
        const close = () => dialog.close();
        const body = el('div', { class: 'stack' }, content);
        dialog.append(el('div', { class: 'sheet' }, el('div', { class: 'row between' }, el('h2', { id }, title),
                el('button', { type: 'button', class: 'quiet', 'data-command': 'CANCEL', onclick: close }, 'Close')), body));
        dialog.addEventListener('close', () => { dialog.remove(); if (back && back.isConnected) back.focus(); });
        document.body.append(dialog);
        dialog.showModal();
        (body.querySelector('input, select, textarea') || dialog.querySelector('button')).focus();
        return { close, node: dialog, show: (...nodes) => body.replaceChildren(...nodes) };
}

/** Ask before something that cannot be taken back. */
export function ask(title, sentence, label, work) {
        const { close } = sheet(title, el('p', {}, sentence), el('div', { class: 'row' }, action(label, async () => { await work(); close(); }, 'stop', 'OK')));
}

/** Something that is shown this once. */
export function secret(label, text, close) {
        const copied = el('span', { role: 'status', class: 'muted' });
        const copy = action('Copy', async () => { await navigator.clipboard.writeText(text); copied.textContent = 'Copied.'; });
        return el('div', { class: 'stack' }, el('p', {}, `${label} It is not shown again; keep it where it is safe.`), el('p', { class: 'secret' }, text),
                el('div', { class: 'row' }, copy, el('button', { type: 'button', onclick: close }, 'Done'), copied));
}
