// Where a photo shows a flaw: pins set by touch, mouse or keys.
import { action, el, facts, sheet } from './kit/kit.js';

const whole = 10000, step = 100, leap = 500, most = 20;
const within = (value) => Math.max(0, Math.min(whole, Math.round(value)));
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const spot = (kind, { x, y }, text = '') => {
        const node = el('span', { class: kind, 'aria-hidden': 'true' }, text);
        node.style.left = `${x / 100}%`;
        node.style.top = `${y / 100}%`;
        return node;
};

const said = (pins, photo_id) => pins.map((pin, i) => pin.photo_id === photo_id && `Pin ${i + 1}: ${Math.round(pin.x / 100)} % from the left, ${Math.round(pin.y / 100)} % from the top.`)
        .filter(Boolean).join(' ') || 'No pin on this photo.';

/** The picture with its pins; a click or Enter sets one, Delete takes back the last. */
function board(photo, src, pins, changed) {
        const layer = el('div', {}), status = el('p', { class: 'small', role: 'status' });
        const image = el('img', { src, alt: `${photo.shot}, the whole photo`, width: photo.width, height: photo.height, draggable: 'false' });
        let at = { x: whole / 2, y: whole / 2 };

        const show = () => {
                layer.replaceChildren(...pins.map((pin, i) => pin.photo_id === photo.photo_id && spot('pin', pin, String(i + 1))).filter(Boolean), spot('cross', at));
                status.textContent = said(pins, photo.photo_id);
        };
        const set = (x, y) => {
                if (pins.length >= most) return;
                pins.push({ photo_id: photo.photo_id, x: within(x), y: within(y) });
                at = { x: within(x), y: within(y) };
                changed();
                show();
        };
        const drop = () => {
                const last = pins.findLastIndex((pin) => pin.photo_id === photo.photo_id);
                if (last >= 0) pins.splice(last, 1);
                changed();
                show();
        };
        const node = el('div', { class: 'pinboard', tabindex: 0, role: 'application', 'aria-label': `${photo.shot}: arrows move, Enter sets a pin, Delete takes it back`,
                onclick: (event) => {
                const box = image.getBoundingClientRect();
                set((event.clientX - box.left) / box.width * whole, (event.clientY - box.top) / box.height * whole);
        }, onkeydown: (event) => {
                const move = arrows[event.key], by = event.shiftKey ? leap : step;
                if (move) at = { x: within(at.x + move[0] * by), y: within(at.y + move[1] * by) };
                else if (event.key === 'Enter' || event.key === ' ') set(at.x, at.y);
                else if (event.key === 'Delete' || event.key === 'Backspace') drop();
                else return;
                event.preventDefault();
                event.stopPropagation();
                show();
        } }, image, layer);
        show();
        return { node, status, drop };
}

/** photos: of this unit at the server. pins is changed in place; changed() after each. */
export function pinSheet({ title, photos, at, pins, changed }) {
        const place = el('div', { class: 'stack' });
        const open = (photo) => {
                const made = board(photo, `${at}/photos/${photo.photo_id}`, pins, changed);
                place.replaceChildren(made.node, made.status, el('div', { class: 'row' }, action('Take back the last pin', async () => made.drop())));
                made.node.focus();
        };
        const choose = photos.length > 1 && el('div', { class: 'row', role: 'group', 'aria-label': 'Photo' }, photos.map((photo) =>
                el('button', { type: 'button', class: 'quiet', onclick: () => open(photo) }, photo.shot)));
        const made = sheet('Where is it?', facts(['Flaw', title]), el('p', { class: 'muted' },
                'Touch the place. With keys: arrows move the cross, Enter sets a pin, Delete takes it back.'), choose, place,
                el('div', {}, el('button', { type: 'button', 'data-command': 'OK', onclick: () => made.close() }, 'Done')));
        open(photos.at(-1));
        return made;
}
