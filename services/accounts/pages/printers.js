// Label printers of the facilities: added, changed, tried.
import { action, all, api, attempt, el, field, form, list, say, sheet, state, time } from './kit/kit.js';

const at = '/intake/v1/printers', sizes = [['57x32', '57 × 32 mm (2.25 × 1.25 in)'], ['102x51', '102 × 51 mm (4 × 2 in)']];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const facilities = new Map();

const how = ({ state: given, error, printer }) => ({
        printed: [`${printer} took the test label. If it is not there, look for paper and at its lamps.`, 'good'],
        unsure: [`${printer} was sent the test label and did not confirm it: ${error}.`, 'attention'],
        failed: [`${printer} did not print: ${error}. Look whether it is on, on this network, and has this address.`, 'stop'],
        expired: [`${printer} was busy for a minute; nothing was printed.`, 'attention'],
})[given];

async function tryIt(printer) {
        const { print_id } = await api('POST', `${at}/${printer.printer_id}/test-prints`);
        let print;
        do {
                await pause(150);
                print = await api('GET', `${at}/${printer.printer_id}/test-prints/${print_id}`);
        } while (!print.finished_at);
        await printers.refresh();
        say(...how(print));
}

const health = (p) => p.last_error ? el('div', {}, state('failed', 'Failed'), el('div', { class: 'small muted' }, p.last_error, ', ', time(p.failed_at)))
        : p.enabled ? state('active') : state('paused', 'Switched off');

const printers = list({ path: at, empty: 'No printer yet. Labels are printed as PDF until there is one.', first: action('Add the first printer', async () => add(), ''), columns: [
        ['Name', (p) => p.name], ['Facility', (p) => facilities.get(p.facility_id)], ['Address', (p) => el('code', {}, `${p.host}:${p.port}`)],
        ['Labels', (p) => `${p.size.replace('x', ' × ')} mm, ${p.dpi} dpi`], ['State', health],
        ['Actions', (p) => el('div', { class: 'row' }, p.enabled && action('Print a test label', () => attempt(() => tryIt(p))), action('Change', async () => change(p)),
                action(p.enabled ? 'Switch off' : 'Switch on', async () => { await api('PATCH', `${at}/${p.printer_id}`, { enabled: !p.enabled }); await printers.refresh(); }))],
] });

const fields = (p = { port: 9100, size: '57x32', dpi: 203 }) => [field('name', 'Name', { value: p.name, hint: 'As it is called on the floor, such as Dock 2.' }),
        el('div', { class: 'pair' }, field('host', 'Address', { value: p.host, hint: 'A name, or an address on your own network.' }), field('port', 'Port', { as: 'number', value: String(p.port) })),
        el('div', { class: 'pair' }, field('size', 'Labels', { options: sizes, value: p.size }), field('dpi', 'Dots per inch', { options: ['203', '300'], value: String(p.dpi) }))];

function edit(title, parts, submit, send) {
        const open = sheet(title, form(parts, submit, async ({ dpi, ...given }) => {
                await send({ ...given, dpi: Number(dpi) });
                await printers.refresh();
                open.close();
                say('Saved.', 'good');
        }));
}

const add = () => edit('Add a printer', [field('facility_id', 'Facility', { options: [...facilities] }), ...fields()], 'Add printer', (given) => api('POST', at, given));
const change = (p) => edit(`Change ${p.name}`, fields(p), 'Save', (given) => api('PATCH', `${at}/${p.printer_id}`, given));

/** The part of the set-up page; refresh() fills it. */
export function printersPanel() {
        const node = el('section', { class: 'panel', 'aria-label': 'Label printers' }, el('div', { class: 'row between' }, el('h2', {}, 'Label printers'),
                action('Add printer', async () => add())), printers);
        node.refresh = async () => {
                (await all('/accounts/v1/facilities')).forEach((f) => facilities.set(f.facility_id, f.name));
                await printers.refresh();
        };
        return node;
}
