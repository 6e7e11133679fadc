// The receipt report of a shipment, as the merchant has it: to read and to print.
import { api, el, empty, facts, page, plate, state, table, words } from './kit/kit.js';

const asked = new URLSearchParams(location.search);

/** The moment itself, by the clock of the warehouse. */
const clock = (iso, zone) => iso && el('time', {}, new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone || undefined }).format(new Date(iso)));

const piece = (one) => el('div', {}, one.title, el('div', { class: 'small muted' }, el('span', { class: 'code' }, [one.sku, one.barcode].filter(Boolean).join(' · ')),
        one.return_reason && ` · ${one.return_reason}`));

await page({ place: 'receive', title: 'Receipt report' }, async ({ main, tools }) => {
        const report = await api('GET', `/intake/v1/merchants/${encodeURIComponent(asked.get('merchant'))}/shipments/${encodeURIComponent(asked.get('shipment'))}/report`);
        const at = (iso) => clock(iso, report.time_zone), { counts = {} } = report;
        tools.append(el('button', { type: 'button', onclick: () => print() }, 'Print'));
        main.append(el('section', { class: 'panel', 'aria-label': 'Shipment' }, el('h2', {}, report.rma || report.order_name || 'Shipment'),
                facts(['Merchant', report.merchant], ['Order', report.order_name], ['Carrier', [report.carrier, report.tracking_number].filter(Boolean).join(' ')], ['Received at', report.facility],
                        ['Announced', at(report.announced_at)], ['First piece', at(report.first_received_at)], ['Last piece', at(report.last_received_at)], ['Closed', at(report.closed_at)],
                        ['Times', report.time_zone]),
                el('ul', { class: 'figures' }, Object.entries(counts).map(([outcome, count]) => el('li', {}, el('strong', {}, String(count)), el('p', {}, state(outcome)))))),
        el('section', { class: 'panel', 'aria-label': 'Announced' }, el('h2', {}, 'Announced'), report.lines.length ? table([['Piece', piece], ['Plate', (l) => plate(l.lpn)],
                ['State', (l) => state(l.outcome)]], report.lines) : empty('Nothing was announced.')),
        report.strangers.length ? el('section', { class: 'panel', 'aria-label': 'Strangers' }, el('h2', {}, 'Strangers'), table([['Piece', piece], ['Plate', (s) => plate(s.lpn)],
                ['Note', (s) => s.note], ['State', (s) => state(s.outcome)]], report.strangers)) : '');
        document.title = `Receipt report ${report.rma || report.order_name || words('shipment')} · Resale Partner`;
});
