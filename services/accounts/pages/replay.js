// One stream replayed through the module that reads every station's keys: real fields, the clock of the stream.
import { capture, el, timing } from './kit/kit.js';

const places = ['page', 'box', 'quantity', 'note', 'kind', 'button'];

/** Fields of their own, in a tree that keeps its events to itself. */
function bench() {
        const root = el('div', { class: 'hidden', 'aria-hidden': 'true' }), tree = root.attachShadow({ mode: 'open' }), left = { pressed: 0, sent: 0, changed: 0 };
        const part = { page: el('div', { tabindex: -1 }), box: el('input'), quantity: el('input', { inputmode: 'numeric', value: '3' }), note: el('input'),
                kind: el('select', {}, el('option', {}, 'keep'), el('option', {}, 'donate'), el('option', {}, 'recycle')), button: el('button', { type: 'button' }, 'Press') };
        part.kind.addEventListener('change', () => { left.changed++; });
        tree.append(...places.map((name) => part[name]));
        document.body.append(root);
        return { root, tree, part, left };
}

/** What a browser does with a key or a text that nobody took. */
function insert(node, text, inputType, at, dispatch) {
        if (!node.matches('input') || !dispatch(node, new InputEvent('beforeinput', { data: text === '\n' ? null : text, inputType, bubbles: true, cancelable: true }), at)) return;
        node.value += text.replace(/[\r\n]/g, '');
}

function choose(select, key) {
        const value = [...select.options].map((option) => option.value).find((one) => one.startsWith(key.toLowerCase()));
        if (!value || value === select.value) return;
        select.value = value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
}

function press(node, { part, left }, event, at, dispatch) {
        const { key } = event, plain = key.length === 1 && key >= ' ' && event.ctrlKey === event.altKey;
        if (key === 'Tab') part[places[(places.findIndex((name) => part[name] === node) + 1) % places.length]].focus();
        else if (node === part.button && (key === 'Enter' || key === ' ')) left.pressed++;
        else if (node === part.kind) choose(node, key);
        else if (key === 'Enter' && node.matches('input')) left.sent++;
        else if (plain) insert(node, key, 'insertText', at, dispatch);
}

/** { pass, scans, ends, left }: what came of it, and whether it is what must. */
export function replay({ keys, scans: wanted, left: leaves = {}, counts, ...stream }) {
        const back = document.activeElement, { root, tree, part, left } = bench(), scans = [], ends = [];
        const reader = capture(part.box, (code, { end }) => { scans.push(code); ends.push(end); }, { root: tree, counts });
        const dispatch = (node, event, at) => node.dispatchEvent(Object.defineProperty(event, 'timeStamp', { value: at }));
        let at = performance.now();

        part[stream.focus].focus();
        for (const one of keys) {
                if (one.after >= timing.silence) reader.tick(at + timing.silence);
                at += one.after;
                if (one.focus) part[one.focus].focus();
                const node = tree.activeElement || part.page;
                if (one.text) insert(node, one.text, one.inputType, at, dispatch);
                if (!one.key) continue;
                const event = new KeyboardEvent('keydown', { key: one.key, ctrlKey: one.ctrl, altKey: one.alt, shiftKey: one.shift, repeat: one.repeat, bubbles: true, cancelable: true });
                if (dispatch(node, event, at)) press(tree.activeElement || part.page, { part, left }, event, at, dispatch);
        }
        for (const name of ['box', 'quantity', 'note', 'kind']) left[name] = part[name].value;
        left.focus = places.find((name) => part[name] === (tree.activeElement || part.page));
        root.remove();
        back?.focus();
        const expected = { box: '', quantity: '3', note: '', kind: 'keep', pressed: 0, sent: 0, ...leaves };
        const pass = JSON.stringify(scans) === JSON.stringify(wanted) && Object.keys(expected).every((name) => left[name] === expected[name]);
        return { pass, scans, ends, left, expected };
}
