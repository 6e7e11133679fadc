// The photos of a unit as they were taken: no pins, no flaws, nothing to take.
import { all, el, failed, sheet } from './kit/kit.js';

function tile(at, photo) {
        const src = `${at}/photos/${photo.photo_id}`, open = () => sheet(photo.shot, el('a', { href: src, target: '_blank', class: 'photo' },
                el('img', { src, alt: `${photo.shot}, the whole photo`, width: photo.width, height: photo.height })));
        return el('li', {}, el('button', { type: 'button', class: 'tile seen', onclick: open }, el('img', { src: `${src}?size=160`, alt: '', loading: 'lazy' }),
                el('span', { class: 'name' }, photo.shot)));
}

/** Those of the trip that it is on; what stands around them does not wait. */
export function seenPhotos({ merchant_id, unit_id, trip }) {
        const at = `/intake/v1/merchants/${merchant_id}/units/${unit_id}`, place = el('div', { class: 'strip-place low', 'aria-live': 'polite' });
        const fill = async () => {
                const photos = (await all(`${at}/photos`)).filter((photo) => photo.trip === trip && !photo.retaken_by);
                place.replaceChildren(photos.length ? el('ul', { class: 'strip' }, photos.map((photo) => tile(at, photo))) : el('p', { class: 'muted' }, 'There is no photo of it to show.'));
        };
        const begin = () => fill().catch((problem) => place.replaceChildren(failed(problem, begin)));
        begin();
        return el('section', { class: 'photos', 'aria-label': 'Photos' }, el('h3', {}, 'Photos'), place);
}
