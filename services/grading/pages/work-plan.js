// Planning work on a unit, and what a stage that is full asks of a supervisor.
import { api, checks, choice, el, empty, field, form, money, sheet } from './kit/kit.js';

const of = (unit) => `/grading/v1/merchants/${unit.merchant_id}`;
export const orderPath = (unit, id, act = '') => `${of(unit)}/work-orders/${id}${act}`;

/** Runs work(reason); a stage that is full asks a supervisor why it is gone over. The answer; undefined when nobody gave a reason. */
export async function withinLimit(may, work) {
        try {
                return await work();
        } catch (error) {
                if (error.code !== 'work-limit' || !may('supervisor')) throw error;
                return new Promise((resolve, reject) => {
                        const made = sheet('The stage is full', el('p', {}, error.message),
                                form([field('reason', 'Why this goes over it all the same', { area: true, hint: 'It is kept in the history of the unit.', maxlength: 500 })],
                                'Go over the limit', async ({ reason }) => {
                                        try {
                                                resolve(await work(reason));
                                        } catch (again) {
                                                reject(again);
                                        }
                                        made.close();
                                }));
                        made.node.addEventListener('close', () => resolve(undefined));
                });
        }
}

const priorities = [['1', 'First'], ['2', 'In turn'], ['3', 'When there is time']];
const cost = (plan) => [`${plan.minutes} min`, plan.cost.amount ? money(plan.cost) : ''].filter(Boolean).join(', ');

/** Ways to remove what capped the last grade; pressing one chooses its operations. */
const suggestions = (plans, choose) => plans.length ? el('div', { class: 'stack' }, el('h3', {}, 'What would lift its grade'),
        el('ul', { class: 'trace' }, plans.map((plan) => el('li', {}, el('div', { class: 'row between' },
        el('span', {}, plan.operations.map(({ name }) => name).join(' and '),
                el('span', { class: 'small muted' }, ` ${cost(plan)}; removes ${plan.removes.map(({ text, question }) => text || question).join(', ')}`)),
        el('button', { type: 'button', class: 'quiet', onclick: () => choose(plan.operations.map(({ operation }) => operation)) }, 'Choose')))))) : '';

/** unit: merchant_id, unit_id, lpn, title, product_type. planned(order) once it is. start: 'now', or later. */
export async function planSheet(unit, { may, planned, start: usual = 'later' }) {
        const type = unit.product_type ? `?product_type=${encodeURIComponent(unit.product_type)}` : '';
        const [{ items: operations }, { items: plans }] = await Promise.all([api('GET', `${of(unit)}/operations${type}`), api('GET', `${of(unit)}/units/${unit.unit_id}/work-plans`)]);
        if (!operations.length) return sheet('Plan work', empty('There is no operation for this product type. A supervisor writes one under Operations.'));
        const options = operations.map((o) => [o.code, `${o.body.name}, ${o.body.minutes} min`]);
        const filled = form([
                checks('operations', 'What is to be done', options), field('due_at', 'Due', { type: 'datetime-local', required: false }),
                choice('priority', 'What goes before what', priorities, { chosen: '2' }),
                        choice('start', 'When it begins', [['later', 'Later: it is planned'], ['now', 'Now: the clock runs']], { chosen: usual }),
        ], 'Plan work', async ({ operations: codes, due_at, priority, start }) => {
                const body = { operations: codes.map((operation) => ({ operation })), priority: Number(priority), start, due_at: due_at ? new Date(due_at).toISOString() : undefined };
                const order = await withinLimit(may, (reason) => api('POST', `${of(unit)}/units/${unit.unit_id}/work-orders`, { ...body, reason }));
                if (!order) return;
                made.close();
                await planned(order);
        });
        const choose = (codes) => filled.querySelectorAll('[name=operations]').forEach((box) => { box.checked = codes.includes(box.value); });
        const made = sheet(`Plan work on ${unit.title || 'the unit'}`, suggestions(plans, choose), filled);
        return made;
}

/** When it is due, and what goes before what. */
export function scheduleSheet(job, changed) {
        const local = job.due_at ? new Date(new Date(job.due_at).getTime() - new Date(job.due_at).getTimezoneOffset() * 60000).toISOString().slice(0, 16) : '';
        const made = sheet(`When ${job.title || 'the unit'} is due`, form([field('due_at', 'Due', { type: 'datetime-local', required: false, value: local }),
                choice('priority', 'What goes before what', priorities, { chosen: String(job.priority) })], 'Change it', async ({ due_at, priority }) => {
                await api('PATCH', orderPath(job, job.work_order_id), { due_at: due_at ? new Date(due_at).toISOString() : null, priority: Number(priority) });
                made.close();
                await changed();
        }));
}
