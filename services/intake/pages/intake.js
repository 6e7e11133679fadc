// Receiving: one box takes any scan; each piece gets its plate; what is missing or strange is said when the shipment closes.
import { action, all, api, ask, attempt, chooser, codesOf, el, empty, facts, field, form, gtinOf, isAway, lately, list, page, sheet, state, station, table, time,
        words } from './kit/kit.js';
import { finder, named } from './find.js';
import { contents, hands, step } from './hand.js';
import { labels } from './label.js';
import { allSent, asOf, cannotTell, openBefore, plateOf, plates, receiveAt, seen, stateOf } from './offline.js';
import { unchecked } from './unchecked.js';
import { unitPanel } from './unit.js';

const strangers = [['unexpected', 'Unexpected: nobody announced it'], ['misrouted', 'Misrouted: it belongs elsewhere'], ['extra', 'Extra: one more than announced']];

let parts, facility, desk, label, hand, waiting, thing, queue, closedOnes, open, shown;

const at = (s) => `/intake/v1/merchants/${s.merchant_id}/shipments/${s.shipment_id}`;
const called = (s) => s.rma || s.order_name || words(s.door);
/** Back to the station, and what was opened right below it. */
const reach = () => scrollTo(0, 0);
const piece = (line) => el('div', {}, el('div', {}, line.title), el('div', { class: 'small muted' }, el('span', { class: 'code' }, [line.sku, line.barcode].filter(Boolean).join(' · ')),
        line.return_reason && ` · ${line.return_reason}`));

/** SKU and barcode of something, filled by a code that was scanned. */
function productCodes(code = '') {
        const barcode = /^\d{8,14}$/.test(code) ? code : codesOf(code).gtin || '';
        return el('div', { class: 'pair' }, field('sku', 'SKU', { required: false, value: barcode ? '' : code }), field('barcode', 'Barcode', { required: false, value: barcode }));
}

/** Finds the piece in the merchant's catalogue; what is chosen fills the fields. fields: the form's, from whenever it exists. */
function finding(fields, offered) {
        const found = finder(open.merchant_id, { offered, choose: (product) => {
                for (const [name, value] of Object.entries({ title: product && named(product), sku: product?.sku, barcode: product?.barcode })) {
                        const input = fields()?.elements[name];
                        if (input) input.value = value ?? '';
                }
        } });
        return found;
}

const idOf = (product) => product ? { catalogue_id: product.catalogue_id } : {};

/* --- a shipment --- */

/** The receipt that can be taken back: the last one, until its shipment is closed. */
const undoable = ({ merchant_id }, { unit_id, printed }, title) => desk.undo(`${title} received`, async () => {
        const shipment = await api('POST', `/intake/v1/merchants/${merchant_id}/units/${unit_id}/undo-receipt`);
        label.forget();
        hand.drop();
        await show(shipment);
        desk.tell({ kind: 'attention', word: 'Taken back', plate: printed, text: `${title} was not received. If its label is printed, destroy it.` });
        desk.focus();
});

/** A piece that has its plate now is in hand, for the tote it goes into; a label is waited for unless the plate came off a roll. */
function tellReceived(here, unit, kind, title, then, off) {
        const piece = { ...unit, merchant_id: here.merchant_id, title, state: 'received' };
        desk.tell({ kind, word: `${words(unit.outcome)}. Tote: ${step(unit.triage.next)}`, plate: unit.printed, text: `${title}. ${off ? 'It carries its plate. Take the next piece.' : then}` });
        hand.take(piece);
        if (off) return desk.undo();
        label.want(piece);
        return undoable(here, unit, title);
}

/** Lot and serial number, where the code of the piece held them: a recall may look for it by these. */
async function identify(here, unit, { serial, lot }) {
        const known = await api('PUT', `/grading/v1/merchants/${here.merchant_id}/units/${unit.unit_id}/identity`, { serial, lot });
        if (known.held) desk.tell({ kind: 'attention', word: 'On hold', sound: 'wrong-place', plate: unit.printed || unit.lpn, text: known.reason });
}

/** What came in the place of a line; `instead` says what it is when it is not what was announced; read: what its code said besides. */
async function receive(line, outcome, instead = {}, read = {}) {
        if (label.busy()) return;
        await came('receive', { line_id: line.line_id, outcome, ...instead }, instead.title || line.title, outcome === 'received' ? 'good' : 'attention',
                'Put the plate on it and scan it, then take the next piece.', undefined, read);
}

/** A piece becomes a unit: now, or once the server is back. With a plate off the roll where the station takes them from there, else with its own, whose label is asked for. */
async function came(path, body, title, kind, next, taken = () => {}, read = {}) {
        const here = open;
        await label.plate({ title, merchant: here.merchant }, async (off) => {
                const given = { ...body, facility_id: facility.value, ...(off && { plate: off }) };
                const unit = await receiveAt(at(here), path, given, { desk, title, shipment: called(here), merchant_id: here.merchant_id });
                taken();
                if (unit) tellReceived(here, unit, kind, title, next, off);
                else desk.undo();
                if (unit && (read.serial || read.lot)) await attempt(() => identify(here, unit, read));
                await show(here);
                desk.focus();
        });
        taken();
}

function receiveWrong(line) {
        if (label.busy()) return;
        const found = finding(() => said);
        const said = form([field('title', 'What came'), productCodes(), field('note', 'Note', { required: false })], 'Receive it', async (instead) => {
                await receive(line, 'wrong_item', { ...instead, ...idOf(found.chosen()) });
                made.close();
        });
        const made = sheet(`Instead of ${line.title}`, el('p', { class: 'muted' }, 'It gets a plate as what it is, and the merchant is told that the piece announced did not come.'),
                found.node, said);
}

const lineActions = (line) => line.outcome !== 'pending' || open.state === 'closed' ? '' : el('div', { class: 'row' },
        action('Received', () => receive(line, 'received')), action('Wrong item', async () => receiveWrong(line), 'quiet'),
        action('Damaged', () => receive(line, 'damaged_in_transit'), 'quiet'));

const linesTable = () => open.lines.length ? table([
        ['Piece', piece],
        ['Plate', plateOf], ['State', stateOf], ['Actions', lineActions],
], open.lines) : empty('Nothing was announced for this shipment. What is in it comes as a stranger.');

const strangersTable = () => el('div', { class: 'stack' }, el('h3', {}, 'Strangers'), table([
        ['Piece', piece], ['Plate', plateOf], ['Note', (s) => s.note], ['State', stateOf],
], open.strangers));

/** code: what was scanned; products: what it stands for in the merchant's catalogue; title: what it is when it is somebody else's. */
function addStranger(code = '', products = [], title = '') {
        if (label.busy()) return;
        const found = finding(() => said, products.length > 1 ? products : []);
        const said = form([
                field('title', 'What is it', { value: title }), field('outcome', 'Why is it here', { options: strangers, value: title ? 'misrouted' : 'unexpected' }),
                productCodes(code), field('note', 'Note', { required: false }),
        ], 'Receive it', async (given) => {
                await came('strangers', { ...given, ...idOf(found.chosen()) }, given.title, 'attention', 'Put the plate on it, scan it, and set it aside.', () => made.close());
        });
        const made = sheet('Something that was not announced', el('p', { class: 'muted' }, 'It gets a plate too, and the merchant is told.'), found.node, said);
        if (products.length === 1) {
                found.take(products[0]);
                said.querySelector('button').focus();
        }
}

async function close() {
        await allSent(at(open), 'closed');
        const missing = open.lines.filter((line) => line.outcome === 'pending');
        ask(`Close ${called(open)}?`,
                missing.length ? `${missing.length === 1 ? 'One piece is' : `${missing.length} pieces are`} still expected and will be reported as short: ${missing.map((l) => l.title).join(', ')}.`
                : 'Every piece that was announced has been received.', 'Close shipment', async () => {
                const report = await api('POST', `${at(open)}/close`);
                desk.undo();
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
        if (shipment.manifest) return location.assign(`/intake/consignments.html?merchant=${shipment.merchant_id}&shipment=${shipment.shipment_id}`);
        open = await seen(at(shipment), shipment);
        const closed = open.state === 'closed', left = open.lines.filter((line) => line.outcome === 'pending').length;
        thing.replaceChildren(el('section', { class: 'panel', 'aria-label': 'Shipment' },
                el('div', { class: 'row between' }, el('h2', {}, called(open)), el('div', { class: 'row' },
                        closed ? '' : el('span', { class: 'muted' }, left ? `${left} of ${open.lines.length} to go` : 'All here'), state(open.state))),
                facts(['Merchant', open.merchant], ['Order', open.order_name], ['Carrier', [open.carrier, open.tracking_number].filter(Boolean).join(' ')],
                        ['Closed', closed && time(open.closed_at)]),
                closed ? el('div', {}, reportLink(open)) : '', asOf(open) || '', linesTable(), open.strangers.length ? strangersTable() : '',
                closed ? '' : el('div', { class: 'row' }, action('Something else is in it', async () => addStranger()), action('Close shipment', async () => close(), left ? 'stop' : '', 'CLOSE'))));
        shown = undefined;
        const listed = Promise.all([queue.refresh(), closed && closedOnes.refresh()]);
        return open.asOf ? undefined : listed;
}

const reportLink = (s) => el('a', { class: 'button quiet', href: `/intake/report.html?merchant=${s.merchant_id}&shipment=${s.shipment_id}` }, 'Receipt report');

/* --- scans --- */

async function showUnit(unit) {
        open = undefined;
        shown = unit.unit_id;
        thing.replaceChildren(await unitPanel(unit, { ...parts, facility, desk, label, again: showUnit }));
        reach();
}

/** A piece of the open shipment, by its barcode (alone or in a GS1 code) or SKU; undefined when the code is neither. The code of our own label is a unit's. */
function pieceOf(code) {
        const { gtin, plate: lpn } = codesOf(code);
        if (!open || open.state === 'closed' || lpn) return undefined;
        const same = open.lines.filter((line) => [line.barcode, line.sku].includes(code) || (gtin && gtinOf(line.barcode) === gtin));
        return same.find((line) => line.outcome === 'pending') || same[0];
}

async function found(answer, code) {
        if (answer.kind === 'unit') {
                const checked = await waiting.close(answer.unit, code), title = answer.unit.title || '';
                desk.tell({ kind: checked ? 'good' : '', word: `A unit, ${words(answer.unit.state).toLowerCase()}`, plate: answer.unit.lpn,
                        text: checked ? `${title}. Its label is checked.` : title });
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
        if (answer.products) return foundProduct(answer.products, code);
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

/** A product of a catalogue that no shipment expects. */
function foundProduct(products, code) {
        const [first] = products, mine = open && open.state !== 'closed' ? products.filter((one) => one.merchant_id === open.merchant_id) : [];
        if (!open || open.state === 'closed') {
                return desk.tell({ kind: 'attention', word: named(first), text: `${first.merchant} sells it, and no shipment expects it. Scan the parcel it came in, then the piece.` });
        }
        desk.tell({ kind: 'attention', word: 'Not of this shipment',
                text: mine.length ? `It is ${named(mine[0])}, which nobody announced.` : `It is ${named(first)}, which ${first.merchant} sells.` });
        return addStranger(code, mine, mine.length ? '' : `${named(first)} (${first.merchant})`.slice(0, 500));
}

async function scan(code) {
        if (await label.scanned(code)) return undefined;
        if (hand.takes(code)) return hand.put(code);
        const piece = pieceOf(code);
        if (piece && piece.outcome === 'pending') return receive(piece, 'received', {}, codesOf(code));
        if (piece) return desk.tell({ kind: 'attention', word: 'Received already', plate: piece.lpn, text: `${piece.title}. If there is one more of it, receive it as a stranger.` });
        try {
                return await found(await api('POST', '/intake/v1/scans', { code }), code);
        } catch (error) {
                if (error.code !== 'code-unknown' || !open || open.state === 'closed') throw cannotTell(error, code);
                desk.tell({ kind: 'attention', word: 'Not of this shipment', text: `Nothing here has the code ${code}. Say what it is, and it gets a plate.` });
                return addStranger(code);
        }
}

await page({ place: 'receive', title: 'Receive', offline: true }, async (given) => {
        parts = given;
        const known = await lately('facilities', '/accounts/v1/facilities', () => all('/accounts/v1/facilities')), facilities = known.value.map((f) => ({ id: f.facility_id, text: f.name, of: f }));
        if (!facilities.length) {
                parts.main.append(empty('No facility yet. An administrator adds the warehouse you stand in under Set-up; then shipments can be received here.'));
                return;
        }
        if (parts.may('supervisor')) parts.tools.append(el('a', { class: 'button quiet', href: '/intake/catalogue.html' }, 'Catalogue'));
        facility = chooser(parts.context, 'Facility', 'facility', facilities, async () => { await here(); desk.focus(); }).select;
        desk = station({ label: 'Scan a tracking number, RMA, order or plate', prompt: 'Scan the label of a parcel.', onscan: scan });
        waiting = unchecked(() => facility.value, (unit) => attempt(async () => { await showUnit(unit); desk.focus(); }));
        label = labels(desk, waiting.refresh);
        hand = hands(desk, { ...parts, placed: async (unit) => { if (shown === unit.unit_id) await showUnit(unit); } });
        thing = el('div', {});
        queue = list({ path: '/intake/v1/shipments', limit: 20, keep: 'shipments', shown: (_, away) => { if (!away && open?.asOf) attempt(() => show(open)); },
                empty: 'Nothing is on its way. Routed returns and consignments appear here as they are announced.', columns: [
                ['Shipment', (s) => called(s)], ['Merchant', (s) => s.merchant], ['Order', (s) => s.order_name],
                ['Tracking', (s) => s.tracking_number && el('span', { class: 'code' }, s.tracking_number)],
                ['Announced', (s) => time(s.announced_at)], ['State', (s) => state(s.state)], ['Actions', (s) => action('Open', async () => { await show(s); reach(); desk.focus(); })],
        ] });
        const followed = plates(desk, label, () => open && attempt(() => show(open)));
        const here = async () => parts.may('receiver', 'supervisor') && Promise.all([label.use(facility.value), waiting.refresh()]).catch((error) => { if (!isAway(error)) throw error; });
        if (parts.may('supervisor')) parts.tools.append(action('Shot lists', async () => (await import('./shots.js')).shotLists()));
        parts.tools.append(el('a', { class: 'button quiet', href: '/intake/consignments.html' }, 'Consignments'));
        closedOnes = list({ path: '/intake/v1/shipments?state=closed', limit: 5, empty: 'Nothing was closed yet.', columns: [
                ['Shipment', (s) => called(s)], ['Merchant', (s) => s.merchant], ['Order', (s) => s.order_name], ['Closed', (s) => time(s.closed_at)], ['Actions', (s) => reportLink(s)],
        ] });
        parts.main.append(desk.node, label.tools, el('div', { class: 'columns pieces' }, hand.node, label.node), followed, thing, waiting.node,
                el('section', { class: 'panel' }, el('h2', {}, 'Expected'), queue), el('section', { class: 'panel' }, el('h2', {}, 'Closed lately'), closedOnes));
        desk.focus();
        await Promise.all([queue.refresh(), closedOnes.refresh(), here()]);
        const asked = new URLSearchParams(location.search).get('scan');
        const before = await openBefore(known.asOf);
        if (before) await show(before);
        if (asked) await scan(asked);
});
