// The photos of a unit: the shots that are wanted, those that are there, and those on their way.
import { all, api } from './api.js';
import { camera, chooseFile, fromFile, hasCamera } from './photo-camera.js';
import { el, icon } from './dom.js';
import { outline } from './outline.js';
import { addPhoto, dropPhoto, onPhotos, photosAt, retryPhoto, sendPhotos, sentOf } from './photo-queue.js';
import { action, attempt } from './say.js';
import { sheet } from './sheet.js';
import { facts, time } from './show.js';

const percent = (entry) => sentOf(entry) === 1 ? 'Sent, being kept' : sentOf(entry) ? `Sending, ${Math.floor(sentOf(entry) * 100)} %` : 'Not sent yet';

/** A button with a picture, a name and how it stands; `key` finds it again after the next look. */
export const tile = (key, picture, name, note, onclick, kind = '') => el('li', {}, el('button', { type: 'button', class: `tile ${kind}`, 'data-key': key, onclick }, picture,
        el('span', { class: 'name' }, name), el('span', { class: 'small' }, note)));

function missing(shot, wanted) {
        return tile(`shot ${shot.name}`, outline(shot.outline), shot.name, shot.optional ? 'If there is one' : 'Wanted', () => wanted(shot.name), 'wanted');
}

function unsent(entry, panel) {
        const open = () => {
                const told = entry.problem ? el('p', { class: 'note stop' }, icon('stop'), el('span', {}, entry.problem))
                        : el('p', { class: 'note' }, 'It is kept in this browser, and sent by itself.');
                const made = sheet(entry.shot, el('img', { src: entry.preview, alt: '' }), told, el('div', { class: 'row' },
                        entry.problem && action('Send it again', async () => { made.close(); await retryPhoto(entry); }, ''),
                        action('Discard it', async () => { made.close(); await dropPhoto(entry); }, 'stop')));
        };
        const node = tile(`unsent ${entry.id}`, el('img', { src: entry.preview, alt: '' }), entry.shot, entry.problem ? 'Refused' : percent(entry), open, entry.problem ? 'refused' : 'sending');
        panel.sending.push(() => { if (!entry.problem) node.querySelector('.small').textContent = percent(entry); });
        return node;
}

function taken(photo, { at, unit, again }) {
        const src = `${at}/photos/${photo.photo_id}`, before = photo.trip < unit.trip;
        const open = () => {
                const whole = el('img', { src, alt: `${photo.shot}, the whole photo`, width: photo.width, height: photo.height });
                const made = sheet(photo.shot, el('a', { href: src, target: '_blank', class: 'photo' }, whole),
                        facts(['Taken', time(photo.taken_at)], ['Trip', before && `${photo.trip}: before it was sold`], ['Size', `${photo.width} by ${photo.height} pixels`]),
                        !before && el('div', {}, action('Take it again', async () => { made.close(); again(photo); })));
        };
        return tile(`photo ${photo.photo_id}`, el('img', { src: `${src}?size=160`, alt: '', loading: 'lazy' }), photo.shot, before ? `Trip ${photo.trip}` : 'Taken', open, 'taken');
}

/** In the order of the list: of each shot what there is of it, or that it is wanted; then the rest. */
function tiles(panel) {
        const { shots, photos, waiting, unit } = panel, here = photos.filter((photo) => photo.trip === unit.trip && !photo.retaken_by), listed = new Set(shots.map(({ name }) => name));
        const instead = new Set(waiting.map((entry) => entry.replaces));
        const of = (fits) => [...here.filter((photo) => fits(photo.shot) && !instead.has(photo.photo_id)).map((photo) => taken(photo, panel)),
                ...waiting.filter((entry) => fits(entry.shot)).map((entry) => unsent(entry, panel))];
        return [...shots.flatMap((shot) => { const some = of((name) => name === shot.name); return some.length && !shot.optional ? some : [...some, missing(shot, panel.wanted)]; }),
                ...of((name) => !listed.has(name)), ...photos.filter((photo) => photo.trip < unit.trip && !photo.retaken_by).map((photo) => taken(photo, panel))];
}

const isThere = ({ photos, waiting, unit }, name) => waiting.some((entry) => entry.shot === name) || photos.some((photo) => photo.shot === name && photo.trip === unit.trip && !photo.retaken_by);
const needed = (panel) => panel.shots.filter((shot) => !shot.optional);
const nextShot = (panel) => needed(panel).find(({ name }) => !isThere(panel, name))?.name;

function render(panel) {
        const key = panel.strip.contains(document.activeElement) && document.activeElement.dataset.key;
        panel.sending = [];
        panel.strip.replaceChildren(...tiles(panel));
        panel.count.textContent = `${needed(panel).filter(({ name }) => isThere(panel, name)).length} of ${needed(panel).length}`;
        panel.node.dispatchEvent(new CustomEvent('shots', { detail: { photos: panel.photos.filter((photo) => photo.trip === panel.unit.trip && !photo.retaken_by), waiting: panel.waiting } }));
        if (key) [...panel.strip.querySelectorAll('button')].find((one) => one.dataset.key === key)?.focus();
}

/** While the server is away photos are taken by the list that was seen last, and what it has is not known. */
const isAway = (problem) => !problem.status || problem.status >= 500;

async function shotsOf(at) {
        try {
                const { shots } = await api('GET', `${at}/shot-list`);
                localStorage.setItem('shots', JSON.stringify(shots));
                return shots;
        } catch (problem) {
                const known = localStorage.getItem('shots');
                if (!known || !isAway(problem)) throw problem;
                return JSON.parse(known);
        }
}

async function photosOf(at) {
        try {
                return await all(`${at}/photos`);
        } catch (problem) {
                if (!isAway(problem)) throw problem;
                return [];
        }
}

/** Those the server has are asked for again when one of them has arrived there. */
async function look(panel) {
        const waiting = await photosAt(panel.at), arrived = panel.waiting.some((entry) => !waiting.find(({ id }) => id === entry.id));
        if (arrived || !panel.photos) panel.photos = await photosOf(panel.at);
        panel.waiting = waiting;
        render(panel);
}

/** One look after another: a photo that has left the queue, and of which the server has not told yet, is in neither. */
function refresh(panel) {
        panel.looked = Promise.resolve(panel.looked).catch(() => {}).then(() => look(panel));
        return panel.looked;
}

/** Keeps one and says which shot is wanted next. */
async function keep(panel, shot, photo) {
        await addPhoto({ at: panel.at, shot, replaces: panel.replaces?.shot === shot ? panel.replaces.photo_id : undefined, ...photo });
        panel.replaces = undefined;
        await refresh(panel);
        return nextShot(panel);
}

function listen(panel, node) {
        const end = onPhotos((entries) => {
                if (!node.isConnected) end();
                else if (entries) attempt(() => refresh(panel), () => {});
                else panel.sending.forEach((tell) => tell());
        });
}

/** Fills the part of a page that common/pages/photos.js has made for it; resolves to what asks for one shot. */
export async function fillPhotos(node, unit, me) {
        const at = `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}`;
        const shots = await shotsOf(at), panel = { node, at, unit, shots, waiting: [], sending: [], strip: el('ul', { class: 'strip' }), count: el('span', { class: 'muted', role: 'status' }) };
        const file = (shot) => chooseFile((chosen) => attempt(async () => keep(panel, shot, await fromFile(chosen))));
        const lens = camera({ shots, file, take: (shot, photo) => keep(panel, shot, photo) });
        panel.wanted = (shot) => hasCamera() ? lens.show(shot) : file(shot);
        panel.again = (photo) => { panel.replaces = photo; panel.wanted(photo.shot); };
        sendPhotos(me);
        await refresh(panel);
        listen(panel, node);
        node.replaceChildren(el('div', { class: 'row between' }, el('div', { class: 'row' }, el('h3', {}, 'Photos'), panel.count), el('div', { class: 'row' },
                action(hasCamera() ? 'Open camera' : 'Add photo', async () => panel.wanted(nextShot(panel) || shots.at(-1).name)))), panel.strip, lens.node);
        return (shot) => {
                if (!shots.some(({ name }) => name === shot)) shots.push({ name: shot, hint: 'As the answer asks for it.', outline: 'defect', optional: true });
                render(panel);
                return panel.wanted(shot);
        };
}
