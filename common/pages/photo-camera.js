// The camera, with the outline of the shot wanted over its picture; files instead of it; and photos made small before they leave this browser.
import { Problem } from './api.js';
import { el, icon } from './dom.js';
import { outline } from './outline.js';
import { action } from './say.js';

const side = 2400, quality = 0.85, previewSide = 160;

export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

function drawn(source, width, height, longest) {
        const scale = Math.min(1, longest / Math.max(width, height)), canvas = el('canvas', { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) });
        const context = canvas.getContext('2d');
        context.imageSmoothingQuality = 'high';
        context.fillStyle = '#fff';   /* what is transparent */
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(source, 0, 0, canvas.width, canvas.height);
        return canvas;
}

/** A JPEG of at most 2,400 pixels, without what the camera wrote into it, and a small one to show. */
async function shrunk(source, width, height) {
        const canvas = drawn(source, width, height, side), bytes = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
        return { bytes, preview: drawn(canvas, canvas.width, canvas.height, previewSide).toDataURL('image/jpeg', quality) };
}

export async function fromFile(file) {
        const bitmap = await createImageBitmap(file).catch(() => {
                throw new Problem(0, { title: `${file.name} cannot be read as a photo by this browser. Choose a JPEG, PNG or WebP.` });
        });
        const made = await shrunk(bitmap, bitmap.width, bitmap.height);
        bitmap.close();
        return made;
}

/** Opens the chooser of files, which on phones offers the camera too. */
export function chooseFile(work) {
        const input = el('input', { type: 'file', accept: 'image/*', onchange: () => { if (input.files[0]) work(input.files[0]); } });
        input.click();
}

const reasons = { NotAllowedError: 'This browser may not use the camera. Allow it in the address bar', NotFoundError: 'This device has no camera that can be used',
        NotReadableError: 'Another program uses the camera' };

/** Ends with the node it is shown in: no light stays on behind a page that went on. */
function endWith(node, stream) {
        const watch = setInterval(() => { if (!node.isConnected) end(); }, 300);
        const end = () => { clearInterval(watch); stream.getTracks().forEach((track) => track.stop()); };
        return end;
}

/** The next picture, where the browser tells of it; a busy one may not tell for long, and what the camera shows then is as good. */
const frame = (video) => video.requestVideoFrameCallback && new Promise((resolve) => { video.requestVideoFrameCallback(resolve); setTimeout(resolve, 1000); });

/**
 * The camera inside a page: scans go on beside it. shots: what can be taken; take(shot, photo) keeps one and resolves to the shot that is wanted next;
 * file(shot): from a file instead. show(shot) opens it; node is where.
 */
export function camera({ shots, take, file }) {
        const node = el('div', {});
        let end, choose, opening;

        const close = () => { end?.(); end = undefined; node.replaceChildren(); };
        const build = (stream, first) => {
                const video = el('video', { autoplay: true, playsinline: true, 'aria-label': 'What the camera sees' }), ghost = el('div', {});
                const hint = el('p', { class: 'muted' }), said = el('p', { role: 'status' });
                const select = el('select', { id: 'photo-shot', onchange: () => choose(select.value) }, shots.map(({ name }) => el('option', { value: name }, name)));
                choose = (name) => {
                        const shot = shots.find((one) => one.name === name) || shots[0];
                        select.value = shot.name;
                        hint.textContent = shot.hint || '';
                        ghost.replaceChildren(outline(shot.outline, 'ghost'));
                };
                const shoot = action('Take photo', async () => {
                        await frame(video);
                        const shot = select.value, next = await take(shot, await shrunk(video, video.videoWidth, video.videoHeight));
                        said.textContent = `${shot} is taken.${next ? ` Next: ${next}.` : ' Every shot of the list is taken.'}`;
                        if (next) choose(next);
                }, 'large');
                video.muted = true;
                video.srcObject = stream;
                node.replaceChildren(el('div', { class: 'photo-camera' }, el('div', { class: 'stage' }, video, ghost), el('div', { class: 'stack' },
                        el('div', { class: 'field' }, el('label', { for: 'photo-shot' }, 'Shot'), select), hint,
                        el('div', { class: 'row' }, shoot, action('Use a file', async () => file(select.value)), action('Close camera', async () => close())), said)));
                choose(first);
                shoot.disabled = true;
                video.addEventListener('loadeddata', () => { shoot.disabled = false; shoot.focus({ preventScroll: true }); }, { once: true });
                node.firstChild.scrollIntoView({ block: 'nearest' });
        };
        const show = async (shot) => {
                if (end && node.isConnected && node.firstChild) choose(shot);
                if (opening || end) return;
                opening = true;
                try {
                        const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 3200 }, height: { ideal: 2400 } } });
                        end = endWith(node, stream);
                        build(stream, shot);
                } catch (error) {
                        if (!(error instanceof DOMException)) throw error;
                        node.replaceChildren(el('div', { class: 'note attention' }, icon('attention'), el('p', {}, `${reasons[error.name] || 'The camera does not start'}, or use a file.`),
                                el('button', { type: 'button', onclick: () => file(shot) }, 'Use a file')));
                } finally {
                        opening = false;
                }
        };
        return { node, show, close };
}
