// One question of the rubric, to be answered by a key or a touch; and what stands between two: a measure, a cleaning.
import { action, el, field, form, play, Problem, words } from './kit/kit.js';
import { noteField } from './note.js';
import { picture } from './pictures.js';
import { wasCleaned } from './trail.js';

const cleaningTime = 15;
/* R begins what scanners type: plates and cards. */
const letters = [...'123456789abcdefghijklmnopqstuvwxyz'];

const keycap = (key) => el('kbd', { 'aria-hidden': 'true' }, key);
const from = ({ distance_cm: cm }) => cm && el('strong', { class: 'distance' }, `Look from ${cm} cm`);
const pictured = ({ picture: name, distance_cm: cm }) => picture(name || (cm && (cm > 30 ? 'distance_50' : 'distance_20')));

/** A large choice with its key. */
const pick = (key, text, below, work, kind = '') => el('button', { type: 'button', class: `pick ${kind}`, 'aria-keyshortcuts': key.toUpperCase(), onclick: work },
        keycap(key), el('span', {}, text, below && el('span', { class: 'small' }, below)));

const backButton = (back) => el('button', { type: 'button', class: 'quiet', 'aria-keyshortcuts': 'Backspace', disabled: !back, onclick: back }, 'Back',
        el('kbd', { 'aria-hidden': 'true' }, 'Backspace'));

function consequence(answer) {
        if (answer.hold) return 'The unit goes on hold';
        const some = [answer.cap && `at best ${answer.cap}`, answer.measured && 'measured', answer.clean && 'may come off',
                answer.photos && `photo: ${answer.photos.join(', ')}`].filter(Boolean);
        return some.length ? words(some.join(' · ')) : undefined;
}

/** An answer before it is measured. */
const bare = ({ text }) => text.replace(/,? ?\{measure\}/, '');

const card = (label, ...content) => el('section', { class: 'panel ask', 'aria-label': label }, content);
const heading = (text) => el('h2', { tabindex: -1 }, text);

/**
 * { node, keys }: keys to what they do. given(step) takes the answer, skip() what cannot be told, back() goes one question back; undefined: there is none.
 */
export function questionCard({ question, left, trail }, { given, skip, back }) {
        const note = noteField();
        const choose = (answer) => given({ question: question.code, answer: answer.code, note: note.text() }, answer);
        const picks = question.answers.map((answer, i) => [letters[i], answer, () => choose(answer)]);
        const node = card('Question',
                el('div', { class: 'row between small muted' }, el('span', { class: 'row' }, el('span', {}, words(question.axis)), from(question),
                        wasCleaned(trail, question.code) && el('span', { class: 'state good' }, 'Cleaned: look again')),
                el('span', {}, left === 1 ? 'Last question' : `${left} to go`)),
                el('div', { class: 'asked' }, el('div', {}, heading(question.text), question.help && el('p', { class: 'muted' }, question.help)), pictured(question)),
                el('div', { class: 'picks' }, picks.map(([key, answer, work]) => pick(key, words(bare(answer)), consequence(answer), work,
                        answer.hold ? 'stop' : ''))),
                note.node, el('div', { class: 'row' }, backButton(back), !question.required && el('button', { type: 'button', class: 'quiet', 'aria-keyshortcuts': '0', onclick: skip },
                        'It cannot be told', keycap('0')), note.open));
        const keys = new Map(picks.map(([key, , work]) => [key, work]));
        if (back) keys.set('backspace', back);
        if (!question.required) keys.set('0', skip);
        return { node, keys, focus: node.querySelector('h2') };
}

const sizes = [1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200];

/** How large: by keys and Enter, or by a touch of what is common. */
export function measureCard({ question, answer, step }, { given, back }) {
        const { unit, min, max } = question.measure, common = sizes.filter((size) => size >= min && size <= max);
        const take = (measure) => given({ ...step, measure, unit });
        const filled = form([field('measure', `${words(bare(answer))}: how large, in ${unit}`, { as: 'number', hint: `${min} to ${max} ${unit}` })],
                'Take it', async ({ measure }) => {
                if (!(measure >= min && measure <= max)) throw new Problem(0, { field: 'measure', detail: `It is from ${min} to ${max} ${unit}.` });
                take(measure);
        });
        return { keys: new Map([['backspace', back]]), focus: filled.querySelector('input'), node: card('Measure',
                el('div', { class: 'asked' }, heading(question.text), pictured(question)), filled,
                el('div', { class: 'sizes', role: 'group', 'aria-label': `Common sizes in ${unit}` },
                        common.map((size) => el('button', { type: 'button', class: 'quiet', onclick: () => take(size) }, String(size)))),
                el('div', { class: 'row' }, backButton(back))) };
}

/** Clean it, then it is asked again; again() at the end of the time or before it. stays() when it does not come off. */
export function cleanCard({ question, answer }, { again, stays, back }) {
        const count = el('strong', { class: 'count' }, String(cleaningTime)), bar = el('progress', { max: cleaningTime, value: 0, 'aria-label': 'Time for cleaning' });
        let gone = 0;
        const node = card('Clean it', el('div', { class: 'asked' }, el('div', {}, heading(`Clean it: ${bare(answer)}`),
                el('p', { class: 'muted' }, 'Brush, roll or wipe it off. The question is asked again; this answer stays in the record.')), count), bar,
        el('div', { class: 'picks' }, pick('1', 'Cleaned', 'Ask again now', () => end(again)), pick('2', 'It does not come off', 'The answer counts', () => end(stays))),
        el('div', { class: 'row' }, backButton(() => end(back))));
        const timer = setInterval(() => {
                if (!node.isConnected) return clearInterval(timer);
                gone++;
                count.textContent = String(cleaningTime - gone);
                bar.value = gone;
                if (gone < cleaningTime) return undefined;
                play('attention');
                return end(again);
        }, 1000);
        const end = (work) => { clearInterval(timer); work(); };
        return { node, focus: node.querySelector('h2'), keys: new Map([['1', () => end(again)], ['2', () => end(stays)], ['backspace', () => end(back)]]) };
}

/** Nothing to inspect. */
export function sealedCard({ photoMissing }, { sealed, open, photo }) {
        const node = card('Sealed', el('div', { class: 'asked' }, el('div', {}, heading('Is it sealed?'),
                el('p', { class: 'muted' }, 'Receiving says that it is: a sealed unit is not opened. It gets the best grade, as new, in your name.')), picture('seal')),
        photoMissing && el('div', { class: 'note attention' }, el('p', {}, 'A photo of the seal is wanted first.'), action('Take the photo', photo)),
        el('div', { class: 'picks' }, pick('1', 'Sealed: nothing to inspect', 'The best grade, as new', sealed), pick('2', 'It is open', 'Ask the questions', open)));
        return { node, focus: node.querySelector('h2'), keys: new Map([['1', sealed], ['2', open]]) };
}

/** The server did not take it: why, and what can be done. */
export function refusedCard({ message }, { again, back }) {
        const node = card('Not graded', heading('Not graded'), el('p', { class: 'note stop' }, message),
                el('div', { class: 'picks' }, pick('1', 'Try again', undefined, again), pick('2', 'Change the last answer', undefined, back)));
        return { node, focus: node.querySelector('h2'), keys: new Map([['1', again], ['2', back], ['backspace', back]]) };
}

export { backButton, card, heading, keycap };
