// Keys of the whole page to a box; nobody has to click a field first. The rules of what a scan is are in wedge.js.
import { codesOf, clean } from './codes.js';
import { timing, wedge } from './wedge.js';

export const isText = (node) => node.matches?.('textarea, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=range])');

/** Where a key goes, in the words of wedge.js. */
function kindOf(node, box) {
        if (node === box) return 'box';
        if (node.matches?.('input:is([type=number], [inputmode=numeric], [inputmode=decimal]):not([type=password])')) return 'number';
        if (isText(node)) return 'text';
        return node.matches?.('select') ? 'select' : 'page';
}

/** What this scanner is set to put around each code, kept on this device: { prefix, suffix }. */
export const scanner = () => JSON.parse(localStorage.getItem('scanner') || '{}');

const twice = 700, twiceCounting = 150;      /* ms in which the same code again is one scan */

/**
 * take(code, { text, end, into }) gets each scan, without what is the scanner's. A text field that somebody chose keeps its keys; but a command card goes to `take`.
 * counts: every scan counts, so only what comes faster than a hand is a double. seen({ key | text, at, into, done }) is told of every key.
 * alone: { on(), take(key) }: while on(), keys that go to the page are nobody's field: one by itself is `alone`'s, at a scanner's pace they are a scan. Backspace is always one by itself.
 * enter(text) is a person's own way to send a code; tick(at) is for those who replay keys.
 */
export function capture(box, take, { counts = false, seen = () => {}, alone, root = document } = {}) {
        const held = () => root.querySelector('dialog[open]');      /* the box is behind it */
        let kept, keyed, timer, soon, last = { code: '', at: -twice };
        const asks = () => alone?.on() && !held();

        const deliver = (scan) => {
                const code = clean(scan.text, scanner()), again = code === last.code && scan.at - last.at < (counts ? twiceCounting : twice);
                box.value = '';
                if (code) last = { code, at: scan.at };
                if (code && !again) take(code, scan);
        };
        const restore = () => {
                if (!kept || kept.node.value === kept.value) return;
                kept.node.value = kept.value;
                kept.node.dispatchEvent(new Event(kept.node.matches('select') ? 'change' : 'input', { bubbles: true }));
        };
        const taken = (scan) => {
                const code = clean(scan.text, scanner());
                if (scan.into === 'text' && !codesOf(code).command) {
                        const { node } = kept;
                        if (node.value?.endsWith(scan.text)) node.value = node.value.slice(0, -scan.text.length) + code;
                        return false;
                }
                restore();
                deliver(scan);
                return true;
        };
        const reader = wedge(taken);

        const remember = (node, into, at) => { if (reader.fresh(at, into)) kept = ['text', 'number', 'select'].includes(into) ? { node, value: node.value } : undefined; };
        /** As soon as no scanner would be so slow, and after keys that are waiting. */
        const waitAlone = () => {
                clearTimeout(soon);
                soon = setTimeout(() => { soon = setTimeout(() => {
                        const keys = reader.run;
                        if (!keys || keys.length >= timing.shortest || reader.began !== 'page') return;
                        reader.forget();
                        [...keys].forEach(alone.take);
                }); }, timing.fast + 10);
        };
        const carryOut = (done, event) => {
                if (done === 'box' && asks()) {
                        event.preventDefault();
                        waitAlone();
                        return;
                }
                if (done === 'eat' || done === 'enter') event.preventDefault();
                if (done === 'enter') deliver({ text: box.value, end: 'typed', into: 'box', at: event.timeStamp });
                if (done === 'box' && !held()) box.focus();                       /* and the key goes there */
                if (done !== 'divert' || held()) return;
                event.preventDefault();
                restore();
                box.value = reader.run;
                box.focus();
        };
        const rest = () => { reader.tick(performance.now()); wait(); };
        const wait = () => {
                clearTimeout(timer);
                if (reader.run && !reader.fresh(performance.now(), reader.began)) timer = setTimeout(() => { timer = setTimeout(rest); }, timing.silence);      /* after keys that are waiting */
        };
        const feed = (event, step) => {
                const at = event.timeStamp, into = kindOf(event.target, box);
                remember(event.target, into, at);
                const done = step(at, into);
                carryOut(done, event);
                wait();
                seen({ key: event.key, text: event.data, at, into, done, capsLock: event.getModifierState?.('CapsLock') });
        };

        root.addEventListener('keydown', (event) => {
                const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
                keyed = key.length === 1 ? key : key === 'Enter' ? '\n' : undefined;
                if (event.isComposing || event.repeat || metaKey) return;
                if (key === 'Backspace' && asks() && kindOf(event.target, box) === 'page') {
                        event.preventDefault();
                        alone.take(key);
                        return;
                }
                feed(event, (at, into) => reader.key({ key, at, into, ctrl: ctrlKey, alt: altKey, shift: shiftKey }));
        }, true);
        root.addEventListener('beforeinput', (event) => {
                const breaks = /^insert(LineBreak|Paragraph)$/.test(event.inputType), text = breaks ? '\n' : event.data;
                const known = text === keyed;
                keyed = undefined;
                if (known || !text || event.isComposing || !/^insert/.test(event.inputType) || !isText(event.target)) return;
                feed(event, (at, into) => reader.insert({ text, at, into }));
        }, true);
        return { enter: (text) => deliver({ text, end: 'typed', into: 'box', at: performance.now() }), tick: (at) => reader.tick(at) };
}
