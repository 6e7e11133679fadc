// Photos, as far as every page knows them: the rest is loaded when a unit is shown, or when some are unsent.
import { Problem } from './api.js';
import { el, icon } from './dom.js';
import { attempt, failed } from './say.js';

let person;   /* who is signed in; person.js keeps it up to date */

/** How many photos of this browser the server does not have yet. */
export const unsentPhotos = () => Number(localStorage.getItem('unsent-photos'));

/**
 * The photos of a unit, and the camera. What stands around them does not wait for them and does not move. The node has take(shot), which asks for one photo, on the list or not,
 * and gets an event "shots" whose detail is what there is: { photos, waiting }.
 */
export function photos(unit) {
        const node = el('section', { class: 'photos', 'aria-label': 'Photos' }, el('h3', {}, 'Photos'));
        const rest = () => import('./photo.js').catch(() => { throw new Problem(0, { title: 'Photos cannot be taken now: the server cannot be reached.' }); });
        const fill = () => attempt(async () => (await rest()).fillPhotos(node, unit, person), (problem) => node.replaceChildren(el('h3', {}, 'Photos'), failed(problem, fill)));
        const filled = fill();
        node.take = async (shot) => (await filled)?.(shot);
        return node;
}

/** For the top bar: how many the server does not have yet. It says nothing when it has all. */
export function photoCounter() {
        const node = el('div', { role: 'status' }), show = () => {
                const some = unsentPhotos(), text = some ? `${some} ${some === 1 ? 'photo' : 'photos'} unsent` : '';
                if (node.textContent !== text) node.replaceChildren(...(text ? [el('span', { class: 'state attention row' }, icon('attention'), text)] : []));
        };
        document.addEventListener('photos-changed', show);
        show();
        return node;
}

/** What was not sent when a page was left is sent from the next one, whichever that is, once its person is there. */
export function resumePhotos(me) {
        const resume = () => { if (unsentPhotos()) import('./photo-queue.js').then(({ sendPhotos }) => sendPhotos(me)); };
        person = me;
        document.addEventListener('person-changed', ({ detail }) => { if (detail.to) resume(); });
        resume();
}
