// What came of it, to be read at arm's length; and what may be done about it.
import { action, api, approve, el, facts, field, form, grade, icon, money, printed, Problem, sheet, state, table, time, words } from './kit/kit.js';

const dispositions = ['back_to_merchant', 'liquidate', 'donate', 'recycle', 'missing', 'destroy'];
const moved = { back_to_merchant: 'returned_to_merchant', liquidate: 'liquidated', donate: 'donated', recycle: 'recycled', missing: 'missing', destroy: 'destroyed' };
export const at = (unit) => `/grading/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}`;

/** Which pile it goes on. */
const steps = { resell: 'To the shelf', refurbish: 'To refurbishment', back_to_merchant: 'Back to the merchant', liquidate: 'To the lots', donate: 'To donation', recycle: 'To recycling',
        destroy: 'To be destroyed' };
export const stepOf = ({ disposition }) => steps[disposition] || words(disposition);

/* What it was weighed at later goes before what its grade decided. */
const standing = (g) => g.weighed_again ? { ...g, decision: g.weighed_again.decision, disposition: g.weighed_again.decision.chosen } : g;
const isChosen = (decision, a) => a.chosen ?? a.disposition === decision.chosen;   /* decisions of before had one alternative a disposition */
const chosenOf = ({ decision }) => decision.alternatives.find((one) => isChosen(decision, one)) || {};
/* The best that is allowed of each. */
const partnersOf = ({ decision }) => Object.fromEntries([...decision.alternatives].filter((a) => a.allowed && a.partner).sort((a, b) => a.net - b.net).map((a) => [a.disposition, a.partner]));
const called = (a) => [words(a.way === 'list' || !a.way ? a.disposition : a.way), a.plan, a.channel, a.partner].filter(Boolean).join(', ');

function alternatives(decision, currency) {
        const sum = (amount) => money({ amount, currency });
        return table([
                ['What could be done', called], ['First price', (a) => a.list_price ? sum(a.list_price) : '', 'number'],
                        ['Expected price', (a) => a.expected_price ? sum(a.expected_price) : '', 'number'],
                ['Sold', (a) => a.sold ? `${a.sold / 100} %` : '', 'number'],
                ['Earns', (a) => sum(a.net), 'number'], ['State', (a) => isChosen(decision, a) ? state('chosen') : a.allowed ? '' : state('stop', words(a.refused) || 'Not allowed')],
        ], decision.alternatives, { caption: 'What each would earn, after handling, storage, returns and fees', marked: (a) => isChosen(decision, a) });
}

/** Destroying takes a second person, here and now. */
const second = (unit, reason) => approve({ action: 'destroy', merchant_id: unit.merchant_id, subject: unit.unit_id,
        what: `Destroy ${unit.title || 'the unit'}, ${printed(unit.lpn)}: ${reason}.` });

/** partners: of the policy, by disposition. */
function dispose(unit, chosen, partners, { desk, again }) {
        const why = field('reason', 'Why it is destroyed', { hint: 'A second person approves it.' }), input = why.querySelector('input');
        const filled = form([
                field('disposition', 'What happened to it', { options: dispositions.map((name) => [name, words(name)]), value: dispositions.includes(chosen) ? chosen : undefined }), why,
                field('recipient', 'Who received it', { value: partners[chosen] || '' }), el('div', { class: 'pair' }, field('weight', 'Weight',
                        { required: false, hint: 'With its unit, such as 0.4 kg.' }), field('document', 'Document', { required: false, hint: 'Its number.' })),
        ], 'Carry out', async ({ disposition, ...evidence }) => {
                const approval = disposition === 'destroy' ? await second(unit, evidence.reason) : undefined;
                if (disposition === 'destroy' && !approval) throw new Problem(0, { title: 'Nobody approved it; nothing was changed.' });
                await api('POST', `${at(unit)}/disposition`, { disposition, evidence, approval });
                made.close();
                desk.tell({ kind: 'good', word: words(moved[disposition]), plate: unit.lpn, text: `Received by ${evidence.recipient}.` });
                await again(unit);
        });
        const { disposition, recipient } = filled.elements;
        const fit = () => { why.hidden = input.disabled = disposition.value !== 'destroy'; if (why.hidden) input.value = ''; };
        disposition.addEventListener('change', () => {
                fit();
                if (!recipient.value || Object.values(partners).includes(recipient.value)) recipient.value = partners[disposition.value] || '';
        });
        fit();
        const made = sheet('Carry out a disposition', filled);
}

/** Another grade than this: down with a reason, up with a second person too. */
function override(unit, g, grades, { desk, again }) {
        const before = grades.findIndex(({ code }) => code === g.grade), text = field('public_text', 'What a shopper reads of it',
                { required: false, maxlength: 300, hint: 'Such as "The colour has faded a little."' });
        const told = el('p', { class: 'small muted', role: 'status' });
        const filled = form([
                field('grade', 'The grade it should have', { options: grades.filter(({ code }) => code !== g.grade).map(({ code, name }) => [code, `${code}: ${name}`]) }),
                field('reason', 'Why', { maxlength: 500, area: true, hint: 'Kept with the grade, in your name.' }), text, told,
        ], 'Set this grade', async ({ grade: code, reason, public_text }) => {
                const raises = raised();
                const approval = raises ? await approve({ action: 'grade_override', merchant_id: unit.merchant_id, subject: unit.unit_id,
                        what: `Grade ${code} instead of ${g.grade} for ${unit.title || 'the unit'}, ${printed(unit.lpn)}: ${reason}` }) : undefined;
                if (raises && !approval) throw new Problem(0, { title: 'Nobody approved it; the grade stays.' });
                const made_ = await api('POST', `${at(unit)}/grades/${g.grade_id}/override`, { grade: code, reason, public_text, approval });
                made.close();
                desk.tell({ kind: 'good', word: `Grade ${made_.grade}`, plate: unit.lpn, text: made_.reason });
                await again(unit);
        });
        const raised = () => grades.findIndex(({ code }) => code === filled.elements.grade.value) < before;
        const fit = () => { told.textContent = raised() ? 'It is higher than now: a second person approves it here.' : 'It is lower than now: your reason is enough.'; };
        filled.addEventListener('change', fit);
        fit();
        const made = sheet('Override the grade', el('p', { class: 'muted' }, `It is ${g.grade} now. ${g.reason}. That stays in the record, and so do the flaws that were seen.`), filled);
}

const observed = (g) => g.observations.length > 0 && table([
        ['Question', (o) => o.question], ['Answer', (o) => o.answer], ['A shopper reads', (o) => o.public_text], ['Note', (o) => o.note], ['Pins', (o) => o.pins.length || '', 'number'],
        ['State', (o) => o.cleaned ? state('done', 'Then cleaned') : ''],
], g.observations, { caption: 'What was seen' });

/** Every grade it has had, newest first, with the trip it was on. */
const history = (grades) => grades.length > 1 && el('details', {}, el('summary', {}, `${grades.length} grades so far`), table([
        ['Grade', (g) => grade(g.grade)], ['Why', (g) => g.reason], ['Trip', (g) => g.trip, 'number'], ['Graded', (g) => time(g.graded_at)],
        ['State', (g) => g.override ? state('override', 'Override') : g.sealed ? state('sealed', 'Sealed') : ''],
], grades));

/** Work that pays: what it is, what is expected of it, and one press that plans it. */
function sendOn(unit, g, merchant, names, { desk, again, may }) {
        const chosen = chosenOf(g), plan = (g.decision.inputs?.plans || []).find((one) => one.name === chosen.plan);
        if (!plan) return '';
        const after = names[plan.outcomes[0]?.rank]?.code;
        const expected = [after && `grade ${after}`, `${plan.minutes} minutes`, `success ${plan.success / 100} %`,
                `earns ${money({ amount: chosen.net, currency: g.decision.currency || merchant.currency })} after all costs`].filter(Boolean).join(', ');
        return el('div', { class: 'stack' }, el('p', {}, el('strong', {}, `Send to work: ${plan.name}`), `; expected: ${expected}.`),
                may('technician', 'supervisor') ? el('div', {}, action('Plan this work', async () => {
                        await api('POST', `${at(unit)}/work-orders`, { operations: plan.operations.map((operation) => ({ operation })), start: 'later' });
                        desk.tell({ kind: 'good', word: 'Work is planned', plate: unit.lpn, text: `${plan.name}. Set it down where work waits.` });
                        await again(unit);
                }, 'large')) : el('p', { class: 'muted' }, 'A technician plans it.'));
}

/** The grade that stands. with: desk, again(unit), may, rubric (of its grades). */
export function resultCard(unit, grades, merchant, { desk, again, may, rubric }) {
        const g = standing(grades[0]), chosen = chosenOf(g), price = chosen.list_price || chosen.expected_price, sale = g.disposition === 'resell', names = rubric?.grades || [];
        const work = g.disposition === 'refurbish';
        return el('section', { class: 'panel verdict', 'aria-label': 'Grade' },
                el('div', { class: 'big' }, el('span', { class: 'letter' }, g.grade), el('div', {}, el('h2', { tabindex: -1 }, stepOf(g)),
                        el('p', { class: 'price' }, price ? money({ amount: price, currency: merchant.currency }) : ''),
                        el('p', { class: 'reason' }, g.reason))),
                facts(['Partner', !sale && chosen.partner], ['A shopper reads', g.sentence], ['Condition', words(g.condition)], ['Warranty', g.warranty_days ? `${g.warranty_days} days` : ''],
                        ['Rubric', `version ${g.rubric_version}`], ['Graded', time(g.graded_at)], ['Weighed again', g.weighed_again && time(g.weighed_again.decided_at)],
                        ['Override', g.override && `of ${g.override.of}${g.override.approved_by ? ', approved by a second person' : ''}`]),
                unit.state === 'graded' && work && sendOn(unit, g, merchant, names, { desk, again, may }),
                el('div', { class: 'row' }, unit.state === 'graded' && !sale && (may('supervisor')
                        ? action(work ? 'Dispose of it instead' : 'Carry it out', async () => dispose(unit, g.disposition, partnersOf(g), { desk, again }), work ? 'quiet' : '')
                        : !work && el('p', { class: 'muted' }, 'A supervisor carries this out.')),
                unit.state === 'graded' && names.length > 0 && may('grader', 'supervisor') && action('Override the grade', async () => override(unit, g, names, { desk, again }))),
                unit.state === 'listed' && el('p', { class: 'small muted' }, 'It is on offer already. Its grade can be changed once a lister has withdrawn the listing.'),
                observed(g), el('details', {}, el('summary', {}, 'What each alternative would earn'), alternatives(g.decision, merchant.currency)), history(grades));
}

/** It is on hold: why, and what to do with it. */
export const heldCard = (unit, reason) => el('section', { class: 'panel verdict', 'aria-label': 'Hold' },
        el('div', { class: 'big' }, el('span', { class: 'letter attention' }, icon('attention')),
                el('div', {}, el('h2', { tabindex: -1 }, 'On hold: set it aside'), el('p', { class: 'reason' }, reason))),
        el('p', { class: 'muted' }, 'The answers given are kept. Its owner clears it under Receive; then it can be graded.'));
