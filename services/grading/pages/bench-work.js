// Work at the bench: a unit is sent to it, and what is open is finished.
import { action, api, choice, el, field, form, minor, Problem, words } from './kit/kit.js';
import { orderPath, planSheet, withinLimit } from './work-plan.js';

export function finishForm(unit, order, merchant, { desk, again, may }) {
        const open = el('a', { class: 'button quiet', href: `/grading/work.html?scan=${unit.lpn}` }, 'Open it under Work');
        if (order.stage !== 'working') return el('div', { class: 'stack' },
                el('p', {}, order.stage === 'planned' ? 'It is planned, and has not begun.' : `It is paused: ${words(order.paused.reason).toLowerCase()}.`), el('div', {}, open));
        return form([
                choice('result', 'How did it go', [['done', 'Done'], ['failed', 'It could not be done']]),
                el('div', { class: 'pair' }, field('minutes', 'Minutes it took', { as: 'number' }), field('parts', `Cost of parts, ${merchant.currency}`,
                        { required: false, inputmode: 'decimal' })),
                field('note', 'Note', { required: false }),
                el('div', {}, open),
        ], 'Finish work', async ({ parts, ...given }) => {
                const amount = parts ? minor(parts, merchant.currency) : 0;
                if (amount === undefined) throw new Problem(0, { field: 'parts', detail: 'Write an amount such as 4.50.' });
                const finish = (over_limit) => api('POST', orderPath(unit, order.work_order_id, '/finish'), { ...given, parts_amount: amount, over_limit });
                const ended = await withinLimit(may, finish);
                if (!ended) return;
                if (ended.hold) desk.tell({ kind: 'attention', word: 'On hold', sound: 'wrong-place', plate: unit.lpn, text: ended.hold.reason });
                else desk.tell({ kind: given.result === 'done' ? 'good' : 'attention', word: given.result === 'done' ? 'Work is done' : 'Work failed', plate: unit.lpn,
                        text: 'It can be graded now.' });
                await again(unit);
        });
}

/** By the operations that hold for its type; it begins at once, or is planned. */
export const sendToWork = (unit, { desk, again, may }) => action('Send to work', () => planSheet(unit, { may, start: 'now', planned: async (order) => {
        desk.tell({ kind: 'attention', word: order.stage === 'working' ? 'Work began' : 'Work is planned', plate: unit.lpn, text: order.operations.map(({ name }) => name).join(', ') });
        await again(unit);
} }));
