import { api, attempt, el, field, plate, say, shell, state, table, time, values } from '/intake/kit/kit.js';

const main = await shell({ service: 'intake', title: 'Receive' });
const facilities = (await api('GET', '/accounts/v1/facilities?limit=200')).items;
const place = el('select', {}, facilities.map((f) => el('option', { value: f.facility_id }, f.name)));
const code = el('input', { class: 'scan', name: 'code', autocomplete: 'off', autofocus: true, 'aria-label': 'Scan' });
const form = el('form', {}, field('Scan a tracking number, RMA, order or plate', code));
const thing = el('div', {}), queue = el('div', {});

const at = (s) => `/intake/v1/merchants/${s.merchant_id}/shipments/${s.shipment_id}`;

async function open(shipment) {
        const full = await api('GET', at(shipment));
        const done = full.state === 'closed';
        const receive = (line, outcome) => attempt(async () => {
                const unit = await api('POST', `${at(full)}/receive`, { line_id: line.line_id, facility_id: place.value, outcome });
                say(`Plate ${unit.printed}`, 'good', true);
                await open(full);
        });
        const actions = (line) => line.outcome === 'pending' && !done ? el('div', { class: 'row' },
                el('button', { onclick: () => receive(line, 'received') }, 'Received'),
                el('button', { class: 'quiet', onclick: () => receive(line, 'wrong_item') }, 'Wrong item'),
                el('button', { class: 'quiet', onclick: () => receive(line, 'damaged_in_transit') }, 'Damaged')) : [state(line.outcome), ' ', plate(line.lpn)];
        const stranger = el('form', { class: 'row' }, field('Not on the list? What is it', el('input', { name: 'title', required: true })),
                field('Outcome', el('select', { name: 'outcome' }, ['unexpected', 'misrouted', 'extra'].map((o) => el('option', {}, o)))), el('button', { class: 'quiet' }, 'Receive stranger'));
        stranger.addEventListener('submit', (event) => {
                event.preventDefault();
                attempt(async () => {
                        const unit = await api('POST', `${at(full)}/strangers`, { ...values(stranger), facility_id: place.value });
                        say(`Stranger kept: plate ${unit.printed}`, 'attention', true);
                        await open(full);
                });
        });
        const close = el('button', { class: 'stop', onclick: () => attempt(async () =>
                { await api('POST', `${at(full)}/close`); say('Closed. The report went to the merchant.', 'good'); await open(full); }) }, 'Close shipment');
        thing.replaceChildren(el('section', { class: 'panel' },
                el('div', { class: 'row between' }, el('h2', {}, `${full.merchant}: ${full.rma || full.order_name || full.door}`), state(full.state)),
                el('p', { class: 'muted' }, [full.order_name, full.carrier, full.tracking_number].filter(Boolean).join(' · ')),
                table([['Expected', (l) => l.title], ['SKU', (l) => l.sku], ['Reason', (l) => l.return_reason], ['', actions]], full.lines, 'Nothing was announced.'),
                full.strangers.length ? [el('h2', {}, 'Strangers'), table([['What', (s) => s.title], ['Plate', (s) => plate(s.lpn)], ['', (s) => state(s.outcome)]], full.strangers, '')] : '',
                done ? '' : [stranger, close]));
        await refresh();
}

function showUnit(unit) {
        thing.replaceChildren(el('section', { class: 'panel' }, el('h2', {}, unit.title || 'Unit'), el('dl', {},
                el('dt', {}, 'Plate'), el('dd', {}, plate(unit.lpn)), el('dt', {}, 'State'), el('dd', {}, state(unit.state)), el('dt', {}, 'SKU'), el('dd', {}, unit.sku || ''),
                el('dt', {}, 'Trip'), el('dd', {}, String(unit.trip)), el('dt', {}, 'Since'), el('dd', {}, time(unit.changed_at))),
        unit.state === 'returning' ? el('button', { onclick: () => attempt(async () => {
                const got = await api('POST', `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}/receive-again`, { facility_id: place.value });
                say(`Received again: ${got.lpn}`, 'good', true);
                code.focus();
        }) }, 'Receive again') : ''));
}

async function scan(text) {
        say('');
        const found = await api('POST', '/intake/v1/scans', { code: text });
        if (found.kind === 'unit') showUnit(found.unit);
        else if (found.returns) showUnit((await api('POST', '/intake/v1/scans', { code: found.returns[0].lpn })).unit);
        else await open(found.shipments[0]);
}

form.addEventListener('submit', (event) => {
        event.preventDefault();
        const text = code.value.trim();
        code.value = '';
        if (text) attempt(() => scan(text));
        code.focus();
});

async function refresh() {
        const list = (await api('GET', '/intake/v1/shipments?limit=50')).items;
        queue.replaceChildren(table([
                ['Merchant', (s) => s.merchant], ['RMA', (s) => s.rma], ['Order', (s) => s.order_name], ['Tracking', (s) => s.tracking_number], ['', (s) => state(s.state)],
                ['Announced', (s) => time(s.announced_at)], ['', (s) => el('button', { class: 'quiet', onclick: () => attempt(() => open(s)) }, 'Open')],
        ], list, 'Nothing is on its way. Routed returns and consignments appear here.'));
}

main.append(el('section', { class: 'panel' }, field('Facility', place), form), thing, el('section', { class: 'panel' }, el('h2', {}, 'Expected'), queue));
code.focus();
await attempt(refresh);
