// What was found, before the grade: where it is, a note, pins and the photos that the answers require.
import { action, attempt, el, field, grade, icon, state, unsentPhotos, words } from './kit/kit.js';
import { backButton, card, heading, keycap } from './question.js';
import { pinSheet } from './pins.js';
import { gradeIn, inWords } from './trail.js';

const names = (shots) => new Set(shots.map(({ shot }) => shot));

/** One flaw: its words, where it is, its pins. */
function flawItem(flaw, number, { unit, seen, rubric, shots, changed }) {
        const code = flaw.question.code, about = seen[code] ??= { pins: [] }, text = words(inWords(flaw.question, flaw.step));
        const where = field(`place ${code}`, 'Where, for shoppers too', { required: false, maxlength: 80, value: about.place || '', placeholder: 'left sleeve' });
        const note = field(`note ${code}`, 'Note, for colleagues only', { required: false, maxlength: 1000, value: flaw.step.note || '' });
        where.querySelector('input').addEventListener('input', ({ target }) => { about.place = target.value.trim(); changed(); });
        note.querySelector('input').addEventListener('input', ({ target }) => { flaw.step.note = target.value.trim() || undefined; changed(); });
        const count = el('span', { class: 'small muted', role: 'status' });
        const tell = () => { count.textContent = about.pins.length ? `${about.pins.length} ${about.pins.length === 1 ? 'pin' : 'pins'}` : 'No pin yet'; };
        const pin = action('Pin it on a photo', async () => {
                about.pins = about.pins.filter(({ photo_id: id }) => shots().photos.some((photo) => photo.photo_id === id));
                pinSheet({ title: text, photos: shots().photos, at: `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}`, pins: about.pins,
                        changed: () => { tell(); changed(); } });
        });
        tell();
        return { refresh: () => { pin.disabled = !shots().photos.length; pin.title = pin.disabled ? 'There is no photo of it at the server yet' : ''; },
                node: el('li', { class: 'flaw' }, el('div', { class: 'row between' }, el('strong', {}, `${number}. ${text}`),
                        flaw.rank > 0 && el('span', { class: 'row small muted' }, 'at best', grade(rubric.grades[flaw.rank].code))),
                el('div', { class: 'pair' }, where, note), el('div', { class: 'row' }, pin, count)) };
}

/** A shot that an answer requires: there, on its way, or to be taken. */
function shotItem(shot, { shots, take }) {
        const { photos, waiting } = shots(), there = names(photos).has(shot), sending = names(waiting).has(shot);
        return el('li', { class: 'row between' }, el('span', { class: 'row' }, icon('camera'), shot), there ? state('done', 'Taken') : sending ? state('waiting', 'Being sent')
                : action('Take it', () => take(shot), ''));
}

/**
 * { node, keys, focus, refresh }: refresh when photos have changed. shots(): { photos, waiting }; take(shot) asks for one; send() grades; changed() after each change.
 */
export function reviewCard({ rubric, unit, trail, seen, flaws, missing }, { shots, take, send, back, changed }) {
        const wanted = [...new Set(flaws.flatMap(({ photos }) => photos))], list = el('ul', { class: 'wanted' }), told = el('p', { class: 'small muted', role: 'status' });
        const items = flaws.map((flaw, i) => flawItem(flaw, i + 1, { unit, seen, rubric, shots, changed })), reached = gradeIn(rubric, trail);
        const button = el('button', { type: 'button', class: 'large', 'data-command': 'OK', onclick: () => attempt(send) }, `Grade ${reached.code}`, keycap('Enter'));
        const refresh = () => {
                const left = missing(), { waiting } = shots(), sending = left.filter((shot) => names(waiting).has(shot));
                items.forEach((item) => item.refresh());
                list.replaceChildren(...wanted.map((shot) => shotItem(shot, { shots, take })));
                button.disabled = left.length > 0;
                told.textContent = !left.length ? '' : sending.length === left.length ? `Wait: ${unsentPhotos()} ${unsentPhotos() === 1 ? 'photo is' : 'photos are'} being sent.`
                        : `Still to be taken: ${left.filter((shot) => !sending.includes(shot)).join(', ')}.`;
        };
        const node = card('What was found', el('div', { class: 'row between' }, heading('Where is it, and is that all?'), el('span', { class: 'row' }, grade(reached.code), reached.name)),
                el('ol', { class: 'flaws' }, items.map((item) => item.node)), wanted.length > 0 && el('section', { 'aria-label': 'Photos required' },
                        el('h3', {}, 'Photos that these answers need'), list),
                el('div', { class: 'row between end' }, backButton(back), el('div', { class: 'row' }, told, button)));
        refresh();
        return { node, refresh, focus: button.disabled ? node.querySelector('h2') : button, keys: new Map([['backspace', back]]) };
}
