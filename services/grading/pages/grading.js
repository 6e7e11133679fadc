// The bench: a plate is scanned, questions are answered by single keys, the grade is read, the next plate is scanned.
import { action, api, attempt, codesOf, el, facts, followed, grade, keep, lately, list, page, photos, plate, Problem, recall, state, station, time, words } from './kit/kit.js';
import { askUnit } from './asking-unit.js';
import { finishForm, sendToWork } from './bench-work.js';
import { at, heldCard, resultCard, stepOf } from './result.js';
import { workOrders } from './work-record.js';

let may, desk, work, side, queue, waiting = [], asking, current;

const gradable = (unit) => ['received', 'refurbishing'].includes(unit.state);
const isMine = (one) => one.with === null || one.with === undefined;

/* --- what is shown of a unit --- */

function unitPanel(unit, { bench }, orders, pictures) {
        const { lease } = bench, others = lease && !lease.yours;
        return el('section', { class: 'panel', 'aria-label': 'Unit' },
                el('div', { class: 'row between' }, el('h2', {}, unit.title || 'Unit'), state(unit.state)),
                others && el('div', { class: 'note attention' }, el('p', {}, `${lease.name || 'A colleague'} has it open, since `, time(lease.since),
                        '. Whoever grades it first gives the grade.'),
                        action('Take it over', () => open(unit, { take_over: true }))),
                facts(['Plate', plate(unit.lpn)], ['SKU', unit.sku], ['Product type', unit.product_type], ['Trip', unit.trip > 1 && `${unit.trip}: it was sold before and came back`]),
                pictures, workOrders(unit, orders),
                gradable(unit) && !orders.some((order) => order.state === 'open') && may('technician', 'supervisor') && el('div', {}, sendToWork(unit, { desk, again, may })));
}

async function again(unit) {
        await Promise.all([open(unit), queue.refresh()]);
        focus();
}

/** Keys go to the card and scans to the station wherever the focus is; so it is on what is to be read. */
function focus() {
        const heading = work.querySelector('h2[tabindex]');
        if (heading) heading.focus({ preventScroll: true });
        else desk.focus();
        scrollTo(0, 0);
}

/** It was graded, and this person may be who grades it again. */
const blindCard = (unit) => el('section', { class: 'panel stack', 'aria-label': 'Second look' }, el('h2', { tabindex: -1 }, 'It waits for a second look'),
        el('p', {}, 'Somebody has graded it. What they found is not shown to who may grade it again, so that two people judge it by themselves.'),
        el('div', {}, el('a', { class: 'button', href: `/grading/review.html?scan=${unit.lpn}` }, 'Give it a second look')));

function workCard(unit, found, orders, { grades, blind }, merchant) {
        const working = orders.find((order) => order.state === 'open'), way = { desk, again, may };
        if (working && may('technician', 'supervisor')) return el('section', { class: 'panel', 'aria-label': 'Work' }, el('h2', {}, 'Work is open on it'),
                finishForm(unit, working, merchant, way));
        if (working) return el('p', { class: 'note attention' }, 'Work is open on it. A technician finishes it; then it can be graded.');
        if (gradable(unit)) return el('p', { class: 'panel muted' }, 'It waits for a grader.');
        if (unit.state === 'quarantined') return heldCard(unit, found.bench.held_because || 'Its reason is in its history.');
        if (blind) return blindCard(unit);
        return grades[0] ? resultCard(unit, grades, merchant, { ...way, rubric: found.rubric }) : el('p', { class: 'panel muted' }, `This unit is ${words(unit.state).toLowerCase()}.`);
}

/* --- one after the other --- */

/** The oldest that waits and that nobody has open. */
function proposal() {
        const next = waiting.find((one) => isMine(one) && one.unit_id !== current?.unit_id);
        return el('section', { class: 'panel next-unit', 'aria-label': 'Next' }, el('h2', { tabindex: -1 }, current ? 'Scan the next plate' : 'Scan a plate to begin'), next ? [
                el('p', { class: 'muted' }, 'Longest at the bench: ', el('strong', {}, next.title || 'a unit'), ', ', plate(next.lpn), ', waits since ', time(next.since), '.'),
                el('div', {}, action('Open it', () => scan(next.lpn), 'large'))] : el('p', { class: 'muted' }, 'Nothing else waits at the bench.'));
}

function showProposal() {
        work.querySelector('.next-unit')?.replaceWith(proposal());
        if (!work.hasChildNodes()) work.append(proposal());
}

async function told(unit, made) {
        asking = undefined;
        await keep('open unit', {});
        if (!made) {
                desk.tell({ kind: 'attention', word: 'Answers kept, grade follows', plate: unit.lpn,
                        text: 'The server is away and they are kept here. Set the unit aside until its grade comes.' });
                side.replaceChildren();
                work.replaceChildren(proposal());
        } else if (made.held) {
                desk.tell({ kind: 'attention', word: 'On hold', sound: 'wrong-place', plate: unit.lpn, text: made.reason });
                work.replaceChildren(heldCard(unit, made.reason), proposal());
        } else {
                desk.tell({ kind: 'good', word: `Grade ${made.grade}`, plate: unit.lpn, text: `${stepOf(made)}. Scan the next plate.` });
                await attempt(() => open(unit));
        }
        focus();
        await queue.refresh();
}

/* --- opening --- */

/** Its grades; none while it waits for a second look that this person may be asked for. */
const gradesOf = (unit) => api('GET', `${at(unit)}/grades`).catch((problem) => {
        if (problem.code !== 'review-open') throw problem;
        return { items: [], blind: true };
});

/** What the bench knows of a unit, now or as it was opened last. */
const openings = async (unit, body) => {
        const load = async () => {
                const found = await api('POST', `${at(unit)}/bench`, body);
                const [orders, grades] = found.held ? [] : await Promise.all([api('GET', `${at(unit)}/work-orders`), gradesOf(unit)]);
                return { found, orders: orders?.items || [], grades: grades?.items || [], blind: grades?.blind, merchant: await api('GET', `/accounts/v1/merchants/${unit.merchant_id}`) };
        };
        return (await lately(`bench ${unit.unit_id}`, `${at(unit)}/bench`, load)).value;
};

async function open(known, body = {}) {
        const { found, orders, grades, blind, merchant } = await openings(known, body);
        const unit = { ...known, ...found.unit }, pictures = photos(unit);
        let there = { photos: [], waiting: [] };
        asking = undefined;
        current = unit;
        desk.undo();
        if (found.held) {
                desk.tell({ kind: 'attention', word: 'On hold', sound: 'wrong-place', plate: unit.lpn, text: found.reason });
                side.replaceChildren();
                return work.replaceChildren(heldCard(unit, found.reason), proposal());
        }
        side.replaceChildren(unitPanel(unit, found, orders, pictures));
        pictures.addEventListener('shots', ({ detail }) => { there = detail; asking?.refresh(); });
        if (gradable(unit) && may('grader') && !orders.some((order) => order.state === 'open')) {
                const place = el('div', {});
                work.replaceChildren(place);
                await keep('open unit', { merchant_id: unit.merchant_id, unit_id: unit.unit_id, lpn: unit.lpn, title: unit.title });
                asking = await askUnit(unit, found, { place, shots: () => there, takePhoto: (shot) => pictures.take(shot), desk, told: (made) => told(unit, made) });
                return undefined;
        }
        return work.replaceChildren(workCard(unit, found, orders, { grades, blind }, merchant), proposal());
}

/** Another code of the piece that is open: its own label says lot and serial number. */
async function identify({ serial, lot }) {
        await open(current, { serial, lot });
        if (!asking) return;
        desk.tell({ word: 'Label read', plate: current.lpn, text: [serial && `Serial number ${serial}`, lot && `Lot ${lot}`].filter(Boolean).join(', ') });
}

function sayOpened({ unit_id: id, lpn, title, state: now }, left) {
        const kept = left && left.unit_id !== id && `The answers for ${left.title || 'the unit before'} are kept.`;
        if (asking) desk.tell({ word: 'Answer each question.', plate: lpn, text: kept || title });
        else if (now === 'quarantined') desk.tell({ kind: 'attention', word: 'On hold', sound: 'wrong-place', plate: lpn, text: title });
        else if (!work.querySelector('[aria-label=Hold]')) desk.tell({ word: `This unit is ${words(now).toLowerCase()}.`, plate: lpn, text: title });
}

async function scan(code) {
        const left = asking && !asking.ended() && asking.answered() ? current : undefined;
        const codes = codesOf(code);
        if (asking && !codes.plate && (codes.serial || codes.lot)) return identify(codes);
        const found = await api('POST', '/intake/v1/scans', { code });
        if (found.kind !== 'unit') throw new Problem(0, { title: 'That is not a plate. Parcels are received under Receive.' });
        await open(found.unit);
        sayOpened(found.unit, left);
        focus();
        return undefined;
}

const gradesThatFollowed = () => followed({
        path: '/grading/', title: 'Grades that followed', label: 'Done',
        columns: [['Unit', ({ about }) => about.title], ['Plate', ({ about }) => plate(about.lpn)],
                ['Grade', ({ answer }) => answer.held ? state('quarantined', 'On hold') : grade(answer.grade)],
                ['What is next', ({ answer }) => answer.held ? answer.reason : stepOf(answer)]],
        taken: () => focus(),
        came: ([one, ...more]) => more.length ? desk.tell({ kind: 'good', word: `${more.length + 1} grades came`, text: 'Take the units you set aside to what is next for them.' })
                : one.answer.held ? desk.tell({ kind: 'attention', word: 'On hold', sound: 'wrong-place', plate: one.about.lpn, text: `${one.answer.reason} It was set aside.` })
                        : desk.tell({ kind: 'good', word: `Grade ${one.answer.grade}`, plate: one.about.lpn, text: `${stepOf(one.answer)}. It was set aside.` }),
        changed: () => queue.refresh(),
});

const alone = {
        on: () => Boolean(asking?.keys().size),
        take: (key) => asking?.keys().get(key.toLowerCase())?.(),
};

await page({ place: 'bench', title: 'Bench', offline: true }, async (parts) => {
        ({ may } = parts);
        if (may('technician', 'supervisor')) parts.tools.append(el('a', { class: 'button quiet', href: '/grading/work.html' }, 'Work'),
                el('a', { class: 'button quiet', href: '/grading/board.html' }, 'Board'));
        if (may('supervisor')) parts.tools.append(el('a', { class: 'button quiet', href: '/grading/rubrics.html' }, 'Rubrics'),
                el('a', { class: 'button quiet', href: '/grading/holds.html' }, 'Recalls and safety'));
        if (may('supervisor')) parts.tools.append(el('a', { class: 'button quiet', href: '/grading/quality.html' }, 'Quality'));
        if (may('grader')) parts.tools.append(el('a', { class: 'button quiet', href: '/grading/review.html' }, 'Second look'));
        desk = station({ label: 'Scan a plate', prompt: 'Scan the plate of a unit, or open one that waits.',
                onscan: (code) => scan(code).catch((problem) => { focus(); throw problem; }), alone });
        work = el('div', { class: 'work' });
        side = el('div', { class: 'side' });
        queue = list({ path: '/grading/v1/queue', keep: 'bench', empty: 'Nothing waits at the bench. Received units appear here, oldest first.',
                shown: (items) => { waiting = items; showProposal(); }, columns: [
                ['Unit', (u) => u.title], ['Plate', (u) => plate(u.lpn)], ['Type', (u) => u.product_type], ['Trip', (u) => u.trip, 'number'],
                ['State', (u) => state(u.state)], ['Waits since', (u) => time(u.since)], ['With', (u) => u.with],
                ['Actions', (u) => action('Open', () => scan(u.lpn))],
        ] });
        parts.main.append(el('div', { class: 'bench' }, work, el('div', { class: 'aside' }, desk.node, side)), gradesThatFollowed(),
                el('section', { class: 'panel' }, el('h2', {}, 'Waiting'), queue));
        desk.focus();
        await queue.refresh();
        const asked = new URLSearchParams(location.search).get('scan'), before = (await recall('open unit'))?.value;
        if (asked) await attempt(() => scan(asked), (problem) => desk.tell({ kind: 'stop', word: 'Not taken', text: problem.message }));
        else if (before?.unit_id) await attempt(() => open(before));
});
