// Work orders at the bench: send a unit to work, finish what is open.
import { action, api, choice, el, field, form, minor, money, Problem, sheet, state, table, time, words } from './kit/kit.js';
import { at } from './result.js';
import { orderPath, withinLimit } from './work-plan.js';

const operations = ['clean', 'wash', 'repair a seam', 'replace a zip', 'replace a button', 'remove a stain', 'test', 'repack'];

export function startWork(unit, { desk, again }) {
        const names = el('datalist', { id: 'operations' }, operations.map((name) => el('option', { value: name })));
        const made = sheet('Send to work', el('p', { class: 'muted' }, 'One work order; the unit waits for it and is graded afterwards.'), names, form([
                field('operation', 'What is to be done', { list: 'operations' }), field('minutes', 'Minutes it should take', { as: 'number', value: '10' }),
        ], 'Start work', async (given) => {
                await api('POST', `${at(unit)}/work-orders`, { operations: [given] });
                made.close();
                desk.tell({ kind: 'attention', word: 'Work began', plate: unit.lpn, text: words(given.operation) });
                await again(unit);
        }));
}

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
                if (!await withinLimit(may, finish)) return;
                desk.tell({ kind: given.result === 'done' ? 'good' : 'attention', word: given.result === 'done' ? 'Work is done' : 'Work failed', plate: unit.lpn,
                        text: 'It can be graded now.' });
                await again(unit);
        });
}

const operationsOf = (order) => order.operations.map((o) => `${words(o.operation)}${o.minutes ? `, ${o.minutes} min` : ''}`).join('; ');

export const workOrders = (orders, merchant) => orders.length ? table([
        ['Work', operationsOf], ['Started', (o) => time(o.started_at)], ['Took', (o) => o.minutes === null ? '' : `${o.minutes} min`, 'number'],
        ['Parts', (o) => o.parts_amount ? money({ amount: o.parts_amount, currency: merchant.currency }) : '', 'number'], ['State', (o) => state(o.state)],
], orders, { caption: 'Work orders' }) : '';

export const sendToWork = (unit, way) => action('Send to work', async () => startWork(unit, way));
