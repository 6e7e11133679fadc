// The technician's page: a plate is scanned, its work order opens, steps are recorded one at a time while the clock runs, the next one is offered.
import { action, api, attempt, el, facts, grade, icon, money, page, photos, plate, Problem, state, station, table, time, words } from './kit/kit.js';
import { orderPath, planSheet, withinLimit } from './work-plan.js';
import { workOrders } from './work-record.js';
import { failSheet, heading, minutesSheet, partSheet, pauseSheet, pick, small, stepCard } from './work-step.js';

let may, desk, place, side, waiting, unit, order, earlier, there, pictures, shown = { keys: new Map() }, skipped = new Set(), at, loaded;

/* --- the order --- */

const steps = () => order.operations.flatMap((operation) => (operation.body?.steps || []).map((step, i) => ({ operation, step, nth: i + 1, key: `${operation.operation} ${i + 1}`,
        record: operation.records.find((one) => one.step === i + 1) })));
const isOpen = (one) => !one.record && !skipped.has(one.key);
const unswapped = () => order.operations.find((o) => o.body?.serials && !order.parts.some((part) => part.operation === o.operation && part.serial_in));
const seconds = () => order.seconds + (order.stage === 'working' ? Math.floor((Date.now() - loaded) / 1000) : 0);
const minutes = () => Math.ceil(seconds() / 60);
const clock = (total) => `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;

function put({ node, keys = new Map(), focus }) {
        shown = { keys, node };
        place.replaceChildren(node);
        (focus || node.querySelector('h2')).focus({ preventScroll: true });
}

async function reload() {
        order = await api('GET', orderPath(unit, order.work_order_id));
        loaded = Date.now();
        render();
}

/** What a person asked for with a key or a touch: a problem is told in the strip. */
const run = (work) => attempt(work, (problem) => desk.tell({ kind: 'stop', word: 'Not taken', text: problem.message }));

/* --- beside it --- */

function ticking(about = { role: 'timer', 'aria-label': 'Labour so far' }) {
        const node = el('strong', { class: 'clock', ...about }), tell = () => {
                node.textContent = clock(seconds());
                node.classList.toggle('over', order.expected_minutes > 0 && minutes() > order.expected_minutes);
        };
        const timer = setInterval(() => { if (node.isConnected) tell(); else clearInterval(timer); }, 1000);
        tell();
        return node;
}

const done = () => el('ol', { class: 'done' }, steps().map((one) => el('li', { class: one.key === at?.key ? 'current' : undefined },
        one.record ? icon('good') : el('span', { 'aria-hidden': 'true' }, '–'),
        el('span', {}, one.step.text, one.record?.value !== null && one.record ? `: ${one.record.value} ${one.record.unit}` : '',
                one.record ? el('span', { class: 'muted' }, ` ${one.record.recorded_by_name || ''}`)
                : skipped.has(one.key) ? el('span', { class: 'muted' }, ' left out') : ''))));

function unitPanel() {
        const labour = order && order.stage !== 'planned' && el('div', { class: 'row between' },
                el('div', {}, order.stage === 'working' ? ticking() : el('strong', { class: 'clock' }, clock(order.seconds)),
                el('p', { class: 'small muted' }, `of ${order.expected_minutes ?? '–'} min expected`)), state(order.stage === 'paused' ? 'quarantined' : 'refurbishing', words(order.stage)));
        return el('section', { class: 'panel', 'aria-label': 'Unit' }, el('div', { class: 'row between' }, el('h2', {}, unit.title || 'Unit'), state(unit.state)), labour,
                facts(['Plate', plate(unit.lpn)], ['Work', order && order.operations.map((o) => o.name || words(o.operation)).join(', ')], ['Due', order?.due_at && time(order.due_at)],
                        ['Should cost', order?.expected_cost?.amount ? money(order.expected_cost) : ''], ['Technician', order?.technician_name],
                        ['Grade before', order?.before.grade && grade(order.before.grade.grade)]),
                order && steps().length ? el('div', { class: 'stack' }, el('h3', {}, 'Steps'), done()) : '',
                order?.parts.length ? table([['Part', (p) => p.name], ['Used', (p) => String(p.quantity), 'number'],
                        ['Serial out, in', (p) => [p.serial_out, p.serial_in].filter(Boolean).join(', ')]], order.parts, { caption: 'Parts used' }) : '',
                workOrders(unit, earlier, 'Work before'), pictures);
}

/* --- cards --- */

const ask = (label, ...content) => el('section', { class: 'panel ask', 'aria-label': label }, content);

const usePart = (operation) => partSheet(order, unit, { operation, used: async (taken) => {
        desk.tell({ kind: 'good', word: 'Part used', text: `${taken.name}: ${taken.left} left in stock.` });
        await reload();
} });
/** What was just written put the unit on hold. */
async function heldBy({ hold }) {
        if (hold) await ended('attention', 'On hold', `Set it aside. ${hold.reason}`, { sound: 'wrong-place' });
        return Boolean(hold);
}
const pause = () => pauseSheet(order, unit, may, async (reason, made) => {
        if (await heldBy(made)) return;
        desk.tell({ kind: 'attention', word: 'Paused', plate: unit.lpn, text: `${reason}. The clock stands.` });
        await reload();
});
const fail = () => failSheet(order, unit, may, async (made) => await heldBy(made) || ended('attention', 'Work ended', 'It could not be done. It is graded as it is.'));

/** What can be done at any step. */
const ways = () => el('div', { class: 'row' }, small('p', 'Use a part', () => run(() => usePart())), small('b', 'Pause', () => run(pause)),
        small('x', 'It cannot be done', () => run(fail), 'stop'));
const withWays = (card) => {
        card.node.append(ways());
        card.node.querySelector('.between > :last-child')?.append(' · ', ticking({ class: 'clock brief' }));
        for (const [key, work] of [['p', () => usePart()], ['b', pause], ['x', fail]]) card.keys.set(key, () => run(work));
        return card;
};

async function record(given) {
        const { operation, nth, step } = at;
        await run(async () => {
                const made = await api('POST', orderPath(unit, order.work_order_id, '/steps'), { operation: operation.operation, step: nth, ...given });
                if (await heldBy(made)) return;
                desk.tell({ kind: 'good', word: 'Recorded', text: step.text, sound: 'heard' });
                at = undefined;
                await reload();
        });
}

function askStep() {
        const list = steps(), nth = list.findIndex(({ key }) => key === at.key), before = list[nth - 1];
        const back = before && (() => { skipped.delete(before.key); at = before; render(); });
        put(withWays(stepCard({ operation: at.operation, step: at.step, place: nth + 1, of: list.length, unit, there, take: (shot) => pictures.take(shot) },
                { record, back, skip: () => { skipped.add(at.key); at = undefined; render(); } })));
}

function askSerials(operation) {
        const work = () => run(() => usePart(operation.operation));
        put(withWays({ keys: new Map([['1', work]]), node: ask('Step', heading(`${operation.name || words(operation.operation)}: which part came out, which went in?`),
                el('div', { class: 'picks' }, pick('1', 'Record the swap', 'The part, and both serial numbers', work))) }));
}

async function finish(given = {}) {
        await run(async () => {
                const ended_ = await withinLimit(may, (over_limit) => api('POST', orderPath(unit, order.work_order_id, '/finish'), { result: 'done', ...given, over_limit }));
                if (!ended_ || await heldBy(ended_)) return;
                await ended('good', 'Work is done', `${ended_.minutes} min of labour${ended_.cost?.amount ? `, ${money(ended_.cost)} in all` : ''}. It can be graded now.`);
        });
}

function askFinish() {
        const list = steps(), last = list.at(-1), back = last && (() => { skipped.delete(last.key); at = last; render(); });
        const keys = new Map([['1', () => finish()], ['2', () => run(() => minutesSheet(minutes(), finish))]]);
        if (back) keys.set('backspace', back);
        put(withWays({ keys, node: ask('Finish', heading(list.length ? 'Every step is recorded. Is the work done?' : 'Is the work done?'),
                el('div', { class: 'picks' }, pick('1', 'Finish work', 'Labour as the clock counted it', () => finish()),
                        pick('2', 'Other minutes', 'With a reason', () => run(() => minutesSheet(minutes(), finish)))),
                back && el('div', { class: 'row' }, el('button', { type: 'button', class: 'quiet', 'aria-keyshortcuts': 'Backspace', onclick: back }, 'Back',
                        el('kbd', { 'aria-hidden': 'true' }, 'Backspace')))) }));
}

function go(act, word) {
        return run(async () => {
                if (!await withinLimit(may, (reason) => api('POST', orderPath(unit, order.work_order_id, act), { reason }))) return;
                desk.tell({ kind: 'good', word, plate: unit.lpn, text: 'The clock runs.' });
                unit = { ...unit, state: 'refurbishing' };
                await Promise.all([reload(), waiting.refresh()]);
        });
}

function askBegin() {
        const paused = order.stage === 'paused', begin = () => go(paused ? '/resume' : '/start', paused ? 'Work goes on' : 'Work began');
        const cancel = action('Cancel the plan', async () => {
                await api('POST', orderPath(unit, order.work_order_id, '/cancel'), { reason: 'Cancelled at the technician’s bench' });
                await ended('attention', 'Plan cancelled', 'The unit stays as it was.');
        }, 'stop');
        const keys = new Map([['1', begin], ...(paused ? [['x', () => run(fail)]] : [])]);
        put({ keys, node: ask('Begin', heading(paused ? `Paused: ${words(order.paused.reason).toLowerCase()}`
                : `Planned: ${order.operations.map((o) => o.name || words(o.operation)).join(', ')}`),
                el('p', { class: 'muted' }, paused ? [order.paused.note && `${order.paused.note}. `, 'Since ', time(order.paused.since), '.']
                        : `${order.expected_minutes} min${order.expected_cost?.amount ? `, ${money(order.expected_cost)}` : ''} expected. Take the unit to your bench.`),
                el('div', { class: 'picks' }, pick('1', paused ? 'Go on' : 'Start', 'The clock runs from now', begin)),
                el('div', { class: 'row' }, paused ? small('x', 'It cannot be done', () => run(fail), 'stop') : cancel)) });
}

function render() {
        side.replaceChildren(unitPanel());
        if (order.stage === 'planned' || order.stage === 'paused') return askBegin();
        at ??= steps().find(isOpen);
        side.replaceChildren(unitPanel());
        const swap = !at && unswapped();
        return at ? askStep() : swap ? askSerials(swap) : askFinish();
}

/* --- units --- */

function nobody(text, ...more) {
        shown = { keys: new Map() };
        place.replaceChildren(el('section', { class: 'panel ask', 'aria-label': 'No work' }, el('h2', {}, text), more));
}

async function ended(kind, word, text, more) {
        desk.tell({ kind, word, plate: unit.lpn, text, ...more });
        order = undefined;
        side.replaceChildren();
        nobody('Take the next unit.', el('p', { class: 'muted' }, 'Scan its plate, or open one that waits below.'));
        await waiting.refresh();
        desk.focus();
}

function offerPlan() {
        const plan = ['received', 'graded', 'refurbishing'].includes(unit.state);
        nobody(plan ? 'No work is planned for this unit.' : `This unit is ${words(unit.state).toLowerCase()}: it cannot be worked on.`,
                plan && el('div', { class: 'row' }, action('Plan work', () => planSheet(unit, { may, planned: () => open(unit) }), '')));
        side.replaceChildren(unitPanel());
}

async function open(found) {
        const { items } = await api('GET', `/grading/v1/merchants/${found.merchant_id}/units/${found.unit_id}/work-orders?limit=10`), [last] = items;
        earlier = items.filter(({ state: now }) => now !== 'open');
        unit = found;
        order = undefined;
        skipped = new Set();
        at = undefined;
        there = { photos: [], waiting: [] };
        pictures = photos(unit);
        pictures.addEventListener('shots', ({ detail }) => { there = detail; if (order?.stage === 'working' && at?.step.kind === 'photo') askStep(); });
        if (last?.state !== 'open') return offerPlan();
        order = last;
        await reload();
        unit = { ...unit, state: order.unit_state };
        return undefined;
}

async function scan(code) {
        const found = await api('POST', '/intake/v1/scans', { code });
        if (found.kind !== 'unit') throw new Problem(0, { title: 'That is not a plate. Parcels are received under Receive.' });
        await open(found.unit);
        desk.tell({ word: order ? { planned: 'Planned work', working: 'In work', paused: 'Paused work' }[order.stage] : 'No work order', plate: unit.lpn, text: unit.title });
        scrollTo(0, 0);
        if (!order) desk.focus();
}

/* --- what waits --- */

const jobs = () => {
        const node = el('div', { class: 'stack' });
        node.refresh = () => attempt(async () => {
                const { stages } = await api('GET', '/grading/v1/work'), rows = stages.filter(({ stage }) => ['working', 'paused',
                        'planned'].includes(stage)).flatMap(({ stage, items }) => items.map((job) => ({ ...job, stage })));
                node.replaceChildren(rows.length ? table([
                        ['Unit', (j) => el('div', {}, j.title || 'Unit', el('div', { class: 'small muted' }, j.merchant))], ['Plate', (j) => plate(j.lpn)],
                                ['Work', (j) => (j.operations || []).join(', ')],
                        ['Due', (j) => j.due_at && el('div', {}, time(j.due_at), j.late ? [' ', state('failed', 'Late')] : '')],
                        ['Stage', (j) => state(j.stage === 'paused' ? 'quarantined' : j.stage === 'working' ? 'refurbishing' : j.stage,
                                j.paused_reason ? words(j.paused_reason) : words(j.stage))], ['Who', (j) => j.technician],
                        ['Actions', (j) => action('Open', () => scan(j.lpn))],
                ], rows) : el('p', { class: 'empty' }, 'No work is planned. Scan a unit to plan it, or look at the board for what asks for work.'));
        });
        return node;
};

await page({ place: 'work', title: 'Work' }, async (parts) => {
        ({ may } = parts);
        parts.tools.append(el('a', { class: 'button quiet', href: '/grading/board.html' }, 'Board'), el('a', { class: 'button quiet', href: '/grading/parts.html' }, 'Parts'));
        desk = station({ label: 'Scan a plate', prompt: 'Scan the plate of the unit that you work on.', onscan: scan,
                alone: { on: () => Boolean(place.isConnected && shown.keys.size), take: (key) => shown.keys.get(key.toLowerCase())?.() } });
        place = el('div', { class: 'work' });
        side = el('div', { class: 'side' });
        waiting = jobs();
        nobody('Scan the plate of a unit.', el('p', { class: 'muted' }, 'Its work opens here, one step at a time. Every choice has its key.'));
        parts.main.append(el('div', { class: 'bench' }, place, el('div', { class: 'aside' }, desk.node, side)),
                el('section', { class: 'panel', 'aria-label': 'Work that waits' }, el('h2', {}, 'Work that waits'), waiting));
        desk.focus();
        await waiting.refresh();
        const asked = new URLSearchParams(location.search).get('scan');
        if (asked) await attempt(() => scan(asked), (problem) => desk.tell({ kind: 'stop', word: 'Not taken', text: problem.message }));
});
