// Consignments: announced by a manifest, counted blindly, then received piece by piece.
import { action, all, api, ask, asOfNote, chooser, el, empty, facts, field, form, isAway, lately, list, page, sheet, state, station, table, time, words } from './kit/kit.js';
import { counting, deciding, differences } from './count.js';
import { hands, step } from './hand.js';
import { labels } from './label.js';
import { announcing } from './manifest.js';

const strangers = [['extra', 'Extra: one more than announced'], ['unexpected', 'Unexpected: nobody announced it'], ['misrouted', 'Misrouted: it belongs elsewhere']];
const counts = { counting: 'Being counted', differs: 'Count differs', agreed: 'Count agrees', accepted: 'Count accepted', skipped: 'Not counted' };
const number = (value) => value === null || value === undefined ? '' : value.toLocaleString('en');
const called = (s) => s.rma || s.tracking_number || 'Without a reference';
const many = (count, one) => `${number(count)} ${count === 1 ? one : `${one}s`}`;
const arrived = ({ manifest: m }) => m.received + m.damaged_in_transit + m.wrong_item;
const address = (s) => `/intake/consignments.html?merchant=${s.merchant_id}&shipment=${s.shipment_id}`;
const link = (href, text, kind = 'quiet') => el('a', { class: `button ${kind}`, href }, text);
const product = (line) => el('div', {}, el('div', {}, line.title || line.sku || line.barcode),
        el('div', { class: 'small muted code' }, [line.sku, line.barcode, line.carton].filter(Boolean).join(' · ')));

/* --- the list, and announcing --- */

async function overview({ main, tools }) {
        const open = list({ path: '/intake/v1/consignments', empty: 'No consignment is open. Announce one below, or let the merchant send its manifest.', columns: [
                ['Consignment', (s) => el('div', {}, el('div', {}, called(s)), el('div', { class: 'small muted' }, s.merchant))], ['Announced', (s) => time(s.announced_at)],
                ['Expected', (s) => s.manifest.pieces === null ? 'Hidden' : number(s.manifest.pieces), 'number'], ['Counted', (s) => number(s.manifest.counted), 'number'],
                ['Received', (s) => number(arrived(s)), 'number'],
                ['State', (s) => state(s.manifest.count === 'differs' ? 'short' : s.state, s.state === 'receiving' ? words(s.state) : counts[s.manifest.count])],
                ['Actions', (s) => link(address(s), 'Open')],
        ] });
        const made = el('div', {}), here = el('section', { class: 'panel' });
        const told = async ({ shipment, lines, pieces, passed_over: over, unknown_columns: unknown }) => {
                made.replaceChildren(el('div', { class: 'note good', role: 'status' }, el('div', {},
                        el('strong', {}, `${called(shipment)} is announced: ${many(lines, 'line')}, ${many(pieces, 'piece')}.`),
                        over > 0 && el('p', {}, `${many(over, 'line')} passed over: totals, or of no piece.`),
                        unknown.length > 0 && el('p', {}, `Nothing was taken from ${unknown.join(', ')}.`)), link(address(shipment), 'Open')));
                made.scrollIntoView({ block: 'center' });
                await open.refresh();
        };
        here.append(el('div', { class: 'row between' }, el('h2', {}, 'Announce a consignment'),
                el('a', { class: 'button quiet', href: '/intake/manifest-sample.csv', download: 'manifest-sample.csv' }, 'Sample manifest')),
                await announcing(told));
        tools.append(link('/intake/', 'Receive parcels'));
        main.append(made, el('section', { class: 'panel' }, el('h2', {}, 'Open consignments'), open), here);
        await open.refresh();
}

/* --- receiving its pieces --- */

/** with: at, shipment, desk, label, hand, facility, again. As counting() in count.js. */
function receiving({ at, shipment, desk, label, hand, facility, again }) {
        const lines = list({ path: `${at}/lines`, empty: 'The manifest has no line.', columns: [
                ['Product', product], ['Expected', (l) => number(l.expected), 'number'], ['Received', (l) => number(l.received), 'number'],
                ['Damaged, wrong', (l) => l.damaged_in_transit + l.wrong_item || '', 'number'], ['State', (l) => state(l.outcome)],
                ['Actions', (l) => l.outcome === 'pending' ? el('div', { class: 'row' }, action('Received', () => receive(l, 'received')),
                        action('Damaged', () => receive(l, 'damaged_in_transit')), action('Wrong item', async () => wrong(l))) : ''],
        ] });
        const done = (unit, outcome, text, title, off) => {
                const piece = { ...unit, merchant_id: shipment.merchant_id, title, state: 'received' };
                desk.tell({ kind: outcome === 'received' ? 'good' : 'attention', word: `${words(outcome)}. Tote: ${step(unit.triage.next)}`, plate: unit.printed,
                        text: `${text}. ${off ? 'It carries its plate. Take the next piece.' : 'Put the plate on it and scan it, then take the next piece.'}` });
                hand.take(piece);
                if (off) return desk.undo();
                label.want(piece);
                return desk.undo(`${title} received`, async () => {
                        await api('POST', `/intake/v1/merchants/${shipment.merchant_id}/units/${unit.unit_id}/undo-receipt`);
                        label.forget();
                        hand.drop();
                        desk.tell({ kind: 'attention', word: 'Taken back', plate: unit.printed, text: `${title} was not received. If its label is printed, destroy it.` });
                        await again();
                });
        };
        /** A piece becomes a unit: with a plate off the roll where the station takes them from there, else with its own. taken(): nothing more is asked of the person. */
        const came = async (path, body, text, title, taken = () => {}) => {
                await label.plate({ title, merchant: shipment.merchant }, async (off) => {
                        const unit = await api('POST', `${at}/${path}`, { ...body, facility_id: facility.value, ...(off && { plate: off }) });
                        taken();
                        done(unit, body.outcome, text, title, off);
                        await again();
                        desk.focus();
                });
                taken();
        };
        const receive = async (line, outcome, instead = {}, taken = undefined) => {
                const title = instead.title || line.title || line.sku || line.barcode;
                if (label.busy()) return;
                await came('receive', { line_id: line.line_id, outcome, ...instead },
                        outcome === 'received' ? `${title}, ${number(line.received + 1)} of ${number(line.expected)}` : title, title, taken);
        };
        const wrong = (line) => {
                if (label.busy()) return;
                const why = 'It gets a plate as what it is, and the merchant is told that the piece announced did not come.';
                const made = sheet(`Instead of ${line.title || line.sku}`, el('p', { class: 'muted' }, why), form([
                        field('title', 'What came'), field('sku', 'SKU', { required: false }), field('note', 'Note', { required: false }),
                ], 'Receive it', (instead) => receive(line, 'wrong_item', instead, () => made.close())));
        };
        const stranger = (given = {}) => {
                if (label.busy()) return;
                const title = given.outcome === 'extra' ? 'One more than announced' : 'Something that was not announced';
                const made = sheet(title, el('p', { class: 'muted' }, 'It gets a plate too, and the merchant is told.'), form([
                        field('title', 'What is it', { value: given.title }), field('outcome', 'Why is it here', { options: strangers, value: given.outcome || 'unexpected' }),
                        field('sku', 'SKU', { required: false, value: given.sku }), field('barcode', 'Barcode', { required: false, value: given.barcode }),
                        field('note', 'Note', { required: false }),
                ], 'Receive it', (about) => came('strangers', about, about.title, about.title, () => made.close())));
        };
        const scan = async (code) => {
                const { items: [line] } = await api('GET', `${at}/lines?limit=1&code=${encodeURIComponent(code)}`);
                if (line && line.outcome === 'pending') return receive(line, 'received');
                if (line) {
                        desk.tell({ kind: 'attention', word: 'All of it is here', text: `No more of ${line.title || line.sku} is expected. Receive this one as extra.` });
                        return stranger({ outcome: 'extra', title: line.title, sku: line.sku, barcode: line.barcode });
                }
                desk.tell({ kind: 'attention', word: 'Not on the manifest', text: `Nothing on it has the code ${code}. Say what it is, and it gets a plate.` });
                return stranger(/^\d{8,14}$/.test(code) ? { barcode: code } : { sku: code });
        };
        const close = () => {
                const missing = shipment.manifest.pieces - arrived(shipment);
                const sentence = missing ? `${many(missing, 'piece')} still expected: reported to the merchant as short.` : 'Every piece that was announced has come.';
                ask(`Close ${called(shipment)}?`, sentence, 'Close consignment', async () => {
                        await api('POST', `${at}/close`);
                        desk.tell({ kind: 'good', word: 'Closed', text: 'The report goes to the merchant.' });
                        await again();
                });
        };
        const node = el('section', { class: 'panel', 'aria-label': 'Lines' }, el('div', { class: 'row between' }, el('h2', {}, 'What is expected'),
                el('div', { class: 'row' }, action('Something else is in it', async () => stranger()), action('Close consignment', async () => close(), 'stop', 'CLOSE'))), lines);
        return { node, scan, refresh: lines.refresh };
}

function closed({ at, shipment, desk }) {
        const { manifest: m } = shipment, short = m.pieces - arrived(shipment);
        const outcomes = [['received', m.received], ['damaged_in_transit', m.damaged_in_transit], ['wrong_item', m.wrong_item], ['short', short], ['unexpected', m.strangers]];
        const differ = m.differences ? differences(at, false) : undefined;
        const node = el('section', { class: 'panel', 'aria-label': 'Report' },
                el('div', { class: 'row between' }, el('h2', {}, 'Report'), link(`${at}/report.csv`, 'Download the report', '')),
                table([['Outcome', ([name]) => state(name)], ['Pieces', ([, count]) => number(count), 'number']], outcomes.filter(([, count]) => count)),
                differ && [el('h3', {}, 'What the count differed by'), differ]);
        const scan = async () => desk.tell({ kind: 'attention', word: 'Closed', text: 'Nothing more is received for this consignment.' });
        return { node, scan, refresh: async () => differ?.refresh() };
}

/* --- one of them --- */

const sums = ({ manifest: m, ...s }) => facts(['Merchant', s.merchant], ['Carrier', [s.carrier, s.tracking_number].filter(Boolean).join(' ')], ['Lines', number(m.lines)],
        ['Expected', m.pieces === null ? 'Hidden until it is counted' : number(m.pieces)], ['Counted', m.pieces !== null && number(m.counted)],
        ['Received', m.pieces !== null && number(arrived({ manifest: m }))], ['Strangers', m.strangers && number(m.strangers)], ['Announced', time(s.announced_at)],
        ['Closed', s.closed_at && time(s.closed_at)]);

const partOf = (shipment) => shipment.state === 'closed' ? closed : { counting, differs: deciding }[shipment.manifest.count] || receiving;

async function one({ main, tools, context, may, me }, merchant, id) {
        const at = `/intake/v1/merchants/${merchant}/shipments/${id}`, known = await lately('facilities', '/accounts/v1/facilities', () => all('/accounts/v1/facilities'));
        const facilities = known.value.map((f) => ({ id: f.facility_id, text: f.name, of: f }));
        if (!facilities.length) { main.append(empty('No facility yet. An administrator adds the warehouse you stand in under Set-up.')); return; }
        const { select: facility } = chooser(context, 'Facility', 'facility', facilities, async () => {
                await label.use(facility.value);
                history.replaceState(null, '', address({ merchant_id: merchant, shipment_id: id }));
                desk.focus();
        });
        const head = el('section', { class: 'panel', 'aria-label': 'Consignment' }), place = el('div', { class: 'stack' });
        const shipment = {};   /* the same one, afresh */
        let part, kind;

        const again = async () => {
                const { value, asOf } = await lately(`shipment ${id}`, at);
                Object.assign(shipment, value);
                const { count } = shipment.manifest;
                head.replaceChildren(el('div', { class: 'row between' }, el('h2', {}, called(shipment)),
                        el('div', { class: 'row' }, state(count === 'differs' ? 'short' : 'expected', counts[count]), state(shipment.state))), asOf ? asOfNote(asOf) : '', sums(shipment));
                if (partOf(shipment) !== kind) {
                        kind = partOf(shipment);
                        part = kind({ at, shipment, desk, label, hand, facility, may, again });
                        place.replaceChildren(part.node);
                        label.tools.hidden = kind !== receiving;
                }
                await part.refresh().catch((error) => { if (!isAway(error)) throw error; });
        };
        const desk = station({ label: 'Scan a piece', prompt: 'Scan a piece.', counts: true, onscan: async (code) => {
                if (await label.scanned(code)) return undefined;
                return hand.takes(code) ? hand.put(code) : part.scan(code);
        } });
        const label = labels(desk), hand = hands(desk, { may, me, placed: async () => {} });
        tools.append(link('/intake/consignments.html', 'All consignments'));
        main.append(desk.node, may('receiver', 'supervisor') ? label.tools : '', el('div', { class: 'columns pieces' }, hand.node, label.node), place, head);
        await Promise.all([again(), may('receiver', 'supervisor') && label.use(facility.value).catch((error) => { if (!isAway(error)) throw error; })]);
        const { count } = shipment.manifest;
        const [word, text] = shipment.state === 'closed' ? [`${called(shipment)} is closed`, 'Its report is below.'] : {
                counting: ['Scan each piece', 'What is expected is not shown until the count is finished.'], differs: ['The count differs', 'A supervisor decides.'],
        }[count] || ['Scan a piece', 'It gets its plate.'];
        desk.tell({ word, text });
        desk.focus();
}

await page({ place: 'receive', title: 'Consignments', offline: true }, async (parts) => {
        const asked = new URLSearchParams(location.search), [merchant, id] = [asked.get('merchant'), asked.get('shipment')];
        await (merchant && id ? one(parts, merchant, id) : overview(parts));
});
