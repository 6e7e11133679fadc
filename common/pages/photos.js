// Photos, as far as every page knows them: the rest is loaded when a unit is shown, or when some are unsent.
import { el } from './dom.js';
import { attempt, failed } from './say.js';

let person;   /* who is signed in */

/** The photos of a unit, and the camera. What stands around them does not wait for them and does not move. */
export function photos(unit) {
        const node = el('section', { class: 'photos', 'aria-label': 'Photos' }, el('h3', {}, 'Photos'));
        const fill = () => attempt(async () => (await import('./photo.js')).fillPhotos(node, unit, person), (problem) => node.replaceChildren(el('h3', {}, 'Photos'), failed(problem, fill)));
        fill();
        return node;
}

/** What was not sent when a page was left is sent from the next one, whichever that is. */
export function resumePhotos(me) {
        person = me;
        if (Number(localStorage.getItem('unsent-photos'))) import('./photo-queue.js').then(({ sendPhotos }) => sendPhotos(me));
}
