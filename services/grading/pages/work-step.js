// One step of the work, to be recorded by a key or a touch; a part that is used; why the work stops.
import { all, api, choice, el, field, form, money, Problem, sheet, words } from './kit/kit.js';
import { noteField } from './note.js';
import { orderPath, withinLimit } from './work-plan.js';

const keycap = (key) => el('kbd', { 'aria-hidden': 'true' }, key);
export const pick = (key, text, below, work, kind = '') => el('button', { type: 'button', class: `pick ${kind}`, 'aria-keyshortcuts': key.toUpperCase(), onclick: work },
        keycap(key), el('span', {}, text, below && el('span', { class: 'small' }, below)));
export const heading = (text) => el('h2', { tabindex: -1 }, text);
export const small = (key, text, work, kind = 'quiet') => el('button', { type: 'button', class: kind, 'aria-keyshortcuts': key.toUpperCase(), onclick: work }, text, keycap(key));

const kinds = { check: 'Check', measure: 'Measure', photo: 'Photo', confirm: 'Confirm' };

function measure({ step }, record) {
        const filled = form([field('value', `Value, ${step.unit}`, { required: true, inputmode: 'numeric', pattern: '-?[0-9]+', title: `A whole number of ${step.unit}.`,
                hint: `${step.min} to ${step.max} ${step.unit}` })], 'Record',
                async ({ value }) => {
                        const number = Number(value);
                        if (number < step.min || number > step.max) throw new Problem(0,
                                { field: 'value', detail: `It must be ${step.min} to ${step.max} ${step.unit}. If it is not, the work is not done yet, or cannot be.` });
                        await record({ value: number, unit: step.unit });
                });
        return { nodes: [filled], keys: new Map(), focus: filled.querySelector('input') };
}

/** Photos of the shot that are there, and taking one. */
function shot({ step, unit, there, take }, record) {
        const fitting = there.photos.filter((photo) => photo.shot === step.shot),
                keys = new Map(fitting.slice(0, 9).map((photo, i) => [String(i + 1), () => record({ photo_id: photo.photo_id })]));
        const src = (photo) => `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}/photos/${photo.photo_id}?size=160`;
        const under = there.waiting.some((entry) => entry.shot === step.shot);
        keys.set('t', () => take(step.shot));
        return { keys, nodes: [fitting.length ? el('ul', { class: 'shots' },
                fitting.map((photo, i) => el('li', {}, el('button', { type: 'button', onclick: () => record({ photo_id: photo.photo_id }) },
                el('img', { src: src(photo), alt: '' }), el('span', {}, `Use photo ${i + 1}`), keycap(String(i + 1))))))
                        : el('p', { class: 'muted' }, under ? 'The photo is being sent.' : `No photo “${step.shot}” yet.`),
        el('div', { class: 'picks' }, pick('t', `Take photo: ${step.shot}`, 'With the camera, or a file', () => take(step.shot)))] };
}

function plain({ step }, record) {
        const done = () => record({});
        return { keys: new Map([['1', done]]), nodes: [el('div', { class: 'picks' },
                pick('1', step.kind === 'check' ? 'It is so' : 'Done', step.kind === 'check' ? 'Checked' : 'I have done it', done))] };
}

/** { node, keys, focus }. at: operation, step, place, of, unit, there (photos), take(shot). */
export function stepCard(at, { record, skip, back }) {
        const { operation, step, place, of } = at, title = heading(step.text), note = noteField();
        const inner = (step.kind === 'measure' ? measure : step.kind === 'photo' ? shot : plain)(at, (given) => record({ ...given, note: note.text() }));
        const keys = new Map(inner.keys);
        if (step.optional) keys.set('0', skip);
        if (back) keys.set('backspace', back);
        return { keys, focus: inner.focus || title, node: el('section', { class: 'panel ask', 'aria-label': 'Step' },
                el('div', { class: 'row between small muted' }, el('span', {}, `${operation.body.name}: ${kinds[step.kind].toLowerCase()}`),
                        el('span', {}, `Step ${place} of ${of}`)), title, inner.nodes,
                note.node, el('div', { class: 'row' }, el('button', { type: 'button', class: 'quiet', 'aria-keyshortcuts': 'Backspace', disabled: !back, onclick: back }, 'Back', keycap('Backspace')),
                        step.optional && small('0', 'Leave it out', skip), note.open)) };
}

/* --- parts --- */

/** Those that the order needs come first. used(taken) once it is. operation: whose serial numbers are asked for. */
export async function partSheet(order, unit, { operation, used }) {
        const parts = order.facility_id ? await all(`/grading/v1/facilities/${order.facility_id}/parts`) : [];
        if (!parts.length) return sheet('Use a part', el('p', { class: 'muted' }, 'This facility has no parts in stock. They come in under Parts.'),
                el('div', {}, el('a', { class: 'button quiet', href: '/grading/parts.html' }, 'Parts')));
        const wanted = order.operations.flatMap((o) => o.body?.parts || []).map(({ part }) => part);
        const sorted = [...parts].sort((a, b) => wanted.includes(b.part) - wanted.includes(a.part)), serials = order.operations.some((o) => o.body?.serials);
        const made = sheet('Use a part', form([
                field('part', 'Part', { options: sorted.map((p) => [p.part, `${p.part}, ${p.name}: ${p.stock} in stock, ${money(p.unit_cost)}`]) }),
                        field('quantity', 'How many', { as: 'number', value: '1' }),
                field('operation', 'For', { options: [['', 'The whole work'], ...order.operations.map((o) => [o.operation, o.name || words(o.operation)])],
                        value: operation || order.operations[0].operation }),
                serials && el('div', { class: 'pair' }, field('serial_out', 'Serial number out', { required: Boolean(operation), maxlength: 60 }),
                        field('serial_in', 'Serial number in', { required: Boolean(operation), maxlength: 60 })),
        ], 'Use it', async (given) => {
                const taken = await api('POST', orderPath(unit, order.work_order_id, '/parts'), given);
                made.close();
                await used(taken);
        }));
        return made;
}

/* --- stopping --- */

const reasons = [['waits_for_part', 'Waits for a part'], ['waits_for_advice', 'Waits for advice'], ['tool_broken', 'A tool is broken'], ['end_of_shift', 'End of shift'],
        ['other', 'Something else']];

export function pauseSheet(order, unit, may, paused) {
        const made = sheet('Pause the work', form([choice('reason', 'What it waits for', reasons), field('note', 'Note', { required: false, maxlength: 500 })], 'Pause', async (given) => {
                const answer = await withinLimit(may, (over_limit) => api('POST', orderPath(unit, order.work_order_id, '/pause'), { ...given, over_limit }));
                if (!answer) return;
                made.close();
                await paused(reasons.find(([name]) => name === given.reason)[1], answer);
        }));
}

export function failSheet(order, unit, may, failed) {
        const made = sheet('It cannot be done', form([field('note', 'Why',
                { area: true, maxlength: 1000, hint: 'It is kept with the work order. The unit is graded as it is.' })], 'End the work', async (given) => {
                const answer = await withinLimit(may, (over_limit) => api('POST', orderPath(unit, order.work_order_id, '/finish'), { result: 'failed', ...given, over_limit }));
                if (!answer) return;
                made.close();
                await failed(answer);
        }, { kind: 'stop' }));
}

/** Other minutes than the clock's, and why. finish(body) ends the work. */
export function minutesSheet(counted, finish) {
        const made = sheet('Other minutes than the clock’s', form([field('minutes', 'Minutes of labour', { as: 'number', value: String(counted) }),
                field('note', 'Why', { hint: 'It is kept beside what was counted.', maxlength: 1000 })],
                'Finish work', async (given) => { await finish(given); made.close(); }));
}
