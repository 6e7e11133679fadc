// One order: its lines and their terms, parcels, returns.
import { action, api, ask, el, field, form, icon, plate, money, say, sheet, state, table, time } from './kit/kit.js';

const carriers = ['USPS', 'UPS', 'FedEx', 'DHL', 'OnTrac', 'Royal Mail', 'DPD', 'GLS'];
const ours = ['fulfilment', 'supervisor'];

const terms = ({ final_sale, return_days }) => final_sale ? 'Final sale' : `${return_days} days to return`;

function shipForm(merchant_id, parcel, again) {
        const names = el('datalist', { id: `carriers-${parcel.parcel_id}` }, carriers.map((name) => el('option', { value: name })));
        return el('div', {}, names, form([field('carrier', 'Carrier', { list: names.id }), field('tracking_number', 'Tracking number',
                { hint: 'Scan it from the label.' })], 'Ship', async (given) => {
                await api('POST', `/fulfillment/v1/merchants/${merchant_id}/parcels/${parcel.parcel_id}/ship`, given);
                await again();
                say(`Shipped with ${given.carrier}, ${given.tracking_number}.`, 'good');
        }, { row: true }));
}

const parcelPart = (order, parcel, { again, may }) => el('div', { class: 'stack' }, el('hr'),
        el('div', { class: 'row' }, el('h3', {}, 'Parcel'), state(parcel.state), el('span', { class: 'muted' }, [parcel.carrier, parcel.tracking_number].filter(Boolean).join(' ')),
                parcel.delivered_at ? el('span', { class: 'muted' }, 'delivered ', time(parcel.delivered_at)) : parcel.shipped_at && el('span', { class: 'muted' },
                        'shipped ', time(parcel.shipped_at))),
        parcel.state === 'packed' && may(...ours) && shipForm(order.merchant_id, parcel, again));

/** May it come back? The sentence of the terms; and when it may, the return. */
async function returnSheet(order, line, { again, may }) {
        const at = `/fulfillment/v1/merchants/${order.merchant_id}/units/${line.unit_id}`, answer = await api('GET', `${at}/returnability`);
        const open = sheet(`Return of ${line.title}`, el('p', { class: `note ${answer.returnable ? 'good' : 'attention'}` }, icon(answer.returnable ? 'good' : 'stop'),
                el('span', {}, el('strong', {}, answer.returnable ? 'It can be returned. ' : 'It cannot be returned. '), answer.why)),
        answer.until && el('p', {}, 'Until ', new Date(answer.until).toLocaleString('en', { dateStyle: 'full', timeStyle: 'short' }), '.'),
        answer.returnable && may(...ours) && form([field('reason', 'Why does it come back', { area: true })], 'Authorise the return', async (given) => {
                const made = await api('POST', `${at}/returns`, given);
                await again();
                open.show(el('p', {}, 'The customer writes this number on the box; Receive finds it by a scan.'), el('p', { class: 'secret' }, made.rma),
                        el('div', {}, el('button', { type: 'button', onclick: open.close }, 'Done')));
        }));
}

const next = { sold: 'To pick', picked: 'To pack', packed: 'To ship' };
export const stage = (name) => next[name] ? state('waits', next[name]) : state(name);

/** How far an order is: as far as the line that is furthest behind. */
export function progress(order) {
        const behind = ['sold', 'picked', 'packed', 'shipped', 'delivered'], lines = order.lines.filter((line) => line.state === 'bound');
        if (order.state === 'cancelled') return state('cancelled');
        return stage(behind.find((name) => lines.some((line) => line.unit_state === name)) || (order.lines.some((line) => line.state === 'returned') ? 'returned'
                : lines[0]?.unit_state || 'refused'));
}

const box = (line, boxed) => line.unit_state === 'picked' && boxed.has(line.lpn) ? state('done', 'In the box') : stage(line.unit_state);

const cancel = (order, at, again) => ask('Cancel this order?', 'Its units are offered again. Refund the customer in the storefront.', 'Cancel order',
        async () => { await api('POST', `${at}/cancel`); await again(); });

/** parts: at (the order's address), boxed (plates in the box so far), pack(), again() shows it afresh, may. */
export function orderPanel(order, parts) {
        const { at, boxed, pack, again, may } = parts, bound = order.lines.filter((line) => line.state === 'bound');
        const picked = bound.filter((line) => line.unit_state === 'picked'), untouched = bound.length > 0 && bound.every((line) => line.unit_state === 'sold');
        return el('section', { class: 'panel', 'aria-label': 'Order' },
                el('div', { class: 'row between' }, el('h2', {}, `Order ${order.order_name || order.provider_order_id}`),
                        el('div', { class: 'row' }, el('span', { class: 'muted' }, 'paid ', time(order.paid_at)), progress(order))),
                table([
                        ['Unit', (l) => l.title], ['Plate', (l) => plate(l.lpn)], ['Price', (l) => money(l.price), 'number'], ['Terms', (l) => terms(l.terms)],
                        ['State', (l) => l.state === 'bound' ? box(l, boxed) : state(l.state)],
                        ['Actions', (l) => l.state === 'bound' && ['shipped', 'delivered'].includes(l.unit_state) ? action('May it come back', () => returnSheet(order, l, parts)) : ''],
                ], order.lines),
                order.refund_tasks.map((task) => el('p', { class: 'note stop' }, icon('stop'), el('span', {}, `To refund: ${task.reason}`))),
                may(...ours) && el('div', { class: 'row' }, picked.length > 0 && picked.length === bound.length && action('Pack all of it', pack, ''),
                        untouched && action('Cancel order', async () => cancel(order, at, again), 'stop')),
                order.parcels.map((parcel) => parcelPart(order, parcel, parts)));
}
