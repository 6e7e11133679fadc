// The bench: what waits, work orders, the questions of the rubric, and what they conclude.
import { action, api, approve, attempt, choice, el, facts, field, followed, form, grade, list, minor, money, page, photos, plate, printed, Problem, send, sheet, state, station,
        table, time, words } from './kit/kit.js';

const operations = ['clean', 'wash', 'repair a seam', 'replace a zip', 'replace a button', 'remove a stain', 'test', 'repack'];
const dispositions = ['back_to_merchant', 'liquidate', 'donate', 'recycle', 'missing', 'destroy'];
const moved = { back_to_merchant: 'returned_to_merchant', liquidate: 'liquidated', donate: 'donated', recycle: 'recycled', missing: 'missing', destroy: 'destroyed' };

let may, desk, thing, queue, merchant;

const at = (unit) => `/grading/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}`;
const panel = (label, ...content) => el('section', { class: 'panel', 'aria-label': label }, content);

const head = (unit) => [el('div', { class: 'row between' }, el('h2', {}, unit.title || 'Unit'), state(unit.state)),
        facts(['Plate', plate(unit.lpn)], ['SKU', unit.sku], ['Product type', unit.product_type], ['Trip', unit.trip > 1 && `${unit.trip}: it was sold before and came back`])];

async function again(unit) {
        await Promise.all([open(unit), queue.refresh()]);
        desk.focus();
}

/* --- work orders --- */

function startWork(unit) {
        const names = el('datalist', { id: 'operations' }, operations.map((name) => el('option', { value: name })));
        const made = sheet('Send to work', el('p', { class: 'muted' }, 'One work order; the unit waits for it and is graded afterwards.'), names, form([
                field('operation', 'What is to be done', { list: 'operations' }), field('minutes', 'Minutes it should take', { as: 'number', value: '10' }),
        ], 'Start work', async (given) => {
                await api('POST', `${at(unit)}/work-orders`, { operations: [given] });
                made.close();
                desk.tell({ kind: 'attention', word: 'Work began', plate: unit.lpn, text: words(given.operation) });
                await again(unit);
        }));
}

function finishForm(unit, order) {
        return form([
                choice('result', 'How did it go', [['done', 'Done'], ['failed', 'It could not be done']]),
                el('div', { class: 'pair' }, field('minutes', 'Minutes it took', { as: 'number' }), field('parts', `Cost of parts, ${merchant.currency}`,
                        { required: false, inputmode: 'decimal' })),
                field('note', 'Note', { required: false }),
        ], 'Finish work', async ({ parts, ...given }) => {
                const amount = parts ? minor(parts, merchant.currency) : 0;
                if (amount === undefined) throw new Problem(0, { field: 'parts', detail: 'Write an amount such as 4.50.' });
                await api('POST', `/grading/v1/merchants/${unit.merchant_id}/work-orders/${order.work_order_id}/finish`, { ...given, parts_amount: amount });
                desk.tell({ kind: given.result === 'done' ? 'good' : 'attention', word: given.result === 'done' ? 'Work is done' : 'Work failed', plate: unit.lpn,
                        text: 'It can be graded now.' });
                await again(unit);
        });
}

const operationsOf = (order) => order.operations.map((o) => `${words(o.operation)}${o.minutes ? `, ${o.minutes} min` : ''}`).join('; ');

const workOrders = (orders) => orders.length ? table([
        ['Work', operationsOf], ['Started', (o) => time(o.started_at)], ['Took', (o) => o.minutes === null ? '' : `${o.minutes} min`, 'number'],
        ['Parts', (o) => o.parts_amount ? money({ amount: o.parts_amount, currency: merchant.currency }) : '', 'number'], ['State', (o) => state(o.state)],
], orders, { caption: 'Work orders' }) : '';

/* --- grades --- */

function alternatives(decision) {
        const sum = (amount) => money({ amount, currency: merchant.currency });
        return table([
                ['What could be done', (a) => words(a.disposition)], ['Expected price', (a) => a.expected_price ? sum(a.expected_price) : '', 'number'],
                ['Sold', (a) => a.sold ? `${a.sold / 100} %` : '', 'number'],
                ['Earns', (a) => sum(a.net), 'number'], ['State', (a) => a.disposition === decision.chosen ? state('chosen') : a.allowed ? '' : state('stop', 'Not allowed')],
        ], decision.alternatives, { caption: 'What each would earn, after handling, storage, returns and fees', marked: (a) => a.disposition === decision.chosen });
}

/** Destroying takes a second person, here and now. */
const second = (unit, reason) => approve({ action: 'destroy', merchant_id: unit.merchant_id, subject: unit.unit_id, what: `Destroy ${unit.title || 'the unit'}, ${printed(unit.lpn)}: ${reason}.` });

function dispose(unit, chosen) {
        const why = field('reason', 'Why it is destroyed', { hint: 'A second person approves it.' }), input = why.querySelector('input');
        const filled = form([
                field('disposition', 'What happened to it', { options: dispositions.map((name) => [name, words(name)]), value: dispositions.includes(chosen) ? chosen : undefined }), why,
                field('recipient', 'Who received it'), el('div', { class: 'pair' }, field('weight', 'Weight',
                        { required: false, hint: 'With its unit, such as 0.4 kg.' }), field('document', 'Document', { required: false, hint: 'Its number.' })),
        ], 'Carry out', async ({ disposition, ...evidence }) => {
                const approval = disposition === 'destroy' ? await second(unit, evidence.reason) : undefined;
                if (disposition === 'destroy' && !approval) throw new Problem(0, { title: 'Nobody approved it; nothing was changed.' });
                await api('POST', `${at(unit)}/disposition`, { disposition, evidence, approval });
                made.close();
                desk.tell({ kind: 'good', word: words(moved[disposition]), plate: unit.lpn, text: `Received by ${evidence.recipient}.` });
                await again(unit);
        });
        const fit = () => { why.hidden = input.disabled = filled.elements.disposition.value !== 'destroy'; if (why.hidden) input.value = ''; };
        filled.addEventListener('change', fit);
        fit();
        const made = sheet('Carry out a disposition', filled);
}

function gradePanel(unit, g) {
        const sale = g.disposition === 'resell';
        return panel('Grade', el('div', { class: 'row' }, grade(g.grade), el('h2', {}, g.reason)),
                facts(['A shopper reads', g.sentence], ['Condition', words(g.condition)], ['Warranty', g.warranty_days ? `${g.warranty_days} days` : ''],
                        ['What is next', words(g.disposition)],
                        ['Rubric', `version ${g.rubric_version}`], ['Graded', time(g.graded_at)]),
                alternatives(g.decision),
                !sale && unit.state === 'graded' && (may('supervisor') ? el('div', {}, action('Carry it out', async () => dispose(unit, g.disposition), ''))
                        : el('p', { class: 'muted' }, 'A supervisor carries this out.')));
}

const tellGrade = (unit, made, then) => desk.tell({ kind: 'good', word: `Grade ${made.grade}`, plate: unit.lpn,
        text: `${made.sentence} Next: ${words(made.disposition).toLowerCase()}. ${then}` });

const gradesThatFollowed = () => followed({
        path: '/grading/', title: 'Grades that followed', label: 'Done',
        columns: [['Unit', ({ about }) => about.title], ['Plate', ({ about }) => plate(about.lpn)], ['Grade', ({ answer }) => grade(answer.grade)],
                ['What is next', ({ answer }) => words(answer.disposition)]],
        taken: () => desk.focus(),
        came: ([one, ...more]) => more.length ? desk.tell({ kind: 'good', word: `${more.length + 1} grades came`, text: 'Take the units you set aside to what is next for them.' })
                : tellGrade(one.about, one.answer, 'It was set aside.'),
        changed: () => queue.refresh(),
});

function questions(unit, rubric) {
        return form([el('div', { class: 'stack questions' }, rubric.questions.map((q) =>
                choice(q.code, `${q.text}${q.required ? '' : ' (if it can be told)'}`, q.answers.map((a) => [a.code, words(a.text)]), { required: q.required })))],
                        'Grade', async (given) => {
                const made = await send('POST', `${at(unit)}/grades`, { answers: Object.entries(given).map(([question, answer]) => ({ question, answer })) },
                        { what: `Grade ${printed(unit.lpn)}, ${unit.title || 'a unit'}`, about: { lpn: unit.lpn, title: unit.title }, keep: true });
                if (made) {
                        tellGrade(unit, made, 'Take the next unit.');
                        return again(unit);
                }
                desk.tell({ kind: 'attention', word: 'Answers kept, grade follows', plate: unit.lpn, text: 'The server is away and they are kept here. Set the unit aside until its grade comes.' });
                thing.replaceChildren();
                return desk.focus();
        });
}

/* --- a unit --- */

function bench(unit, state_, orders, grades) {
        const working = orders.find((order) => order.state === 'open'), waits = ['received', 'refurbishing'].includes(unit.state);
        const worker = may('technician', 'supervisor'), parts = [head(unit), photos(unit), workOrders(orders)];
        if (working) parts.push(worker ? finishForm(unit, working) : el('p', { class: 'note attention' }, 'Work is open on it. A technician finishes it; then it can be graded.'));
        if (waits && !working) parts.push(may('grader') ? questions(unit, state_.rubric) : el('p', { class: 'muted' }, 'It waits for a grader.'));
        if (['received', 'graded'].includes(unit.state) && !working && worker) parts.push(el('div', { class: 'row' }, action('Send to work', async () => startWork(unit))));
        const shown = !waits && grades[0] && gradePanel(unit, grades[0]);
        return el('div', { class: 'stack' }, shown, panel('Unit', parts));
}

async function open(unit) {
        const [found, orders, grades, owner] = await Promise.all([api('GET', at(unit)), api('GET', `${at(unit)}/work-orders`), api('GET', `${at(unit)}/grades`),
                api('GET', `/accounts/v1/merchants/${unit.merchant_id}`)]);
        merchant = owner;
        thing.replaceChildren(bench({ ...unit, ...found.unit }, found, orders.items, grades.items));
}

async function scan(code) {
        const found = await api('POST', '/intake/v1/scans', { code });
        if (found.kind !== 'unit') throw new Problem(0, { title: 'That is not a plate. Parcels are received under Receive.' });
        await open(found.unit);
        desk.tell({ word: ['received', 'refurbishing'].includes(found.unit.state) ? 'Answer each question.' : `This unit is ${words(found.unit.state).toLowerCase()}.`,
                plate: found.unit.lpn, text: found.unit.title });
        scrollTo(0, 0);   /* the station, and what was opened right below it */
}

await page({ place: 'bench', title: 'Bench', offline: true }, async (parts) => {
        ({ may } = parts);
        if (may('supervisor')) parts.tools.append(el('a', { class: 'button quiet', href: '/grading/rubrics.html' }, 'Rubrics'));
        desk = station({ label: 'Scan a plate', prompt: 'Scan the plate of a unit, or open one that waits.', onscan: scan });
        thing = el('div', {});
        queue = list({ path: '/grading/v1/queue', keep: 'bench', empty: 'Nothing waits at the bench. Received units appear here, oldest first.', columns: [
                ['Unit', (u) => u.title], ['Plate', (u) => plate(u.lpn)], ['Type', (u) => u.product_type], ['Trip', (u) => u.trip, 'number'],
                ['State', (u) => state(u.state)], ['Waits since', (u) => time(u.since)],
                ['Actions', (u) => action('Open', () => scan(u.lpn))],
        ] });
        parts.main.append(desk.node, gradesThatFollowed(), thing, el('section', { class: 'panel' }, el('h2', {}, 'Waiting'), queue));
        desk.focus();
        await queue.refresh();
        const asked = new URLSearchParams(location.search).get('scan');
        if (asked) await attempt(() => scan(asked), (problem) => desk.tell({ kind: 'stop', word: 'Not taken', text: problem.message }));
});
