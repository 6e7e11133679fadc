import { api, attempt, el, field, merchantChooser, money, plate, say, shell, state, table, time, values } from '/fulfillment/kit/kit.js';

const main = await shell({ service: 'fulfillment', title: 'Orders' });
const picks = el('div', {}), orders = el('div', {});
const code = el('input', { class: 'scan', name: 'code', autocomplete: 'off', 'aria-label': 'Scan' });
let chosen, current;

const at = (order) => `/fulfillment/v1/merchants/${order.merchant_id}/orders/${order.order_id}`;

/** Pick, then pack: the same scan, by where the unit is. */
async function scan(text) {
        if (!current) { say('Choose an order first.', 'attention', true); return; }
        const order = await api('GET', at(current));
        const line = order.lines.find((l) => l.lpn === text.toUpperCase().replaceAll(/[\s-]/g, ''));
        if (line && line.unit_state === 'picked') {
                await api('POST', `${at(current)}/parcels`, { codes: [text] });
                say('Packed.', 'good', true);
        } else {
                await api('POST', `${at(current)}/pick`, { code: text });
                say('Picked. Scan it again to pack it.', 'good', true);
        }
        await refresh();
}

function shipForm(order, parcel) {
        const form = el('form', { class: 'row' }, field('Carrier', el('input', { name: 'carrier', required: true })),
                field('Tracking number', el('input', { name: 'tracking_number', required: true })), el('button', {}, 'Ship'));
        form.addEventListener('submit', (event) => {
                event.preventDefault();
                attempt(async () => {
                        await api('POST', `/fulfillment/v1/merchants/${order.merchant_id}/parcels/${parcel.parcel_id}/ship`, values(form));
                        say('Shipped.', 'good', true);
                        await refresh();
                });
        });
        return form;
}

function orderPanel(order) {
        return el('section', { class: 'panel' },
                el('div', { class: 'row between' }, el('h2', {}, order.order_name || order.provider_order_id), state(order.state), time(order.paid_at)),
                table([
                        ['Unit', (l) => l.title], ['Plate', (l) => plate(l.lpn)], ['Price', (l) => money(l.price), 'number'],
                        ['Terms', (l) => l.terms.final_sale ? 'final sale' : `${l.terms.return_days} days to return`], ['Sale', (l) => state(l.state)], ['Unit', (l) => state(l.unit_state)],
                ], order.lines, ''),
                order.parcels.map((p) => el('div', {}, el('p', {}, state(p.state), ' ', [p.carrier, p.tracking_number].filter(Boolean).join(' ')), p.state === 'packed' ? shipForm(order, p) : '')),
                order.refund_tasks.map((t) => el('p', { class: 'note stop' }, `To refund: ${t.reason}`)),
                el('button', { class: 'quiet', onclick: () => { current = order; say(`Scan the plates of ${order.order_name || order.provider_order_id}.`); code.focus(); } }, 'Pick this order'));
}

async function refresh() {
        const list = (await api('GET', '/fulfillment/v1/picks?limit=100')).items;
        picks.replaceChildren(table([
                ['Order', (p) => p.order_name], ['Unit', (p) => p.title], ['Plate', (p) => plate(p.lpn)], ['', (p) => state(p.state)], ['Paid', (p) => time(p.paid_at)],
                ['', (p) => el('button', { class: 'quiet', onclick: () => { current = p; say(`Scan the plates of ${p.order_name}.`); code.focus(); } }, 'Pick')],
        ], list, 'Nothing to pick. Paid orders appear here, oldest first.'));
        if (!chosen) return;
        const page = await api('GET', `/fulfillment/v1/merchants/${chosen.merchant_id}/orders?limit=50`);
        orders.replaceChildren(...(page.items.length ? page.items.map(orderPanel) : [el('p', { class: 'empty' }, 'No order yet.')]));
}

const form = el('form', {}, field('Scan a plate', code));
form.addEventListener('submit', (event) => {
        event.preventDefault();
        const text = code.value.trim();
        code.value = '';
        if (text) attempt(() => scan(text));
});
const chooser = await merchantChooser((merchant) => { chosen = merchant; attempt(refresh); });
chosen = chooser.merchant;
main.append(el('section', { class: 'panel' }, form, el('h2', {}, 'To pick and pack'), picks), chooser.node, el('h2', {}, 'Orders'), orders);
await attempt(refresh);
