// Picking, packing, shipping by scan; orders and returns of sold units.
import { action, api, el, forMerchant, list, money, page, plate, state, station, time, words } from './kit/kit.js';
import { orderPanel, progress, stage } from './order.js';

let parts, desk, thing, picks, waiting = [], current, boxed = new Set();

const at = (order) => `/fulfillment/v1/merchants/${order.merchant_id}/orders/${order.order_id}`;
const called = (order) => order.order_name || order.provider_order_id;
const bare = (code) => code.toUpperCase().replaceAll(/[\s-]/g, '');
const bound = (order, ...states) => order.lines.filter((line) => line.state === 'bound' && states.includes(line.unit_state));

/** Fetched afresh and shown, with what is in the box so far. */
async function show(order) {
        const fresh = await api('GET', at(order));
        if (fresh.order_id !== current?.order_id) boxed = new Set();
        current = fresh;
        thing.replaceChildren(orderPanel(current, { ...parts, at: at(current), boxed, pack, again: () => Promise.all([show(current), picks.refresh()]) }));
}

async function pack() {
        const codes = bound(current, 'picked').map((line) => line.lpn);
        await api('POST', `${at(current)}/parcels`, { codes });
        boxed = new Set();
        await Promise.all([show(current), picks.refresh()]);
        thing.querySelector('[name=carrier]')?.focus();      /* told when it can be typed */
        desk.tell({ kind: 'good', word: 'Packed', text: `${called(current)}: ${codes.length === 1 ? 'one unit' : `${codes.length} units`} in the parcel. Now say how it travels.` });
}

async function pick(code) {
        await api('POST', `${at(current)}/pick`, { code });
        await Promise.all([show(current), picks.refresh()]);
        const left = bound(current, 'sold').length;
        desk.tell({ kind: 'good', word: 'Picked', plate: bare(code), text: left ? `${left} more to pick for ${called(current)}.`
                : 'All of it is picked. Scan each plate again as it goes into the box.' });
}

async function intoBox(line) {
        boxed.add(line.lpn);
        const left = bound(current, 'picked').filter((one) => !boxed.has(one.lpn)).length + bound(current, 'sold').length;
        if (!left) return pack();
        desk.tell({ kind: 'good', word: 'In the box', plate: line.lpn, text: `${left} more to come for ${called(current)}.` });
        return show(current);
}

/** The plate says which order it is of; with an order begun, any other plate is refused by the server. */
async function scan(code) {
        const lpn = bare(code), entry = waiting.find((one) => one.lpn === lpn), begun = current && bound(current, 'sold', 'picked').length;
        if (entry && !begun && entry.order_id !== current?.order_id) await show(entry);
        if (!current) return desk.tell({ kind: 'stop', word: 'Nobody bought this', text: `No order waits for ${code}. Put it back, or open an order below.` });
        const line = current.lines.find((one) => one.lpn === lpn);
        if (line?.unit_state === 'picked') return intoBox(line);
        if (line?.unit_state === 'packed') return desk.tell({ kind: 'attention', word: 'Packed already', plate: lpn, text: 'Say how the parcel travels, then it is shipped.' });
        return pick(code);
}

async function begin(order) {
        await show(order);
        const left = bound(current, 'sold').length;
        desk.tell({ word: left ? `Scan the plates of ${called(current)}.` : `This is ${called(current)}.`,
                text: left ? bound(current, 'sold').map((line) => line.title).join(', ') : words(current.state) });
        scrollTo(0, 0);   /* the station, and what was opened right below it */
        desk.focus();
}

const total = (order) => money({ amount: order.lines.filter((line) => line.state !== 'cancelled').reduce((sum, line) => sum + line.price.amount, 0), currency: order.currency });

async function showOrders(place, merchant) {
        const orders = list({ path: `/fulfillment/v1/merchants/${merchant.merchant_id}/orders`, limit: 20, empty: 'No order yet. Paid orders with resale lines appear here.', columns: [
                ['Order', called], ['Units', (o) => o.lines.length, 'number'], ['Total', total, 'number'], ['Paid', (o) => time(o.paid_at)],
                ['State', (o) => el('div', { class: 'row' }, progress(o), o.refund_tasks.length > 0 && state('stop', 'To refund'))], ['Actions', (o) => action('Open', () => begin(o))],
        ] });
        place.replaceChildren(el('section', { class: 'panel' }, el('h2', {}, `Orders of ${merchant.name}`), orders));
        await orders.refresh();
}

await page({ place: 'orders', title: 'Orders' }, async (given) => {
        parts = given;
        desk = station({ label: 'Scan a plate', prompt: 'Scan a plate to pick it.', onscan: scan });
        thing = el('div', {});
        picks = list({ path: '/fulfillment/v1/picks', limit: 200, shown: (items) => { waiting = items; }, empty: 'Nothing to pick. Paid orders appear here, oldest first.', columns: [
                ['Order', called], ['Unit', (p) => p.title], ['Plate', (p) => plate(p.lpn)], ['State', (p) => stage(p.state)], ['Paid', (p) => time(p.paid_at)],
                ['Actions', (p) => action('Open', () => begin(p))],
        ] });
        const orders = el('div', {});
        parts.main.append(desk.node, thing, el('section', { class: 'panel' }, el('h2', {}, 'To pick, pack and ship'), picks), orders);
        desk.focus();
        await picks.refresh();
        await forMerchant({ ...parts, main: orders }, (merchant) => showOrders(orders, merchant));
});
