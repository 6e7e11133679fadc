import { api, attempt, el, merchantChooser, money, shell, state, table, time } from '/routing/kit/kit.js';

const main = await shell({ service: 'routing', title: 'Routing' });
const body = el('div', { class: 'columns' });

function panel(title, content) {
        return el('section', { class: 'panel' }, el('h2', {}, title), content);
}

const conditions = (c) => Object.entries(c).map(([name, list]) => `${name.replaceAll('_', ' ')}: ${Array.isArray(list) ? list.join(', ') : list}`).join('; ');

function decision(one) {
        return el('section', { class: 'panel' },
                el('div', { class: 'row between' }, el('h2', {}, one.order_name || one.provider_return_id), time(one.decided_at)),
                el('p', { class: 'small muted' }, `Return ${one.provider_return_id} · ${one.carrier || ''} ${one.tracking_number || 'no tracking number'}`),
                one.conflicts.map((text) => el('p', { class: 'note attention' }, text)),
                table([
                        ['Item', (l) => l.title], ['Reason', (l) => l.return_reason], ['Price', (l) => money(l.price), 'number'], ['Goes to', (l) => l.destination || 'stays with the customer'],
                        ['By', (l) => state(l.kind)], ['Because', (l) => l.trace.decided_by.why],
                        ['Passed over', (l) => el('span', { class: 'small muted' }, l.trace.passed_over.map((p) => `${p.name || p.mode || ''}: ${p.why || ''}`).join('; '))],
                ], one.lines, ''));
}

async function show(merchant) {
        const at = `/routing/v1/merchants/${merchant.merchant_id}`;
        const [destinations, rules, workflows, settings, decisions] = await Promise.all(
                ['destinations', 'rules', 'workflows', 'settings', 'decisions'].map((name) => api('GET', `${at}/${name}`)));
        const name = (id) => (destinations.items.find((d) => d.destination_id === id) || {}).name || '';
        body.replaceChildren(
                panel('Destinations', table([
                        ['Name', (d) => d.name], ['Type', (d) => d.type.replace('_', ' ')], ['', (d) => [d.is_default && state('default'), ' ', d.is_partner && state('partner')]],
                ], destinations.items, 'No destination yet. Add the merchant’s own warehouse first, then the partner.')),
                panel('Product rules', [table([
                        ['Destination', (r) => name(r.destination_id)], ['Mode', (r) => r.mode.replaceAll('_', ' ')], ['For', (r) => conditions(r.conditions)], ['Version', (r) => r.version, 'number'],
                ], rules.items, 'No product rule: everything goes to the default destination.'),
                el('p', { class: 'small muted' }, settings.enforce_product_rules
                        ? 'Rules are enforced: one shipment per destination.'
                        : 'Rules are not enforced: mixed returns go to the default destination.')]),
                panel('Workflows', table([
                        ['Name', (w) => w.name], ['Does', (w) => w.action.replace('_', ' ')], ['When', (w) => conditions(w.conditions)], ['Priority', (w) => w.priority, 'number'],
                ], workflows.items, 'No workflow yet.')));
        decided.replaceChildren(...(decisions.items.length ? decisions.items.map(decision) : [el('p', { class: 'empty' }, 'No return was routed yet. Decisions appear here as Loop sends returns.')]));
}

const decided = el('div', { class: 'stack' });
const chooser = await merchantChooser((merchant) => attempt(() => show(merchant)));
main.append(chooser.node, body, el('h2', {}, 'Decisions'), decided);

if (chooser.merchant) await attempt(() => show(chooser.merchant));
