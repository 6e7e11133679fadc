import { api, attempt, el, field, money, plate, say, shell, state, table, time } from '/grading/kit/kit.js';

const main = await shell({ service: 'grading', title: 'Bench' });
const code = el('input', { class: 'scan', name: 'code', autocomplete: 'off', autofocus: true, 'aria-label': 'Scan' });
const form = el('form', {}, field('Scan a plate', code));
const thing = el('div', {}), queue = el('div', {});

const at = (unit) => `/grading/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}`;

function question(one, answers, changed) {
        const buttons = one.answers.map((answer) => el('button', { type: 'button', 'aria-pressed': 'false', onclick: (event) => {
                answers.set(one.code, answer.code);
                buttons.forEach((button) => button.setAttribute('aria-pressed', String(button === event.currentTarget)));
                changed();
        } }, answer.text));
        return el('fieldset', {}, el('legend', {}, one.text, one.required ? '' : el('span', { class: 'muted' }, ' (if it can be told)')), el('div', { class: 'answers' }, buttons));
}

function result(grade) {
        thing.replaceChildren(el('section', { class: 'panel' }, el('div', { class: 'row' }, el('span', { class: 'grade' }, grade.grade), el('h2', {}, grade.reason)),
                el('p', {}, `A shopper reads: ${grade.sentence}`), el('p', {}, `Condition: ${grade.condition}. Next: ${grade.disposition}.`),
                table([['Alternative', (a) => a.disposition], ['Expected net', (a) => money({ amount: a.net, currency: 'USD' }),
                        'number'], ['', (a) => a.disposition === grade.decision.chosen ? state('chosen') : '']],
                        grade.decision.alternatives, '')));
        say(`Grade ${grade.grade}`, 'good', true);
        code.focus();
}

async function open(unit) {
        const bench = await api('GET', at(unit));
        const answers = new Map();
        const done = el('button', { disabled: true, onclick: () => attempt(async () => {
                result(await api('POST', `${at(unit)}/grades`, { answers: [...answers].map(([question, answer]) => ({ question, answer })) }));
                await refresh();
        }) }, 'Grade');
        const changed = () => { done.disabled = bench.rubric.questions.some((q) => q.required && !answers.has(q.code)); };
        const clean = el('button', { class: 'quiet', onclick: () => attempt(async () => {
                await api('POST', `${at(unit)}/work-orders`, { operations: [{ operation: 'clean', minutes: 10 }] });
                say('A work order was opened: clean.', 'good');
                await open(unit);
        }) }, 'Send to cleaning');
        const finish = el('button', { onclick: () => attempt(async () => {
                const order = (await api('GET', `${at(unit)}/work-orders`)).items[0];
                await api('POST', `/grading/v1/merchants/${unit.merchant_id}/work-orders/${order.work_order_id}/finish`, { result: 'done', minutes: 10 });
                say('The work is done.', 'good');
                await open(unit);
        }) }, 'Work is done');
        thing.replaceChildren(el('section', { class: 'panel' },
                el('div', { class: 'row between' }, el('h2', {}, bench.unit.title || 'Unit'), plate(bench.unit.lpn), state(bench.unit.state)),
                bench.work_open ? finish : [bench.rubric.questions.map((one) => question(one, answers, changed)), el('div', { class: 'row' }, done, bench.unit.state === 'received' ? clean : '')]));
}

form.addEventListener('submit', (event) => {
        event.preventDefault();
        const text = code.value.trim();
        code.value = '';
        say('');
        if (text) attempt(async () => {
                const found = await api('POST', '/intake/v1/scans', { code: text });
                if (found.kind !== 'unit') say('That is not a plate.', 'stop', true);
                else await open(found.unit);
        });
});

async function refresh() {
        const list = (await api('GET', '/grading/v1/queue?limit=50')).items;
        queue.replaceChildren(table([
                ['Unit', (u) => u.title], ['Plate', (u) => plate(u.lpn)], ['Type', (u) => u.product_type], ['', (u) => state(u.state)], ['Waits since', (u) => time(u.since)],
                ['', (u) => el('button', { class: 'quiet', onclick: () => attempt(() => open(u)) }, 'Open')],
        ], list, 'Nothing waits at the bench. Received units appear here, oldest first.'));
}

main.append(el('section', { class: 'panel' }, form), thing, el('section', { class: 'panel' }, el('h2', {}, 'Waiting'), queue));
code.focus();
await attempt(refresh);
