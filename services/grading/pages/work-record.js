// What was done to a unit: one work order with its steps, labour, parts and cost, and the unit before it and after it.
import { action, api, el, facts, grade, money, sheet, state, table, time, words } from './kit/kit.js';
import { orderPath } from './work-plan.js';

const nameOf = (operation) => operation.name || words(operation.operation);

function picture(unit, photo) {
        const src = `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}/photos/${photo.photo_id}`;
        return el('li', {}, el('a', { href: src, target: '_blank', class: 'button tile' }, el('img', { src: `${src}?size=160`, alt: '', loading: 'lazy' }), el('span', {}, photo.shot)));
}

const side = (unit, title, { grade: given, photos }, nothing) => el('section', { class: 'stack', 'aria-label': title }, el('h3', {}, title),
        given ? el('div', { class: 'row' }, grade(given.grade), el('span', {}, `${words(given.condition)}. ${given.reason}`)) : el('p', { class: 'muted' }, nothing),
        photos.length ? el('ul', { class: 'strip' }, photos.map((photo) => picture(unit, photo))) : el('p', { class: 'muted' }, 'No photo.'));

const labour = ({ minutes, counted_minutes: counted, labour_cost: cost }) => minutes === null ? ''
        : [`${minutes} min`, counted !== null && counted !== minutes && `the clock counted ${counted}`, cost?.amount && money(cost)].filter(Boolean).join(', ');
const value = (record) => [record.value !== null && `${record.value} ${record.unit}`, record.photo_id && 'photo', record.note].filter(Boolean).join(', ');

const steps = ({ operations }) => operations.flatMap((operation) => operation.records.map((record) => ({ operation, record, step: operation.body?.steps?.[record.step - 1] })));

/** Opens all of a work order. */
export async function showWork(unit, id) {
        const order = await api('GET', orderPath(unit, id)), recorded = steps(order), { paused } = order;
        sheet(order.operations.map(nameOf).join(', '), facts(['State', state(order.stage === 'paused' ? 'quarantined' : order.stage || order.state, words(order.stage || order.state))],
                ['Waits', paused && [words(paused.reason), paused.note].filter(Boolean).join(': ')], ['Note', order.note],
                ['Planned', time(order.planned_at)], ['Began', order.started_at && time(order.started_at)],
                ['Ended', order.finished_at && time(order.finished_at)], ['Due', order.due_at && time(order.due_at)], ['Labour', labour(order)],
                ['Should cost', order.expected_cost && `${money(order.expected_cost)}, ${order.expected_minutes} min`], ['Cost', order.cost && money(order.cost)],
                ['Refurbished', order.state === 'done' && (order.refurbishes ? 'It counts, with a warranty term' : 'It does not count')]),
        side(unit, 'Before', order.before, 'It had no grade.'), side(unit, 'After', order.after, order.state === 'open' ? 'The work is not done yet.' : 'It was not graded since.'),
        order.times.length ? table([['Who', (t) => t.name || 'Somebody'], ['From', (t) => time(t.started_at)], ['To', (t) => t.ended_at ? time(t.ended_at) : 'now']], order.times,
                { caption: 'Labour' }) : '',
        recorded.length ? table([['Step', ({ operation, step }) => step?.text || nameOf(operation)], ['Recorded', ({ record }) => value(record) || 'Done'],
                ['By', ({ record }) => record.recorded_by_name || ''], ['When', ({ record }) => time(record.recorded_at)]], recorded, { caption: 'Steps' }) : '',
        order.parts.length ? table([['Part', (p) => `${p.quantity} × ${p.name}`], ['Cost', (p) => money({ ...p.unit_cost, amount: p.unit_cost.amount * p.quantity }), 'number'],
                ['Serial out, in', (p) => [p.serial_out, p.serial_in].filter(Boolean).join(', ')]], order.parts, { caption: 'Parts' }) : '');
}

/** Work orders of a unit, each to be looked at as a whole. */
export const workOrders = (unit, orders, caption = 'Work orders') => orders.length ? table([
        ['Work', (o) => o.operations.map((one) => `${nameOf(one)}${one.minutes ? `, ${one.minutes} min` : ''}`).join('; ')], ['Started', (o) => o.started_at && time(o.started_at)],
        ['Took', (o) => o.minutes === null ? '' : `${o.minutes} min`, 'number'], ['Cost', (o) => o.cost?.amount ? money(o.cost) : '', 'number'], ['State', (o) => state(o.state)],
        ['Actions', (o) => action('Show', () => showWork(unit, o.work_order_id))],
], orders, { caption }) : '';
