// All questions of a rubric as a form; what hangs on another answer is shown when it is asked.
import { choice, el, field, form, words } from './kit/kit.js';
import { kept } from './asking.js';
import { noteField } from './note.js';

const measureOf = ({ code, measure }) => field(`${code} measure`, `How much, in ${measure.unit}`, { as: 'number', hint: `From ${measure.min} to ${measure.max}.` });

function block(question) {
        const answers = choice(question.code, `${question.text}${question.required ? '' : ' (if it can be told)'}`, question.answers.map((a) => [a.code, words(a.text.replace('{measure}', '…'))]),
                { required: question.required });
        if (question.help) answers.querySelector('legend').after(el('p', { class: 'hint muted small' }, question.help));
        const measure = question.measure && measureOf(question), note = noteField(`${question.code} note`);
        answers.append(...[measure, note.node, el('div', {}, note.open)].filter(Boolean));
        return { question, answers, measure, note };
}

const chosen = ({ answers }) => answers.querySelector('input:checked')?.value;

/** Shows what is asked after the answers so far. What is not asked has no answer. */
function fit(blocks) {
        const given = new Map();
        for (const one of blocks) {
                const { ask, answers } = one.question, asked = !ask || ask.answers.includes(given.get(ask.question));
                one.answers.hidden = !asked;
                one.answers.querySelectorAll('input').forEach((input) => { input.disabled = !asked; input.checked = asked && input.checked; });
                given.set(one.question.code, chosen(one));
                if (!one.measure) continue;
                const measured = answers.find(({ code }) => code === chosen(one))?.measured, input = one.measure.querySelector('input');
                one.measure.hidden = input.disabled = !measured;
                if (!measured) input.value = '';
        }
}

const sent = (blocks, given) => blocks.filter(chosen).map((one) => {
        const { code, measure } = one.question, number = given[`${code} measure`];
        return { question: code, answer: chosen(one), note: one.note.text(), ...(number === undefined ? {} : { measure: number, unit: measure.unit }) };
});

/** send(answers, values) gets [{ question, answer, note?, measure?, unit? }]; more: further fields after the questions. */
export function answering(rubric, submit, send, more = []) {
        const blocks = rubric.questions.map(block);
        const node = form([el('div', { class: 'stack questions' }, blocks.map(({ answers }) => answers)), more], submit, (given) => send(kept(rubric, sent(blocks, given)), given));
        node.addEventListener('change', () => fit(blocks));
        fit(blocks);
        return node;
}
