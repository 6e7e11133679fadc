// Receiving: one box takes any scan; each piece gets its plate; what is missing or strange is said when the shipment closes.
import { action, all, api, ask, chooser, el, empty, facts, field, form, list, page, plate, sheet, state, station, table, time, words } from './kit/kit.js';
import { contents, hands, step } from './hand.js';
import { labels, plateIn } from './label.js';
import { unitPanel } from './unit.js';

const strangers = [['unexpected', 'Unexpected: nobody announced it'], ['misrouted', 'Misrouted: it belongs elsewhere'], ['extra', 'Extra: one more than announced']];

let parts, facility, desk, label, hand, thing, queue, closedOnes, open, shown;

const at = (s) => `/intake/v1/merchants/${s.merchant_id}/shipments/${s.shipment_id}`;
const called = (s) => s.rma || s.order_name || words(s.door);
/** Back to the station, and what was opened right below it. */
const reach = () => scrollTo(0, 0);
const piece = (line) => el('div', {}, el('div', {}, line.title), el('div', { class: 'small muted' }, el('span', { class: 'code' }, [line.sku, line.barcode].filter(Boolean).join(' · ')),
        line.return_reason && ` · ${line.return_reason}`));

/** SKU and barcode of something, filled by a code that was scanned. */
function productCodes(code = '') {
        const isBarcode = /^\d{8,14}$/.test(code);
        return el('div', { class: 'pair' }, field('sku', 'SKU', { required: false, value: isBarcode ? '' : code }),
                field('barcode', 'Barcode', { required: false, value: isBarcode ? code : '' }));
}

/* --- a shipment --- */

/** A piece that has its plate now is in hand: its label is waited for, and the tote it goes into. */
function tellReceived(unit, kind, title, then) {
        const piece = { ...unit, merchant_id: open.merchant_id, title, state: 'received' };
        desk.tell({ kind, word: `${words(unit.outcome)}. Tote: ${step(unit.triage.next)}`, plate: unit.printed, text: `${title}. ${then}` });
        label.want(piece);
        hand.take(piece);
}

/** What came in the place of a line; `instead` says what it is when it is not what was announced. */
async function receive(line, outcome, instead = {}) {
        const unit = await api('POST', `${at(open)}/receive`, { line_id: line.line_id, facility_id: facility.value, outcome, ...instead });
        tellReceived(unit, outcome === 'received' ? 'good' : 'attention', instead.title || line.title, 'Put the plate on it and scan it, then take the next piece.');
        await show(open);
        desk.focus();
}

function receiveWrong(line) {
        const made = sheet(`Instead of ${line.title}`, el('p', { class: 'muted' }, 'It gets a plate as what it is, and the merchant is told that the piece announced did not come.'), form([
                field('title', 'What came'), productCodes(), field('note', 'Note', { required: false }),
        ], 'Receive it', async (instead) => { await receive(line, 'wrong_item', instead); made.close(); }));
}

const lineActions = (line) => line.outcome !== 'pending' || open.state === 'closed' ? '' : el('div', { class: 'row' },
        action('Received', () => receive(line, 'received')), action('Wrong item', async () => receiveWrong(line), 'quiet'),
        action('Damaged', () => receive(line, 'damaged_in_transit'), 'quiet'));

const linesTable = () => open.lines.length ? table([
        ['Piece', piece],
        ['Plate', (l) => plate(l.lpn)], ['State', (l) => state(l.outcome)], ['Actions', lineActions],
], open.lines) : empty('Nothing was announced for this shipment. What is in it comes as a stranger.');

const strangersTable = () => el('div', { class: 'stack' }, el('h3', {}, 'Strangers'), table([
        ['Piece', piece], ['Plate', (s) => plate(s.lpn)], ['Note', (s) => s.note], ['State', (s) => state(s.outcome)],
], open.strangers));

function addStranger(code = '') {
        const made = sheet('Something that was not announced', el('p', { class: 'muted' }, 'It gets a plate too, and the merchant is told.'), form([
                field('title', 'What is it'), field('outcome', 'Why is it here', { options: strangers }),
                productCodes(code), field('note', 'Note', { required: false }),
        ], 'Receive it', async (given) => {
                const unit = await api('POST', `${at(open)}/strangers`, { ...given, facility_id: facility.value });
                made.close();
                tellReceived(unit, 'attention', given.title, 'Put the plate on it, scan it, and set it aside.');
                await show(open);
                desk.focus();
        }));
}

function close() {
        const missing = open.lines.filter((line) => line.outcome === 'pending');
        ask(`Close ${called(open)}?`,
                missing.length ? `${missing.length === 1 ? 'One piece is' : `${missing.length} pieces are`} still expected and will be reported as short: ${missing.map((l) => l.title).join(', ')}.`
                : 'Every piece that was announced has been received.', 'Close shipment', async () => {
                const report = await api('POST', `${at(open)}/close`);
                desk.tell({ kind: 'good', word: 'Closed', text: summary(report) });
                await show(open);
        });
}

/** "2 received, 1 short, 1 unexpected." */
function summary(report) {
        const counts = new Map();
        [...report.lines, ...report.strangers].forEach(({ outcome }) => counts.set(outcome, (counts.get(outcome) || 0) + 1));
        return `${[...counts].map(([outcome, count]) => `${count} ${words(outcome).toLowerCase()}`).join(', ')}. The report goes to the merchant.`;
}

/** Fetched afresh and shown; everything that was done to it is in the answer. */
async function show(shipment) {
        open = await api('GET', at(shipment));
        const closed = open.state === 'closed', left = open.lines.filter((line) => line.outcome === 'pending').length;
        thing.replaceChildren(el('section', { class: 'panel', 'aria-label': 'Shipment' },
                el('div', { class: 'row between' }, el('h2', {}, called(open)), el('div', { class: 'row' },
                        closed ? '' : el('span', { class: 'muted' }, left ? `${left} of ${open.lines.length} to go` : 'All here'), state(open.state))),
                facts(['Merchant', open.merchant], ['Order', open.order_name], ['Carrier', [open.carrier, open.tracking_number].filter(Boolean).join(' ')],
                        ['Closed', closed && time(open.closed_at)]),
                closed ? el('div', {}, reportLink(open)) : '',
                linesTable(), open.strangers.length ? strangersTable() : '',
                closed ? '' : el('div', { class: 'row' }, action('Something else is in it', async () => addStranger()), action('Close shipment', async () => close(), left ? 'stop' : ''))));
        shown = undefined;
        await Promise.all([queue.refresh(), closed && closedOnes.refresh()]);
}

const reportLink = (s) => el('a', { class: 'button quiet', href: `/intake/report.html?merchant=${s.merchant_id}&shipment=${s.shipment_id}` }, 'Receipt report');

/* --- scans --- */

async function showUnit(unit) {
        open = undefined;
        shown = unit.unit_id;
        thing.replaceChildren(await unitPanel(unit, { ...parts, facility, desk, label, again: showUnit }));
        reach();
}

/** A piece of the open shipment, by its barcode or SKU; undefined when the code is neither. */
function pieceOf(code) {
        if (!open || open.state === 'closed') return undefined;
        const same = open.lines.filter((line) => [line.barcode, line.sku].includes(code));
        return same.find((line) => line.outcome === 'pending') || same[0];
}

async function found(answer) {
        if (answer.kind === 'unit') {
                desk.tell({ word: `A unit, ${words(answer.unit.state).toLowerCase()}`, plate: answer.unit.lpn, text: answer.unit.title });
                await hand.take({ ...answer.unit, ...answer.floor });
                return showUnit(answer.unit);
        }
        if (answer.kind === 'bin' || answer.kind === 'tote') return showPlace(answer.kind, answer[answer.kind]);
        if (answer.returns) {
                const [one] = answer.returns, { unit } = await api('POST', '/intake/v1/scans', { code: one.lpn });
                desk.tell({ kind: 'attention', word: 'A sold unit comes back', plate: unit.lpn, text: `${unit.title}, RMA ${one.rma}. Compare it, then receive it again.` });
                return showUnit(unit);
        }
        if (answer.lines) return foundPiece(answer.lines);
        const [shipment] = answer.shipments, pieces = shipment.lines.filter((line) => line.outcome === 'pending').length;
        desk.tell(shipment.state === 'closed' ? { kind: 'attention', word: `${called(shipment)} is closed`, text: 'What it held is listed below.' }
                : { word: `${called(shipment)}: ${pieces} ${pieces === 1 ? 'piece' : 'pieces'} expected`, text: 'Scan each piece, or press Received beside it.' });
        await show(shipment);
        return reach();
}

/** What is in it; a tote that holds something is in hand, and the next bin takes all of it. */
function showPlace(kind, place) {
        open = shown = undefined;
        desk.tell({ word: `${words(kind)} ${place.code}: ${place.count} ${place.count === 1 ? 'piece' : 'pieces'}`,
                text: kind === 'tote' && place.count ? 'Scan a bin to put all of it away.' : 'Scan a piece, then the place it goes to.' });
        thing.replaceChildren(contents(kind, place, async (unit) => { await scan(unit.lpn); desk.focus(); }));
        if (kind === 'tote' && place.count) hand.lift(place); else hand.drop();
        reach();
}

/** A product that is expected: received when the open shipment expects it, else the first shipment that does is opened. */
async function foundPiece(lines) {
        const mine = open && lines.find((line) => line.shipment.shipment_id === open.shipment_id);
        if (mine) return receive(mine, 'received');
        const [line] = lines, more = lines.length - 1;
        await show(line.shipment);
        desk.tell({ word: `${line.title} is expected here`, text: more ? `${more === 1 ? 'One more line expects' : `${more} more lines expect`} the same. Scan it again to receive it from this one.`
                : 'Scan it again to receive it.' });
        return reach();
}

async function scan(code) {
        if (hand.takes(code)) return hand.put(code);
        const piece = pieceOf(code);
        if (piece && piece.outcome === 'pending') return receive(piece, 'received');
        if (piece) return desk.tell({ kind: 'attention', word: 'Received already', plate: piece.lpn, text: `${piece.title}. If there is one more of it, receive it as a stranger.` });
        try {
                const answer = await api('POST', '/intake/v1/scans', { code });
                return label.check(answer.unit?.lpn) || await found(answer);
        } catch (error) {
                if (error.code === 'code-unknown' && label.check(plateIn(code))) return undefined;
                if (error.code !== 'code-unknown' || !open || open.state === 'closed') throw error;
                desk.tell({ kind: 'attention', word: 'Not of this shipment', text: `Nothing here has the code ${code}. Say what it is, and it gets a plate.` });
                return addStranger(code);
        }
}

await page({ place: 'receive', title: 'Receive' }, async (given) => {
        parts = given;
        const facilities = (await all('/accounts/v1/facilities')).map((f) => ({ id: f.facility_id, text: f.name, of: f }));
        if (!facilities.length) {
                parts.main.append(empty('No facility yet. An administrator adds the warehouse you stand in under Set-up; then shipments can be received here.'));
                return;
        }
        facility = chooser(parts.context, 'Facility', 'facility', facilities, () => desk.focus()).select;
        desk = station({ label: 'Scan a tracking number, RMA, order or plate', prompt: 'Scan the label of a parcel.', onscan: scan });
        label = labels(desk);
        hand = hands(desk, { ...parts, placed: async (unit) => { if (shown === unit.unit_id) await showUnit(unit); } });
        thing = el('div', {});
        queue = list({ path: '/intake/v1/shipments', empty: 'Nothing is on its way. Routed returns and consignments appear here as they are announced.', columns: [
                ['Shipment', (s) => called(s)], ['Merchant', (s) => s.merchant], ['Order', (s) => s.order_name],
                ['Tracking', (s) => s.tracking_number && el('span', { class: 'code' }, s.tracking_number)],
                ['Announced', (s) => time(s.announced_at)], ['State', (s) => state(s.state)], ['Actions', (s) => action('Open', async () => { await show(s); reach(); desk.focus(); })],
        ] });
        closedOnes = list({ path: '/intake/v1/shipments?state=closed', limit: 5, empty: 'Nothing was closed yet.', columns: [
                ['Shipment', (s) => called(s)], ['Merchant', (s) => s.merchant], ['Order', (s) => s.order_name], ['Closed', (s) => time(s.closed_at)], ['Actions', (s) => reportLink(s)],
        ] });
        parts.main.append(desk.node, el('div', { class: 'columns pieces' }, hand.node, label.node), thing, el('section', { class: 'panel' }, el('h2', {}, 'Expected'), queue),
                el('section', { class: 'panel' }, el('h2', {}, 'Closed lately'), closedOnes));
        desk.focus();
        await Promise.all([queue.refresh(), closedOnes.refresh()]);
        const asked = new URLSearchParams(location.search).get('scan');
        if (asked) await scan(asked);
});
